"""Pictures and filter banks for the window tests, written and read with nothing but the standard library."""

import json
import struct
import zlib


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def write_png(path, width, height):
    """A picture without two equal pixels beside each other."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            rows += bytes(((x * 11) % 256, (y * 17) % 256, (x * y * 5 + 40) % 256))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(bytes(rows)))
                     + _chunk(b"IEND", b""))


def write_broken_png(path):
    """It begins as a PNG and ends in the middle of its header."""
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR\0\0")


def write_bank(path, shape):
    """A filter bank (FN, C, FH, FW) as float32 .npy, version 1; every filter differs from the others."""
    count = shape[0] * shape[1] * shape[2] * shape[3]
    per_filter = count // shape[0]
    values = [((i % per_filter) * 7 % 11 - 5) / 11 + (i // per_filter) % 16 / 16 - 0.5 for i in range(count)]
    words = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {tuple(shape)}, }}"
    words += " " * (-(len(words) + 11) % 64) + "\n"
    path.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(words)) + words.encode()
                     + struct.pack(f"<{count}f", *values))


class Png:
    """An 8-bit RGB or RGBA picture. `rows`: as the file has them, each told as a difference from its neighbours: equal pictures
    have equal rows, and an empty stretch has rows of nothing. `top`: the pixels of the first rows themselves."""

    def __init__(self, width, height, rows, top):
        self.width, self.height, self.rows, self.top = width, height, rows, top


def read_png(path, top_rows):
    data = path.read_bytes()
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError(f"{path}: not a PNG")
    at, packed, width, height, channels = 8, b"", 0, 0, 3
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4:at + 8], data[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, color = struct.unpack_from(">IIBB", body)
            channels = {2: 3, 6: 4}[color]
            if depth != 8:
                raise ValueError(f"{path}: {depth} bits a channel")
        elif kind == b"IDAT":
            packed += body
        at += 12 + length
    data, stride = zlib.decompress(packed), width * channels
    rows = [data[y * (stride + 1):(y + 1) * (stride + 1)] for y in range(height)]
    return Png(width, height, rows, _unfiltered(data, stride, top_rows, channels))


def _unfiltered(data, stride, height, channels):
    out, above = bytearray(), bytearray(stride)
    for y in range(height):
        kind, line = data[y * (stride + 1)], bytearray(data[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        if kind == 1:
            for i in range(channels, stride):
                line[i] = (line[i] + line[i - channels]) & 255
        elif kind == 2:
            for i in range(stride):
                line[i] = (line[i] + above[i]) & 255
        elif kind == 3:
            for i in range(stride):
                line[i] = (line[i] + ((line[i - channels] if i >= channels else 0) + above[i]) // 2) & 255
        elif kind == 4:
            for i in range(stride):
                left, corner = (line[i - channels], above[i - channels]) if i >= channels else (0, 0)
                line[i] = (line[i] + _paeth(left, above[i], corner)) & 255
        out += line
        above = line
    return bytes(out)


def _paeth(left, above, corner):
    guess = left + above - corner
    to_left, to_above, to_corner = abs(guess - left), abs(guess - above), abs(guess - corner)
    if to_left <= to_above and to_left <= to_corner:
        return left
    return above if to_above <= to_corner else corner


def write_tensors(path, tensors):
    """A .safetensors file of zeros and ramps: name -> shape."""
    header, body = {}, b""
    for name, shape in tensors.items():
        count = 1
        for size in shape:
            count *= size
        values = struct.pack(f"<{count}f", *((i % 97) / 97 - 0.5 for i in range(count)))
        header[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [len(body), len(body) + len(values)]}
        body += values
    words = json.dumps(header).encode()
    words += b" " * (-len(words) % 8)
    path.write_bytes(struct.pack("<Q", len(words)) + words + body)
