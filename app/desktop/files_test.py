"""What a desktop reads about the program is well-formed and says the same everywhere. Checkers that are not installed are
left out.

    files_test.py
"""

import configparser
import pathlib
import re
import shutil
import struct
import subprocess
import unittest
import xml.etree.ElementTree as ET

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
LESSON = "application/vnd.unfold.lesson+json"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def entry():
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str
    parser.read(HERE / "unfold.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


class Files(unittest.TestCase):
    def check(self, *command, silent=True):
        """A checker is content, and where it is one that says nothing then, says nothing."""
        if shutil.which(command[0]) is None:
            return
        done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=60, check=False)
        said = done.stdout + done.stderr
        self.assertEqual(done.returncode, 0, said)
        self.assertTrue(said == "" or not silent, said)

    def test_the_entry_speaks_both_languages(self):
        self.check("desktop-file-validate", "--no-hints", "unfold.desktop")
        for key in ("GenericName", "Comment", "Keywords"):
            self.assertIn(key, entry())
            self.assertIn(f"{key}[ja]", entry())

    def test_the_entry_opens_lessons(self):
        kinds = ET.parse(HERE / "unfold-lesson.xml").getroot().findall(f"{MIME}mime-type")
        self.assertEqual([kind.get("type") for kind in kinds], [LESSON])
        self.assertEqual(kinds[0].find(f"{MIME}glob").get("pattern"), "*.unfold")
        self.assertIn(LESSON, entry()["MimeType"].split(";"))
        self.assertRegex(entry()["Exec"], "^unfold %f$")

    def test_the_window_says_the_class_of_the_entry(self):
        source = (ROOT / "app/window/glfw_window.cpp").read_text(encoding="utf-8")
        for hint in ("GLFW_X11_CLASS_NAME", "GLFW_X11_INSTANCE_NAME", "GLFW_WAYLAND_APP_ID"):
            self.assertIn(f'glfwWindowHintString({hint}, "{entry()["StartupWMClass"]}")', source)

    def test_the_description_is_of_the_same_program(self):
        # The name of a program without a domain of its own is an old one, and still allowed.
        self.check("appstreamcli", "validate", "--no-net", "--override=cid-desktopapp-is-not-rdns=info", "unfold.metainfo.xml",
                   silent=False)
        component = ET.parse(HERE / "unfold.metainfo.xml").getroot()
        self.assertEqual(component.findtext("launchable"), "unfold.desktop")
        self.assertEqual(component.findtext("project_license"), "MIT")
        self.assertEqual(component.findtext("name"), entry()["Name"])
        self.assertEqual(component.findtext("provides/mediatype"), LESSON)

    def test_each_icon_has_the_size_of_its_name(self):
        listed = re.search(r"foreach\(size ([\d ]+)\)", (HERE / "CMakeLists.txt").read_text(encoding="utf-8"))[1].split()
        icons = sorted((ROOT / "assets/icons").glob("*.png"), key=lambda path: int(path.stem))
        self.assertEqual([path.stem for path in icons], listed)
        for path in icons:
            head = path.read_bytes()[:24]
            self.assertEqual(head[:8], b"\x89PNG\r\n\x1a\n", path)
            self.assertEqual(struct.unpack(">II", head[16:24]), (int(path.stem), int(path.stem)), path)
        for drawing in HERE.glob("*.svg"):
            self.assertEqual(ET.parse(drawing).getroot().tag, "{http://www.w3.org/2000/svg}svg", drawing)

    def test_the_manual_page_is_set_without_a_warning(self):
        if shutil.which("groff") is None:
            return
        done = subprocess.run(["groff", "-t", "-man", "-Tutf8", "-ww", "-z", "unfold.1"], cwd=HERE, capture_output=True,
                              text=True, timeout=60, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_the_shells_read_their_completions(self):
        self.check("bash", "-n", "unfold.bash")
        self.check("zsh", "-n", "_unfold")
        self.check("fish", "-n", "unfold.fish")


if __name__ == "__main__":
    unittest.main()
