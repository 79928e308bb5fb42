"""--export: what is seen as a file that other programs open.

    export_test.py path/to/unfold        on an X display of its own (CTest runs it under xvfb-run)
"""

import csv
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

from testing.files import read_png

SKIPPED = 77
SVG = "{http://www.w3.org/2000/svg}"


def expect(truth, expected):
    if not truth:
        sys.exit(f"expected {expected}")


def program(unfold, *arguments, path=None):
    """`path`: in the place of PATH, where other programs are looked for."""
    return subprocess.run([os.path.abspath(unfold), "--lesson", "toy", *map(str, arguments)], capture_output=True, text=True, timeout=600,
                          env={**os.environ, **({"PATH": path} if path else {})})


def export(unfold, file, *arguments, path=None):
    done = program(unfold, "--export", file, *arguments, path=path)
    expect(done.returncode == 0, f"--export {file.name} to end with status 0; it ended with {done.returncode}: {done.stderr}")
    return file


def refusal(unfold, *arguments, path=None):
    done = program(unfold, *arguments, path=path)
    expect(done.returncode != 0 and done.stderr.count("\n") == 1, f"one line for {arguments}; it said {done.stderr!r}")
    return done.stderr


def pictures_are_as_large_as_asked(unfold, folder):
    one = read_png(export(unfold, folder / "one.png", "--at", "im2col:4"), top_rows=60)
    two = read_png(export(unfold, folder / "two.png", "--at", "im2col:4", "--scale", 2), top_rows=60)
    expect((one.width, one.height) == (1280, 800) and (two.width, two.height) == (2560, 1600), "the second twice as large")
    again = read_png(export(unfold, folder / "again.png", "--at", "im2col:4"), top_rows=60)
    expect(again.rows == one.rows, "the same picture each time")


def the_svg_has_the_words_and_the_pictures(unfold, folder):
    file = export(unfold, folder / "step.svg", "--at", "im2col:4")
    root = tree.parse(file).getroot()
    expect(root.tag == SVG + "svg" and root.get("width") == "1280", "an SVG as wide as the window")
    words = " ".join(text.text or "" for text in root.iter(SVG + "text"))
    for word in ("im2col loop", "0.132", "col6", "y_max"):
        expect(word in words, f"{word!r} among its words")
    expect(len(list(root.iter(SVG + "image"))) > 3, "the pictures of the rail")
    names = {clip.get("id") for clip in root.iter(SVG + "clipPath")} | {p.get("id") for p in root.iter(SVG + "pattern")}
    used = {group.get("clip-path")[5:-1] for group in root.iter(SVG + "g") if group.get("clip-path")}
    expect(used and used <= names, "every clip that is used to be there")
    convert = shutil.which("rsvg-convert")
    if convert:
        drawn = folder / "drawn.png"
        subprocess.run([convert, "-o", drawn, file], check=True)
        ours = read_png(export(unfold, folder / "ours.png", "--at", "im2col:4"), top_rows=400)
        theirs = read_png(drawn, top_rows=400)
        expect((theirs.width, theirs.height) == (ours.width, ours.height), "another program to draw it in the same size")


def the_lines_of_a_hatch_have_no_nicks(unfold, folder):
    root = tree.parse(export(unfold, folder / "unread.svg", "--at", "pad", "--stride", 3, "--pool", 1, "--present")).getroot()
    patterns = list(root.iter(SVG + "pattern"))
    expect(patterns, "what no window reads to be hatched")
    for pattern in patterns:
        side = float(pattern.get("width"))
        lines = re.findall(r"M([-.\d]+),([-.\d]+)L([-.\d]+),([-.\d]+)", pattern.find(SVG + "path").get("d"))
        middles = {((float(x0) + float(x1)) / 2, (float(y0) + float(y1)) / 2) for x0, y0, x1, y1 in lines}
        expect(middles == {(at, at) for at in (0, side / 2, side)}, f"lines through the tile and its corners, not at {middles}")


def tensors_are_read_elsewhere(unfold, folder):
    matrix = [row for row in csv.reader(open(export(unfold, folder / "col.csv", "--at", "reshape")))]
    expect(len(matrix) == 9 and all(len(row) == 9 for row in matrix), "col as nine rows of nine numbers")
    expect(float(matrix[4][4]) == 0.13200925, "the middle of the picture in the middle window")
    cells = list(csv.DictReader(open(export(unfold, folder / "conv.csv", "--at", "maps"))))
    expect(len(cells) == 18 and list(cells[0]) == ["N", "FN", "OH", "OW", "value"], "conv cell by cell under its axes' names")
    data = export(unfold, folder / "img.npy", "--at", "pad").read_bytes()
    expect(data[:6] == b"\x93NUMPY" and len(data) % 4 == 0, "NumPy's format")
    expect(struct.unpack("<f", data[-4 * 13:-4 * 12])[0] == struct.unpack("<f", struct.pack("<f", 0.13200925))[0],
           "the middle of img in the middle")


def a_range_of_steps_becomes_pictures(unfold, folder):
    (folder / "steps").mkdir()
    export(unfold, folder / "steps" / "step%02d.png", "--at", "im2col", "--until", "im2col")
    names = sorted(file.name for file in (folder / "steps").iterdir())
    expect(names == [f"step{i:02d}.png" for i in range(1, 10)], f"nine numbered pictures; there are {names}")
    expect(len({tuple(read_png(folder / "steps" / name, top_rows=60).rows) for name in names}) == 9, "each to differ")


def frames(film):
    """Codec, number of pictures and seconds, as another program reads them."""
    probe = subprocess.run(["ffprobe", "-v", "error", "-count_frames", "-show_entries", "stream=codec_name,nb_read_frames:format=duration",
                            "-of", "default=nw=1:nk=1", film], capture_output=True, text=True, check=True)
    codec, count, seconds = probe.stdout.split()
    return codec, int(count), float(seconds)


def films_are_written_without_another_program(unfold, folder):
    for ending, sign in ((".gif", b"GIF89a"), (".webp", b"RIFF")):
        steps = ["--at", "im2col", "--until", "im2col:8", "--size", "1023x601"]
        film = export(unfold, folder / f"loop{ending}", *steps, path="/nowhere")
        again = export(unfold, folder / f"again{ending}", *steps)
        expect(film.read_bytes().startswith(sign), f"{film.name} to begin as such a file does")
        expect(film.read_bytes() == again.read_bytes(), f"the same {ending} each time")
        expect(film.stat().st_size < 1_000_000, f"a small {ending}; it has {film.stat().st_size} bytes")
    expect(film.read_bytes().count(b"ANMF") == 9, "nine pictures in the WebP")
    if shutil.which("ffprobe"):
        expect(frames(folder / "loop.gif") == ("gif", 9, 2.25), f"nine pictures in the GIF; there are {frames(folder / 'loop.gif')}")
        slow = export(unfold, folder / "tour.gif", "--tour", "--rate", "0.5", "--view", "canvas")
        expect(frames(slow)[1] > 10 and frames(slow)[2] == 2 * frames(slow)[1], f"the steps of the tour, two seconds each: {frames(slow)}")


def and_mp4_where_ffmpeg_is(unfold, folder):
    line = refusal(unfold, "--export", folder / "loop.mp4", "--at", "im2col", "--until", "im2col", path="/nowhere")
    expect("ffmpeg" in line, f"the line to say what is missing: {line}")
    if shutil.which("ffmpeg") and shutil.which("ffprobe"):
        films = [export(unfold, folder / f"{name}.mp4", "--at", "im2col", "--until", "im2col:8", "--size", "1023x601") for name in "ab"]
        expect(frames(films[0])[:2] == ("h264", 9), f"nine pictures of H.264; there are {frames(films[0])}")
        expect(films[0].read_bytes() == films[1].read_bytes(), "the same MP4 each time")
    expect(not list(folder.glob("*.new*")), "nothing unfinished beside them")


def parts_are_alone(unfold, folder):
    sizes = {}
    for view in ("window", "canvas", "maps", "browser"):
        one = read_png(export(unfold, folder / f"{view}.png", "--at", "im2col:4", "--view", view), top_rows=1)
        two = read_png(export(unfold, folder / f"{view}2.png", "--at", "im2col:4", "--view", view, "--scale", 2), top_rows=1)
        root = tree.parse(export(unfold, folder / f"{view}.svg", "--at", "im2col:4", "--view", view)).getroot()
        sizes[view] = one.width, one.height
        expect((two.width, two.height) == (2 * one.width, 2 * one.height), f"{view} to be twice as large at scale 2")
        expect((root.get("width"), root.get("height")) == (str(one.width), str(one.height)), f"{view} to be as large as SVG")
        words = {text.text for text in root.iter(SVG + "text")}
        expect(("Unfold" in words) == (view == "window"), f"the window's own words in the window alone, not in {view}")
    expect(len(set(sizes.values())) == 4, f"each to have its own size: {sizes}")


def what_is_there_stays_until_the_new_is_whole(unfold, folder):
    for name in ("a.png", "a.svg", "a.csv", "a.npy", "a.gif", "a.webp"):
        file = folder / "real" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("old")
        (folder / name).symlink_to(file)
        export(unfold, folder / name, *(["--until", "input"] if name in ("a.gif", "a.webp") else []))
        expect((folder / name).is_symlink() and file.read_bytes() != b"old", f"the link {name} to stay, and its file to be new")
        expect(len(list(file.parent.glob("*.new*"))) == 0, "nothing beside it")


def what_cannot_be_is_refused_in_a_line(unfold, folder):
    expect("end it with .png" in refusal(unfold, "--export", folder / "a.bmp"), "the endings that are known")
    expect("end it with .gif" in refusal(unfold, "--export", folder / "a.png", "--until", "pad"), "the films that are known")
    expect("comes before" in refusal(unfold, "--export", folder / "a%d.png", "--at", "maps", "--until", "pad"), "the order")
    expect("goes with --export" in refusal(unfold, "--until", "pad"), "what --until belongs to")
    expect("window, canvas, maps or browser" in refusal(unfold, "--export", folder / "a.png", "--view", "all"), "the views that are known")
    expect("goes with --until or --tour" in refusal(unfold, "--export", folder / "a.png", "--rate", "2"), "what --rate belongs to")
    expect("0.5 to 8" in refusal(unfold, "--export", folder / "a.png", "--scale", "9"), "the scales that are known")


def main():
    if not os.environ.get("DISPLAY"):
        print("skipped: there is no X display")
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="unfold-export-") as made:
        for check in (pictures_are_as_large_as_asked, the_svg_has_the_words_and_the_pictures,
                      the_lines_of_a_hatch_have_no_nicks, tensors_are_read_elsewhere,
                      a_range_of_steps_becomes_pictures, films_are_written_without_another_program, and_mp4_where_ffmpeg_is,
                      parts_are_alone, what_is_there_stays_until_the_new_is_whole, what_cannot_be_is_refused_in_a_line):
            folder = pathlib.Path(made) / check.__name__
            folder.mkdir()
            check(sys.argv[1], folder)
            print("ok", check.__name__.replace("_", " "), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
