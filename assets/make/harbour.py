"""The whole harbour in the last hour of sun, from the sky forward to the café on the quay."""

import numpy as np

from canvas import clouded, colour, mix, noise, ramp, smooth
from harbour_boats import lighthouse
from harbour_parts import cypress, house, leaves, lit

WIDTH, HEIGHT, SHORE = 640, 480, 312
SKY = [(0.0, "#2d6fb6"), (0.3, "#5fa3d3"), (0.55, "#a9cfdd"), (0.75, "#f6dcb5"), (0.9, "#fbbf8b"), (1.0, "#f49f78")]
PENNANTS = ["#e8413c", "#ffd83a", "#2f7fd6", "#fdf6ea", "#6cc04a", "#f59b23"]


CLOUDS = [
    (40, 186, 96, 54),
    (238, 66, 74, 30),
    (372, 112, 60, 24),
    (560, 58, 92, 40),
    (140, 158, 50, 22),
    (420, 176, 70, 26),
    (636, 128, 70, 34),
]


def heaps(x, y):
    """How much cloud there is: domes with a flat foot, billowing. CLOUDS holds their middle, foot, width and height."""
    billow = 1.3 * (clouded(x / 24, y / 20, 21, 5) - 0.5) + 0.7 * (clouded(x / 7, y / 6, 33, 3) - 0.5)
    most = np.zeros_like(x)
    for at, foot, wide, tall in CLOUDS:
        up = (foot - y) / tall
        dome = 1 - ((x - at) / wide) ** 2 - np.where(up > 0, up**2, (up * 3.2) ** 2)
        most = np.maximum(most, np.clip(dome + 1.1 * billow * smooth(-0.7, 0.3, dome), 0, 1))
    return most


def sky(x, y):
    warm = np.exp(-(((x - 40) / 420) ** 2))
    low = np.clip(y / 265 + 0.10 * warm - 0.05, 0, 1)
    back = ramp(SKY, low)
    wisps = smooth(0.5, 0.85, clouded((x + y * 1.4) / 95, (y - x * 0.12) / 13, 61, 5)) * 0.42 * smooth(170, 30, y)
    back = mix(back, colour("#fff3e4"), wisps)
    here = heaps(x, y)
    # The left sides stand in the sun: the light is how much less cloud there is a little to the left and above.
    light = 0.5 + 0.75 * (heaps(x + 1, y + 1) - heaps(x - 9, y - 7)) + 0.6 * (clouded(x / 11, y / 9, 47, 4) - 0.5)
    cloud = ramp([(0, "#a99cc4"), (0.4, "#e9c3b8"), (0.7, "#ffeed6"), (1, "#fffaf0")], np.clip(light, 0, 1))
    return mix(back, cloud, smooth(0.08, 0.55, here) * 0.94)


def mountain(canvas):
    xs = np.linspace(-20, 430, 200)
    peak, at = 142, 190
    height = 150 * np.exp(-np.abs(xs - at) / 118) * (1 - 0.10 * np.exp(-(((xs - at) / 12) ** 2)))
    ridge = 292 - height * 1.0 + 4 * (clouded(xs / 9, xs * 0, 3, 3) - 0.5)

    def paint(x, y):
        gully = clouded((x - at) / (4 + (y - peak) * 0.12) + 40, y / 34, 13, 4)
        slope = np.clip(0.6 - (x - at) / 70, 0.1, 0.9) + 1.15 * (gully - 0.5)
        rock = mix(colour("#5f70a8"), colour("#d8aaa8"), np.clip(slope, 0, 1))
        snow = mix(colour("#a9b6dd"), colour("#fff3e6"), np.clip(slope + 0.1, 0, 1))
        cap = smooth(6, -6, y - (186 + 26 * (clouded((x - at) / 7, y * 0 + 1, 31, 3) - 0.5) * 2))
        haze = smooth(170, 292, y)
        return mix(mix(rock, snow, cap), colour("#efc9b4"), haze * 0.6)

    canvas.fill(np.concatenate([np.stack([xs, ridge], 1), [(430, 300), (-20, 300)]]), paint)


def hills(canvas):
    for base, tall, tone, haze, seed in (
        (270, 34, "#6488c6", 0.34, 3),
        (288, 30, "#5a977c", 0.2, 8),
        (303, 24, "#5b9150", 0.08, 15),
    ):
        xs = np.linspace(-10, 650, 300)
        top = base - tall * (clouded(xs / 75, xs * 0 + seed, seed, 4) - 0.35)

        def paint(x, y, tone=tone, haze=haze, seed=seed):
            wood = clouded(x / 3.2, y / 2.2, seed + 30, 4)
            amount = np.clip(0.75 - x / 900 + 0.8 * (clouded(x / 20, y / 9, seed + 2) - 0.5), 0, 1)
            return mix(
                lit(colour(tone), amount) * (0.72 + 0.56 * wood)[..., None], colour("#f3cdb2"), np.full(x.shape, haze)
            )

        canvas.fill(np.concatenate([np.stack([xs, top], 1), [(650, 330), (-10, 330)]]), paint)


HOUSES = [  # x, foot, width, height, depth, wall, roof, shutter, gable, across, floors; the farther first
    (560, 186, 30, 26, 22, "#f6e6c8", "#c8553a", "#2f6b6a", True, 1, 1),
    (604, 196, 40, 32, 26, "#e9a15f", "#b5483a", "#39508c", False, 2, 1),
    (520, 212, 36, 30, 24, "#f2c14e", "#c65a3c", "#2f6b6a", False, 2, 1),
    (572, 224, 38, 34, 26, "#e57f6b", "#a8433a", "#f2e6d0", True, 1, 2),
    (622, 232, 40, 36, 24, "#8fc1b5", "#bf5238", "#8c3b4a", False, 2, 2),
    (486, 240, 38, 34, 26, "#f7efe2", "#c9583b", "#3f7cac", True, 1, 2),
    (538, 254, 36, 36, 24, "#d9647a", "#b54a3a", "#f6e6c8", False, 2, 2),
    (590, 264, 44, 38, 26, "#f4d9a0", "#c2553a", "#3a7d6e", True, 2, 2),
    (440, 270, 36, 34, 22, "#ef9f4b", "#b84c3a", "#355c8c", False, 2, 2),
    (488, 284, 42, 42, 26, "#7fb7c9", "#c65a3c", "#f6efe0", True, 1, 2),
    (552, 294, 42, 40, 26, "#f5e3c3", "#a9453a", "#c0453f", False, 2, 2),
    (612, 300, 44, 42, 24, "#c8553f", "#8e4a55", "#f3e2c0", True, 2, 2),
    (404, 306, 34, 38, 20, "#f6d36b", "#bf5238", "#2d6f78", True, 1, 2),
    (452, 310, 40, 40, 22, "#e8e0ef", "#c2553a", "#7a4a8c", False, 2, 2),
    (508, 312, 42, 44, 22, "#e2725b", "#9c4440", "#f7e7c8", True, 2, 2),
]


def town(canvas):
    def hill(x, y):
        grass = clouded(x / 2.4, y / 1.8, 90, 4)
        amount = np.clip(0.9 - (x - 400) / 420, 0.2, 1)
        return np.clip(lit(colour("#6f9a55"), amount) * (0.55 + 0.9 * grass)[..., None], 0, 1)

    canvas.fill(
        [(352, 316), (396, 290), (430, 250), (470, 212), (520, 176), (560, 158), (600, 150), (650, 148), (650, 318)],
        hill,
    )
    rng = np.random.default_rng(5)
    for k, (x, y) in enumerate(
        [
            (508, 178),
            (535, 170),
            (548, 163),
            (590, 160),
            (610, 154),
            (630, 156),
            (470, 215),
            (455, 226),
            (480, 206),
            (640, 190),
        ]
    ):
        leaves(
            canvas, x, y, 11 + 5 * rng.random(), 9 + 4 * rng.random(), ["#557f45", "#6d8f3d", "#47774f"][k % 3], 100 + k
        )
    bell_tower(canvas, 585, 165)
    for x, foot, tall in ((516, 190, 34), (552, 184, 30), (634, 172, 30)):
        cypress(canvas, x, foot, tall, int(x))
    for n, (x, foot, w, h, d, wall, roof, shutter, gable, across, floors) in enumerate(HOUSES):
        house(canvas, x, foot, w, h, d, wall, roof, shutter, gable, n * 3 + 1, across, floors)
        if n % 2 == 0:
            leaves(canvas, x - 12, foot + 1, 8, 7, ["#5d8a45", "#7a9a3f", "#47774f"][n % 3], 200 + n)
    for x, foot, tall in ((478, 262, 30), (536, 262, 28), (430, 288, 30), (604, 290, 34), (398, 304, 26)):
        cypress(canvas, x, foot, tall, int(x))


def bell_tower(canvas, x, foot):
    house(canvas, x, foot, 17, 52, 13, "#f4e3c2", "#b5483a", "#4a5c8c", True, 77, 1, 2, 15)
    canvas.disc(x + 8.5, foot - 44, 4.6, "#fff8e6")
    for k in range(12):
        a = k * np.pi / 6
        canvas.stroke(
            [
                (x + 8.5 + 3.4 * np.sin(a), foot - 44 - 3.4 * np.cos(a)),
                (x + 8.5 + 4.2 * np.sin(a), foot - 44 - 4.2 * np.cos(a)),
            ],
            0.4,
            "#3a2f45",
        )
    canvas.stroke([(x + 8.5, foot - 44), (x + 10.6, foot - 45.2)], 0.7, "#3a2f45")
    canvas.stroke([(x + 8.5, foot - 44), (x + 7.6, foot - 47.2)], 0.5, "#3a2f45")


def stones(base, amount, size, seed):
    def paint(x, y):
        row = np.floor(y / size)
        column = np.floor(x / (size * 1.9) + 0.5 * np.mod(row, 2))
        own = noise(column, row, seed)
        gap = np.minimum(np.mod(y / size, 1.0), np.mod(x / (size * 1.9) + 0.5 * np.mod(row, 2), 1.0) * 1.9)
        tone = (
            (0.72 + 0.4 * own)
            * (0.7 + 0.3 * smooth(0.05, 0.2, gap))
            * (0.85 + 0.35 * (clouded(x / 3, y / 2, seed + 2) - 0.3))
        )
        return np.clip(lit(colour(base), amount) * tone[..., None], 0, 1)

    return paint


def shore(canvas):
    """The far quay with its wall, and the mole that carries the lighthouse."""
    canvas.fill([(205, 303), (650, 306), (650, 315), (205, 312)], stones("#d8b58c", 0.75, 2.6, 3))
    canvas.fill([(205, 302), (650, 305), (650, 307.5), (205, 304)], lit(colour("#f3ddb8"), 0.95))
    rng = np.random.default_rng(11)
    for k in range(46):  # people on the quay
        x = rng.uniform(225, 410)
        y, tall = 303.5 + rng.uniform(-0.6, 0.8), rng.uniform(4.6, 6.0)
        paint = ["#c8413c", "#2f5fa6", "#f2c14e", "#fdf6ea", "#3f8a6a", "#5a3f73"][k % 6]
        canvas.fill([(x - 0.9, y), (x - 1.1, y - tall * 0.75), (x + 1.1, y - tall * 0.75), (x + 0.9, y)], paint)
        canvas.disc(x, y - tall * 0.87, 0.85, "#6b4436")
    for k, x in enumerate(range(232, 412, 30)):
        canvas.stroke([(x, 305), (x, 289)], 0.9, "#3b3752")
        canvas.disc(x, 288, 1.8, "#fff0c0")
        canvas.glow(x, 288, 5, "#ffcf80", 0.35)
    mole = [(-10, 300), (70, 302), (150, 306), (166, 312), (170, 318), (-10, 318)]
    canvas.fill(mole, stones("#c7a58a", 0.7, 3.6, 7))
    canvas.fill(
        [(-10, 298), (70, 300), (150, 304.5), (150, 307), (70, 303.5), (-10, 302)], lit(colour("#f0d6b0"), 0.95)
    )
    for k in range(60):
        x = rng.uniform(-5, 172)
        y = 316 + rng.uniform(-3, 3)
        size = rng.uniform(2.5, 5)
        corner = [
            (x + size * np.cos(a) * rng.uniform(0.7, 1.2), y + 0.7 * size * np.sin(a) * rng.uniform(0.7, 1.2))
            for a in np.linspace(0, 2 * np.pi, 7, endpoint=False)
        ]
        canvas.fill(corner, lit(colour("#8d7b80"), rng.uniform(0.3, 0.9)))
        canvas.fill([(px, py - size * 0.25) for px, py in corner[3:]], lit(colour("#b79c8f"), 0.9))
    lighthouse(canvas, 112, 305, 122)


def ripples(x, y, seed=0):
    """The slope of the water, -1..1, smaller and flatter with distance."""
    deep = np.maximum(y - SHORE, 0) + 9
    far = np.log(deep)
    across = (x - 250) / deep
    slow = clouded(across * 2.6 + 31, far * 15, seed + 70, 3)
    quick = clouded(across * 8 + 11 + slow, far * 44, seed + 75, 2)
    return (slow - 0.5) * 1.3 + (quick - 0.5) * 1.1


def mirrored(source, canvas, line, strength, squeeze=1.0, reach=400):
    """Puts the picture of what stands above `line` on the water below it, broken by the waves."""
    box = canvas._box(0, line, WIDTH, min(HEIGHT, line + reach))
    x, y = canvas.places(box)
    depth = y - line
    wave = ripples(x, y)
    sway = ripples(x + 37, y + 0.01, 20)
    grow = 0.6 + depth * 0.085
    s = source.scale
    col = np.clip(((x + sway * grow * 0.9) * s).astype(int), 0, source.rgb.shape[1] - 1)
    # Every facet of a wave shows a whole stretch of what it mirrors: the mean of some of its points.
    spread = (-0.9, -0.45, 0.0, 0.45, 0.9)
    seen, alpha = np.zeros((*x.shape, 3), dtype=np.float32), np.zeros(x.shape, dtype=np.float32)
    for part in spread:
        sy = line - np.abs(depth * squeeze + (wave * 2.1 + part) * grow) - 0.3
        row = np.clip((sy * s).astype(int), 0, int(line * s) - 1)
        seen += source.rgb[row, col]
        alpha += source.alpha[row, col]
    share = (strength(depth) / len(spread))[..., None]
    x0, y0, x1, y1 = box
    area = canvas.rgb[y0:y1, x0:x1]
    area *= 1 - alpha[..., None] * share
    area += seen * share


def water(canvas):
    def body(x, y):
        depth = np.clip((y - SHORE) / (HEIGHT - SHORE), 0, 1)
        wave = ripples(x, y, 40)
        base = ramp([(0, "#5f9fae"), (0.35, "#1f86a6"), (0.75, "#0f6690"), (1, "#0b4f78")], depth)
        return np.clip(base * (1 + 0.42 * wave)[..., None], 0, 1)

    source = canvas.layer()
    source.rgb, source.alpha = canvas.rgb.copy(), np.ones_like(canvas.alpha)
    canvas.fill([(-1, SHORE), (641, SHORE), (641, 481), (-1, 481)], body)
    mirrored(source, canvas, SHORE, lambda d: np.clip(0.84 - 0.0036 * d, 0.3, 1), 1.18)

    def glint(x, y):
        wave = ripples(x * 1.0 + 5, y, 90)
        path = np.exp(-(((x - 60) / (46 + (y - SHORE) * 0.5)) ** 2)) * 1.0 + 0.12
        return smooth(0.40, 0.62, wave + 0.30 * path) * np.clip(path, 0, 0.9)

    canvas.fill([(-1, SHORE + 1), (641, SHORE + 1), (641, 481), (-1, 481)], "#ffeec2", glint)


def afloat(canvas, line, draw, strength=0.62):
    """Draws something on the water, its mirror image first."""
    layer = canvas.layer()
    draw(layer)
    mirrored(layer, canvas, line, lambda d: np.clip(strength - 0.003 * d, 0.12, 1), 1.0)
    canvas.put(layer)
