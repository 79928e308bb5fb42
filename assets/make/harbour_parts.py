"""The things that stand in the harbour: houses, wheel, balloons, boats, lighthouse. Each draws itself on a Canvas."""

import numpy as np

from canvas import clouded, colour, noise, ramp, smooth

SUN = colour("#ffdfb0")
SHADE = colour("#5d6a9c")


def lit(base, amount):
    """A surface of this colour: 0 in the blue shade, 1 in the low sun."""
    amount = np.asarray(amount, dtype=np.float32)[..., None]
    base = np.asarray(base, dtype=np.float32)
    return base * ((0.34 + 0.42 * SHADE) * (1 - amount) + (0.22 + 0.86 * SUN) * amount)


def plaster(base, amount, foot, height, seed):
    """A wall: patchy, streaked by rain, darker towards its foot."""

    def paint(x, y):
        patches = clouded(x / 5, y / 4, seed) - 0.5
        streaks = noise(x * 1.3, y / 16, seed + 9) - 0.5
        up = np.clip((foot - y) / height, 0, 1)
        return np.clip(
            lit(base, amount + 0.1 * up) * (0.88 + 0.14 * up + 0.2 * patches + 0.1 * streaks)[..., None], 0, 1
        )

    return paint


def tiles(base, amount, corner, along, up, rows, columns, seed):
    """A tiled roof on the parallelogram corner + u*along + v*up, seen with its rounded tiles and their shadows."""
    (ax, ay), (bx, by) = along, up
    area = ax * by - ay * bx

    def paint(x, y):
        dx, dy = x - corner[0], y - corner[1]
        u, v = (dx * by - dy * bx) / area, (ax * dy - ay * dx) / area
        row = np.floor(v * rows)
        across = u * columns + 0.5 * np.mod(row, 2)
        shape = np.sin(np.pi * np.mod(across, 1.0))
        own = noise(np.floor(across) + 0.0, row, seed)
        edge = smooth(0.0, 0.35, np.mod(v * rows, 1.0))
        light = (0.55 + 0.35 * shape) * (0.62 + 0.38 * edge) * (0.82 + 0.36 * own)
        aged = 0.86 + 0.3 * (clouded(x / 7, y / 7, seed + 3) - 0.5)
        return np.clip(lit(base, amount) * (light * aged)[..., None] * 1.35, 0, 1)

    return paint


def quad(origin, along, up, u0, v0, u1, v1):
    o, a, b = map(np.asarray, (origin, along, up))
    return [o + a * u + b * v for u, v in ((u0, v0), (u1, v0), (u1, v1), (u0, v1))]


def window(canvas, origin, along, up, u, v, du, dv, shutter, glowing, light):
    """A window with a frame, its glass, a sill and two shutters on a wall (origin, along, up)."""
    canvas.fill(quad(origin, along, up, u - du * 0.62, v - dv * 0.1, u + du * 1.7, v + dv * 1.06), "#2a2440", 0.25, 0.5)
    canvas.fill(
        quad(origin, along, up, u - 0.1 * du, v - 0.06 * dv, u + 1.1 * du, v + 1.07 * dv), lit(colour("#fff4df"), light)
    )

    def glass(x, y):
        t = np.clip((y - (np.asarray(origin) + np.asarray(up) * v)[1]) / (np.asarray(up)[1] * dv + 1e-6), 0, 1)
        if glowing:
            return ramp([(0, "#ffb84d"), (0.6, "#ffd98a"), (1, "#d97f2e")], t)
        return ramp([(0, "#1d2c48"), (0.55, "#38567a"), (1, "#8db4cf")], t)

    canvas.fill(quad(origin, along, up, u, v, u + du, v + dv), glass)
    frame = lit(colour("#fff4df"), light)
    canvas.fill(quad(origin, along, up, u + du * 0.45, v, u + du * 0.55, v + dv), frame)
    canvas.fill(quad(origin, along, up, u, v + dv * 0.53, u + du, v + dv * 0.6), frame)

    def slats(_, y):
        stripe = 0.78 + 0.3 * (np.mod(y * 1.35, 1.0) > 0.4)
        return np.clip(lit(colour(shutter), light) * stripe[..., None], 0, 1)

    for left in (-0.56, 1.12):
        canvas.fill(quad(origin, along, up, u + du * left, v - 0.04 * dv, u + du * (left + 0.44), v + dv * 1.05), slats)
    canvas.fill(
        quad(origin, along, up, u - du * 0.18, v - 0.16 * dv, u + 1.18 * du, v - 0.05 * dv),
        lit(colour("#f2dfc0"), light),
    )


def house(
    canvas,
    x,
    foot,
    width,
    height,
    depth,
    wall,
    roof,
    shutter="#2f6b6a",
    gable=False,
    seed=1,
    across=2,
    floors=2,
    rise=None,
):
    """A house whose front faces the water and whose left side, in the sun, is seen too."""
    back = np.array([-depth * 0.72, -depth * 0.3])
    rise = rise if rise is not None else 0.42 * (width if gable else height * 0.75)
    wall, roof = colour(wall), colour(roof)
    a, b = np.array([x, foot]), np.array([x + width, foot])
    top_a, top_b = a - [0, height], b - [0, height]
    up = np.array([0.0, -height])
    if gable:
        apex = (top_a + top_b) / 2 - [0, rise]
        side = [a, top_a, top_a + back, a + back]
        front = [a, top_a, apex, top_b, b]
    else:
        apex = top_a + back / 2 - [0, rise]
        side = [a, top_a, apex, top_a + back, a + back]
        front = [a, top_a, top_b, b]
    canvas.fill([p + [5, 2] for p in front], "#241d3c", 0.35, 2.5)
    canvas.fill(side, plaster(wall, 0.98, foot, height, seed))
    canvas.fill(front, plaster(wall, 0.52, foot, height, seed + 1))

    for i in range(across):
        for j in range(floors):
            u, v = (i + 0.5) / across, (j + 0.32) / floors
            du, dv = 0.34 / across, 0.42 / floors
            shining = dice(seed * 31 + i * 7 + j * 13) < 0.42
            window(canvas, a, b - a, up, u - du / 2, v, du, dv, shutter, shining, 0.62)
    if depth > 14:
        for j in range(floors):
            window(canvas, a, back, up, 0.36, (j + 0.32) / floors, 0.26, 0.42 / floors, shutter, False, 0.95)

    over = 2.2
    if gable:
        low, high = top_a + [-over, over * 0.9], apex + [0, -1.0]
        away = back * 1.06
        canvas.fill(
            [low, high, high + away, low + away],
            tiles(roof, 0.95, low, away, high - low, 9, int(depth / 2.3) + 3, seed),
        )
        right = top_b + [over, over * 0.9]
        for p in (low, right):
            canvas.stroke([p, high], 1.9, lit(roof, 0.55) * 0.8)
            canvas.stroke([p + [0, -0.7], high + [0, -0.7]], 0.8, lit(roof, 1.0))
    else:
        low, high = top_a + [-over, over], apex + [-over * 0.4, 0]
        along = np.array([width + 2 * over, 0.0])
        canvas.fill(
            [p + [0, 2.2] for p in (low, low + along, low + along + [0, 1.5], low + [0, 1.5])], "#241d3c", 0.4, 0.8
        )
        canvas.fill(
            [low, low + along, high + along - [over, 0], high],
            tiles(roof, 0.72, low, along, high - low, max(5, int(rise / 1.7)), int(width / 2.4), seed),
        )
        canvas.stroke([low, high], 1.5, lit(roof, 1.0) * 0.95)
        canvas.stroke([high, top_a + back + [-over, over * 0.4]], 1.3, lit(roof, 0.6) * 0.8)
        canvas.stroke([high, high + along - [over, 0]], 1.5, lit(roof, 0.9) * 0.9)
        chimney = high + along * 0.72
        canvas.fill([chimney + d for d in ([0, 3], [0, -6], [4.5, -6], [4.5, 3])], lit(colour("#b5654a"), 0.6))
        canvas.fill([chimney + d for d in ([0, 3], [0, -6], [-1.8, -6.7], [-1.8, 2.3])], lit(colour("#c9775a"), 1.0))
        canvas.fill(
            [chimney + d for d in ([-2.4, -6], [-2.4, -7.6], [5.2, -7.6], [5.2, -6])], lit(colour("#7d4a44"), 0.7)
        )


def dice(number):
    """A number in 0..1 for each whole number, the same every time."""
    return float(np.mod(np.sin(number * 12.9898) * 43758.5453, 1.0))


def leaves(canvas, x, y, rx, ry, base, seed, amount=0.7):
    """A round crown with a lit side and a ragged rim."""

    def inside(px, py):
        ragged = clouded(px / 2.2, py / 2.2, seed, 3) - 0.5
        d = np.hypot((px - x) / rx, (py - y) / ry)
        return smooth(1.02, 0.9, d + 0.5 * ragged)

    def paint(px, py):
        side = np.clip(0.55 - 0.5 * (px - x) / rx - 0.45 * (py - y) / ry, 0, 1)
        leaf = clouded(px / 1.5, py / 1.5, seed + 5, 3)
        return np.clip(lit(colour(base), side * amount) * (0.45 + 1.15 * leaf)[..., None], 0, 1)

    canvas.fill(
        [
            (x - rx * 1.3, y - ry * 1.3),
            (x + rx * 1.3, y - ry * 1.3),
            (x + rx * 1.3, y + ry * 1.3),
            (x - rx * 1.3, y + ry * 1.3),
        ],
        paint,
        inside,
    )


def cypress(canvas, x, foot, tall, seed):
    for k in np.linspace(0.08, 1, 7):
        leaves(
            canvas,
            x,
            foot - tall * k * 0.9,
            1.2 + 4.6 * np.sqrt(max(0.02, 1 - k)),
            tall * 0.16,
            "#3f6f4c",
            seed + int(k * 50),
            0.75,
        )


def ring(x, y, r, count=180, start=0.0):
    angle = start + np.linspace(0, 2 * np.pi, count + 1)
    return np.stack([x + r * np.cos(angle), y + r * np.sin(angle)], axis=1)


CABINS = ["#e8413c", "#f59b23", "#ffd83a", "#6cc04a", "#1fa7a0", "#2f7fd6", "#6a55c9", "#d84f9b"]


def ferris_wheel(canvas, x, y, r, foot, cabins=16):
    steel, bright = colour("#3f5c9e"), colour("#fff3dc")
    shift = np.array([5.0, -2.0])  # the far ring of the wheel
    spokes = np.linspace(0, 2 * np.pi, cabins, endpoint=False) + 0.09
    legs = (-0.52, 0.52)
    for lean in legs:
        canvas.stroke([(x + shift[0], y + shift[1]), (x + lean * r + 10, foot - 2)], 2.6, lit(colour("#8d93bd"), 0.3))
    for radius, wide in ((r, 1.5), (r * 0.86, 1.1), (r * 0.3, 0.9)):
        canvas.stroke(ring(*(np.array([x, y]) + shift), radius), wide, lit(colour("#7f8fc0"), 0.35))
    for a in spokes:
        tip = np.array([np.cos(a), np.sin(a)])
        canvas.stroke(
            [np.array([x, y]) + shift, np.array([x, y]) + shift + tip * r], 0.55, lit(colour("#8f9bc6"), 0.35)
        )
    for radius, wide in ((r, 2.4), (r * 0.86, 1.6), (r * 0.3, 1.4)):
        canvas.stroke(ring(x + 0.5, y + 0.6, radius), wide + 0.5, lit(steel, 0.12))
        canvas.stroke(ring(x, y, radius), wide, lit(steel, 0.6))
        canvas.stroke(ring(x - 0.45, y - 0.45, radius), wide * 0.42, bright)
    half = np.pi / cabins
    for a in spokes:
        tip, side = np.array([np.cos(a), np.sin(a)]), np.array([-np.sin(a), np.cos(a)])
        centre = np.array([x, y])
        for bend in (-2.0, 2.0):
            canvas.stroke([centre + side * bend * 1.4, centre + tip * r], 0.7, lit(steel, 0.8))
        for d in (-half, half):
            other = np.array([np.cos(a + d), np.sin(a + d)])
            canvas.stroke([centre + tip * r, centre + other * r * 0.86], 0.7, lit(steel, 0.8))
            canvas.stroke([centre + tip * r * 0.3, centre + other * r * 0.86], 0.45, lit(steel, 0.6))
    for lean in legs:
        canvas.stroke([(x + 0.8, y + 0.6), (x + lean * r + 0.8, foot)], 4.2, lit(colour("#c6424a"), 0.25))
        canvas.stroke([(x, y), (x + lean * r, foot)], 3.4, lit(colour("#e2504f"), 0.75))
        canvas.stroke([(x - 0.8, y), (x + lean * r - 0.8, foot)], 0.8, lit(colour("#ffb3a0"), 1.0))
    canvas.stroke(
        [(x - 0.36 * r, y + 0.7 * (foot - y)), (x + 0.36 * r, y + 0.7 * (foot - y))], 2.0, lit(colour("#e2504f"), 0.6)
    )
    for n, a in enumerate(spokes):
        cabin(canvas, x + np.cos(a) * r, y + np.sin(a) * r, 8.2, CABINS[n % len(CABINS)])
    canvas.disc(x + 0.6, y + 0.8, 8.0, lit(steel, 0.1))
    canvas.disc(x, y, 7.6, lit(colour("#fdf6ea"), 0.8))
    canvas.disc(x, y, 5.6, lit(colour("#e2504f"), 0.8))
    star = ring(x, y, 1.0, 10, -np.pi / 2)[:10] - [x, y]
    star = np.array([p * (5.0 if k % 2 == 0 else 2.0) for k, p in enumerate(star)]) + [x, y]
    canvas.fill(star, lit(colour("#ffe27a"), 1.0))


def cabin(canvas, x, y, size, paint):
    """A gondola that hangs from (x, y)."""
    base = colour(paint)
    angle = np.linspace(0, np.pi, 20)
    top, low = y + size * 0.25, y + size * 1.25
    bowl = (
        [(x - size * 0.82, top + size * 0.45)]
        + [(x - size * 0.82 * np.cos(t), low - size * 0.35 + size * 0.42 * np.sin(t)) for t in angle]
        + [(x + size * 0.82, top + size * 0.45)]
    )
    hood = [(x - size * 0.92 * np.cos(t), top + size * 0.10 - size * 0.46 * np.sin(t)) for t in angle]

    def round_light(px, py):
        side = np.clip(0.75 - 0.6 * (px - x) / size, 0.1, 1.1)
        return np.clip(lit(base, side), 0, 1)

    def pane(px, py):
        return ramp([(0, "#bfe3ef"), (0.5, "#6f9dbd"), (1, "#3c5579")], (px - x) / size * 0.6 + 0.5)

    canvas.stroke([(x, y), (x, top)], 0.9, "#3a3550")
    canvas.fill(
        [
            (x - size * 0.74, top),
            (x + size * 0.74, top),
            (x + size * 0.78, top + size * 0.6),
            (x - size * 0.78, top + size * 0.6),
        ],
        pane,
    )
    for k in (-0.74, -0.02, 0.70):
        canvas.fill(
            [
                (x + size * k, top),
                (x + size * (k + 0.07), top),
                (x + size * (k + 0.07), top + size * 0.6),
                (x + size * k, top + size * 0.6),
            ],
            round_light,
        )
    canvas.fill(bowl, round_light)
    canvas.stroke([(x - size * 0.8, low - size * 0.25), (x + size * 0.8, low - size * 0.25)], 0.7, "#fff1d8", 0.8)
    canvas.fill(hood, round_light)
    canvas.disc(x, y, 1.1, "#fff1d8")
