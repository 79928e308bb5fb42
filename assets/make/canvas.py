"""A small picture maker: filled shapes with a colour for every point, drawn large and made small.

Coordinates are those of the finished picture (x to the right, y down, in pixels of 640x480); a Canvas holds `scale`
samples for each. A colour is a triple in 0..1 or a function of two arrays (x, y) that gives an array (..., 3).
Layers are premultiplied by their alpha.
"""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = {
    "latin": "/usr/share/fonts/truetype/dejavu/DejaVuSerif-Bold.ttf",  # package fonts-dejavu-core
    "sans": "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
    "japanese": "/usr/share/fonts/truetype/bizud-gothic/BIZUDPGothic-Bold.ttf",  # fonts-morisawa-bizud-gothic
}


def colour(text):
    """'#rrggbb' as an array in 0..1."""
    return np.array([int(text[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.float32) / 255


def mix(a, b, t):
    """From the colours a (t = 0) to the colours b (t = 1); t is one number a point."""
    t = np.asarray(t, dtype=np.float32)[..., None]
    return np.asarray(a, dtype=np.float32) * (1 - t) + np.asarray(b, dtype=np.float32) * t


def ramp(stops, t):
    """A colour from (position, '#rrggbb') stops for every t."""
    at = [p for p, _ in stops]
    table = np.stack([colour(c) for _, c in stops])
    return np.stack([np.interp(t, at, table[:, k]) for k in range(3)], axis=-1).astype(np.float32)


def smooth(lo, hi, t):
    t = np.clip((t - lo) / (hi - lo), 0, 1)
    return t * t * (3 - 2 * t)


def lattice(ix, iy, seed):
    """A number in 0..1 for each whole place."""
    h = (ix.astype(np.int64) * 374761393 + iy.astype(np.int64) * 668265263 + seed * 974634777) & 0xFFFFFFFF
    h = ((h ^ (h >> 13)) * 1274126177) & 0xFFFFFFFF
    return ((h ^ (h >> 16)) & 0xFFFFFF).astype(np.float32) / 0xFFFFFF


def noise(x, y, seed=0):
    x, y = np.broadcast_arrays(np.asarray(x, dtype=np.float32), np.asarray(y, dtype=np.float32))
    fx, fy = np.floor(x), np.floor(y)
    u, v = x - fx, y - fy
    u, v = u * u * (3 - 2 * u), v * v * (3 - 2 * v)
    ix, iy = fx.astype(np.int64), fy.astype(np.int64)
    top = lattice(ix, iy, seed) * (1 - u) + lattice(ix + 1, iy, seed) * u
    low = lattice(ix, iy + 1, seed) * (1 - u) + lattice(ix + 1, iy + 1, seed) * u
    return top * (1 - v) + low * v


def clouded(x, y, seed=0, octaves=4):
    """Noise of several sizes, about 0..1."""
    total, weight, size = 0.0, 0.0, 1.0
    for octave in range(octaves):
        total = total + noise(x / size, y / size, seed + octave) * size
        weight += size
        size *= 0.5
    return total / weight


class Canvas:
    def __init__(self, width, height, scale):
        self.width, self.height, self.scale = width, height, scale
        self.rgb = np.zeros((height * scale, width * scale, 3), dtype=np.float32)
        self.alpha = np.zeros((height * scale, width * scale), dtype=np.float32)

    def layer(self):
        return Canvas(self.width, self.height, self.scale)

    def _box(self, left, top, right, bottom):
        s = self.scale
        x0, y0 = max(0, int(np.floor(left * s)) - 1), max(0, int(np.floor(top * s)) - 1)
        x1 = min(self.width * s, int(np.ceil(right * s)) + 2)
        y1 = min(self.height * s, int(np.ceil(bottom * s)) + 2)
        return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None

    def places(self, box):
        x0, y0, x1, y1 = box
        x = (np.arange(x0, x1, dtype=np.float32) + 0.5) / self.scale
        y = (np.arange(y0, y1, dtype=np.float32) + 0.5) / self.scale
        return np.broadcast_arrays(x[None, :], y[:, None])

    def _blend(self, box, mask, paint):
        x0, y0, x1, y1 = box
        if callable(paint):
            paint = paint(*self.places(box))
        elif isinstance(paint, str):
            paint = colour(paint)
        m = mask[..., None]
        area = self.rgb[y0:y1, x0:x1]
        area *= 1 - m
        area += paint * m
        self.alpha[y0:y1, x0:x1] = self.alpha[y0:y1, x0:x1] * (1 - mask) + mask

    def _masked(self, bounds, soft, alpha, paint, draw):
        grow = 3 * soft
        box = self._box(bounds[0] - grow, bounds[1] - grow, bounds[2] + grow, bounds[3] + grow)
        if box is None:
            return
        image = Image.new("L", (box[2] - box[0], box[3] - box[1]), 0)
        draw(ImageDraw.Draw(image), lambda p: (p[0] * self.scale - box[0], p[1] * self.scale - box[1]))
        if soft:
            image = image.filter(ImageFilter.GaussianBlur(soft * self.scale))
        mask = np.asarray(image, dtype=np.float32) / 255
        if callable(alpha):
            alpha = alpha(*self.places(box))
        self._blend(box, mask * alpha, paint)

    def everywhere(self, paint, alpha=1.0):
        box = (0, 0, self.width * self.scale, self.height * self.scale)
        mask = np.ones((box[3], box[2]), dtype=np.float32)
        if callable(alpha):
            alpha = alpha(*self.places(box))
        self._blend(box, mask * alpha, paint)

    def fill(self, points, paint, alpha=1.0, soft=0.0):
        points = np.asarray(points, dtype=np.float64)
        bounds = (*points.min(axis=0), *points.max(axis=0))
        self._masked(bounds, soft, alpha, paint, lambda d, at: d.polygon([at(p) for p in points], fill=255))

    def stroke(self, points, width, paint, alpha=1.0, soft=0.0):
        points = np.asarray(points, dtype=np.float64)
        low, high = points.min(axis=0) - width, points.max(axis=0) + width
        pixels = max(1, round(width * self.scale))
        self._masked(
            (*low, *high),
            soft,
            alpha,
            paint,
            lambda d, at: d.line([at(p) for p in points], fill=255, width=pixels, joint="curve"),
        )

    def disc(self, x, y, rx, paint, ry=None, alpha=1.0, soft=0.0):
        ry = rx if ry is None else ry
        angle = np.linspace(0, 2 * np.pi, 72, endpoint=False)
        self.fill(np.stack([x + rx * np.cos(angle), y + ry * np.sin(angle)], axis=1), paint, alpha, soft)

    def text(self, x, y, words, size, paint, font="latin", alpha=1.0):
        """Centred at (x, y); `size` is the em in pixels."""
        face = ImageFont.truetype(FONTS[font], max(4, round(size * self.scale)))
        half = face.getlength(words) / self.scale / 2 + size
        self._masked(
            (x - half, y - size, x + half, y + size),
            0,
            alpha,
            paint,
            lambda d, at: d.text(at((x, y)), words, fill=255, font=face, anchor="mm"),
        )

    def glow(self, x, y, radius, paint, strength):
        """Light added, not covered."""
        box = self._box(x - 3 * radius, y - 3 * radius, x + 3 * radius, y + 3 * radius)
        if box is None:
            return
        px, py = self.places(box)
        light = strength * np.exp(-((px - x) ** 2 + (py - y) ** 2) / (radius * radius))
        x0, y0, x1, y1 = box
        self.rgb[y0:y1, x0:x1] += light[..., None] * colour(paint)

    def put(self, other, strength=1.0):
        self.rgb *= 1 - other.alpha[..., None] * strength
        self.rgb += other.rgb * strength
        self.alpha = self.alpha * (1 - other.alpha * strength) + other.alpha * strength

    def finished(self, divide):
        """(height, width, 3) in 0..1, `divide` x `divide` samples averaged to a pixel."""
        h, w = self.rgb.shape[:2]
        small = np.clip(self.rgb, 0, 1)
        # Light adds up, its square root does not: average in linear light.
        small = (small**2.2).reshape(h // divide, divide, w // divide, divide, 3).mean(axis=(1, 3)) ** (1 / 2.2)
        return small
