#!/usr/bin/env python3
"""Draw Unfold's sample picture, a harbour in the last hour of sun: 640x480.

    python3 assets/make/sample_picture.py assets/pictures/sample.jpg
    python3 assets/make/sample_picture.py --check assets/pictures/sample.jpg

Needs python3-numpy, python3-pil, fonts-dejavu-core and fonts-morisawa-bizud-gothic. The same every time.
"""

import argparse
import io
import pathlib
import sys

import numpy as np
from PIL import Image

import cafe
from canvas import Canvas, smooth
from harbour import HEIGHT, PENNANTS, WIDTH, afloat, hills, mountain, shore, sky, town, water
from harbour_boats import balloon, flags, sailing_boat
from harbour_parts import ferris_wheel


QUALITY = 82


def scene(scale):
    """The picture with `scale` samples to a pixel's side."""
    canvas = Canvas(WIDTH, HEIGHT, scale)
    canvas.everywhere(sky)
    canvas.glow(-20, 236, 210, "#ffb066", 0.34)
    mountain(canvas)
    hills(canvas)
    balloon(canvas, 92, 72, 19, ["#1fa7a0", "#fdf6ea", "#f59b23", "#fdf6ea"], 14)
    balloon(canvas, 168, 118, 10, ["#6a55c9", "#ffd83a"], 12)
    town(canvas)
    ferris_wheel(canvas, 306, 196, 88, 304)
    balloon(
        canvas,
        462,
        78,
        44,
        ["#e8413c", "#f59b23", "#ffd83a", "#6cc04a", "#1fa7a0", "#2f7fd6", "#6a55c9", "#d84f9b"],
        16,
        9,
    )
    shore(canvas)
    water(canvas)
    afloat(
        canvas, 330, lambda c: sailing_boat(c, 372, 330, 30, ["#fdf6ea", "#f2c14e"], ["#fdf6ea"], "#c8413c", "#fdf6ea")
    )
    afloat(
        canvas,
        336,
        lambda c: sailing_boat(c, 24, 336, 40, ["#fdf6ea", "#e8413c"], ["#e8413c", "#fdf6ea"], "#2f5fa6", "#fdf6ea"),
    )
    afloat(
        canvas, 348, lambda c: sailing_boat(c, 300, 348, 46, ["#2f7fd6", "#fdf6ea"], ["#fdf6ea"], "#f6efe0", "#2f7fd6")
    )
    afloat(
        canvas,
        418,
        lambda c: sailing_boat(
            c,
            146,
            418,
            112,
            ["#fdf6ea", "#fbf0dd"],
            ["#fdf6ea", "#f59b23"],
            "#fbf3e4",
            "#c8332f",
            "64",
            "ひらく丸",
            ["#e8413c", "#fdf6ea", "#2f5fa6", "#fdf6ea", "#ffd83a"],
        ),
    )
    cafe.draw(canvas)
    flags(canvas, (418, 300), (520, 293), 9, 12, PENNANTS, 7.5)
    flags(canvas, (520, 293), (648, 290), 10, 14, PENNANTS, 7.5)
    return canvas


def graded(pixels, seed=1):
    """The look of film: corners a little darker, shadows a little cool, fine grain."""
    h, w = pixels.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    corner = ((x / w - 0.5) ** 2 + (y / h - 0.5) ** 2) * 2
    out = pixels * (1.03 - 0.22 * corner**1.5)[..., None]
    gray = out.mean(axis=2, keepdims=True)
    out = gray + (out - gray) * 1.08
    out = out * (1 - 0.05 * smooth(0.0, 0.4, 0.4 - gray)) + np.array([0.0, 0.004, 0.016]) * smooth(0.5, 0.0, gray)
    out = out + 0.06 * (smooth(0, 1, out) - out)
    grain = np.random.default_rng(seed).standard_normal((h, w, 1)) * 0.006
    return (np.clip(out + grain, 0, 1) * 255 + 0.5).astype(np.uint8)


def main():
    parser = argparse.ArgumentParser(description="Draw the sample picture.")
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--scale", type=int, default=4, help="samples to a pixel's side")
    parser.add_argument("--check", action="store_true", help="write nothing: compare with the file OUT")
    options = parser.parse_args()
    image = Image.fromarray(graded(scene(options.scale).finished(options.scale)))
    packed = io.BytesIO()
    # Colour at full size: small saturated things are what this picture is for.
    image.save(packed, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    if options.check:
        kept = np.asarray(Image.open(options.out), dtype=np.float32)
        apart = float(np.abs(kept - np.asarray(Image.open(packed), dtype=np.float32)).mean())
        print(f"{options.out}: mean difference {apart:.2f} of 255")
        sys.exit(1 if apart > 1 else 0)
    options.out.write_bytes(packed.getvalue())
    print(f"{options.out}: {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
