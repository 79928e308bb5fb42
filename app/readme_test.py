#!/usr/bin/env python3
"""README.md and README.ja.md tell the same: what one gains or loses, the other does.

    readme_test.py FOLDER  the folder of both

Compared are the headings' levels, the code blocks (but for their comments, which are translated), the rows of the tables by the
names in their first column and by their figures, and the names in code face, section by section. Every file that is linked
or named must be there.
"""

import os
import re
import sys
from itertools import zip_longest

ENGLISH, JAPANESE = "README.md", "README.ja.md"
HEADING = re.compile(r"(#+) ")
NAME = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
FIGURE = re.compile(r"[\d.]+( \([\d.]+×\))?")
PATH = re.compile(r"(app|core|assets|third_party|presets)/[\w./]*|[\w.]+\.md|LICENSE")


class Section:
    """What stands below one heading: its level, code blocks without comments, tables as rows of cells, and all other lines."""

    def __init__(self, level):
        self.level, self.blocks, self.tables, self.lines = level, [], [], []

    def names(self):
        return set(NAME.findall("\n".join(self.lines)))


def sections(text):
    """The first is what stands before any heading."""
    found = [Section(0)]
    before = ""
    for line in text.splitlines():
        here = found[-1]
        heading = HEADING.match(line)
        if heading:
            found.append(Section(len(heading[1])))
        elif line.startswith("    ") and before.startswith("    "):
            here.blocks[-1].append(re.sub(r"\s+# .*", "", line))
        elif line.startswith("    ") and before == "":
            here.blocks.append([re.sub(r"\s+# .*", "", line)])
        else:
            here.lines.append(line)
            if line.startswith("|"):
                if not before.startswith("|"):
                    here.tables.append([])
                here.tables[-1].append([cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
        before = line
    return found


def row_key(row):
    """What no translation changes in a row: its length, the names in its first cell and its figures, each at its place."""
    return NAME.findall(row[0]), [cell if FIGURE.fullmatch(cell) else "" for cell in row]


def differences(english, japanese):
    """A line for each thing that only one of the two texts has."""
    ours, theirs = sections(english), sections(japanese)
    if [s.level for s in ours] != [s.level for s in theirs]:
        levels = [" ".join("#" * s.level for s in side[1:]) for side in (ours, theirs)]
        return [f"{JAPANESE}: its headings are {levels[1]}; as in {ENGLISH} they would be {levels[0]}"]
    wrong = []
    for number, (our, their) in enumerate(zip(ours, theirs)):
        where = f"{JAPANESE}, heading {number}"
        if our.blocks != their.blocks:
            wrong.append(f"{where}: its code blocks are {their.blocks}; as in {ENGLISH} they would be {our.blocks}")
        if len(our.tables) != len(their.tables):
            wrong.append(f"{where}: it has {len(their.tables)} tables; as in {ENGLISH} it would have {len(our.tables)}")
        for our_table, their_table in zip(our.tables, their.tables):
            # One lost row moves all that follow: the first tells enough.
            for our_row, their_row in zip_longest(our_table, their_table, fillvalue=["nothing"]):
                if row_key(our_row) != row_key(their_row):
                    wrong.append(f"{where}: {' | '.join(their_row)}; in its place {ENGLISH} has {' | '.join(our_row)}")
                    break
        for name in sorted(our.names() - their.names()):
            wrong.append(f"{where}: `{name}` is not named; {ENGLISH} names it there")
    return wrong


def absent(folder, name, text):
    """A line for each file that the text links or names and that is not there."""
    plain = "\n".join(line for line in text.splitlines() if not line.startswith("    "))
    files = {link for link in LINK.findall(plain) if not re.match(r"https?:|#", link)}
    files |= {path for path in NAME.findall(plain) if PATH.fullmatch(path)}
    return [f"{name}: {file} is named, but there is no such file" for file in sorted(files)
            if not os.path.exists(os.path.join(folder, file))]


SAMPLE = """# Unfold

    make run      # builds it

| option | |
|---|---|
| `--bgr` | 0.71 |

### Keys

`Ctrl Z` takes back.
"""


def blind_spots():
    """The check must be able to fail: each of these spoils one thing of the sample, and must be seen."""
    spoiled = [("### Keys", "## Keys"), ("make run", "make ran"), ("| `--bgr` | 0.71 |\n", ""), ("| `--bgr`", "| `--gbr`"),
               ("0.71", "0.17"), ("`Ctrl Z`", "It")]
    blind = [f"readme_test.py: does not see that {right!r} has become {wrong!r}" for right, wrong in spoiled
             if not differences(SAMPLE, SAMPLE.replace(right, wrong))]
    if differences(SAMPLE, SAMPLE.replace("# builds it", "# ビルドします").replace("takes back", "は元に戻します")):
        blind.append("readme_test.py: sees a fault in what is only translated")
    blind += [f"readme_test.py: does not miss the file of {text!r}" for text in ("![](assets/none.png)", "`core/none.h`")
              if not absent(os.curdir, ENGLISH, text)]
    return blind


def main(folder):
    texts = {}
    for name in (ENGLISH, JAPANESE):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            texts[name] = file.read()
    wrong = differences(texts[ENGLISH], texts[JAPANESE])
    for name, other in ((ENGLISH, JAPANESE), (JAPANESE, ENGLISH)):
        wrong += absent(folder, name, texts[name])
        if f"({other})" not in texts[name]:
            wrong.append(f"{name}: no link to {other}")
    wrong += blind_spots()
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv[1]))
