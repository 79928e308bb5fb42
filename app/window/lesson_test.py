"""A lesson under a real hand: its steps by a clicker's keys, a change taken back, questions, a black screen, what is seen saved,
moved and opened again, and a run that is killed and comes back."""

import os
import shutil
import signal
import subprocess
import sys
import time

from testing.program import Failure, Program, poll, run_story


def the_clicker_goes_through_the_lesson(app):
    app.key("Next")
    app.says("the lesson's first step", action="tour_by", tour=lambda t: t is not None)
    first = app.now()["tour"]
    app.key("Next", "Next")
    app.says("its next", action="tour_by", tour=first + 1)
    app.says("and one more", action="tour_by", tour=first + 2)
    app.key("Prior")
    app.says("the one before", action="tour_by", tour=first + 1)


def a_change_is_taken_back_and_done_again(app):
    before = app.now()["geometry"]
    app.click(*stepper(app))
    changed = app.says("another layer", event="opened")["geometry"]
    app.expect(changed != before, "the click to change the layer")
    app.key("ctrl+z")
    app.says("the layer as it was", event="opened", geometry=before)
    app.key("ctrl+shift+z")
    app.says("the change again", event="opened", geometry=changed)
    app.key("ctrl+y", "ctrl+z")
    app.says("the layer as it was", event="opened", geometry=before)


def stepper(app):
    """The upper half of the first number of the top bar that can be stepped: where the action says so."""
    for x in range(300, app.width - 250, 6):
        app.move(x, 23)
        start = len(app.lines)
        app.xdotool("click", 1)
        time.sleep(0.03)
        app.now()
        if any(line.get("action") == "set_param" for line in app.lines[start:]):
            app.says("the parameter", action="set_param")
            app.says("the layer", event="opened")
            app.key("ctrl+z")
            app.says("it back", event="opened")
            return x, 23
        if app.now().get("menu") != "none":
            app.key("Escape")
            app.says("the menu to close", action="escape")
    raise Failure("expected a number in the top bar that a click changes")


def the_screen_goes_black_and_comes_back(app):
    seen = app.comes_to_rest()
    app.key("period")
    app.says("nothing but black", action="toggle_blank")
    app.looks_other_than(seen, "a black screen")
    poll(lambda: not any(app.picture()[0:4000:4]))
    app.expect(not any(app.picture()[0:4000:4]), "the screen to be black")
    app.key("space")
    app.says("the picture to come back, and nothing else", action="toggle_blank", playing=False)
    app.looks_like(seen, "the picture as it was")


def notes_stand_in_a_window_of_their_own(app):
    app.key("shift+p")
    app.says("notes beside the class's window", action="toggle_notes")
    windows = poll(lambda: [w for w in app.windows() if w != app.window])
    app.expect(windows, "a second window")
    app.xdotool("windowfocus", "--sync", windows[0])
    before = app.now()["tour"]
    app.key("Next")
    app.says("its keys to go through the lesson", action="tour_by", tour=before + 1)
    app.key("period", "period")
    app.says("the class's screen to be black", action="toggle_blank")
    app.says("its picture again", action="toggle_blank")
    app.key("Prior")
    app.says("the step before", action="tour_by", tour=before)
    app.key("Escape")
    app.says("the notes to close", action="toggle_notes")
    app.expect(poll(lambda: app.windows() == [app.window]), "the second window to be gone")
    app.xdotool("windowfocus", "--sync", app.window)
    app.key("F11")
    app.says("the whole screen", action="toggle_full_screen")
    app.key("F11")
    app.says("a window again", action="toggle_full_screen")
    app.key("p")
    app.says("the desk again", action="toggle_present")
    app.comes_to_rest()


def a_question_stands_before_a_stage(app):
    app.key("q")
    app.says("questions", action="toggle_quiz")
    app.key("Home", "shift+Right")
    app.says("the next stage", action="stage_by", stage="pad")
    app.comes_to_rest()
    closed = app.picture()
    app.type("229")
    app.key("Tab")
    app.type("230")
    app.key("Return")
    app.says("the answers to be looked at", action="check_answer")
    app.key("BackSpace")
    app.type("230")
    app.key("Return")
    app.says("the right one", action="check_answer")
    app.looks_other_than(closed, "the reason of the right one")
    app.key("Return")
    app.says("the next question of the stage", action="go_on")
    app.comes_to_rest()
    asked = app.picture()
    app.key("a")
    app.says("a letter to choose what it stands on", action="pick_candidate", number=0)
    app.looks_other_than(asked, "what became of it")
    app.key("r")
    app.key("space")
    app.says("the stage to open", action="go_on", stage="pad", playing=False)
    app.key("q")
    app.says("no more questions", action="toggle_quiz")


def everything_grows(app):
    seen = app.comes_to_rest()
    app.key("ctrl+equal")
    app.says("larger", action="scale_by", steps=1)
    app.looks_other_than(seen, "everything to be larger")
    app.key("ctrl+0")
    app.says("the usual size", action="scale_by", steps=0)
    app.looks_like(seen, "the usual size again")


def what_is_seen_is_saved(app):
    app.key("Next", "Next", "Next")
    for _ in range(3):
        app.says("steps", action="tour_by")
    app.key("ctrl+s")
    app.says("the dialog", action="open_file_dialog", which="save_lesson")
    app.type("course/mine")
    app.key("Return")
    app.says("the lesson to be saved", action="save_lesson", notice=lambda n: n and "mine.unfold" in n)
    app.key("Escape")
    app.says("the line to go", action="escape", notice=None)
    app.expect((app.folder / "course" / "mine.unfold").exists(), "the file where it was asked for")
    app.move(app.width // 2, 6)
    return app.comes_to_rest()


def differing(app, one, other):
    """Pixels that differ below the top bar, which names the lesson."""
    return [i for i in range(4 * app.width * 48, min(len(one), len(other)), 4) if one[i:i + 4] != other[i:i + 4]]


def it_opens_elsewhere_with_the_same_pixels(app, unfold, seen):
    moved = app.folder / "elsewhere"
    shutil.move(str(app.folder / "course"), str(moved))
    other = Program(unfold, str(moved / "mine.unfold"))
    try:
        other.appears()
        other.says("the lesson", event="opened", tour=app.now()["tour"])
        other.move(other.width // 2, 6)
        # A few glyphs may lie elsewhere in a font atlas that has grown otherwise.
        if not poll(lambda: len(differing(app, other.picture(), seen)) < 200, 20):
            other_ones = differing(app, other.picture(), seen)
            columns = [i // 4 % app.width for i in other_ones]
            raise Failure(f"expected the same pixels; {len(other_ones)} differ, in columns {min(columns)} to {max(columns)} and rows "
                          f"{other_ones[0] // 4 // app.width} to {other_ones[-1] // 4 // app.width}")
    finally:
        other.end()


def a_killed_run_comes_back(app, unfold):
    state = app.folder / "state" / "unfold"
    stage = app.now()["stage"], app.now()["step"]
    kept = lambda: list(state.glob("session-*.unfold"))  # noqa: E731
    app.expect(poll(kept), "the session to be kept")
    time.sleep(2.5)
    os.kill(app._process.pid, signal.SIGKILL)  # this test's own child
    app._process.wait()
    blind = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    refused = subprocess.run([unfold], env={**blind, "XDG_STATE_HOME": str(app.folder / "state")}, capture_output=True, timeout=60)
    app.expect(refused.returncode == 1, "a start without a display to be refused")
    again = Program(unfold, "--lang", "en", state=app.folder / "state")
    try:
        again.appears()
        line = again.says("the lesson as it was", event="opened")
        again.expect((line["stage"], line["step"]) == stage, f"the place where it was, {stage}")
        again.expect("last run" in (line.get("notice") or ""), "the line that says so")
        again.key("ctrl+q")
        again.expect(again.exit_status() == 0, "the program to end")
        again.expect(not kept(), "no session to be left where a run ends well")
    finally:
        again.end()


def story(app):
    unfold = sys.argv[1]
    app.appears()
    app.says("the lesson", event="opened")
    for step in (the_clicker_goes_through_the_lesson, a_change_is_taken_back_and_done_again, the_screen_goes_black_and_comes_back,
                 a_question_stands_before_a_stage, everything_grows):
        step(app)
        print("ok", step.__name__, flush=True)
    seen = what_is_seen_is_saved(app)
    it_opens_elsewhere_with_the_same_pixels(app, unfold, seen)
    notes_stand_in_a_window_of_their_own(app)
    a_killed_run_comes_back(app, unfold)


if __name__ == "__main__":
    sys.exit(run_story(story, "--lesson", "photo", "--lang", "en"))
