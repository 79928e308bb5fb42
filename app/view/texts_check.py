#!/usr/bin/env python3
"""Finds the texts of assets/texts that no source names, and the names in the sources that have no text.

    texts_check.py ROOT

A key stands in the sources whole, "im2col.title", or is put together: "command." + id, with the rest a word of its
own somewhere. Keys that another language has and English lacks are unused as well.
"""

import glob
import json
import os
import re
import sys


def literals(root):
    text = ""
    for folder in ("app", "core"):
        for kind in ("cpp", "h"):
            for path in glob.glob(os.path.join(root, folder, "**", "*." + kind), recursive=True):
                if not path.endswith("_test.cpp"):
                    with open(path, encoding="utf-8") as file:
                        text += re.sub(r"//.*", "", file.read())
    return re.findall(r'"((?:[^"\\\n]|\\.)*)"', text)


def put_together(rest, words):
    """A word of the sources, or two with "_" or "." between them, or a word and a digit."""
    if rest in words or rest.isdigit():
        return True
    cuts = [i for i, c in enumerate(rest) if c in "._"]
    return any(rest[:i] in words and put_together(rest[i + 1:], words) for i in cuts)


def main(root):
    files = glob.glob(os.path.join(root, "assets", "texts", "*", "*.json")) + glob.glob(
        os.path.join(root, "assets", "texts", "*.json"))
    languages = {}
    for path in files:
        code = os.path.relpath(path, os.path.join(root, "assets", "texts")).split(os.sep)[0].removesuffix(".json")
        with open(path, encoding="utf-8") as file:
            languages.setdefault(code, {}).update(json.load(file))
    english = languages["en"]
    named = set(literals(root))
    # What a key may begin with, and a word that may follow it.
    parts = {text for text in named if re.fullmatch(r"[a-z0-9_]+\.(?:[a-z0-9_.]*[._])?", text)}
    words = {text.lstrip("._") for text in named if re.fullmatch(r"[._]?[A-Za-z0-9_.]+", text)}
    faults = []
    for key in sorted(english):
        composed = any(key.startswith(part) and put_together(key[len(part):], words) for part in parts)
        composed |= any(ending in named for ending in (key[i:] for i, c in enumerate(key) if c == "_")
                        if key.removesuffix(ending) in named)
        if key not in named and not composed:
            faults.append(f"{key}: no source names it")
    for code, texts in sorted(languages.items()):
        faults += [f"{key}: of {code}, English lacks it" for key in sorted(texts) if key not in english]
    # Whole keys of a known beginning that have no text.
    beginnings = {key.split(".")[0] for key in english}
    for text in sorted(named):
        if re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]*[a-z0-9])+", text) and text.split(".")[0] in beginnings:
            if text not in english and not any(key.startswith((text + "_", text + ".")) for key in english):
                faults.append(f"{text}: there is no such text")
    print("\n".join(faults) if faults else f"{len(english)} texts, each of them named")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
