"""Ctrl E: what is exported from the open window, by its keys.

    film_window_test.py path/to/unfold        on an X display of its own (CTest runs it under xvfb-run)
"""

import subprocess
import sys

from testing.files import read_png
from testing.program import poll, run_story


def opens_export(app):
    app.key("ctrl+e")
    app.says("the export", action="open_file_dialog", which="keep")


def from_the_command_line(app, name, *arguments):
    file = app.folder / name
    subprocess.run([sys.argv[1], "--lesson", "toy", "--export", file, *arguments], check=True, capture_output=True, timeout=600)
    return file.read_bytes()


def a_film_is_written_while_the_window_goes_on(app):
    opens_export(app)
    app.type("loop.gif")
    app.key("Return")
    app.says("the film to be begun", action="keep", film="steps", view="window", filming=lambda f: f is None or f[0] == 0)
    film = app.folder / "loop.gif"
    app.key("Right")
    app.says("a step meanwhile", action="step_by", step=1)
    app.expect(poll(film.exists), "the film to be there")
    app.key("Left")
    app.says("the step back", action="step_by", step=0, filming=None)
    app.expect(film.read_bytes() == from_the_command_line(app, "theirs.gif", "--at", "im2col", "--until", "im2col"),
               "the same bytes as from the command line")
    app.expect(not list(app.folder.glob("loop.gif.*")), "nothing beside it")


def escape_stops_it_and_nothing_is_left(app):
    opens_export(app)
    app.type("numbered%02d.png")
    app.key("Return")
    app.says("the film to be begun", action="keep")
    app.key("Escape")
    line = app.says("it to be stopped", action="escape", filming=None)
    app.expect("numbered" in (line.get("notice") or ""), "the line to say so")
    app.expect(not [file for file in app.folder.iterdir() if file.name.startswith("numbered")], "nothing of it on the disk")


def the_name_is_that_of_the_lesson(app):
    opens_export(app)
    app.comes_to_rest()
    app.key("Return")
    app.says("the picture", action="keep", file=str(app.folder / "toy-im2col.png"), message=None)
    app.expect(poll((app.folder / "toy-im2col.png").exists), "the picture to be there")
    picture = read_png(app.folder / "toy-im2col.png", top_rows=1)
    app.expect((picture.width, picture.height) == (2560, 1600), "it to be twice as large as the window")


def a_typed_name_wins_over_the_first_folder(app):
    (app.folder / "a_folder").mkdir()
    opens_export(app)
    app.type("mine.svg")
    app.key("Return")
    app.says("the picture", action="keep", file=str(app.folder / "mine.svg"), message=None)
    app.key("ctrl+s")
    app.says("the dialog for lessons", action="open_file_dialog", which="save_lesson")
    app.type("mine")
    app.key("Return")
    app.says("the lesson", action="save_lesson", file=str(app.folder / "mine.unfold"))
    app.key("F9")
    app.expect(poll((app.folder / "mine.unfold").exists), "the lesson to be there")


def story(app):
    app.appears()
    app.says("the layer", event="opened")
    app.says("its pictures", event="drawn")
    for check in (a_film_is_written_while_the_window_goes_on, escape_stops_it_and_nothing_is_left, the_name_is_that_of_the_lesson,
                  a_typed_name_wins_over_the_first_folder):
        check(app)
        print("ok", check.__name__.replace("_", " "), flush=True)


if __name__ == "__main__":
    sys.exit(run_story(story, "--lesson", "toy", "--at", "im2col:0"))
