#!/usr/bin/env python3
"""Cut the ten pictures of the lesson batch10 out of the harbour, drawn twice as large: 224x224 each.

    python3 assets/make/batch_pictures.py assets/pictures/batch
"""

import argparse
import pathlib

import numpy as np
from PIL import Image

from sample_picture import graded, scene

SIDE = 224
# Left, top and side in the coordinates of the sample picture; a side of 112 shows each of the larger picture's pixels.
CUTS = [
    (392, 22, 140),  # the large balloon
    (226, 108, 176),  # the wheel
    (62, 174, 132),  # the lighthouse
    (140, 246, 184),  # the sloop
    (414, 312, 150),  # the café
    (486, 148, 140),  # houses on the hill
    (46, 34, 144),  # small balloons
    (396, 214, 124),  # houses by the water
    (268, 246, 112),  # a boat before the quay
    (384, 384, 96),  # the board and the tables
]


def main():
    parser = argparse.ArgumentParser(description="Cut the pictures of the batch lesson.")
    parser.add_argument("out", type=pathlib.Path, help="a folder")
    options = parser.parse_args()
    large = graded(scene(4).finished(2))
    for index, (left, top, side) in enumerate(CUTS):
        piece = Image.fromarray(np.ascontiguousarray(large[top * 2 : (top + side) * 2, left * 2 : (left + side) * 2]))
        path = options.out / f"batch_{index}.jpg"
        piece.resize((SIDE, SIDE), Image.LANCZOS).save(path, quality=80, optimize=True)
        print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
