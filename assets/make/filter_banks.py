#!/usr/bin/env python3
"""Learns Unfold's two filter banks from photographs.

    python3 assets/make/filter_banks.py assets/banks [SHEET.png]

writes photo_7x7.npy, float32 (64, 3, 7, 7), and vgg_3x3.npy, float32 (64, 3, 3, 3). Patches of natural pictures are
whitened; independent component analysis of them gives oriented edges and colour-opponent blobs, as Bell and Sejnowski
(1997) and, in colour, Hoyer and Hyvarinen (2000) found. The 3x3 bank, with 64 filters for 27 dimensions, is spherical
k-means on whitened patches (Coates and Ng, 2012). The pictures are china.jpg and flower.jpg of Debian's python3-sklearn and the
raccoon of python3-scipy (face.dat); assets/README.md names their licences. Needs numpy and Pillow. The same every time.
"""
import bz2
import importlib.util
import pathlib
import sys

import numpy as np
from PIL import Image

FN = 64


def package_file(package, inside):
    spec = importlib.util.find_spec(package)
    path = pathlib.Path(spec.submodule_search_locations[0], inside) if spec else None
    if path is None or not path.exists():
        raise SystemExit(f"{package}/{inside} is not on this machine: apt-get install python3-scipy python3-sklearn")
    return path


def photographs():
    china, flower = (np.asarray(Image.open(package_file("sklearn", f"datasets/images/{n}.jpg")).convert("RGB"), np.float64) / 255
                     for n in ("china", "flower"))
    face = np.frombuffer(bz2.decompress(package_file("scipy", "misc/face.dat").read_bytes()), np.uint8).reshape(768, 1024, 3) / 255.0
    return [china, flower, face]


def patches(pictures, size, count, rng):
    """(count, 3*size*size), channel by channel; flat ones are left out; half of them mirrored."""
    out = []
    share = count // (len(pictures) * 2)
    for picture in pictures:
        for scale in (1, 2):
            p = picture
            if scale > 1:
                small = Image.fromarray((picture * 255).astype(np.uint8)).resize((picture.shape[1] // scale, picture.shape[0] // scale), Image.BOX)
                p = np.asarray(small, np.float64) / 255
            got = 0
            while got < share:
                y = rng.integers(0, p.shape[0] - size, 4096)
                x = rng.integers(0, p.shape[1] - size, 4096)
                some = np.stack([p[a:a + size, b:b + size] for a, b in zip(y, x)])
                some = some[some.std(axis=(1, 2, 3)) > 0.03][:share - got]
                mirror = rng.random(len(some)) < 0.5
                some[mirror] = some[mirror][:, :, ::-1]
                out.append(some.transpose(0, 3, 1, 2).reshape(len(some), -1))
                got += len(some)
    x = np.concatenate(out)
    x = x - x.mean(axis=0)
    return x / (x.std(axis=1, keepdims=True) + 0.04)


def whitening(x, dimensions):
    """Rows map a patch to white coordinates; columns of the other map them back."""
    values, vectors = np.linalg.eigh(np.cov(x.T))
    order = np.argsort(values)[::-1][:dimensions]
    values, vectors = values[order], vectors[:, order]
    return (vectors / np.sqrt(values + 1e-4)).T, vectors * np.sqrt(values + 1e-4)


def ica(z, components, steps, rng):
    """Symmetric FastICA with tanh (Hyvarinen, 1999) on white data z (n, d)."""
    w = np.linalg.qr(rng.standard_normal((z.shape[1], z.shape[1])))[0][:components]
    for _ in range(steps):
        y = z @ w.T
        g = np.tanh(y)
        w_new = g.T @ z / len(z) - (1 - g ** 2).mean(axis=0)[:, None] * w
        u, _, v = np.linalg.svd(w_new, full_matrices=False)
        w = u @ v
    return w


def kmeans(z, components, steps, rng):
    """Spherical k-means: directions that patches share, either sign."""
    d = rng.standard_normal((components, z.shape[1]))
    d /= np.linalg.norm(d, axis=1, keepdims=True)
    for _ in range(steps):
        s = z @ d.T
        k = np.abs(s).argmax(axis=1)
        a = np.take_along_axis(s, k[:, None], 1)[:, 0]
        fresh = np.zeros_like(d)
        np.add.at(fresh, k, a[:, None] * z)
        empty = np.linalg.norm(fresh, axis=1) < 1e-9
        fresh[empty] = rng.standard_normal((empty.sum(), z.shape[1]))
        d = fresh / np.linalg.norm(fresh, axis=1, keepdims=True)
    return d


def dress(filters, size, strength):
    """Zero mean, one sign, one strength; colourless first, by direction; then the coloured, by hue."""
    f = filters.reshape(-1, 3, size, size)
    f = f - f.mean(axis=(1, 2, 3), keepdims=True)
    f *= strength / np.abs(f).sum(axis=(1, 2, 3), keepdims=True)
    gray = f.mean(axis=1)
    colour = np.sqrt(((f - gray[:, None]) ** 2).sum(axis=(1, 2, 3)) / (f ** 2).sum(axis=(1, 2, 3)))
    gy, gx = np.gradient(gray, axis=(1, 2))
    angle = 0.5 * np.arctan2((2 * gx * gy).sum(axis=(1, 2)), (gx ** 2 - gy ** 2).sum(axis=(1, 2)))
    largest = np.abs(f).reshape(len(f), -1).argmax(axis=1)
    sign = np.sign(f.reshape(len(f), -1)[np.arange(len(f)), largest])
    f *= sign[:, None, None, None]
    middle = f.reshape(len(f), 3, -1)[np.arange(len(f)), :, largest % (size * size)]
    hue = np.arctan2(np.sqrt(3) * (middle[:, 1] - middle[:, 2]), 2 * middle[:, 0] - middle[:, 1] - middle[:, 2])
    coloured = colour > 0.5
    order = np.lexsort((np.where(coloured, hue, angle), coloured))
    return np.ascontiguousarray(f[order], dtype="<f4")


def sheet(bank, path, scale):
    n, _, size, _ = bank.shape
    cell = size * scale + 4
    picture = np.full((8 * cell, 8 * cell, 3), 24, np.uint8)
    for k in range(n):
        v = bank[k].transpose(1, 2, 0)
        v = np.clip(127.5 + 127.5 * v / np.abs(v).max(), 0, 255).astype(np.uint8)
        y, x = (k // 8) * cell + 2, (k % 8) * cell + 2
        picture[y:y + size * scale, x:x + size * scale] = v.repeat(scale, 0).repeat(scale, 1)
    Image.fromarray(picture).save(path)


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "assets/banks")
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(7)
    pictures = photographs()

    x = patches(pictures, 7, 120_000, rng)
    white, back = whitening(x, FN)
    w = ica(x @ white.T, FN, 120, rng)
    # The features (columns of the mixing matrix) are smoother than the detectors and are what a first layer looks like.
    photo = dress(w @ back.T, 7, 3.0)
    np.save(folder / "photo_7x7.npy", photo)

    x = patches(pictures, 3, 120_000, rng)
    white, back = whitening(x, 26)
    d = kmeans(x @ white.T, FN, 60, rng)
    vgg = dress(d @ back.T, 3, 3.0)
    np.save(folder / "vgg_3x3.npy", vgg)
    if len(sys.argv) > 2:
        sheet(photo, sys.argv[2], 9)
        sheet(vgg, str(sys.argv[2]).replace(".png", "_3x3.png"), 20)


if __name__ == "__main__":
    main()
