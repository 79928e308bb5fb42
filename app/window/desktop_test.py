"""What a desktop sees of the window: a lesson that is opened by a double click, the class by which the entry of the menu is
found, and the icon.

    desktop_test.py path/to/unfold        on an X display of its own (CTest runs it under xvfb-run), with xdotool and xprop
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from testing.program import SKIPPED, run_story

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def property_of(app, name, form):
    done = subprocess.run(["xprop", "-id", app.window, "-len", "1000000", "-notype", form, name], check=True, capture_output=True,
                          text=True)
    return done.stdout


def sides(numbers):
    """The sizes of the pictures in _NET_WM_ICON: width, height, pixels, and so on."""
    found = []
    while numbers:
        width, height = numbers[:2]
        found.append((width, height))
        numbers = numbers[2 + width * height:]
    return found


def story(app):
    app.appears()
    app.says("the lesson of the file", event="opened", lesson=lambda name: name.endswith("mine.unfold"), geometry__H=3)
    entry = (ROOT / "app/desktop/unfold.desktop").read_text(encoding="utf-8")
    wanted = re.search("^StartupWMClass=(.*)$", entry, re.M)[1]
    named = re.findall('"([^"]*)"', property_of(app, "WM_CLASS", "8s"))
    app.expect(named == [wanted, wanted], f"the window's class to be {wanted}, as its entry says; it is {named}")
    icon = [int(number) for number in re.findall(r"\d+", property_of(app, "_NET_WM_ICON", "32c").split("=")[1])]
    app.expect(sides(icon) == [(side, side) for side in (16, 24, 32, 48, 64, 128)], f"an icon of six sizes, they are {sides(icon)}")
    app.expect(len(set(icon)) > 100, "colours in the icon")


if __name__ == "__main__":
    if not shutil.which("xprop"):
        print("skipped: there is no xprop")
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory() as folder:
        lesson = pathlib.Path(folder) / "mine.unfold"
        shutil.copy(ROOT / "assets/lessons/toy.json", lesson)
        status = run_story(story, str(lesson))
    sys.exit(status)
