#!/usr/bin/env python3
"""Renders Unfold's sample picture: a harbour town on a summer evening.

    python3 assets/make/sample_picture.py assets/pictures

writes sample.jpg (640x480) and batch/batch_0.jpg ... batch_9.jpg (224x224). It is made for a first convolution layer to
bite on: edges at every angle (wheel, roofs, sails, rays of a balloon), fine textures (tiles, ripples), smooth gradients
(sky, balloons), saturated colours beside each other, and small lettering. Needs numpy, Pillow, and the fonts DejaVu and
BIZ UDGothic. Drawn four times as large and reduced; the same every time.
"""
import math
import pathlib
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

S = 4                      # supersampling
W, H = 640, 480
HORIZON = 292
rng = np.random.default_rng(20260701)


def px(v):
    return int(round(v * S))


def points(*xy):
    return [(px(x), px(y)) for x, y in xy]


def mix(a, b, t):
    return tuple(int(round(p + (q - p) * t)) for p, q in zip(a, b))


def smooth_noise(shape, cell, seed):
    """Value noise in -1..1, cells of `cell` pixels, bicubic between."""
    r = np.random.default_rng(seed)
    h, w = shape
    small = r.uniform(-1, 1, (h // cell + 3, w // cell + 3)).astype(np.float32)
    big = Image.fromarray(small).resize(((w // cell + 3) * cell, (h // cell + 3) * cell), Image.BICUBIC)
    return np.asarray(big)[:h, :w]


def gradient(stops, length):
    """Rows of colours through (position 0..1, colour) stops."""
    at = np.linspace(0, 1, length)
    pos = [s[0] for s in stops]
    return np.stack([np.interp(at, pos, [s[1][c] for s in stops]) for c in range(3)], axis=1)


def font(size, bold=True, japanese=False):
    name = "BIZUDGothic-Bold.ttf" if japanese else ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")
    for folder in pathlib.Path("/usr/share/fonts").rglob(name):
        return ImageFont.truetype(str(folder), px(size))
    raise SystemExit(f"{name} is not on this machine; install the fonts that third_party/setup.sh lists")


class Scene:
    def __init__(self):
        sky = gradient([(0, (38, 92, 158)), (0.45, (118, 172, 210)), (0.78, (246, 206, 164)), (1, (255, 226, 178))], px(HORIZON))
        sea = gradient([(0, (236, 196, 150)), (0.12, (96, 158, 176)), (0.6, (26, 100, 132)), (1, (14, 62, 96))], px(H) - px(HORIZON))
        rows = np.concatenate([sky, sea])
        ground = np.repeat(rows[:, None, :], px(W), axis=1)
        sun = (px(452), px(250))
        y, x = np.mgrid[0:px(H), 0:px(W)]
        far = np.hypot((x - sun[0]) / px(150), (y - sun[1]) / px(110))
        glow = np.exp(-far ** 2)[..., None] * (y < px(HORIZON))[..., None]
        ground = ground + glow * (np.array([255, 236, 186]) - ground) * 0.75
        clouds = sum(smooth_noise((px(H), px(W)), px(c), s) * a for c, s, a in ((90, 1, .55), (40, 2, .3), (16, 3, .16)))
        cover = np.clip((clouds - 0.12) * 2.0, 0, 1) * np.clip(1 - np.abs(y / px(HORIZON) - 0.42) * 2.1, 0, 1)
        cover = (cover * (y < px(HORIZON)))[..., None]
        ground = ground + cover * (np.array([255, 244, 232]) - ground) * 0.8
        self.image = Image.fromarray(np.clip(ground, 0, 255).astype(np.uint8))
        self.draw = ImageDraw.Draw(self.image)

    def blend(self, layer):
        self.image.paste(layer, (0, 0), layer)
        self.draw = ImageDraw.Draw(self.image)

    # -- far away ------------------------------------------------------------------------------------------------
    def hills(self):
        for base, tall, colour, seed in ((246, 62, (134, 158, 190), 5), (262, 46, (98, 138, 150), 6), (280, 34, (70, 118, 104), 7)):
            line = smooth_noise((1, px(W)), px(74), seed)[0] + 0.45 * smooth_noise((1, px(W)), px(23), seed + 20)[0]
            top = [(x, px(base) - int(line[x] * px(tall) * 0.5)) for x in range(0, px(W), S)]
            self.draw.polygon([(0, px(HORIZON)), *top, (px(W), px(HORIZON))], fill=colour)

    def balloon(self, cx, cy, r, colours):
        """A hot-air balloon: gores that narrow to the sides, lit from the right."""
        size = px(2 * r) + 4
        u = (np.arange(size) - size / 2) / px(r)
        x, y = np.meshgrid(u, u)
        inside = x ** 2 + (y * 0.92) ** 2 <= 1
        across = np.arcsin(np.clip(x / np.sqrt(np.maximum(1e-6, 1 - (y * 0.92) ** 2)), -1, 1)) / math.pi + 0.5
        gore = np.floor(across * 9).astype(int) % len(colours)
        base = np.array(colours, dtype=np.float32)[gore]
        light = np.clip(0.82 + 0.36 * x - 0.22 * y, 0.45, 1.25)[..., None]
        band = ((y > 0.18) & (y < 0.34))[..., None]
        base = np.where(band, np.array([250, 246, 236]), base)
        rgb = np.clip(base * light, 0, 255)
        layer = np.dstack([rgb, inside * 255]).astype(np.uint8)
        at = (px(cx) - size // 2, px(cy) - size // 2)
        picture = Image.fromarray(layer, "RGBA")
        self.image.paste(picture, at, picture)
        self.draw = ImageDraw.Draw(self.image)
        basket = cy + r * 1.52
        self.draw.polygon(points((cx - r * .42, cy + r * .9), (cx + r * .42, cy + r * .9), (cx + r * .17, cy + r * 1.18), (cx - r * .17, cy + r * 1.18)), fill=colours[0])
        for side in (-1, 1):
            self.draw.line(points((cx + side * r * .16, cy + r * 1.16), (cx + side * r * .11, basket)), fill=(92, 70, 52), width=S // 2 + 1)
        self.draw.rectangle(points((cx - r * .14, basket), (cx + r * .14, basket + r * .2)), fill=(128, 84, 48))

    def wheel(self, cx, cy, r):
        d = self.draw
        steel = (242, 244, 248)
        for foot in (-0.62, 0.62):
            d.line(points((cx, cy), (cx + foot * r, HORIZON + 6)), fill=(214, 220, 230), width=px(2.6))
        for ring, width in ((r, 2.2), (r * 0.93, 1.0), (r * 0.5, 0.9)):
            d.ellipse(points((cx - ring, cy - ring), (cx + ring, cy + ring)), outline=steel, width=px(width))
        cabins = ((214, 54, 52), (246, 190, 40), (40, 142, 96), (48, 96, 190), (240, 126, 40), (150, 70, 160))
        for k in range(24):
            a = 2 * math.pi * k / 24
            end = (cx + r * math.cos(a), cy + r * math.sin(a))
            d.line(points((cx, cy), end), fill=steel, width=px(0.7))
            b = a + math.pi / 12
            d.line(points((cx + r * .93 * math.cos(a), cy + r * .93 * math.sin(a)), (cx + r * math.cos(b), cy + r * math.sin(b))), fill=steel, width=px(0.6))
            if k % 2 == 0:
                x, y = end[0], end[1] + 3.4
                d.rounded_rectangle(points((x - 3.6, y - 3), (x + 3.6, y + 4)), radius=px(1.6), fill=cabins[(k // 2) % 6])
                d.rectangle(points((x - 2.2, y - 1.4), (x + 2.2, y + 1)), fill=(226, 240, 248))
        d.ellipse(points((cx - 4, cy - 4), (cx + 4, cy + 4)), fill=(206, 60, 54))

    # -- the town ------------------------------------------------------------------------------------------------
    def house(self, x, width, top, wall, roof, kind):
        d = self.draw
        bottom = HORIZON + 14
        d.rectangle(points((x, top), (x + width, bottom)), fill=wall)
        d.rectangle(points((x, top), (x + width * .2, bottom)), fill=mix(wall, (30, 40, 80), 0.22))
        rise = width * (0.42 if kind % 2 == 0 else 0.3)
        gable = [(x - 3, top + 1), (x + width / 2, top - rise), (x + width + 3, top + 1)] if kind % 3 else \
                [(x - 3, top + 1), (x + 6, top - rise * .8), (x + width - 6, top - rise * .8), (x + width + 3, top + 1)]
        d.polygon(points(*gable), fill=roof)
        # Courses of tiles, cut by the roof's outline.
        tiles = Image.new("RGBA", self.image.size, (0, 0, 0, 0))
        t = ImageDraw.Draw(tiles)
        for row, y in enumerate(np.arange(top - rise, top + 1, 3.2)):
            t.line(points((x - 3, y), (x + width + 3, y)), fill=(*mix(roof, (20, 10, 20), 0.45), 255), width=px(0.55))
            for u in np.arange(x - 3 + (row % 2) * 2.2, x + width + 3, 4.4):
                t.line(points((u, y), (u, y + 3.2)), fill=(*mix(roof, (255, 240, 210), 0.35), 255), width=px(0.45))
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon(points(*gable), fill=255)
        self.image.paste(tiles, (0, 0), Image.composite(tiles.getchannel("A"), Image.new("L", self.image.size, 0), mask))
        d = self.draw = ImageDraw.Draw(self.image)
        columns = max(2, int(width // 13))
        for row, y in enumerate(np.arange(top + 7, bottom - 14, 16)):
            for c in range(columns):
                u = x + width * (c + .5) / columns
                lit = rng.random() < 0.35
                pane = (255, 214, 120) if lit else (62, 88, 122)
                d.rectangle(points((u - 3, y), (u + 3, y + 8)), fill=(250, 246, 236))
                d.rectangle(points((u - 2.2, y + .8), (u + 2.2, y + 7.2)), fill=pane)
                d.line(points((u, y), (u, y + 8)), fill=(250, 246, 236), width=px(.6))
                shutter = mix(roof, (20, 70, 60), 0.6)
                d.rectangle(points((u - 5.2, y), (u - 3.2, y + 8)), fill=shutter)
                d.rectangle(points((u + 3.2, y), (u + 5.2, y + 8)), fill=shutter)

    def town(self):
        walls = ((236, 216, 180), (226, 142, 104), (246, 238, 226), (122, 172, 190), (240, 196, 92), (206, 108, 104), (172, 198, 152), (242, 226, 200))
        roofs = ((176, 70, 48), (142, 56, 50), (196, 96, 54), (98, 74, 86), (160, 62, 44))
        x = 118
        for k, (width, top) in enumerate(((38, 236), (32, 220), (44, 230), (30, 206), (40, 226), (34, 238), (42, 214), (34, 232), (40, 240), (36, 228), (40, 238), (46, 246))):
            self.house(x, width, top, walls[k % 8], roofs[k % 5], k)
            x += width + 1
        self.tower(248, 26, 150)

    def tower(self, x, width, top):
        d = self.draw
        d.rectangle(points((x, top), (x + width, HORIZON + 10)), fill=(238, 226, 204))
        d.rectangle(points((x, top), (x + width * .3, HORIZON + 10)), fill=(206, 190, 172))
        d.polygon(points((x - 3, top), (x + width / 2, top - 34), (x + width + 3, top)), fill=(64, 120, 118))
        d.polygon(points((x - 3, top), (x + width / 2, top - 34), (x + width / 2, top)), fill=(50, 98, 102))
        cx, cy, r = x + width / 2, top + 20, 9.5
        d.ellipse(points((cx - r, cy - r), (cx + r, cy + r)), fill=(252, 250, 244), outline=(60, 52, 50), width=px(1.2))
        for k in range(12):
            a = math.pi * k / 6
            d.line(points((cx + .78 * r * math.cos(a), cy + .78 * r * math.sin(a)), (cx + .94 * r * math.cos(a), cy + .94 * r * math.sin(a))), fill=(60, 52, 50), width=px(.8))
        d.line(points((cx, cy), (cx + 4.2, cy - 3.4)), fill=(40, 36, 40), width=px(1.2))
        d.line(points((cx, cy), (cx - 1.4, cy - 7.4)), fill=(40, 36, 40), width=px(.9))
        for y in range(int(top) + 42, HORIZON - 14, 22):
            d.rounded_rectangle(points((cx - 3.4, y), (cx + 3.4, y + 12)), radius=px(3.2), fill=(70, 84, 110))

    # -- water and what stands in it -----------------------------------------------------------------------------
    def water(self):
        """The town upside down, broken by ripples; then the ripples' own light and dark."""
        a = np.asarray(self.image).astype(np.float32)
        top = px(HORIZON + 14)
        depth = px(H) - top
        y, x = np.mgrid[0:depth, 0:px(W)]
        far = y / depth
        wave = smooth_noise((depth, px(W)), px(9), 31) + 0.6 * smooth_noise((depth, px(W)), px(4), 32)
        ripple = np.sin(y / S * (2.6 - 1.9 * far) + 2.6 * wave)
        sy = np.clip(top - 1 - (y * 0.85 + ripple * (1.5 + 5 * far) * S).astype(int), 0, top - 1)
        sx = np.clip(x + (wave * (1 + 6 * far) * S).astype(int), 0, px(W) - 1)
        mirror = a[sy, sx]
        base = a[top:]
        share = (0.62 - 0.44 * far)[..., None]
        out = base * (1 - share) + mirror * share
        crest = np.clip(ripple, 0.55, 1) - 0.55
        out += (crest * (1.1 - 0.5 * far) * 120)[..., None] * np.array([1.0, 0.93, 0.8])
        out -= (np.clip(-ripple, 0.4, 1) - 0.4)[..., None] * 62
        path = np.exp(-((x / S - 452) / (26 + 90 * far)) ** 2) * (ripple > 0.15)
        out += path[..., None] * np.array([120, 92, 44])
        a[top:] = out
        self.image = Image.fromarray(np.clip(a, 0, 255).astype(np.uint8))
        self.draw = ImageDraw.Draw(self.image)

    def boat(self, cx, y, size, hull, sail_a, sail_b, stripes):
        d = self.draw
        mast = y - size * 1.75
        for side, width, share in ((1, .82, 1), (-1, .52, .82)):
            foot = cx + side * size * width
            tip = (cx + side * 1.0, y - 5 - (y - 5 - mast) * share)
            for k in range(stripes):
                a, b = k / stripes, (k + 1) / stripes
                p0, p1 = (tip[0] + (cx + side - tip[0]) * a, tip[1] + (y - 6 - tip[1]) * a), (tip[0] + (cx + side - tip[0]) * b, tip[1] + (y - 6 - tip[1]) * b)
                q0, q1 = (tip[0] + (foot - tip[0]) * a, tip[1] + (y - 6 - tip[1]) * a), (tip[0] + (foot - tip[0]) * b, tip[1] + (y - 6 - tip[1]) * b)
                colour = sail_a if k % 2 == 0 else sail_b
                d.polygon(points(p0, p1, q1, q0), fill=colour if side > 0 else mix(colour, (40, 50, 90), .22))
        d.line(points((cx, y), (cx, mast - 4)), fill=(86, 62, 46), width=px(1.5))
        d.polygon(points((cx, mast - 4), (cx + 9, mast - 1), (cx, mast + 2)), fill=(214, 54, 52))
        d.polygon(points((cx - size, y - 5), (cx + size * 1.05, y - 6), (cx + size * .7, y + 5), (cx - size * .72, y + 5)), fill=hull)
        d.line(points((cx - size, y - 5), (cx + size * 1.05, y - 6)), fill=(250, 246, 236), width=px(1.6))
        shade = Image.new("RGBA", self.image.size, (0, 0, 0, 0))
        s = ImageDraw.Draw(shade)
        for k in range(9):
            w = size * (1 - k * .08)
            s.line(points((cx - w + (k % 2) * 5, y + 7 + k * 3), (cx + w - (k % 3) * 4, y + 7 + k * 3)), fill=(*mix(hull, (10, 50, 80), .45), 150 - 13 * k), width=px(1.4))
        self.blend(shade)

    # -- near ----------------------------------------------------------------------------------------------------
    def quay(self):
        d = self.draw
        edge = 424
        d.polygon(points((0, edge), (W, edge - 12), (W, H), (0, H)), fill=(176, 164, 150))
        for row in range(7):
            y0 = edge + row * row * 1.5 + row * 4
            d.line(points((0, y0), (W, y0 - 12)), fill=(126, 116, 108), width=px(.9))
            step = 26 + row * 7
            for k in range(-1, W // step + 2):
                x = k * step + (row % 2) * step / 2
                y1 = edge + (row + 1) ** 2 * 1.5 + (row + 1) * 4
                d.line(points((x, y0 - x / W * 12), (x - 3, y1 - x / W * 12)), fill=(126, 116, 108), width=px(.8))
        # Awning of a cafe, its stripes running to a point far off.
        x0, x1, top = 16, 172, 350
        for k in range(12):
            a, b = k / 12, (k + 1) / 12
            stripe = (206, 48, 48) if k % 2 == 0 else (250, 244, 232)
            d.polygon(points((x0 + 14 + (x1 - x0 - 28) * a, top), (x0 + 14 + (x1 - x0 - 28) * b, top), (x0 + (x1 - x0) * b, top + 28), (x0 + (x1 - x0) * a, top + 28)), fill=stripe)
            cx = x0 + (x1 - x0) * (a + b) / 2
            r = (x1 - x0) / 24
            d.pieslice(points((cx - r, top + 28 - r), (cx + r, top + 28 + r)), 0, 180, fill=stripe)
        for post in (x0 + 5, x1 - 5):
            d.line(points((post, top + 28), (post, 446)), fill=(74, 58, 48), width=px(2.6))
        d.rectangle(points((x0 + 12, 388), (x1 - 12, 442)), fill=(58, 96, 88))
        d.rectangle(points((x0 + 16, 392), (x1 - 16, 438)), fill=(44, 76, 72), outline=(238, 216, 160), width=px(1))
        d.text((px((x0 + x1) / 2), px(405)), "CAFE CONVOLUTION", font=font(11), fill=(250, 236, 200), anchor="mm")
        d.text((px((x0 + x1) / 2), px(421)), "港のたたみ込み喫茶", font=font(11.5, japanese=True), fill=(250, 236, 200), anchor="mm")
        d.text((px((x0 + x1) / 2), px(433)), "coffee 3 · tea 2 · 7×7 cake 5", font=font(6.4, bold=False), fill=(214, 226, 206), anchor="mm")
        # A checkered flag on the quay.
        pole = 560
        d.line(points((pole, 330), (pole, 452)), fill=(86, 66, 52), width=px(2.4))
        for i in range(5):
            for j in range(8):
                def corner(u, v):
                    return (pole + u * 9.2, 334 + v * 8.4 + 3.2 * math.sin(u * .9) + u * .7)
                colour = (24, 26, 34) if (i + j) % 2 == 0 else (248, 246, 240)
                d.polygon(points(corner(j, i), corner(j + 1, i), corner(j + 1, i + 1), corner(j, i + 1)), fill=colour)
        # Bollards and a coil of rope.
        for x in (214, 492):
            d.rounded_rectangle(points((x, 436), (x + 15, 462)), radius=px(4), fill=(52, 58, 72))
            d.ellipse(points((x - 3, 430), (x + 18, 441)), fill=(72, 80, 96))
        for r in range(4, 20, 3):
            d.ellipse(points((430 - r * 1.5, 458 - r * .55), (430 + r * 1.5, 458 + r * .55)), outline=(222, 184, 120), width=px(1.6))

    def gulls(self):
        for x, y, s in ((330, 96, 9), (352, 84, 7), (300, 118, 6), (520, 60, 8)):
            for side in (-1, 1):
                self.draw.arc(points((x + side * s - s, y - s * .5), (x + side * s + s, y + s)), 200 if side < 0 else 220, 320 if side < 0 else 340, fill=(250, 250, 252), width=px(1.1))

    def bunting(self):
        colours = ((214, 54, 52), (246, 190, 40), (40, 142, 96), (48, 96, 190), (240, 126, 40))
        start, end, sag = (0, 318), (262, 168), 40
        last = None
        for k in range(23):
            t = k / 22
            x, y = start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t + sag * 4 * t * (1 - t)
            if last:
                self.draw.line(points(last, (x, y)), fill=(244, 238, 228), width=px(.8))
                mx, my = (last[0] + x) / 2, (last[1] + y) / 2
                self.draw.polygon(points(last, (x, y), (mx + 1.5, my + 9)), fill=colours[k % 5])
            last = (x, y)

    def grain(self):
        a = np.asarray(self.image.resize((W, H), Image.LANCZOS)).astype(np.float32)
        a += rng.normal(0, 2.2, (H, W, 1)) + rng.normal(0, 0.8, (H, W, 3))
        y, x = np.mgrid[0:H, 0:W]
        edge = np.hypot((x - W / 2) / (W * .72), (y - H / 2) / (H * .72))
        a *= (1 - 0.16 * np.clip(edge - 0.35, 0, 1))[..., None]
        return Image.fromarray(np.clip(a, 0, 255).astype(np.uint8))


def sample():
    s = Scene()
    s.hills()
    s.balloon(182, 78, 40, ((208, 44, 52), (248, 190, 48), (38, 92, 170), (246, 240, 226)))
    s.balloon(388, 64, 22, ((38, 140, 110), (250, 214, 80), (226, 96, 44)))
    s.balloon(86, 148, 14, ((128, 66, 150), (246, 226, 120), (224, 80, 110)))
    s.wheel(472, 196, 84)
    s.town()
    s.gulls()
    s.water()
    s.boat(330, 372, 46, (32, 62, 118), (250, 246, 236), (214, 60, 52), 11)
    s.boat(238, 334, 24, (164, 52, 46), (246, 196, 64), (250, 246, 236), 7)
    s.boat(458, 346, 28, (34, 110, 92), (250, 246, 236), (44, 104, 180), 8)
    s.bunting()
    s.quay()
    return s.grain()


# Ten squares of the same town, each with something else in it: (left, top, side) of the 640x480 picture.
SQUARES = ((208, 128, 224), (72, 10, 224), (352, 96, 224), (118, 190, 160), (256, 250, 190),
           (0, 290, 190), (440, 270, 200), (232, 110, 120), (400, 140, 130), (150, 30, 110))


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "assets/pictures")
    (folder / "batch").mkdir(parents=True, exist_ok=True)
    picture = sample()
    picture.save(folder / "sample.jpg", quality=88, optimize=True)
    for k, (left, top, side) in enumerate(SQUARES):
        square = picture.crop((left, top, left + side, top + side)).resize((224, 224), Image.LANCZOS)
        square.save(folder / "batch" / f"batch_{k}.jpg", quality=80, optimize=True)


if __name__ == "__main__":
    main()
