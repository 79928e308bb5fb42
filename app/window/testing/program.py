"""The real program, driven by real key and mouse events, and what its trace says of them."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from testing.screen import Screen

# How long anything may take on a slow machine before it counts as not happening.
PATIENCE = 60.0


class Failure(Exception):
    """What was expected and what the trace said instead."""


def poll(done, seconds=PATIENCE):
    """The first true answer of `done`, asked again and again; None when the time is over."""
    end = time.monotonic() + seconds
    while True:
        answer = done()
        if answer or time.monotonic() > end:
            return answer or None
        time.sleep(0.01)


def value_at(line, path):
    """line["geometry"]["stride"] for "geometry__stride"; None where there is no such thing."""
    for part in path.split("__"):
        line = line.get(part) if isinstance(line, dict) else None
    return line


SKIPPED = 77  # the exit status of a test that cannot run here


def run_story(story, *arguments):
    """The exit status of a test: the program with these arguments, from its window to its end, while `story` is told to it."""
    if not os.environ.get("DISPLAY") or not shutil.which("xdotool"):
        print("skipped: there is no X display, or no xdotool to drive it")
        return SKIPPED
    app = Program(sys.argv[1], *arguments)
    try:
        story(app)
    except Failure as failure:
        print(failure)
        return 1
    finally:
        app.end()
    return 0


class Program:
    """A window of `unfold`. Coordinates are the window's own. `state`: the folder of an earlier run's state, in place of one of
    its own."""

    def __init__(self, unfold, *arguments, state=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="unfold-window-"))
        self._trace = self.folder / "trace.jsonl"
        self._read = 0
        self.lines = []  # all that the trace said
        self._next = 0   # the first line that no expectation has looked at
        self._errors = open(self.folder / "errors.txt", "w+")
        self._process = subprocess.Popen([os.path.abspath(unfold), "--trace", str(self._trace), *arguments], cwd=self.folder,
                                         env={**os.environ, "XDG_STATE_HOME": str(state or self.folder / "state"),
                                              "XDG_CONFIG_HOME": str(self.folder / "config")},
                                         stdout=subprocess.DEVNULL, stderr=self._errors)
        self.screen = Screen()
        self.window = None
        self.x = self.y = self.width = self.height = 0

    # -- events ------------------------------------------------------------------------------------------------------

    def xdotool(self, *words):
        return subprocess.run(["xdotool", *map(str, words)], check=True, capture_output=True, text=True).stdout

    def appears(self):
        """Waits for the window and gives it the keyboard, as a window manager would."""
        windows = poll(self.windows)
        if not windows:
            raise Failure(f"expected a window named Unfold within {PATIENCE:.0f} s; there is none{self._said()}")
        self.window = windows[0]
        self.xdotool("windowfocus", "--sync", self.window)
        geometry = dict(line.split("=") for line in self.xdotool("getwindowgeometry", "--shell", self.window).split())
        self.x, self.y = int(geometry["X"]), int(geometry["Y"])
        self.width, self.height = int(geometry["WIDTH"]), int(geometry["HEIGHT"])

    def windows(self):
        """Its windows that can be seen."""
        self._must_run()
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(self._process.pid), "--name", "Unfold"],
                               capture_output=True, text=True)
        return found.stdout.split()

    def key(self, *names):
        # GLFW takes a key that is down again within 20 ms of its release for one that was held.
        self.xdotool("key", "--delay", 50, *names)

    def type(self, text):
        # A field has the keyboard a frame or two after its dialog opens, sooner than a hand can type.
        self.comes_to_rest()
        self.xdotool("type", "--delay", 0, "--", text)

    def move(self, x, y):
        self.xdotool("mousemove", self.x + int(x), self.y + int(y))

    def click(self, x, y):
        self.move(x, y)
        self.xdotool("click", 1)

    def press(self, x, y):
        self.move(x, y)
        self.xdotool("mousedown", 1)

    def release(self):
        self.xdotool("mouseup", 1)

    def wheel(self, up):
        self.xdotool("click", 4 if up else 5)

    # -- what the program says ---------------------------------------------------------------------------------------

    def now(self):
        """The last line of the trace: how things stand."""
        self._follow()
        return self.lines[-1] if self.lines else {}

    def says(self, expected, **wanted):
        """The next line of the trace with this `action` or `event`; its other values must be the `wanted` ones. A value may be
        a test of its own: `step=lambda s: s > 3`. "geometry__stride" is line["geometry"]["stride"]."""
        kind = "action" if "action" in wanted else "event"

        def look():
            self._follow()
            while self._next < len(self.lines):
                line = self.lines[self._next]
                self._next += 1
                if line.get(kind) == wanted[kind]:
                    return line
            self._must_run()
            return None

        line = poll(look)
        if line is None:
            raise Failure(f"expected {expected}: a line with {kind} {wanted[kind]!r} within {PATIENCE:.0f} s{self._said()}")
        for path, value in wanted.items():
            found = value_at(line, path)
            if not (value(found) if callable(value) else found == value):
                words = "another value" if callable(value) else repr(value)
                raise Failure(f"expected {expected}: {path.replace('__', '.')} to be {words}, and it is {found!r} in\n"
                              f"  {json.dumps(line, ensure_ascii=False)}{self._said()}")
        return line

    def answers(self):
        """All actions of the events so far that no expectation has looked at: F is pressed after them, and what lies before its
        line belongs to them."""
        start = self._next
        self.key("f")
        self.says("the picture to fit again", action="fit")
        return [line for line in self.lines[start:self._next - 1] if "action" in line]

    def expect(self, truth, expected):
        if not truth:
            raise Failure(f"expected {expected}{self._said()}")

    # -- the screen and the processor --------------------------------------------------------------------------------

    def picture(self):
        return self.screen.take(self.x, self.y, self.width, self.height)

    def looks_other_than(self, before, expected):
        """Waits until the window shows something else."""
        self.expect(poll(lambda: self.picture() != before), expected)

    def looks_like(self, before, expected):
        """Waits until the window shows this again. A few pixels may differ: glyphs lie elsewhere in a font atlas that has grown."""
        row = 4 * self.width

        def others():
            now = self.picture()
            rows = [at for at in range(0, len(now), row) if now[at:at + row] != before[at:at + row]]
            return [i for at in rows for i in range(at, at + row, 4) if now[i:i + 4] != before[i:i + 4]]
        if poll(lambda: len(others()) < 200):
            return
        other = others()
        columns = [i % row // 4 for i in other]
        raise Failure(f"expected {expected}; {len(other)} pixels differ, in columns {min(columns)} to {max(columns)} and rows "
                      f"{other[0] // row} to {other[-1] // row}{self._said()}")

    def comes_to_rest(self):
        """The picture once the program sleeps and shows the same for a while."""
        def quiet():
            before = self.picture(), self.processor_seconds()
            for _ in range(10):
                time.sleep(0.04)
                if self._stat()[0] != "S":
                    return None
            return before[0] if (self.picture(), self.processor_seconds()) == before else None
        picture = poll(quiet)
        self.expect(picture, "the window to come to rest")
        return picture

    def processor_seconds(self):
        fields = self._stat()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_megabytes(self):
        """The most memory that it has had at once."""
        status = pathlib.Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6

    def _stat(self):
        stat = pathlib.Path(f"/proc/{self._process.pid}/stat").read_text()
        return stat[stat.rindex(")") + 2:].split()

    def exit_status(self):
        try:
            return self._process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            return None

    def errors(self):
        self._errors.flush()
        return (self.folder / "errors.txt").read_text()

    def end(self):
        """Ends this very process if it still runs, and removes its folder."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._errors.close()
        for file in sorted(self.folder.rglob("*"), reverse=True):
            file.rmdir() if file.is_dir() else file.unlink()
        self.folder.rmdir()

    def _follow(self):
        if not self._trace.exists():
            return
        with open(self._trace, "rb") as trace:
            trace.seek(self._read)
            new = trace.read()
        whole = new[:new.rfind(b"\n") + 1]
        self._read += len(whole)
        self.lines += [json.loads(line) for line in whole.decode().splitlines()]

    def _must_run(self):
        if self._process.poll() is not None:
            raise Failure(f"expected the program to run; it ended with status {self._process.returncode}{self._said()}")

    def _said(self):
        self._follow()
        lines = "".join(f"\n  {json.dumps(line, ensure_ascii=False)}" for line in self.lines[-4:])
        errors = self.errors().strip()
        return f"\nthe trace's last lines:{lines or ' none'}" + (f"\nstandard error:\n  {errors}" if errors else "")
