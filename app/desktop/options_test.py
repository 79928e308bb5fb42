"""The manual page and each shell's completion name every option that the program has, with its words, and no other.

    options_test.py path/to/unfold
"""

import pathlib
import re
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).parent
OPTION = r"--?[a-z][a-z-]*"
program = ""


def run(*arguments):
    return subprocess.run([program, *arguments], capture_output=True, text=True, timeout=30, check=False)


def read(name):
    return (HERE / name).read_text(encoding="utf-8")


def options_of_the_program():
    """Each option, and the words its value may be where --help lists them."""
    found = {}
    for flags, value in re.findall(rf"^ +((?:{OPTION},?)+)(?: (\S+))?", run("--help").stdout, re.M):
        words = value.split("|") if re.fullmatch(r"[a-z_]\w*(\|[a-z_]\w*)+", value) else []
        for flag in flags.rstrip(",").split(","):
            found[flag] = set(words)
    return found


def offered(option, wrong="nothing"):
    """The words that the program says are right when it refuses a wrong one."""
    said = re.search(r": (?:[^:]*; )?(?:one of )?([^:;]*?) is needed", run(option, wrong).stderr)[1]
    return set(re.split(", | or ", said))


def manual():
    """Each option of the manual page, and the text of its paragraph."""
    text = read("unfold.1").replace("\\-", "-").split(".SH OPTIONS")[1].split(".SH KEYS")[0]
    found = {}
    for paragraph in re.split(r"^\.(?:TP|SS .*)$", text, flags=re.M)[1:]:
        head = paragraph.strip().split("\n")[0]
        for flag in re.findall(rf"(?<![\w-]){OPTION}", head):
            found[flag] = paragraph
    return found


def bash():
    text = read("unfold.bash")
    table = text.split("_unfold_takes=(")[1].split("\n)\n")[0]
    found = {flag: value or "" for flag, value in re.findall(rf"\[({OPTION})\]=(?:'([^']*)')?", table)}
    tensors = text.split("_unfold_tensors() {")[1].split("}")[0]
    return {flag: value + (tensors if "_unfold_tensors" in value else "") for flag, value in found.items()}


def zsh():
    text = read("_unfold")
    functions = dict(re.findall(r"^(_unfold_\w+)\(\) \{(.*?)\}$", text, re.M | re.S))
    found = {}
    for line in text.split("_arguments -S")[1].split("\n"):
        names = re.findall(r"\{([^}]*)\}|^ *'(?:\([^)]*\))?(--[a-z-]+)", line)
        called = " ".join(functions[name] for name in re.findall(r"_unfold_\w+", line) if name in functions)
        for several, one in names:
            for flag in (several or one).split(","):
                if re.fullmatch(OPTION, flag):
                    found[flag] = line + called
    return found


def fish():
    text = read("unfold.fish")
    lists = dict(re.findall(r"^set -l (\w+) (.*)$", text, re.M))
    found = {}
    for line in re.findall(r"^complete .*$", text, re.M):
        for short, flag in re.findall(r" -([sl]) ([a-z-]+)", line):
            named = " ".join(words for name, words in lists.items() if f"${name}" in line)
            found[("-" if short == "s" else "--") + flag] = f"{line} {named}"
    return found


class Options(unittest.TestCase):
    def setUp(self):
        self.pages = {"unfold.1": manual(), "unfold.bash": bash(), "_unfold": zsh(), "unfold.fish": fish()}

    def needs_words(self, option, words):
        self.assertGreater(len(words), 1, option)
        for name, page in self.pages.items():
            there = set(re.findall(r"[\w.]+", page.get(option, "")))
            self.assertLessEqual(words, there, f"{name}: {option} lacks words that the program knows")

    def test_every_option_is_there_and_no_other(self):
        options = set(options_of_the_program())
        self.assertGreater(len(options), 30, "--help lists the options")
        for name, page in self.pages.items():
            self.assertEqual(options - set(page), set(), f"{name} lacks options of the program")
            self.assertEqual(set(page) - options, set(), f"{name} has options that the program lacks")

    def test_what_help_lists_as_words_is_there(self):
        listed = {option: words for option, words in options_of_the_program().items() if words}
        self.assertGreater(len(listed), 4, "--help lists words for some options")
        for option, words in listed.items():
            self.needs_words(option, words)

    def test_the_words_that_refusals_list_are_there(self):
        self.needs_words("--at", offered("--at"))
        self.needs_words("--fill", offered("--fill"))
        self.needs_words("--pattern", offered("--pattern"))
        self.needs_words("--pin", offered("--pin", "nothing:0"))
        for what in ("order", "colors", "range"):
            self.needs_words("--maps", offered("--maps", f"{what}=nothing"))

    def test_the_lessons_are_there(self):
        lessons = {path.stem for path in (HERE.parent.parent / "assets" / "lessons").glob("*.json")}
        self.needs_words("--lesson", lessons)


if __name__ == "__main__":
    program = sys.argv.pop(1)
    unittest.main()
