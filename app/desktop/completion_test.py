"""bash and fish complete a command line as a person types it. Left out (77) without bash-completion; fish where there is none.

    completion_test.py
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).parent
LOADER = pathlib.Path("/usr/share/bash-completion/bash_completion")

# Breaks the line into words as readline does, and asks as it does.
ASK = r"""
shopt -s extglob
. "$1"; . "$2"; cd "$3"
compopt() { :; }
COMP_LINE=$4 COMP_POINT=${#4} COMP_TYPE=9 COMP_KEY=9
IFS=$'\n' COMP_WORDS=($(grep -oE '[:=]|[^:= ]+' <<<"$4")); unset IFS
case $4 in *[:=\ ]) COMP_WORDS+=('') ;; esac
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_unfold
printf '%s\n' "${COMPREPLY[@]}"
"""


class Completion(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        for name in ("a.png", "b.PNG", "w.npy", "mine.unfold", "notes.txt"):
            (pathlib.Path(self.folder.name) / name).touch()
        (pathlib.Path(self.folder.name) / "more").mkdir()

    def tearDown(self):
        self.folder.cleanup()

    def complete(self, line):
        done = subprocess.run(["bash", "-c", ASK, "bash", LOADER, HERE / "unfold.bash", self.folder.name, line],
                              capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual(done.stderr, "", line)
        return set(done.stdout.split())

    def test_options(self):
        self.assertEqual(self.complete("unfold --pool-"), {"--pool-stride", "--pool-pad", "--pool-ceil"})
        self.assertEqual(self.complete("unfold --lesson toy --vers"), {"--version"})

    def test_words_of_an_option(self):
        self.assertEqual(self.complete("unfold --at pool_"), {"pool_im2col", "pool_reshape", "pool_max"})
        self.assertEqual(self.complete("unfold --theme "), {"dark", "light"})
        self.assertEqual(self.complete("unfold --theme=li"), {"light"})

    def test_lists(self):
        self.assertEqual(self.complete("unfold --maps order=m"), {"mean", "max"})
        self.assertEqual(self.complete("unfold --maps order=mean,colors=v"), {"viridis"})

    def test_files_by_their_ending(self):
        self.assertEqual(self.complete("unfold "), {"a.png", "b.PNG", "mine.unfold", "more"})
        self.assertEqual(self.complete("unfold --weights "), {"w.npy", "more"})
        self.assertEqual(self.complete("unfold --lesson m"), {"mine.unfold", "more"})
        self.assertEqual(self.complete("unfold --dump "), {"more"})

    def test_fish_completes_the_same(self):
        if shutil.which("fish") is None:
            return
        for line in ("unfold --at pool_", "unfold --weights ", "unfold --dump ", "unfold --pool-"):
            done = subprocess.run(["fish", "-c", f"source {HERE / 'unfold.fish'}; complete -C '{line}'"], cwd=self.folder.name,
                                  capture_output=True, text=True, timeout=30, check=False)
            offered = {text.split("\t")[0].rstrip("/") for text in done.stdout.splitlines()}
            self.assertEqual(offered, self.complete(line), line)


if __name__ == "__main__":
    if not LOADER.exists():
        print("bash-completion is not installed")
        sys.exit(77)
    unittest.main()
