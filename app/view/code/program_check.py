#!/usr/bin/env python3
"""Has the program write its layer in C++, with Eigen and as loops, compiles both and compares them with its dump.

    program_check.py FOLDER COMPILER EIGEN_INCLUDES PROGRAM ARGUMENT...
"""

import os
import re
import shutil
import subprocess
import sys


def run(command, **more):
    return subprocess.run(command, check=False, **more).returncode


def built(compiler, eigen, source):
    program = source[: -len(".cpp")]
    command = compiler.split() + ["-std=c++20", "-O1", "-Wall", "-Wextra", "-Werror", "-o", program, source]
    for include in eigen.split(":"):
        command += ["-isystem", include]
    return program if run(command) == 0 else None


def checked(kind, folder, compiler, eigen, program):
    source = os.path.join(folder, kind + ".cpp")
    if run(program + ["--code", kind, "--script", source]) != 0:
        return 1
    layer = built(compiler, eigen, source)
    if layer is None or run([layer, os.path.join(folder, "dump")]) != 0:
        print(f"{source} is not the layer")
        return 1
    return 0


def main(folder, compiler, eigen, program):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    if run(program + ["--dump", os.path.join(folder, "dump")], stdout=subprocess.DEVNULL) != 0:
        return 1
    for kind in ("eigen", "loops"):
        status = checked(kind, folder, compiler, eigen, program)
        if status != 0:
            return status
    # The check must be able to fail: one line of the loops read wrong is another layer.
    source = os.path.join(folder, "wrong.cpp")
    with open(os.path.join(folder, "loops.cpp"), encoding="utf-8") as file:
        text, count = re.subn(r"\[oy\*stride \+ y", "[oy*stride + 0*y", file.read())
    with open(source, "w", encoding="utf-8") as file:
        file.write(text)
    layer = built(compiler, eigen, source)
    if count != 1 or layer is None or run([layer], stdout=subprocess.DEVNULL) == 0:
        print("with a wrong line the program finds no difference")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]))
