"""How long a person waits, and what the window costs while nobody touches it.

    xvfb-run -a -s "-screen 0 1920x1200x24 -noreset" python3 app/window/bench/waits.py PROGRAM APP_BENCH [CHECKPOINT [PICTURE]]

-noreset: without it the server begins anew whenever its last window is gone, which no screen of a person does.

From the start to the first frame and to the maps on the screen, beside a window with ImGui's demonstration alone; the
processor's part at rest; and, where files are named, from Return in the picker to the maps of the checkpoint, and how much
memory the picture took.
"""

import os
import pathlib
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from testing.program import Program  # noqa: E402

STARTS = 9
REST = 10.0


def opens(app):
    """The trace's lines of the first frame, of the layer and of the first frame with all of its maps, which may be the first."""
    app.appears()
    first = app.says("the first frame", event="drawn")
    opened = next((line for line in app.lines if line.get("event") == "opened"), None)
    if opened and opened["at"] <= first["at"]:
        return first, opened, first
    return first, app.says("the layer", event="opened"), app.says("the maps", event="drawn")


def start(program, *arguments):
    begun = time.time()
    app = Program(program, *arguments)
    return app, [line["at"] - begun for line in opens(app)]


def demo_start(bench):
    begun = time.time()
    return float(subprocess.run([bench, "start"], check=True, capture_output=True, text=True).stdout) - begun


def starts(program, bench):
    all_times = []
    demos = []
    for _ in range(STARTS):
        demos.append(demo_start(bench))
        app, times = start(program, "--lesson", "photo", "--at", "maps")
        app.end()
        all_times.append(times)
    demo = statistics.median(demos) * 1e3
    first, opened, drawn = (statistics.median(column) * 1e3 for column in zip(*all_times))
    print(f"start, median of {STARTS}: first frame after {first:.0f} ms, the layer after {opened:.0f} ms, "
          f"all maps on the screen after {drawn:.0f} ms; a window with ImGui's demonstration alone {demo:.0f} ms: "
          f"{first / demo:.2f} and {drawn / demo:.2f} times as long")


def rest(program):
    app, _ = start(program, "--lesson", "photo", "--at", "maps")
    app.says("the check to end", event="checked")
    app.comes_to_rest()
    before, begun = app.processor_seconds(), time.monotonic()
    time.sleep(REST)
    part = (app.processor_seconds() - before) / (time.monotonic() - begun)
    app.end()
    print(f"at rest: {part * 100:.2f} % of one core over {REST:.0f} s")


def checkpoint(program, file):
    app, _ = start(program, "--lesson", "photo", "--at", "maps")
    app.says("the check to end", event="checked")
    app.key("w")
    app.says("the file dialog", action="open_file_dialog")
    app.type(file)
    app.key("Return")
    asked = app.says("the file to be looked into", action="choose_layer")
    listed = app.says("its list", event="listed")
    app.comes_to_rest()
    app.key("Return")
    used = app.says("the layer to be asked for", action="use_pick")
    app.says("the layer", event="opened")
    drawn = app.says("the maps", event="drawn")
    print(f"{os.path.basename(file)}, {os.path.getsize(file) / 1e6:.1f} MB: listed after {(listed['at'] - asked['at']) * 1e3:.0f} ms; "
          f"all {drawn['geometry']['FN']} maps on the screen {(drawn['at'] - used['at']) * 1e3:.0f} ms after Return")
    app.end()


def picture(program, weights, file):
    begun = time.time()
    app = Program(program, file, "--weights", weights, "--stride", "2", "--pad", "3", "--at", "maps")
    drawn = opens(app)[-1]
    geometry = drawn["geometry"]
    maps = 4 * geometry["FN"] * (geometry["OH"] * geometry["OW"] + geometry["QH"] * geometry["QW"]) / 1e6
    peak = app.peak_megabytes()
    print(f"{os.path.basename(file)}: maps on the screen {drawn['at'] - begun:.1f} s after the start; peak memory {peak:.0f} MB, of which "
          f"maps and pooled maps {maps:.0f} MB: {peak - maps:.0f} MB beside them")
    app.end()


def main():
    program, bench, files = sys.argv[1], sys.argv[2], [os.path.abspath(file) for file in sys.argv[3:]]
    starts(program, bench)
    rest(program)
    if files:
        checkpoint(program, files[0])
    if len(files) > 1:
        picture(program, files[0] + ":conv1.weight", files[1])


main()
