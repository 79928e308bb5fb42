#!/usr/bin/env python3
"""Runs the engine and its peers on the same layers, in turn, and prints what each took as a table.

    table.py BENCH [--only W1,W2] [--rounds 1] [--seconds 0.4] [--out FILE]

BENCH is the built core_bench. Every round runs all of them once, so that a machine that is slow for a while is slow for all;
a figure is the median of all its runs. Peers that are not installed are left out, and said to be.
"""

import argparse
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
WORKLOADS = {
    "W1": "(1,3,224,224) × 64×3×3×3, stride 1, pad 1",
    "W2": "(1,3,224,224) × 64×3×7×7, stride 2, pad 3",
    "W3": "(10,3,224,224) × 64×3×3×3, stride 1, pad 1",
    "W4": "(1,3,3000,4000) × 64×3×7×7, stride 2, pad 3",
}
# With these, glibc keeps the pages that a program gives back, as the engine keeps its own.
REUSE = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": "100000000000", "MALLOC_TOP_PAD_": "268435456"}
OURS = "Unfold"
AVX2_SPEED = 0.45  # of AVX-512's, at least
# As many as the engine takes, for all.
THREADS = min(os.cpu_count(), 8)
# What must be reached: our time against theirs, at most; None: see below.
GOALS = [
    (OURS, "oneDNN, its own layout", 1.0),
    (OURS, "PyTorch NCHW", 1 / 10),
    (OURS, "PyTorch NCHW, pages reused", 1 / 3),
    (OURS, "NumPy notebook, pages reused", 1 / 20),
    ("Unfold, convolution alone", "bound", 1.3),
    (OURS, "Unfold, AVX2 forced", None),
]


def python_with_numpy():
    for python in (sys.executable, "/usr/bin/python3"):
        if os.path.exists(python) and subprocess.run([python, "-c", "import numpy"], capture_output=True).returncode == 0:
            return python
    return sys.executable


def environment(reuse):
    env = dict(os.environ)
    # Debian's builds choose well by themselves; a leftover choice may slow them down.
    env.pop("OPENBLAS_CORETYPE", None)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        env[name] = str(THREADS)
    return {**env, **(REUSE if reuse else {})}


def run_bench(bench, name, seconds, times):
    command = [bench, f"--benchmark_filter=^{name}/", f"--benchmark_min_time={seconds}", "--benchmark_format=json"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(False))
    if done.returncode != 0:
        sys.exit(f"{bench}: {done.stderr.strip()}")
    for run in json.loads(done.stdout)["benchmarks"]:
        times.setdefault(run["name"].removesuffix("/real_time"), []).append(run["real_time"])


def run_peers(python, name, seconds, times, missing):
    for reuse in (False, True):
        command = [python, str(HERE / "peers.py"), str(seconds), name]
        done = subprocess.run(command, capture_output=True, text=True, env=environment(reuse))
        for line in done.stdout.splitlines():
            said = json.loads(line)
            if "missing" in said:
                missing.add(said["missing"])
            else:
                peer = said["name"] + (", pages reused" if reuse else "")
                times.setdefault(peer, []).append(statistics.median(said["ms"]))
        if done.returncode != 0:
            missing.add(f"{name} in Python ({(done.stderr.strip() or 'ended').splitlines()[-1]})")


def peak_megabytes(bench, benchmark):
    """Of a process that runs it alone."""
    pid = os.posix_spawn(
        bench,
        [bench, f"--benchmark_filter=^{benchmark}$", "--benchmark_min_time=0.1"],
        environment(False),
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)],
    )
    return os.wait4(pid, 0)[2].ru_maxrss * 1024 / 1e6


def processor():
    try:
        for line in open("/proc/cpuinfo"):
            if line.startswith("model name"):
                return line.split(":")[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def in_ms(value):
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def main():
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("bench")
    parse.add_argument("--only", default=",".join(WORKLOADS))
    parse.add_argument("--rounds", type=int, default=1)
    parse.add_argument("--seconds", type=float, default=0.4)
    parse.add_argument("--out")
    args = parse.parse_args()
    names = args.only.split(",")
    bench = os.path.abspath(args.bench)
    python = python_with_numpy()
    times, missing = {}, set()
    for number in range(args.rounds):
        for name in names:
            print(f"round {number + 1} of {args.rounds}: {name}", file=sys.stderr, flush=True)
            run_bench(bench, name, args.seconds, times)
            run_peers(python, name, args.seconds, times, missing)
    medians = {name: statistics.median(all_of_it) for name, all_of_it in times.items()}

    lines = [f"{processor()}, {THREADS} threads, float32, convolution + bias + 2×2 pooling; median ms and, in brackets, "
             f"how many times as long as Unfold.", ""]
    lines += [f"- {name}: {WORKLOADS[name]}" for name in names]
    lines += ["", "| | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    rows = list(dict.fromkeys(name.split("/", 1)[1] for name in medians))
    for row in rows:
        cells = []
        for name in names:
            took, ours = medians.get(f"{name}/{row}"), medians[f"{name}/{OURS}"]
            cells.append("" if took is None else in_ms(took) if row == OURS else f"{in_ms(took)} ({took / ours:.2f}×)")
        label = {"bound": "the convolution's arithmetic alone"}.get(row, row)
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    lines.append("")
    for ours, theirs, most in GOALS:
        ratios = {name: medians[f"{name}/{ours}"] / medians[f"{name}/{theirs}"] for name in names if f"{name}/{theirs}" in medians}
        if not ratios:
            continue
        if most is None:
            said, good = f"AVX2 against AVX-512, speed, at least {AVX2_SPEED}", {n: r >= AVX2_SPEED for n, r in ratios.items()}
        else:
            label = "the arithmetic alone" if theirs == "bound" else theirs
            said, good = f"{ours} against {label}, time, at most {most:.2g}", {n: r <= most for n, r in ratios.items()}
        figures = ", ".join(f"{n} {r:.2f}{'' if good[n] else ' (not reached)'}" for n, r in ratios.items())
        lines.append(f"- {said}: {figures}")
    if "W4" in names:
        # x, the maps and the pooled maps.
        least = 4 * (3 * 3000 * 4000 + 64 * 1500 * 2000 + 64 * 750 * 1000) / 1e6
        peak = peak_megabytes(bench, "W4/Unfold/real_time")
        lines.append(f"- peak memory on W4: {peak:.0f} MB, input and output being {least:.0f} MB: {peak - least:.0f} MB beside them")
    for name in sorted(missing):
        lines.append(f"- left out: {name} is not installed" if " in Python" not in name else f"- left out: {name}")
    text = "\n".join(lines)
    print(text)
    if args.out:
        pathlib.Path(args.out).write_text(text + "\n")


main()
