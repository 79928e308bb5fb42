"""What floats and flies: balloons, boats, the lighthouse, strings of flags."""

import numpy as np

from canvas import clouded, colour, noise, ramp, smooth
from harbour_parts import lit


def balloon(canvas, x, y, r, colours, gores=16, zigzag=None, turn=0.3):
    """A hot-air balloon whose envelope is centred at (x, y)."""
    t = np.linspace(0, 1, 60)
    # From the crown down to the mouth: round above, drawn in below.
    profile = np.where(t < 0.5, np.sin(np.pi * np.sqrt(t / 2)), 0) + np.where(
        t >= 0.5, 1 - 0.86 * (np.maximum(t - 0.5, 0) / 0.5) ** 1.75, 0
    )
    profile[0] = 0
    heights = y - r + t * 2.35 * r
    outline = np.concatenate([np.stack([x - r * profile, heights], 1), np.stack([x + r * profile, heights], 1)[::-1]])
    table = np.stack([colour(c) for c in colours])

    def paint(px, py):
        down = np.clip((py - (y - r)) / (2.35 * r), 0, 1)
        half = np.maximum(np.interp(down, t, profile) * r, 1e-3)
        across = np.clip((px - x) / half, -1, 1)
        around = np.arcsin(across * 0.995)
        where = (around / np.pi + turn) * gores
        if zigzag:
            saw = np.abs(np.mod(where * 0.5, 1.0) - 0.5) * 2
            band = np.floor((down * 1.0 + 0.07 * saw) * zigzag).astype(int)
            pick = table[np.mod(band, len(table))]
        else:
            pick = table[np.mod(np.floor(where).astype(int), len(table))]
        seam = np.mod(where, 1.0)
        puff = 0.86 + 0.2 * np.sin(np.pi * seam)
        nx, ny = across, -(1 - 2 * down) * 0.8
        nz = np.sqrt(np.clip(1 - across**2, 0, 1))
        light = np.clip(0.18 + 0.62 * (-0.72 * nx - 0.38 * ny + 0.5 * nz), 0, 1.05)
        sheen = np.clip(-0.62 * nx - 0.42 * ny + 0.66 * nz, 0, 1) ** 18 * 0.28
        return np.clip(lit(pick, light) * puff[..., None] * 1.1 + sheen[..., None] * colour("#fff0d0"), 0, 1)

    canvas.fill(outline, paint)
    mouth, basket = y + 1.35 * r, y + 1.35 * r + 0.42 * r
    for k in (-1, -0.35, 0.35, 1):
        canvas.stroke([(x + k * r * 0.14, mouth), (x + k * r * 0.12, basket)], max(0.35, r * 0.012), "#4a3a3a")
    size = r * 0.13

    def wicker(px, py):
        weave = 0.75 + 0.35 * (np.mod(px * 1.4 + np.floor(py * 1.2) * 0.5, 1) > 0.45)
        return np.clip(lit(colour("#b07a45"), np.clip(0.6 - (px - x) / size * 0.4, 0, 1)) * weave[..., None], 0, 1)

    canvas.fill(
        [
            (x - size, basket),
            (x + size, basket),
            (x + size * 0.85, basket + size * 1.7),
            (x - size * 0.85, basket + size * 1.7),
        ],
        wicker,
    )
    canvas.stroke([(x - size * 1.1, basket), (x + size * 1.1, basket)], r * 0.03, lit(colour("#7b4a2a"), 0.8))


def curve(a, b, bulge, count=24):
    """From a to b, bowed sideways by `bulge` pixels."""
    a, b = np.asarray(a, float), np.asarray(b, float)
    t = np.linspace(0, 1, count)[:, None]
    side = np.array([-(b - a)[1], (b - a)[0]]) / np.hypot(*(b - a))
    return a + (b - a) * t + side * bulge * 4 * t * (1 - t)


def sail(canvas, tack, head, clew, bulges, paint):
    """Three corners, each edge bowed."""
    points = np.concatenate([curve(tack, head, bulges[0]), curve(head, clew, bulges[1]), curve(clew, tack, bulges[2])])
    canvas.fill(points, paint)
    canvas.stroke(points, 0.4, "#6b5a66", 0.6)


def cloth(stripes, axis, width, light, phase=0.0):
    """Striped cloth: colours in turn along `axis`, with soft folds."""
    table = np.stack([colour(c) for c in stripes])
    ax, ay = axis

    def paint(x, y):
        along = (x * ax + y * ay) / width + phase + 0.25 * (clouded(x / 22, y / 22, 77, 2) - 0.5)
        pick = table[np.mod(np.floor(along).astype(int), len(table))]
        fold = 0.9 + 0.28 * (clouded((x + y * 0.4) / 9, (y - x * 0.4) / 26, 41, 3) - 0.35)
        seam = 1 - 0.12 * smooth(0.08, 0.0, np.abs(np.mod(along, 1.0) - 0.5) - 0.42)
        amount = light(x, y) if callable(light) else np.full(x.shape, light, dtype=np.float32)
        return np.clip(lit(pick, amount) * (1.15 * fold * seam)[..., None], 0, 1)

    return paint


def hull(canvas, x, water, length, tall, paint, stripe, name=None):
    """A hull from its stern at x to its bow at x + length, on the waterline `water`."""
    t = np.linspace(0, 1, 30)
    sheer = water - tall * (0.82 + 0.5 * (t - 0.35) ** 2 * 2)
    deck = np.stack([x + length * t, sheer], 1)
    keel = np.stack([x + length * (0.05 + 0.86 * t[::-1]), np.full(30, water + tall * 0.08)], 1)
    base, band = colour(paint), colour(stripe)

    def planks(px, py):
        v = (py - (water - tall)) / tall
        lines = 1 - 0.13 * (np.mod(v * 7, 1.0) < 0.2)
        light = np.clip(0.85 - 0.55 * (px - x) / length, 0, 1)
        body = np.where(((v > 0.28) & (v < 0.42))[..., None], band, base)
        body = np.where((v > 0.86)[..., None], colour("#7c2f35"), body)
        return np.clip(lit(body, light) * (lines * (0.9 + 0.2 * (noise(px / 3, py, 8) - 0.5)))[..., None], 0, 1)

    canvas.fill(np.concatenate([deck, keel]), planks)
    canvas.stroke(deck, max(0.7, tall * 0.09), lit(colour("#e9c48b"), 0.95))
    if name:
        canvas.text(x + length * 0.3, water - tall * 0.36, name, tall * 0.36, "#27365c", "japanese")


def sailing_boat(canvas, x, water, size, main, jib, paint="#f4efe6", stripe="#1d4f8c", mark=None, name=None, spin=None):
    """A sloop seen from the side; `size` is the length of its hull."""
    mast = x + size * 0.46
    deck, top = water - size * 0.13, water - size * 1.52
    canvas.stroke([(x + size * 1.04, deck), (mast, top)], 0.4, "#51465a")
    canvas.stroke([(x + 2, deck), (mast, top)], 0.4, "#51465a")

    def toward(px, py):
        return np.clip(1.12 - 0.35 * smooth(mast - size * 0.5, mast + size * 0.2, px), 0, 1)

    if spin:
        sail(
            canvas,
            (x + size * 1.18, deck - size * 0.12),
            (mast + 1, top + size * 0.05),
            (mast + size * 0.12, deck - size * 0.16),
            (size * 0.12, 0.02 * size, -size * 0.06),
            cloth(spin, (0.35, 1), size * 0.135, 1.0),
        )
    sail(
        canvas,
        (x + size * 1.0, deck - 1),
        (mast + 1.0, top + size * 0.14),
        (mast + size * 0.05, deck - size * 0.1),
        (size * 0.02, -size * 0.04, 0),
        cloth(jib, (0.2, 1), size * 0.16, 0.9),
    )
    sail(
        canvas,
        (mast - 0.8, deck - size * 0.16),
        (mast - 0.8, top + size * 0.03),
        (x - size * 0.02, deck - size * 0.13),
        (size * 0.012, -size * 0.09, -size * 0.015),
        cloth(main, (0.12, 1), size * 0.17, toward),
    )
    canvas.stroke([(mast, water - 1), (mast, top - 1)], size * 0.02, lit(colour("#c99a5d"), 0.9))
    canvas.stroke([(mast, deck - size * 0.13), (x, deck - size * 0.1)], size * 0.016, lit(colour("#a5713d"), 0.9))
    if mark:
        canvas.text(mast - size * 0.2, water - size * 0.66, mark, size * 0.17, "#283a66", "sans", 0.9)
    canvas.fill([(mast, top - 1), (mast - size * 0.13, top + size * 0.022), (mast, top + size * 0.05)], "#e8413c")
    hull(canvas, x, water, size, size * 0.165, paint, stripe, name)
    canvas.fill(
        [
            (mast - size * 0.22, deck - 0.5),
            (mast - size * 0.18, deck - size * 0.07),
            (mast + size * 0.16, deck - size * 0.055),
            (mast + size * 0.2, deck - 0.5),
        ],
        lit(colour("#fbeed6"), 0.75),
    )
    for k in range(3):
        canvas.disc(mast - size * 0.12 + k * size * 0.1, deck - size * 0.032, size * 0.017, "#2d4160")


def lighthouse(canvas, x, foot, tall):
    """White and red in a spiral, its lamp lit."""
    low, high = tall * 0.125, tall * 0.082

    def paint(px, py):
        up = np.clip((foot - py) / tall, 0, 1)
        half = low + (high - low) * up
        across = np.clip((px - x) / half, -1, 1)
        around = np.arcsin(across * 0.99) / np.pi
        pick = np.where((np.mod(up * 4.4 - around * 0.9, 1.0) < 0.46)[..., None], colour("#d8322f"), colour("#fdf6ea"))
        light = np.clip(0.62 - 0.62 * across, 0.02, 1.05)
        return np.clip(lit(pick, light) * (0.94 + 0.12 * (clouded(px / 2.5, py / 9, 4) - 0.5))[..., None], 0, 1)

    canvas.fill([(x - low, foot), (x - high, foot - tall * 0.8), (x + high, foot - tall * 0.8), (x + low, foot)], paint)
    for k, v in enumerate((0.2, 0.45, 0.66)):
        canvas.fill(
            [
                (x - 1.6 + k, foot - tall * v),
                (x - 1.6 + k, foot - tall * v - 4.5),
                (x + 1.2 + k, foot - tall * v - 4.5),
                (x + 1.2 + k, foot - tall * v),
            ],
            "#2b3553",
        )
    gallery = foot - tall * 0.8
    canvas.fill(
        [
            (x - high * 1.5, gallery),
            (x + high * 1.5, gallery),
            (x + high * 1.2, gallery + 3),
            (x - high * 1.2, gallery + 3),
        ],
        lit(colour("#40507a"), 0.6),
    )
    for k in np.linspace(-1.45, 1.45, 9):
        canvas.stroke([(x + high * k, gallery), (x + high * k, gallery - 4)], 0.5, "#2f3a5e")
    canvas.stroke([(x - high * 1.5, gallery - 4), (x + high * 1.5, gallery - 4)], 0.7, lit(colour("#e8e2ee"), 0.9))
    lamp = gallery - tall * 0.1
    canvas.fill(
        [(x - high * 0.72, gallery), (x - high * 0.72, lamp), (x + high * 0.72, lamp), (x + high * 0.72, gallery)],
        lambda px, py: ramp([(0, "#fff6c8"), (0.5, "#ffdc7a"), (1, "#c98a3c")], np.abs(px - x + 1.5) / high),
    )
    for k in (-0.72, -0.24, 0.24, 0.72):
        canvas.stroke([(x + high * k, gallery), (x + high * k, lamp)], 0.6, "#3a2f45")
    angle = np.linspace(np.pi, 2 * np.pi, 20)
    dome = np.stack([x + high * np.cos(angle), lamp + tall * 0.085 * np.sin(angle)], 1)
    canvas.fill(dome, lambda px, py: np.clip(lit(colour("#c8332f"), np.clip(0.6 - 0.6 * (px - x) / high, 0, 1)), 0, 1))
    canvas.stroke([(x, lamp - tall * 0.08), (x, lamp - tall * 0.13)], 0.8, "#3a2f45")
    canvas.glow(x, (lamp + gallery) / 2, 9, "#ffdf9a", 0.4)


def flags(canvas, a, b, sag, count, colours, size=6.0):
    """A string of pennants from a to b."""
    line = curve(a, b, 0, 60) + np.stack(
        [np.zeros(60), sag * 4 * np.linspace(0, 1, 60) * (1 - np.linspace(0, 1, 60))], 1
    )
    canvas.stroke(line, 0.5, "#4c4258")
    for k in range(count):
        t = (k + 0.5) / count
        at = np.array([np.interp(t, np.linspace(0, 1, 60), line[:, i]) for i in range(2)])
        to = np.array([np.interp(t + 0.5 / count, np.linspace(0, 1, 60), line[:, i]) for i in range(2)]) - at
        to = to / np.hypot(*to) * size * 0.52
        wave = 0.16 * size * np.sin(k * 2.1)
        tip = at + [wave, size * 1.25]
        paint = colour(colours[k % len(colours)])
        canvas.fill(
            [at - to, at + to, tip],
            lambda x, y, p=paint, c=at: np.clip(lit(p, np.clip(0.8 - (x - c[0]) / size * 0.5, 0, 1)), 0, 1),
        )
