"""The window as a person uses it: real key and mouse events, and after each one what the trace says.

    window_test.py path/to/unfold        on an X display of its own (CTest runs it under xvfb-run), with xdotool

Each step is a function named as a sentence, and begins where the one before it ended.
"""

import sys
import time

from testing.files import write_bank, write_broken_png, write_png
from testing.program import Failure, poll, run_story

RAIL = ["input", "pad", "im2col", "transpose", "reshape", "weights", "gemm", "maps", "pool_im2col", "pool_reshape", "pool_max", "pool"]
NOWHERE = (640, 796)      # a place that answers no pointer
TIMELINE_Y = 769
CANVAS = (190, 106, 946, 722)  # left, top, right, bottom


def rail_row(app, row):
    """The middle of a row of the rail."""
    compact = app.width < 1200
    head, rail, bottom = (6 if compact else 27), (26 if compact else 90), app.height - 64
    tall = (bottom - 44 - head - 3) // len(RAIL)
    return rail, 44 + head + (row + 0.5) * tall


def the_window_opens_on_the_lesson(app):
    app.appears()
    app.says("the lesson to open", event="opened", lesson="toy", stage="input", step=0, geometry__H=3, geometry__FN=2)
    app.expect((app.width, app.height) == (1280, 800), f"a window of 1280x800, it is {app.width}x{app.height}")
    app.move(*NOWHERE)

    def colours():
        pixels = app.picture()
        return len({pixels[i:i + 3] for i in range(0, len(pixels), 4 * 101)})
    app.expect(poll(lambda: colours() >= 8), "a first frame with more than a few colours in it")


def right_and_left_step(app):
    before = app.picture()
    app.key("Right")
    app.says("one step forward", action="step_by", steps=1, stage="pad", step=0)
    app.looks_other_than(before, "another picture after a step")
    app.key("Left")
    app.says("one step back", action="step_by", steps=-1, stage="input", step=0)


def shift_with_the_arrows_goes_by_stages(app):
    for stage in ("pad", "allocate", "im2col", "transpose"):
        app.key("shift+Right")
        app.says("the next stage's first step", action="stage_by", stages=1, stage=stage, step=0)
    app.key("shift+Left")
    app.says("the stage before", action="stage_by", stages=-1, stage="im2col", step=0)
    app.key("Right", "Right", "Right")
    for step in (1, 2, 3):
        app.says("a step within the loop", action="step_by", stage="im2col", step=step)


def home_and_end_go_to_the_ends(app):
    app.key("End")
    app.says("the last step of all", action="to_end", stage="pool", step=1)
    app.key("Home")
    app.says("the first step of all", action="to_start", stage="input", step=0)


def space_plays_and_pauses(app):
    app.key("shift+Right", "shift+Right", "shift+Right")
    app.says("the pad", action="stage_by", stage="pad")
    app.says("the empty col", action="stage_by", stage="allocate")
    app.says("the loop", action="stage_by", stage="im2col", step=0)
    app.key("space")
    app.says("play", action="toggle_play", playing=True)

    def has_moved():
        # Nothing is traced while it plays by itself: it is asked by a pause.
        app.key("space")
        line = app.says("a pause", action="toggle_play", playing=False)
        if (RAIL + ["allocate"]).count(line["stage"]) and (line["stage"], line["step"]) != ("im2col", 0):
            return line
        app.key("space")
        app.says("play again", action="toggle_play", playing=True)
        time.sleep(0.3)
        return None
    line = poll(has_moved)
    app.expect(line, "play to go on by itself from im2col step 0")
    still = [app.now()["stage"], app.now()["step"]]
    app.key("f")
    later = app.says("the pause to hold", action="fit", playing=False)
    app.expect([later["stage"], later["step"]] == still, f"the pause to stay at {still}")


def a_click_on_the_rail_opens_its_stage(app):
    for row, stage in enumerate(RAIL):
        app.click(*rail_row(app, row))
        app.says(f"row {row} of the rail to open {stage}", action="open_stage", to_stage=stage, stage=stage, playing=False)


def the_timeline_is_scrubbed(app):
    app.key("Home")
    app.says("the start", action="to_start", stage="input")
    order = RAIL[:2] + ["allocate"] + RAIL[2:]
    at = (-1, -1)
    app.press(260, TIMELINE_Y)
    for x in (None, 380, 520, 700, 860, 945):
        if x is not None:
            app.move(x, TIMELINE_Y)
        line = app.says("a drag along the time line to seek", action="seek")
        there = (order.index(line["stage"]), line["step"])
        app.expect(there > at, f"each place further right to be later than {at}")
        at = there
    app.expect(order[at[0]] == "pool", "the right end of the time line to be the last stage")
    # Below the bar the hand still holds it.
    app.move(300, 600)
    app.says("the drag to go on beside the bar", action="seek", stage=lambda s: order.index(s) < 4)
    app.release()
    app.answers()
    app.move(800, TIMELINE_Y)
    app.expect(not [line for line in app.answers() if line["action"] == "seek"], "no seek without a pressed button")
    app.move(*NOWHERE)


def the_speed_is_a_slider(app):
    app.click(972 + 0.9 * 150, 771)
    app.says("a fast speed", action="set_speed", speed=lambda s: 20 < s < 60)
    app.click(972 + 0.43 * 150, 771)
    app.says("a slow speed", action="set_speed", speed=lambda s: 2 < s < 8)


def l_changes_the_language_and_t_the_theme(app):
    app.move(*NOWHERE)
    app.answers()
    before = app.comes_to_rest()
    for key, action, name, there, back in (("l", "toggle_language", "language", "ja", "en"), ("t", "toggle_theme", "theme", "light", "dark")):
        app.key(key)
        app.says(f"{name} {there}", action=action, **{name: there})
        app.looks_other_than(before, f"another picture with {name} {there}")
        app.key(key)
        app.says(f"{name} {back}", action=action, **{name: back})
        app.looks_like(before, f"the same picture as before once {name} is {back} again")


def p_presents_and_escape_comes_back(app):
    before = app.comes_to_rest()
    app.key("p")
    app.says("present mode", action="toggle_present", present=True)
    app.looks_other_than(before, "another picture in present mode")
    app.key("Right")
    app.says("a step in present mode", action="step_by", present=True)
    app.key("Left")
    app.says("a step back in present mode", action="step_by", present=True)
    app.key("Escape")
    app.says("the desk again", action="escape", present=False)
    app.looks_like(before, "the same picture as before present mode")


def a_question_mark_shows_the_keys(app):
    before = app.comes_to_rest()
    app.key("question")
    app.says("the sheet of keys", action="toggle_keys", keys_sheet=True)
    app.looks_other_than(before, "the sheet of keys over the picture")
    app.key("Escape")
    app.says("the sheet to go", action="escape", keys_sheet=False)
    app.key("question")
    app.says("the sheet of keys", action="toggle_keys", keys_sheet=True)
    app.click(600, 700)
    app.says("a click to close the sheet", action="toggle_keys", keys_sheet=False)
    app.move(*NOWHERE)


def o_opens_a_picture_by_its_typed_path(app):
    picture = app.folder / "a picture_1.png"
    write_png(picture, 40, 28)
    app.key("o")
    app.says("the file dialog", action="open_file_dialog", which="picture", file_dialog="picture")
    # A dialog has the keyboard to itself: l, t, p, w, o and q are letters of a path here.
    app.type(str(picture))
    app.key("Return")
    app.says("the picture that was typed", action="open_picture", file=str(picture), file_dialog="none", language="en", theme="dark",
             present=False)
    app.says("the picture to open", event="opened", lesson="toy", geometry__H=28, geometry__W=40, geometry__FN=2, message=None)
    app.click(*rail_row(app, 2))
    app.says("the window to answer once the dialog has gone", action="open_stage", stage="im2col")


def a_path_typed_by_its_name_alone_lies_in_the_folder_shown(app):
    write_png(app.folder / "other.png", 36, 30)
    app.key("o")
    app.says("the file dialog", action="open_file_dialog", file_dialog="picture")
    app.type("other.png")
    app.key("Return")
    app.says("the picture of that name", action="open_picture", file=str(app.folder / "other.png"))
    app.says("the picture to open", event="opened", geometry__H=30, geometry__W=36)


def a_broken_picture_is_refused_in_one_line(app):
    broken = app.folder / "broken.png"
    write_broken_png(broken)
    before = app.now()
    app.key("o")
    app.says("the file dialog", action="open_file_dialog", file_dialog="picture")
    app.type(str(broken))
    app.key("Return")
    app.says("the broken picture to be tried", action="open_picture", file=str(broken))
    app.says("the broken picture to be refused in one line, all else as it was", event="refused", stage=before["stage"], step=before["step"],
             geometry=before["geometry"], lesson=before["lesson"], filter=before["filter"], file_dialog="none",
             message=lambda m: m and m.startswith("broken.png: ") and "\n" not in m)
    app.key("Right")
    app.says("a step with the picture that was there", action="step_by", geometry=before["geometry"])
    app.key("Left")
    app.says("a step back", action="step_by", stage=before["stage"], step=before["step"])
    app.key("Escape")
    app.says("the message to go", action="escape", message=None)


def escape_closes_the_file_dialog(app):
    before = app.now()
    app.key("o")
    app.says("the file dialog", action="open_file_dialog", file_dialog="picture")
    app.type("abc")
    app.key("Escape")
    app.says("the dialog to close and nothing else", action="escape", file_dialog="none", geometry=before["geometry"], message=None)
    app.click(*rail_row(app, 1))
    app.says("the pointer to be the window's again", action="open_stage", stage="pad")
    app.key("l", "l")
    app.says("the keys to be the window's again", action="toggle_language", language="ja")
    app.says("English again", action="toggle_language", language="en")


def the_steppers_change_the_layer(app):
    """From the right: pool stride, pool, pad, stride. Where exactly they lie depends on the fonts: they are looked for."""
    found = {}
    x = 880
    while "stride" not in found and x > 420:
        app.click(x, 23)
        for line in app.answers():
            if line["action"] == "toggle_menu":
                app.key("Escape")
                app.says("the menu to go", action="escape", menu="none")
            if line["action"] != "set_param" or line["param"] in found:
                continue
            param, value = line["param"], line["value"]
            found[param] = value
            app.expect(value == line["geometry"][param] + 1, f"the upper half of a stepper to add one to {param}")
            app.expect(poll(lambda: app.now()["geometry"][param] == value), f"a layer with {param} {value}")
            x -= 28  # off this one
            break
        x -= 7
    app.expect(list(found) == ["pool_stride", "pool", "pad", "stride"],
               f"steppers for pool stride, pool, pad and stride from the right; found {list(found)}")
    app.expect(app.now()["geometry"]["OH"] == (30 + 2 * found["pad"] - 3) // found["stride"] + 1, "OH to follow stride and pad")
    app.click(x + 35, 35)
    app.says("the lower half to take one off", action="set_param", param="stride", value=found["stride"] - 1)
    app.says("the stride of before", event="opened", geometry__stride=found["stride"] - 1)
    app.move(*NOWHERE)


def hovering_the_picture_points_at_its_cell(app):
    app.click(*rail_row(app, 2))
    app.says("the loop", action="open_stage", stage="im2col")
    left, top, right, bottom = CANVAS
    place = None
    for y in range(top + 90, bottom, 60):
        for x in range(left + 40, right, 60):
            app.move(x, y)
            points = [line for line in app.answers() if line["action"] == "point" and line["cell"]["tensor"] in ("img", "x")]
            if points:
                place = (x, y, points[-1])
                break
        if place:
            break
    app.expect(place, "a place in the canvas of im2col that points at a cell of the picture")
    x, y, line = place
    g, (n, c, row, col) = line["geometry"], line["cell"]["at"]
    app.expect(0 <= n < g["N"] and 0 <= c < g["C"] and 0 <= row < g["H"] + 2 * g["pad"] and 0 <= col < g["W"] + 2 * g["pad"],
               f"a cell within the picture, it is {line['cell']}")
    app.expect(line["pointed"] == line["cell"] and line["playing"] is False, "the pointed cell to be kept")
    app.click(x, y)
    app.says("a click to pin the cell", action="pin", cell=line["cell"], pinned=line["cell"])
    app.move(*NOWHERE)
    app.says("the pointer to leave, the pin to stay", action="unpoint", pointed=None, pinned=line["cell"])
    app.click(x, y)
    app.says("a second click to take the pin off", action="pin", pinned=None)
    return x, y


def copies_of(g, tensor, at):
    """Where in its window, and in which window, each copy of a pixel stands: by trying every one."""
    h, w = (i + g["pad"] if tensor == "x" else i for i in at[2:])
    return [[at[0], at[1], y, x, oh, ow] for y in range(g["FH"]) for x in range(g["FW"]) for oh in range(g["OH"])
            for ow in range(g["OW"]) if y + g["stride"] * oh == h and x + g["stride"] * ow == w]


def i_opens_the_passport_of_a_pinned_cell(app, x, y):
    app.move(x, y)
    app.click(x, y)
    line = app.says("a click to pin the cell", action="pin", pinned=lambda cell: cell)
    g, pinned = line["geometry"], line["pinned"]
    copies = copies_of(g, pinned["tensor"], pinned["at"])
    app.move(*NOWHERE)
    app.says("the pin to stay", action="unpoint", pinned=pinned)
    shown = poll(lambda: next((line for line in reversed(app.lines) if line.get("event") == "lit" and line["lit"] and app.now()), None))
    app.expect(shown, "the trace to tell which cells are lit")
    lit = {cells["tensor"]: cells for cells in shown["lit"] if cells["why"] == "same"}
    app.expect(lit["img"]["count"] == 1, "the pixel to be lit in img")
    app.expect(lit["col6"]["count"] <= len(copies) and all(cell in copies for cell in lit["col6"]["first"]),
               f"copies of the pixel to be lit in col6, of {copies}")
    app.key("i")
    line = app.says("the passport", action="toggle_passport", pinned=pinned, passport=lambda p: p)
    passport = line["passport"]
    rows = {row["tensor"]: row for row in passport["rows"]}
    app.expect(rows[pinned["tensor"]]["at"] == pinned["at"], "a row for the pinned cell")
    app.expect(passport["copies"] == len(copies) == rows["img"]["goes_to"], f"{len(copies)} copies")
    app.expect(passport["sums"] == len(copies) * g["FN"], "a sum for each copy and filter")
    app.expect(rows["col6"]["at"] in copies, "one of the copies to be followed")
    n, c, fh, fw, oh, ow = rows["col6"]["at"]
    app.expect(rows["col6_t"]["at"] == [n, oh, ow, c, fh, fw], "the axes to change places")
    app.expect(rows["col6_t"]["element"] == rows["col6"]["element"], "a view to lie in the same memory")
    app.expect(rows["col"]["at"] == [(n * g["OH"] + oh) * g["OW"] + ow, (c * g["FH"] + fh) * g["FW"] + fw],
               "its row and its column of col")
    app.key("ctrl+c")
    app.says("the passport to be copied", action="copy_passport")
    app.click(60, 126 + 2 * 88)
    app.says("a click on a row to open its stage", action="open_cell", stage="im2col", step=fh * g["FW"] + fw, pinned=pinned,
             passport=None)
    app.key("i")
    app.says("the passport again", action="toggle_passport", passport=lambda p: p)
    app.key("Escape")
    app.says("Escape to close it, the pin to stay", action="escape", pinned=pinned, passport=None)
    app.key("Escape")
    app.says("Escape to let go", action="escape", pinned=None, stage="im2col")
    app.move(*NOWHERE)


def the_wheel_zooms_and_f_fits(app, x, y):
    app.move(x, y)
    app.wheel(up=True)
    first = app.says("the wheel to zoom in", action="zoom_by", zoom=lambda z: z > 1.1)["zoom"]
    app.wheel(up=True)
    app.says("the wheel to zoom in more", action="zoom_by", zoom=lambda z: z > first * 1.1)
    app.press(x, y)
    app.move(x + 30, y + 20)
    app.says("a drag to pan", action="pan_by")
    app.move(x + 50, y + 40)
    app.says("the drag to go on", action="pan_by")
    app.release()
    app.wheel(up=False)
    app.says("the wheel to zoom out", action="zoom_by", factor=lambda f: f < 1)
    app.key("f")
    app.says("the whole picture", action="fit", zoom=1, pinned=None)
    app.key("plus")
    app.says("+ to zoom in", action="zoom_by", zoom=lambda z: z > 1.1)
    app.key("minus")
    app.says("- to zoom out again", action="zoom_by", zoom=lambda z: abs(z - 1) < 1e-3)
    app.move(*NOWHERE)


def w_opens_a_filter_bank(app):
    bank = app.folder / "sixty-four.npy"
    write_bank(bank, (64, 3, 3, 3))
    app.key("w")
    app.says("the file dialog for weights", action="open_file_dialog", which="weights", file_dialog="weights")
    app.type(str(bank))
    app.key("Return")
    app.says("the bank that was typed", action="choose_layer", file=str(bank), file_dialog="none")
    app.says("a file of one bank to leave nothing to choose", event="listed", picker=None)
    app.says("the bank to open", event="opened", geometry__FN=64, geometry__C=3, geometry__H=30, geometry__W=36, message=None)


def a_click_on_a_map_chooses_its_filter(app):
    app.click(*rail_row(app, 11))
    app.says("the pooled maps", action="open_stage", stage="pool", step=63)
    chosen = []
    for x, y in ((230, 140), (362, 140), (230, 272), (362, 272)):
        app.click(x, y)
        line = app.says("a click on a map to choose its filter", action="select_filter", filter=lambda f: 0 <= f < 64)
        app.expect(line["filter"] == line["to_filter"], "the chosen filter to be the clicked one")
        chosen.append(line["filter"])
    a, b, c, d = chosen
    app.expect(b - a == d - c and 0 < b - a < 8 and c - a == d - b and c - a > 0 and (c - a) % 8 == 0,
               f"maps in rows of eight, the clicks chose {chosen}")
    app.key("Down")
    app.says("the next filter", action="select_filter_by", filter=d + 1)


def the_loop_and_the_product_take_their_other_orders(app):
    app.click(*rail_row(app, 2))
    app.says("the loop", action="open_stage", stage="im2col")
    app.key("Left")
    app.says("one place before the last", action="step_by", stage="im2col", loop_order="offset")
    app.key("d")
    by_window = app.says("the loop window by window", action="next_loop", stage="im2col", loop_order="window")
    g = by_window["geometry"]
    app.expect(0 <= by_window["step"] < g["N"] * g["OH"] * g["OW"], "a step that is a window")
    app.key("d")
    app.says("the loop place by place again", action="next_loop", stage="im2col", loop_order="offset",
             step=lambda step: 0 <= step < g["FH"] * g["FW"])
    app.click(*rail_row(app, 6))
    first = app.says("the product", action="open_stage", stage="gemm")["product_order"]
    orders = [first]
    for _ in range(5):
        app.key("g")
        orders.append(app.says("the next order of the product", action="next_gemm", stage="gemm")["product_order"])
    app.expect(orders[-1] == first and sorted(orders[:-1]) == ["all", "element", "outer", "row", "term"],
               f"the five orders, then the first again; they were {orders}")


def the_maps_are_sorted_and_two_compared(app):
    chosen = app.now()["filter"]
    app.key("s")
    app.says("the maps by another measure", action="cycle_map_order", map_order=lambda order: order != "filter", filter=chosen)
    app.key("s", "s", "s")
    for _ in range(2):
        app.says("further measures", action="cycle_map_order")
    app.says("the filters' own order again", action="cycle_map_order", map_order="filter", filter=chosen)
    app.key("k")
    app.says("the chosen map to be held", action="toggle_compare", compare=chosen)
    app.key("Down")
    app.says("another map beside it", action="select_filter_by", compare=chosen, filter=lambda f: f != chosen)
    app.key("k")
    app.says("the held map to be let go", action="toggle_compare", compare=-1)
    app.key("c")
    app.says("one channel", action="select_channel_by", channel=0)
    app.key("shift+c")
    app.says("all channels again", action="select_channel_by", channel=-1)


def a_bank_that_does_not_fit_is_refused(app):
    (app.folder / "deep.npy").write_bytes(b"\x93NUMPY\x01\x00")
    before = app.now()
    app.key("w")
    app.says("the file dialog for weights", action="open_file_dialog", file_dialog="weights")
    app.type("deep.npy")
    app.key("Return")
    app.says("the bank to be tried", action="choose_layer")
    app.says("a file that ends in its header to be refused, all else as it was", event="refused", geometry=before["geometry"],
             filter=before["filter"], message=lambda m: m and "deep.npy" in m and "\n" not in m)
    app.key("Escape")
    app.says("the message to go", action="escape", message=None)


def a_lesson_opens_from_its_menu(app):
    app.click(200, 29)
    app.says("the menu of lessons", action="toggle_menu", which="lesson", menu="lesson")
    app.key("Escape")
    app.says("the menu to close", action="escape", menu="none")
    y = 52
    line = None
    while line is None and y < 300:
        app.click(200, 29)
        app.says("the menu of lessons", action="toggle_menu", menu="lesson")
        app.click(220, y)
        answers = app.answers()
        line = next((a for a in answers if a["action"] == "open_lesson" and a["to_lesson"] == "toy"), None)
        if not line and app.now()["menu"] != "none":
            app.key("Escape")
            app.says("the menu to close", action="escape", menu="none")
        y += 8
    app.expect(line, "toy in the menu of lessons")
    app.expect(poll(lambda: app.now()["geometry"]["H"] == 3), "the lesson toy with its x of 3x3")


def m_shows_the_check_and_a_mistake_is_made_and_taken_back(app):
    """On the toy, whose 18 cells are checked at once, and which a left-out transpose leaves as it is: its col is symmetric. Where
    the choices lie depends on the fonts: they are looked for."""
    app.expect(poll(lambda: app.now()["check"]["state"] == "same"), "the toy to agree with plain loops")
    app.expect(app.now()["check"]["compared"] == 18, "all 18 cells to be compared")
    app.key("m")
    app.says("the sheet of memory and check", action="toggle_check", check_sheet=True)
    made, y = None, 490
    while not made and y < 640:
        app.click(900, y)
        made = next((a for a in app.answers() if a["action"] == "set_mistake" and a["to_mistake"] == "wrong_reshape_W"), None)
        y += 20
    app.expect(made, "a click on “W reshaped wrongly” to ask for it")
    app.expect(poll(lambda: app.now()["mistake"] == "wrong_reshape_W" and app.now()["check"]["state"] == "differs"),
               "the layer with W reshaped wrongly, and a check that says so")
    app.expect(app.now()["check"]["differing"] > 9, "more than half of the cells to differ")
    app.key("Escape")
    app.says("the sheet to go", action="escape", check_sheet=False)
    app.key("m")
    app.says("the sheet again", action="toggle_check", check_sheet=True)
    undone, y = None, 200
    while not undone and y < 440:
        app.click(900, y)
        answers = app.answers()
        if any(a["action"] == "show_cell" for a in answers):
            app.expect(app.now()["pinned"]["tensor"] == "conv" and app.now()["stage"] == "maps", "the wrong cell, pinned on its map")
            app.key("Escape", "m")
        undone = next((a for a in answers if a["action"] == "set_mistake" and a["to_mistake"] == "none"), None)
        y += 20
    app.expect(undone, "a click on “no mistake” to take it back")
    app.expect(poll(lambda: app.now()["mistake"] == "none" and app.now()["check"]["state"] == "same"), "the right layer again")
    app.key("Escape")
    app.move(*NOWHERE)


def cell_under(app, x, y):
    """What the trace says is pointed at there, or None."""
    app.move(*NOWHERE)
    app.answers()
    app.move(x, y)
    points = [line for line in app.answers() if line["action"] == "point"]
    return points[-1]["cell"] if points else None


def a_double_click_edits_a_number_and_the_layer_follows(app):
    app.click(*rail_row(app, 0))
    app.says("the input", action="open_stage", stage="input")
    left, top, right, bottom = CANVAS
    places = ((x, y) for y in range(top + 60, bottom - 100, 50) for x in range(left + 50, right, 50))
    place = next((at for at in places if (cell_under(app, *at) or {}).get("tensor") == "x"), None)
    app.expect(place, "a number of x on the picture of the input")
    x, y = place
    cell = cell_under(app, x, y)
    app.xdotool("click", "--repeat", "2", "--delay", "60", "1")
    app.says("a double-click to open a field on the number", action="edit_cell", cell=cell, editing__cell=cell, pinned=cell)
    app.type("-1.5")
    app.expect(poll(lambda: (app.now().get("editing") or {}).get("text") == "-1.5"), "the typed number in the field")
    app.key("Return")
    app.says("Enter to take it", action="apply_edit", editing=None)
    app.says("the layer of the edited number", event="opened", edits=1, pinned=cell)
    app.key("e")
    app.says("E to open the field again", action="edit_here", editing__cell=cell, editing__text="-1.5")
    app.key("Up")
    app.says("an arrow to wind the number", action="nudge_edit", editing__text="-1.4")
    app.key("Escape")
    app.says("Esc to leave it as it was", action="escape", editing=None, pinned=cell)
    app.says("the number of before", event="opened", edits=1)
    app.key("Escape")
    app.says("the pin to go", action="escape", pinned=None)


def a_smaller_window_still_answers(app):
    app.xdotool("windowsize", "--sync", app.window, 1024, 768)
    app.width, app.height = 1024, 768
    app.expect(poll(lambda: rail_answers(app, 7, "maps"), 20), "the compact rail of a window of 1024x768 to open the maps")
    app.move(512, 764)


def rail_answers(app, row, stage):
    app.click(*rail_row(app, row))
    return [line for line in app.answers() if line["action"] == "open_stage" and line["stage"] == stage]


def at_rest_it_draws_no_frames(app):
    app.comes_to_rest()
    tries = []
    for _ in range(5):
        before = app.processor_seconds()
        time.sleep(3)
        tries.append((app.processor_seconds() - before) / 3)
        if tries[-1] < 0.03:
            return
    raise Failure("expected a window at rest to use less than 3 % of a processor; in five times three seconds it used "
                  + ", ".join(f"{100 * share:.1f} %" for share in tries))


def control_q_ends_it_well(app):
    app.key("ctrl+q")
    status = app.exit_status()
    app.expect(status == 0, f"status 0 after Ctrl+Q, it is {status}")
    app.expect(app.now().get("action") == "quit", "the trace to end with the quit")
    # A font that is missing is no fault of the window's.
    errors = [line for line in app.errors().splitlines() if "font" not in line]
    app.expect(not errors, "nothing on standard error")


def story(app):
    the_window_opens_on_the_lesson(app)
    for step in (right_and_left_step, shift_with_the_arrows_goes_by_stages, home_and_end_go_to_the_ends, space_plays_and_pauses,
                 a_click_on_the_rail_opens_its_stage, the_timeline_is_scrubbed, the_speed_is_a_slider, l_changes_the_language_and_t_the_theme,
                 p_presents_and_escape_comes_back, a_question_mark_shows_the_keys, o_opens_a_picture_by_its_typed_path,
                 a_path_typed_by_its_name_alone_lies_in_the_folder_shown, a_broken_picture_is_refused_in_one_line,
                 escape_closes_the_file_dialog, the_steppers_change_the_layer):
        told(step, app)
    x, y = told(hovering_the_picture_points_at_its_cell, app)
    told(i_opens_the_passport_of_a_pinned_cell, app, x, y)
    told(the_wheel_zooms_and_f_fits, app, x, y)
    for step in (w_opens_a_filter_bank, a_click_on_a_map_chooses_its_filter, the_maps_are_sorted_and_two_compared,
                 the_loop_and_the_product_take_their_other_orders, a_bank_that_does_not_fit_is_refused, a_lesson_opens_from_its_menu,
                 m_shows_the_check_and_a_mistake_is_made_and_taken_back,
                 a_double_click_edits_a_number_and_the_layer_follows, a_smaller_window_still_answers, at_rest_it_draws_no_frames, control_q_ends_it_well):
        told(step, app)


def told(step, app, *more):
    started = time.monotonic()
    try:
        answer = step(app, *more)
    except Failure as failure:
        raise Failure(f"{step.__name__.replace('_', ' ')}:\n{failure}") from None
    print(f"{time.monotonic() - started:6.1f} s  {step.__name__.replace('_', ' ')}", flush=True)
    return answer


if __name__ == "__main__":
    sys.exit(run_story(story, "--lesson", "toy", "--lang", "en", "--theme", "dark"))
