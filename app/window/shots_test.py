"""--shots: a PNG of the window for each stage, of the size asked for, with something in it.

    shots_test.py path/to/unfold        on an X display of its own (CTest runs it under xvfb-run)
"""

import os
import pathlib
import subprocess
import sys
import tempfile

from testing.files import read_png, write_png

SKIPPED = 77
STAGES = ["input", "pad", "allocate", "im2col", "transpose", "reshape", "weights", "gemm", "maps", "pool_im2col", "pool_reshape",
          "pool_max", "pool"]
NAMES = [f"{number:02d}-{stage}.png" for number, stage in enumerate(STAGES, 1)]


def expect(truth, expected):
    if not truth:
        sys.exit(f"expected {expected}")


def shots(unfold, folder, *arguments):
    """The pictures that the program writes, by their files' names."""
    done = subprocess.run([unfold, "--shots", folder, *map(str, arguments)], capture_output=True, text=True, timeout=600)
    words = " ".join(map(str, arguments))
    expect(done.returncode == 0, f"--shots {words} to end with status 0; it ended with {done.returncode}: {done.stderr}")
    names = sorted(file.name for file in folder.iterdir())
    told = [pathlib.Path(line).name for line in done.stdout.splitlines()]
    expect(told == names, f"--shots {words} to tell the files it wrote, {names}; it told {told}")
    return {name: read_png(folder / name, top_rows=60) for name in names}


def check_pictures(pictures, size, words):
    for name, picture in pictures.items():
        expect((picture.width, picture.height) == size,
               f"{words}: {name} of {size[0]}x{size[1]}; it is {picture.width}x{picture.height}")
        different = len(set(picture.rows))
        expect(different > 100, f"{words}: {name} with something in it; only {different} of its rows differ")


def check_differs(one, other, words):
    for name in one:
        expect(one[name].rows != other[name].rows, f"{words}: {name} to look different")


def lightness(pictures):
    """Of the pictures' upper edges, 0 to 255."""
    return sum(sum(picture.top) / len(picture.top) for picture in pictures.values()) / len(pictures)


def main():
    if not os.environ.get("DISPLAY"):
        print("skipped: there is no X display")
        return SKIPPED
    unfold = sys.argv[1]
    with tempfile.TemporaryDirectory(prefix="unfold-shots-") as made:
        folder = pathlib.Path(made)
        write_png(folder / "picture.png", 48, 36)
        lesson = ("--lesson", "toy", "--image", folder / "picture.png")

        def take(name, *arguments, size):
            (folder / name).mkdir()
            pictures = shots(unfold, folder / name, *lesson, *arguments)
            check_pictures(pictures, size, name)
            print(f"{len(pictures):3d} pictures  {name}", flush=True)
            return pictures

        plain = take("desk", size=(1280, 800))
        expect(list(plain) == NAMES, f"a picture for each stage, {NAMES}; there are {list(plain)}")
        expect(len({tuple(picture.rows) for picture in plain.values()}) == len(NAMES), "each stage to look different from the others")
        one_step = take("one step", "--at", "im2col:4", size=(1280, 800))
        expect(list(one_step) == ["04-im2col.png"], f"--at im2col:4 to write that step alone; it wrote {list(one_step)}")
        check_differs(plain, take("japanese", "--lang", "ja", size=(1280, 800)), "in Japanese")
        light = take("light", "--theme", "light", size=(1280, 800))
        expect(lightness(light) > lightness(plain) + 80, "the light theme to be lighter than the dark one")
        check_differs(plain, take("present", "--present", size=(1280, 800)), "in present mode")
        expect(list(take("small", "--size", "1024x768", size=(1024, 768))) == NAMES, "a picture for each stage at 1024x768")
        expect(list(take("projector", "--size", "1920x1080", "--present", "--lang", "ja", "--theme", "light", size=(1920, 1080))) == NAMES,
               "a picture for each stage at 1920x1080")
        check_differs(one_step, take("later", "--at", "im2col:7", size=(1280, 800)), "another step")
        once_more = take("once more", "--at", "im2col:4", size=(1280, 800))
        expect(once_more["04-im2col.png"].rows == one_step["04-im2col.png"].rows, "the same picture of the same step")
    return 0


if __name__ == "__main__":
    sys.exit(main())
