"""The choice of a layer under a real hand: a file of many tensors, its banks by keys and by clicks, and back."""

import json
import sys

from testing.files import write_tensors
from testing.program import run_story



def types_a_file(app, name):
    app.key("w")
    app.says("the file dialog", action="open_file_dialog", which="weights")
    app.type(name)
    app.key("Return")
    app.says("the file to be looked into", action="choose_layer", file_dialog="none")


def a_file_of_many_tensors_is_asked_about(app):
    write_tensors(app.folder / "net.safetensors", {
        "conv1.weight": (8, 3, 5, 5), "conv1.bias": (8,), "bn1.weight": (8,), "bn1.bias": (8,), "bn1.running_mean": (8,),
        "bn1.running_var": (8,), "conv2.weight": (4, 8, 3, 3), "fc.weight": (10, 16)})
    types_a_file(app, str(app.folder / "net.safetensors"))
    app.says("the list, with the first layer chosen", event="listed", picker__file="net.safetensors", picker__tensors=8,
             picker__chosen="conv1.weight", picker__layout="oihw")


def the_keys_choose_another(app):
    app.key("Down")
    app.says("the later convolution", action="pick_tensor_by", picker__chosen="conv2.weight")
    app.key("Up")
    app.says("the first layer again", action="pick_tensor_by", picker__chosen="conv1.weight")


def the_letters_belong_to_the_list(app):
    app.key("p", "space", "b")
    app.key("Prior")
    line = app.says("the list to scroll, and nothing else", action="scroll_picker")
    app.expect(not line["present"] and not line["playing"] and "browse" not in line, "the letters to do nothing here")


def a_broken_file_leaves_the_list(app):
    (app.folder / "broken.pth").write_text("<!DOCTYPE html><html>")
    types_a_file(app, "broken.pth")
    app.says("one line, and the list as it was", event="refused", picker__chosen="conv1.weight",
             message=lambda m: m and "broken.pth" in m and "web page" in m)


def enter_uses_the_chosen_one(app):
    app.key("Return")
    app.says("it to be asked for", action="use_pick")
    line = app.says("the layer", event="opened", picker=None, message=None, geometry__FN=8, geometry__FH=5, geometry__pad=2,
                    geometry__stride=1)
    app.expect("conv1.weight" in line["weights"], "the bank to be named")


def escape_goes_back(app):
    before = app.now()
    types_a_file(app, "net.safetensors")
    app.says("the list", event="listed")
    app.key("Escape")
    app.says("the layer as it was", action="escape", picker=None, geometry=before["geometry"], weights=before["weights"])


def what_was_opened_is_kept(app):
    kept = json.loads((app.folder / "state" / "unfold" / "recent.json").read_text())
    app.expect(kept["weights"] == [str(app.folder / "net.safetensors")], "the file to be kept for the next time")


def story(app):
    app.appears()
    app.says("the lesson", event="opened")
    for step in (a_file_of_many_tensors_is_asked_about, the_keys_choose_another, the_letters_belong_to_the_list,
                 a_broken_file_leaves_the_list, enter_uses_the_chosen_one, escape_goes_back, what_was_opened_is_kept):
        step(app)


if __name__ == "__main__":
    sys.exit(run_story(story, "--lesson", "photo", "--lang", "en"))
