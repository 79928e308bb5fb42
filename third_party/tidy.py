#!/usr/bin/env python3
"""clang-tidy over the project's own sources, tests, benchmarks and fuzzers left out.

    third_party/tidy.py [BUILD_FOLDER] [FILE...]     build/release; the files of which a path given is the beginning

Most of what a file takes goes into the headers that it includes, so four neighbours are looked at as one source. Where that
finds anything, or four files cannot be one (two have a helper of the same name), each is looked at alone, and only what is
found then is told.
"""

import collections
import concurrent.futures
import json
import os
import pathlib
import shlex
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOGETHER = 4
LEFT_OUT = ("_test.cpp", "_bench.cpp", "_fuzz.cpp")


def own_sources(build, beginnings):
    """The compile commands of the sources asked for, by path within the project."""
    for entry in sorted(json.loads((build / "compile_commands.json").read_text()), key=lambda entry: entry["file"]):
        name = os.path.relpath(entry["file"], ROOT)
        if name.startswith(("app/", "core/", "assets/")) and name.endswith(".cpp") and not name.endswith(LEFT_OUT):
            if not beginnings or name.startswith(tuple(beginnings)):
                yield name, entry


def options(entry):
    """What the compiler is told besides the file and where its object goes."""
    words = shlex.split(entry["command"])
    kept = words[: words.index("-o")] if "-o" in words else words
    return tuple(word for word in kept if not word.endswith("ccache"))


def batches(build, beginnings):
    alike = collections.defaultdict(list)
    for name, entry in own_sources(build, beginnings):
        alike[options(entry)].append(name)
    for words, names in alike.items():
        for at in range(0, len(names), TOGETHER):
            yield words, names[at : at + TOGETHER]


def write_together(folder, found):
    """A source of each batch, and the compile commands for all of them."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    entries = []
    for number, (words, names) in enumerate(found):
        source = folder / f"{number}.cpp"
        source.write_text("".join(f'#include "{ROOT / name}"  // NOLINT(bugprone-suspicious-include)\n' for name in names))
        entries.append({"directory": str(folder), "file": str(source), "command": shlex.join([*words, "-c", str(source)])})
    (folder / "compile_commands.json").write_text(json.dumps(entries))


def look(tidy, build, source, *extra):
    command = [tidy, "--quiet", "-p", str(build), "--extra-arg=-Wno-unknown-warning-option", *extra, str(source)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)


def findings(tidy, build, folder, number, names):
    if len(names) > 1:
        together = look(tidy, folder, folder / f"{number}.cpp", r"--header-filter=/(core|app|assets)/.*\.(h|cpp)$")
        if together.returncode == 0:
            return ""
    alone = [(name, look(tidy, build, ROOT / name)) for name in names]
    return "".join(f"{one.stdout}{one.stderr}\n{name}: clang-tidy ended with {one.returncode}\n"
                   for name, one in alone if one.returncode != 0)


def main():
    build = (ROOT / (sys.argv[1] if len(sys.argv) > 1 else "build/release")).resolve()
    tidy = shutil.which("clang-tidy-14") or shutil.which("clang-tidy")
    if not tidy:
        sys.exit("clang-tidy: not installed (Debian: clang-tidy-14)")
    if not (build / "compile_commands.json").exists():
        sys.exit(f"{build}: not built yet; make tidy does it")
    found = list(batches(build, sys.argv[2:]))
    folder = build / "tidy"
    write_together(folder, found)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as workers:
        told = list(workers.map(lambda at: findings(tidy, build, folder, at, found[at][1]), range(len(found))))
    print("".join(told), end="")
    count = sum(len(names) for _, names in found)
    if any(told) or count == 0:
        sys.exit(f"clang-tidy: {'see above' if count else 'no sources were found'}")
    print(f"clang-tidy: nothing to say of {count} sources")


main()
