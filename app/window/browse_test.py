"""The tensor browser under a real hand: from the whole matrix to the digits of its last row, and back."""

import sys

from testing.program import run_story

ROWS, COLUMNS = 490, 27  # col of the lesson `batch`


def b_opens_the_whole_tensor_of_the_stage(app):
    app.key("b")
    line = app.says("the browser", action="toggle_browse", browse__tensor="col", browse__rows=[0, ROWS], browse__cols=[0, COLUMNS])
    return line["browse"]


def a_double_click_at_the_bottom_shows_the_digits_of_the_last_row(app, whole):
    x, y, _, _ = whole["cells"]
    at = x + 3 * whole["sx"], y + ROWS * whole["sy"] - 2
    app.move(*at)
    app.says("a cell to be pointed at", action="point")
    app.comes_to_rest()
    app.xdotool("click", "--repeat", 2, "--delay", 60, 1)
    line = app.says("the digits there", action="browse_dive", browse__sx=lambda s: s >= 63.9, browse__sy=lambda s: s >= 27.9,
                    browse__rows=lambda rows: rows[1] == ROWS)
    app.expect("pinned" not in line, "no pin to be left by the double click")
    return line["browse"]


def the_pointer_finds_the_cell_that_the_layout_puts_there(app, near_):
    x, y, _, height = near_["cells"]
    row = near_["rows"][1] - 2
    column = near_["cols"][0] + 1
    at = x + (column + 0.5 - near_["x"]) * near_["sx"], y + (row + 0.5 - near_["y"]) * near_["sy"]
    app.move(*at)
    app.says("that cell", action="point", cell__at=[row, column], cell__tensor="col")


def the_wheel_keeps_the_cell_under_the_pointer(app, before):
    x, y, width, height = before["cells"]
    app.move(x + width / 2, y + height / 2)
    app.wheel(up=False)
    line = app.says("a step back", action="zoom_by", browse__sy=lambda s: s < before["sy"])
    after = line["browse"]
    row = before["y"] + height / 2 / before["sy"]
    app.expect(abs((row - after["y"]) * after["sy"] - height / 2) < 1 or after["rows"][1] == ROWS, "the row to stay under the pointer")
    return after


def a_drag_pans(app, before):
    x, y, width, height = before["cells"]
    app.press(x + width / 2, y + height / 2)
    app.move(x + width / 2, y + height / 2 + 30)
    app.move(x + width / 2, y + height / 2 + 60)
    app.says("the view to follow", action="pan_by")
    app.release()
    app.comes_to_rest()
    after = app.now()["browse"]
    app.expect(after["y"] < before["y"], "earlier rows")


def escape_goes_back_to_the_stage(app):
    app.key("Escape")
    line = app.says("the stage", action="escape")
    app.expect("browse" not in line, "no browser")


def story(app):
    app.appears()
    app.says("the lesson", event="opened")
    whole = b_opens_the_whole_tensor_of_the_stage(app)
    digits = a_double_click_at_the_bottom_shows_the_digits_of_the_last_row(app, whole)
    the_pointer_finds_the_cell_that_the_layout_puts_there(app, digits)
    after = the_wheel_keeps_the_cell_under_the_pointer(app, digits)
    a_drag_pans(app, after)
    escape_goes_back_to_the_stage(app)


if __name__ == "__main__":
    sys.exit(run_story(story, "--lesson", "batch", "--at", "reshape", "--lang", "en"))
