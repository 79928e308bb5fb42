#!/usr/bin/env python3
"""Has the program write its layer as a script, and runs that elsewhere, with nothing beside it.

    script_check.py FOLDER PROGRAM ARGUMENT...
"""

import os
import shutil
import subprocess
import sys


def main(folder, program):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "elsewhere"))
    script = os.path.join(folder, "layer.py")
    if subprocess.run(program + ["--script", script], check=False).returncode != 0:
        return 1
    alone = os.path.join(folder, "elsewhere", "layer.py")
    os.rename(script, alone)
    status = subprocess.run([sys.executable, "-I", alone], check=False).returncode
    if status != 0:
        return status
    # The check must be able to fail: another stride is another layer.
    with open(alone, encoding="utf-8") as file:
        text = file.read()
    at = text.index("STRIDE, DILATION, GROUPS = ") + len("STRIDE, DILATION, GROUPS = ")
    with open(alone, "w", encoding="utf-8") as file:
        file.write(text[:at] + "5" + text[text.index(",", at):])
    other = subprocess.run([sys.executable, "-I", alone], check=False, capture_output=True).returncode
    if other == 0:
        print("with another stride the script finds no difference")
    return 0 if other != 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
