"""The café on the near quay: chequered floor, striped awning, a sign in two languages."""

import numpy as np

from canvas import clouded, colour, noise, ramp, smooth
from harbour_parts import leaves, lit, plaster, tiles

LEFT, RIGHT, ROOF, SIGN, AWNING, FLOOR = 424, 660, 322, 340, 368, 446


def floor(canvas):
    horizon = 300.0
    edge = [(352, 481), (398, 441), (660, 441), (660, 481)]

    def paint(x, y):
        depth = 60.0 / (y - horizon)
        u = (x - 470) * depth / 9.5
        v = depth * 55
        odd = np.mod(np.floor(u) + np.floor(v), 2)
        gap = np.minimum(np.minimum(np.mod(u, 1), 1 - np.mod(u, 1)), np.minimum(np.mod(v, 1), 1 - np.mod(v, 1)))
        tone = np.where(odd[..., None] > 0.5, colour("#f7e8cf"), colour("#31597a"))
        worn = 0.84 + 0.34 * (clouded(x / 5, y / 2.5, 55) - 0.5) + 0.1 * noise(np.floor(u), np.floor(v), 4)
        shade = 0.35 + 0.55 * smooth(430, 400, x - (y - 441) * 0.9) + 0.25 * smooth(452, 470, y)
        return np.clip(lit(tone, np.clip(shade, 0, 1)) * (worn * (0.8 + 0.2 * smooth(0.0, 0.06, gap)))[..., None], 0, 1)

    canvas.fill([(p[0], p[1] + 5) for p in edge], "#1b2236", 0.5, 3)
    canvas.fill(edge, paint)
    canvas.stroke([(352, 481), (398, 441)], 3.2, lit(colour("#e9cfa6"), 0.95))
    canvas.stroke([(351, 483), (397, 443)], 1.4, lit(colour("#7b6a72"), 0.4))


def front(canvas):
    canvas.fill(
        [(LEFT, FLOOR), (LEFT, ROOF), (RIGHT, ROOF), (RIGHT, FLOOR)], plaster(colour("#2f7f86"), 0.5, FLOOR, 120, 300)
    )
    side = [(LEFT, FLOOR), (LEFT, ROOF), (LEFT - 12, ROOF - 5), (LEFT - 12, FLOOR - 5)]
    canvas.fill(side, plaster(colour("#3f98a0"), 1.0, FLOOR, 120, 301))
    roof = np.array([LEFT - 5.0, ROOF + 2.0])
    canvas.fill(
        [roof, (RIGHT, ROOF + 2), (RIGHT, ROOF - 24), (LEFT + 8, ROOF - 24)],
        tiles(colour("#c8553a"), 0.8, roof, np.array([240.0, 0.0]), np.array([12.0, -26.0]), 6, 40, 61),
    )
    canvas.stroke([roof + [0, 0.6], (RIGHT, ROOF + 2.6)], 1.6, "#5a2a30", 0.8)
    canvas.stroke([(LEFT + 8, ROOF - 24), (RIGHT, ROOF - 24)], 2.4, lit(colour("#d96a48"), 1.0))


def signboard(canvas):
    box = [(LEFT + 6, SIGN - 13), (LEFT + 128, SIGN - 13), (LEFT + 128, SIGN + 15), (LEFT + 6, SIGN + 15)]
    canvas.fill([(x + 2, y + 3) for x, y in box], "#10202c", 0.5, 1.6)

    def wood(x, y):
        grain = clouded(x / 26, y / 1.3, 71, 4)
        return np.clip(lit(colour("#fbeed2"), 0.95) * (0.9 + 0.2 * (grain - 0.5))[..., None], 0, 1)

    canvas.fill(box, wood)
    canvas.stroke([*box, box[0]], 1.3, lit(colour("#b5483a"), 0.7))
    middle = LEFT + 67
    canvas.text(middle - 27, SIGN - 3, "UNFOLD", 12.6, "#22334f")
    canvas.text(middle + 32, SIGN - 2.8, "ひらく", 14.4, "#b5332f", "japanese")
    canvas.text(middle, SIGN + 9.6, "coffee · books · 珈琲と本 · since 7×7", 5.4, "#3b3346", "japanese")


def awning(canvas):
    left, right, top, low, out = LEFT - 4, RIGHT, AWNING - 10, AWNING + 15, 8.0
    canvas.fill([(left + 2, low + 4), (right, low + 4), (right, low + 26), (left + 2, low + 26)], "#0c1a26", 0.28, 5)
    wide = 11.5

    def stripe(x, y, lean):
        u = (x - left + lean * (y - top)) / wide
        tone = np.where((np.mod(np.floor(u), 2) < 0.5)[..., None], colour("#e23b38"), colour("#fff5e3"))
        return tone, np.mod(u, 1.0)

    def slope(x, y):
        tone, u = stripe(x, y, out / (low - top) * (1 - (x - left) / (right - left)))
        sag = 0.9 + 0.16 * np.sin(np.pi * u)
        down = (y - top) / (low - top)
        return np.clip(
            lit(tone, 0.95 - 0.2 * down) * (sag * (0.94 + 0.16 * (clouded(x / 6, y / 5, 88) - 0.5)))[..., None], 0, 1
        )

    canvas.fill([(left + out, top), (right, top), (right, low), (left - 0.0, low)], slope)
    for k in range(int((right - left) / wide) + 1):
        x0 = left + k * wide
        t = np.linspace(0, np.pi, 12)
        scallop = (
            [(x0, low - 0.3)]
            + [(x0 + wide / 2 - wide / 2 * np.cos(a), low + 2 + 4.6 * np.sin(a)) for a in t]
            + [(x0 + wide, low - 0.3)]
        )
        canvas.fill(scallop, lit(colour("#e23b38" if k % 2 == 0 else "#fff5e3"), 0.6))
    canvas.stroke([(left, low), (right, low)], 0.8, "#6b2230", 0.45)


def inside(canvas):
    """The shop window with lamps and shelves, the door, a board, tables and plants."""
    top = AWNING + 10
    box = (LEFT + 10, LEFT + 92)

    def room(x, y):
        t = (y - top) / 60
        back = ramp(
            [(0, "#ffd27a"), (0.35, "#f7ab4d"), (1, "#8a4a2c")],
            np.clip(t + 0.1 * (noise(x / 9, y / 30, 5) - 0.5), 0, 1),
        )
        shelf = np.mod((y - top) / 13.0, 1.0)
        book = np.floor((x + 7 * np.floor((y - top) / 13)) / 2.6)
        tall = 0.35 + 0.4 * noise(book, np.floor((y - top) / 13), 17)
        hue = ramp(
            [(0, "#b5332f"), (0.25, "#f2d9a0"), (0.5, "#2f6b8a"), (0.75, "#5b7f3f"), (1, "#e08a2c")],
            noise(book, np.floor((y - top) / 13) + 9, 23),
        )
        shown = (shelf > 1 - tall) & (shelf < 0.93) & (t < 0.72)
        back = np.where(shown[..., None], back * 0.12 + hue * 0.8, back)
        return np.where(((shelf >= 0.93) & (t < 0.75))[..., None], colour("#5b2f22"), back)

    canvas.fill([(box[0], FLOOR - 14), (box[0], top), (box[1], top), (box[1], FLOOR - 14)], room)
    for x in (LEFT + 30, LEFT + 72):
        canvas.stroke([(x, top), (x, top + 14)], 0.6, "#3a2230")
        canvas.fill([(x - 5, top + 19), (x - 2, top + 13), (x + 2, top + 13), (x + 5, top + 19)], "#c8332f")
        canvas.disc(x, top + 19.5, 2.2, "#fff6d0")
        canvas.glow(x, top + 20, 12, "#ffcf70", 0.45)
    canvas.fill(
        [(box[0] + 12, top), (box[0] + 34, top), (box[0] + 10, FLOOR - 14), (box[0], FLOOR - 14), (box[0], top + 30)],
        "#e8f6ff",
        0.13,
    )
    for x in (*box, (box[0] + box[1]) / 2):
        canvas.stroke([(x, top), (x, FLOOR - 14)], 2.2, lit(colour("#f6ead0"), 0.6))
    canvas.stroke([(box[0], FLOOR - 14), (box[1], FLOOR - 14)], 2.4, lit(colour("#f6ead0"), 0.7))
    door = (LEFT + 104, LEFT + 134)
    canvas.fill([(door[0], FLOOR), (door[0], top), (door[1], top), (door[1], FLOOR)], lit(colour("#b5332f"), 0.6))
    canvas.fill([(door[0] + 4, FLOOR - 26), (door[0] + 4, top), (door[1] - 4, top), (door[1] - 4, FLOOR - 26)], room)
    canvas.fill(
        [(door[0] + 4, FLOOR - 4), (door[0] + 4, FLOOR - 21), (door[1] - 4, FLOOR - 21), (door[1] - 4, FLOOR - 4)],
        lit(colour("#8e2a2c"), 0.5),
    )
    canvas.disc(door[0] + 3, FLOOR - 24, 1.2, "#ffe29a")
    canvas.fill(
        [(door[0] + 7, top + 14), (door[1] - 7, top + 14), (door[1] - 7, top + 23), (door[0] + 7, top + 23)], "#fff8e8"
    )
    canvas.text((door[0] + door[1]) / 2, top + 18.4, "営業中", 5.0, "#2b3a55", "japanese")
    canvas.fill([(LEFT + 148, FLOOR - 12), (LEFT + 148, top), (RIGHT, top), (RIGHT, FLOOR - 12)], room)
    canvas.stroke([(LEFT + 148, top), (LEFT + 148, FLOOR - 12)], 2.2, lit(colour("#f6ead0"), 0.6))
    canvas.stroke([(LEFT + 182, top), (LEFT + 182, FLOOR - 12)], 2.0, lit(colour("#f6ead0"), 0.6))
    canvas.glow(LEFT + 166, top + 20, 14, "#ffcf70", 0.4)


def outside(canvas):
    board = np.array([(392, 472), (396, 434), (418, 432), (421, 470)], float)
    canvas.fill(board + [5, 4], "#10182a", 0.4, 2.5)
    canvas.fill(board + [(-2, 1), (-2, -2), (2, -2), (2, 1)], lit(colour("#b07a45"), 0.85))
    canvas.fill(
        board,
        lambda x, y: lit(colour("#27323a"), np.full(x.shape, 0.7))
        * (0.9 + 0.5 * (clouded(x / 3, y / 2, 8) - 0.4))[..., None],
    )
    for y, words, size, ink in (
        (440.5, "本日の", 5.6, "#ffd98a"),
        (448.5, "珈琲", 7.2, "#fff6e2"),
        (456.5, "im2col", 5.4, "#9fd8e8"),
        (463.5, "¥ 490", 5.4, "#ffb3a0"),
    ):
        canvas.text(407, y, words, size, ink, "japanese")
    for x, y, r in ((470, 458, 15), (532, 466, 17), (600, 460, 15)):
        canvas.disc(x + 7, y + 15, r * 1.1, "#10182a", r * 0.28, 0.42, 2)
        for dx in (-8, 8):
            canvas.stroke([(x, y + 2), (x + dx, y + 15)], 1.3, "#2f3346")
        canvas.disc(x, y, r, lit(colour("#c9a06a"), 0.35), r * 0.3)
        canvas.disc(
            x,
            y - 1.3,
            r,
            lambda px, py, c=x, w=r: lit(colour("#f7e3bd"), np.clip(0.8 - (px - c) / w * 0.35, 0, 1)),
            r * 0.3,
        )
        for k, cup in ((-0.4, "#fdfaf2"), (0.35, "#2f7fd6")):
            canvas.disc(x + k * r, y - 1.5, 3.2, lit(colour("#ffffff"), 0.6), 1.1)
            canvas.fill(
                [
                    (x + k * r - 2, y - 5),
                    (x + k * r + 2, y - 5),
                    (x + k * r + 1.4, y - 1.6),
                    (x + k * r - 1.4, y - 1.6),
                ],
                lit(colour(cup), 0.85),
            )
            canvas.disc(x + k * r, y - 5, 2, "#4a2a1c", 0.7)
    for x, y, size, seed in ((437, 447, 9, 1), (560, 448, 9, 2), (520, 447, 7, 3)):
        canvas.fill(
            [(x - size * 0.6, y - 6), (x + size * 0.6, y - 6), (x + size * 0.45, y + 5), (x - size * 0.45, y + 5)],
            lambda px, py, c=x, w=size: lit(colour("#c9653f"), np.clip(0.7 - (px - c) / w * 0.6, 0, 1)),
        )
        leaves(canvas, x, y - 12, size, size * 0.9, "#4f8a45", 400 + seed, 0.9)
        rng = np.random.default_rng(seed)
        for _ in range(26):
            a, d = rng.uniform(0, 2 * np.pi), np.sqrt(rng.random()) * size * 0.85
            canvas.disc(
                x + d * np.cos(a),
                y - 12 + d * 0.9 * np.sin(a),
                rng.uniform(0.8, 1.5),
                lit(colour(["#ff5a7a", "#ffd83a", "#fff1f4"][seed % 3]), rng.uniform(0.6, 1.0)),
            )


def draw(canvas):
    floor(canvas)
    front(canvas)
    inside(canvas)
    awning(canvas)
    signboard(canvas)
    outside(canvas)
