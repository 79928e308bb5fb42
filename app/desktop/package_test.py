"""The Debian package holds what it should and nothing else, its program runs where it was unpacked, and the libraries that the
program needs are those that the package depends on.

    package_test.py FILE.deb
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

SHARE = "usr/share"
HICOLOR = f"{SHARE}/icons/hicolor"
EXPECTED = {
    "usr/bin/unfold",
    f"{SHARE}/applications/unfold.desktop",
    f"{SHARE}/bash-completion/completions/unfold",
    f"{SHARE}/doc/unfold/README.md",
    f"{SHARE}/doc/unfold/copyright",
    f"{SHARE}/fish/vendor_completions.d/unfold.fish",
    f"{SHARE}/man/man1/unfold.1.gz",
    f"{SHARE}/metainfo/unfold.metainfo.xml",
    f"{SHARE}/mime/packages/unfold-lesson.xml",
    f"{SHARE}/zsh/vendor-completions/_unfold",
    f"{HICOLOR}/scalable/apps/unfold.svg",
    *(f"{HICOLOR}/{size}x{size}/apps/unfold.png" for size in (16, 24, 32, 48, 64, 128, 256, 512)),
}
FONTS = {"fonts-noto-core", "fonts-dejavu-core", "fonts-morisawa-bizud-gothic"}
deb = ""


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout


def depends():
    return {name.split()[0] for name in said("dpkg-deb", "-f", deb, "Depends").split(",")}


def package_of(library):
    """The installed package that owns a library; the system's paths may lead through links."""
    for path in (library, str(pathlib.Path(library).resolve()), library.removeprefix("/usr")):
        found = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True, timeout=60, check=False)
        if found.returncode == 0:
            return found.stdout.split(":")[0]
    raise AssertionError(f"{library} belongs to no package")


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.temporary.name)
        said("dpkg-deb", "-x", deb, cls.root)
        cls.program = cls.root / "usr/bin/unfold"

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def test_it_holds_these_files(self):
        files = {str(path.relative_to(self.root)) for path in self.root.rglob("*") if not path.is_dir()}
        self.assertEqual(files, EXPECTED)

    def test_everybody_may_read_them_and_nobody_but_root_write(self):
        for path in self.root.rglob("*"):
            runs = path.is_dir() or path == self.program
            self.assertEqual(path.stat().st_mode & 0o7777, 0o755 if runs else 0o644, path)

    def test_it_says_what_it_is(self):
        fields = said("dpkg-deb", "-f", deb, "Package", "Section", "Version")
        version = said(self.program, "--version").split()[1]
        self.assertEqual(fields, f"Package: unfold\nSection: education\nVersion: {version}\n")

    def test_the_program_runs_from_where_it_is(self):
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder)
            said(self.program, "--lesson", "toy", "--dump", out)
            self.assertTrue((out / "col.npy").exists())
            self.assertIn("tensors", json.loads((out / "manifest.json").read_text(encoding="utf-8")))

    def test_the_program_is_stripped(self):
        self.assertNotIn(".symtab", said("readelf", "-S", "-W", self.program))
        self.assertNotIn("RUNPATH", said("readelf", "-d", "-W", self.program))

    def test_what_the_program_needs_is_depended_on(self):
        needed = set(re.findall(r"\(NEEDED\).*\[(.*)\]", said("readelf", "-d", "-W", self.program)))
        self.assertGreater(len(needed), 3)
        found = dict(re.findall(r"(\S+) => (/\S+)", said("ldd", self.program)))
        for library in needed:
            if library in found:  # the loader itself is named without an arrow
                self.assertIn(package_of(found[library]), depends(), library)

    def test_the_fonts_of_the_window_are_depended_on(self):
        self.assertLessEqual(FONTS | {"libgl1"}, depends())

    def test_the_licences_of_what_is_compiled_in_are_there(self):
        text = (self.root / SHARE / "doc/unfold/copyright").read_text(encoding="utf-8")
        for name in ("Unfold contributors", "Dear ImGui", "libeigen3-dev", "nlohmann-json3-dev", "libcli11-dev",
                     "libprotozero-dev", "stb_image", "glad"):
            self.assertIn(name, text)


if __name__ == "__main__":
    deb = sys.argv.pop(1)
    unittest.main()
