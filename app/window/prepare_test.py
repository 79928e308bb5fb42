"""From a picture to x under a real hand: the crop drawn with the mouse, the switches clicked, a clipboard pasted."""

import sys

from testing.program import run_story

# Where a window of 1280 x 800 has them.
LEFT, TOP, SIDE = 188, 125, 267  # the picture before the crop
BGR = 304, 525
BYTES = 321, 553
NO_CROP = 268, 497
VALUES = 392, 30
TYPE_THEM = 440, 200


def a_drag_on_the_picture_draws_a_crop(app):
    app.press(LEFT + 40, TOP + 60)
    app.move(LEFT + 100, TOP + 100)
    app.move(LEFT + 160, TOP + 140)
    line = app.says("the box to be shown", action="drag_crop")
    app.expect(line["preprocess"]["crop"] == "whole", "it not to be taken yet")
    app.comes_to_rest()
    box = app.now()["crop_drag"]
    app.release()
    app.says("the box to be taken", action="apply_crop")
    app.says("the layer of the part", event="opened", preprocess__crop={"box": box}, geometry__W=box[2], geometry__H=box[3])
    pixels = 224 / SIDE
    wanted = [40 * pixels, 60 * pixels, 121 * pixels, 81 * pixels]
    app.expect(all(abs(a - b) <= 1.5 for a, b in zip(box, wanted)), f"about {wanted}, and it is {box}")
    return box


def a_drag_inside_it_moves_it(app, box):
    app.comes_to_rest()
    app.press(LEFT + 100, TOP + 100)
    app.move(LEFT + 80, TOP + 90)
    app.move(LEFT + 70, TOP + 80)
    app.comes_to_rest()
    app.release()
    app.says("the box to be taken", action="apply_crop")
    moved = app.says("the layer again", event="opened")["preprocess"]["crop"]["box"]
    app.expect(moved[2:] == box[2:] and moved[0] < box[0] and moved[1] < box[1], "the same box further up and left")


def with_shift_it_is_a_square(app):
    app.comes_to_rest()
    app.xdotool("keydown", "shift")
    app.press(LEFT + 5, TOP + 200)
    app.move(LEFT + 40, TOP + 210)
    app.move(LEFT + 55, TOP + 220)
    app.comes_to_rest()
    app.release()
    app.xdotool("keyup", "shift")
    app.says("the box to be taken", action="apply_crop")
    box = app.says("the layer again", event="opened")["preprocess"]["crop"]["box"]
    app.expect(box[2] == box[3] and box[2] > 20, "a square")


def escape_gives_a_drag_up(app):
    before = app.now()["preprocess"]
    app.press(LEFT + 100, TOP + 100)
    app.move(LEFT + 150, TOP + 150)
    app.says("a box", action="drag_crop")
    app.key("Escape")
    line = app.says("it to be given up", action="escape")
    app.expect("crop_drag" not in line, "no box any more")
    app.release()
    actions = app.answers()
    app.expect(not any(line["action"] == "apply_crop" for line in actions), "nothing to be taken")
    app.expect(app.now()["preprocess"] == before, "the steps to be as they were")


def every_switch_is_a_click(app):
    app.click(*NO_CROP)
    app.says("no crop", action="set_preprocess", crop="whole")
    app.says("the whole picture", event="opened", preprocess__crop="whole", geometry__W=224)
    app.click(*BGR)
    app.says("the other order", action="set_preprocess", channels="bgr")
    app.says("the layer of it", event="opened", preprocess__channels="bgr")
    app.click(*BYTES)
    app.says("no scale", action="set_preprocess", scale=False)
    app.says("the layer of it", event="opened", preprocess__scale=False, preprocess__channels="bgr")


def the_steps_can_be_typed(app):
    app.click(*VALUES)
    app.says("the menu", action="toggle_menu", menu="values")
    app.comes_to_rest()
    app.click(*TYPE_THEM)
    app.says("the dialog", action="open_file_dialog", file_dialog="values")
    app.comes_to_rest()
    app.type("256")
    app.key("Tab")
    app.type("9x")
    app.key("Return")  # means nothing: the dialog stays, the keyboard on that line
    app.comes_to_rest()
    app.type("200x180")
    app.key("Tab")
    app.type("0.5/0.25")
    app.key("Return")
    app.says("what was typed", action="set_preprocess", resize={"short_side": 256}, crop={"centre": [200, 180]}, normalize="0.5/0.25")
    app.says("the dialog to close", action="escape", file_dialog="none")
    app.says("the layer of it", event="opened", geometry__W=200, geometry__H=180, preprocess__resize={"short_side": 256})


def text_that_names_no_file_is_refused_when_it_is_pasted(app):
    app.key("i")
    app.says("a passport", action="toggle_passport")
    app.key("ctrl+c")
    app.says("it to be copied", action="copy_passport")
    app.key("ctrl+v")
    app.says("the clipboard to be asked for", action="ask_paste")
    app.says("it to be refused", action="paste", message=lambda m: m.startswith("the clipboard: names no file"))


def story(app):
    app.appears()
    app.says("the lesson", event="opened")
    app.comes_to_rest()
    box = a_drag_on_the_picture_draws_a_crop(app)
    a_drag_inside_it_moves_it(app, box)
    with_shift_it_is_a_square(app)
    escape_gives_a_drag_up(app)
    every_switch_is_a_click(app)
    the_steps_can_be_typed(app)
    text_that_names_no_file_is_refused_when_it_is_pasted(app)


if __name__ == "__main__":
    sys.exit(run_story(story, "--lesson", "photo", "--at", "input", "--lang", "en", "--size", "1280x800"))
