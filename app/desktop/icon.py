#!/usr/bin/env python3
"""Render the icon's drawings to PNGs of every size (Debian: librsvg2-bin).

    python3 app/desktop/icon.py assets/icons
"""

import argparse
import pathlib
import subprocess

HERE = pathlib.Path(__file__).parent
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def drawing(size):
    """The one made for this size, where there is one."""
    own = HERE / f"unfold-{size}.svg"
    return own if own.exists() else HERE / "unfold.svg"


def main():
    parser = argparse.ArgumentParser(description="Render the icon.")
    parser.add_argument("out", type=pathlib.Path, help="a folder")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        path = options.out / f"{size}.png"
        subprocess.run(["rsvg-convert", "-w", str(size), "-h", str(size), "-o", path, drawing(size)], check=True)
        print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
