#!/usr/bin/env python3
"""Times the benchmarks' layers in NumPy, as a notebook does it, and in PyTorch.

    peers.py SECONDS WORKLOAD...    prints one line of JSON for each peer and workload: {"name": "W1/PyTorch", "ms": [...]}

Each is run for SECONDS, at least twice. A peer that is not installed prints {"missing": "PyTorch"}.
"""

import json
import os
import sys
import time

# What core/layer/bench/workloads.h names.
WORKLOADS = {
    "W1": ((1, 3, 224, 224), (64, 3, 3, 3), 1, 1),
    "W2": ((1, 3, 224, 224), (64, 3, 7, 7), 2, 3),
    "W3": ((10, 3, 224, 224), (64, 3, 3, 3), 1, 1),
    "W4": ((1, 3, 3000, 4000), (64, 3, 7, 7), 2, 3),
}


def timed(run, seconds):
    run()
    took = []
    begun = time.perf_counter()
    while len(took) < 2 or time.perf_counter() - begun < seconds:
        start = time.perf_counter()
        run()
        took.append((time.perf_counter() - start) * 1e3)
    return took


def im2col(img, FH, FW, stride, pad):
    N, C, H, W = img.shape
    OH, OW = (H + 2 * pad - FH) // stride + 1, (W + 2 * pad - FW) // stride + 1
    img = np.pad(img, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    col = np.zeros((N, C, FH, FW, OH, OW), dtype=img.dtype)
    for y in range(FH):
        for x in range(FW):
            col[:, :, y, x] = img[:, :, y : y + stride * OH : stride, x : x + stride * OW : stride]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(N * OH * OW, -1), OH, OW


def notebook(x, W, b, stride, pad):
    FN, C, FH, FW = W.shape
    col, OH, OW = im2col(x, FH, FW, stride, pad)
    out = np.dot(col, W.reshape(FN, -1).T) + b
    out = out.reshape(x.shape[0], OH, OW, -1).transpose(0, 3, 1, 2)
    col, QH, QW = im2col(out, 2, 2, 2, 0)
    pool = np.max(col.reshape(-1, 4), axis=1)
    return out, pool.reshape(x.shape[0], QH, QW, FN).transpose(0, 3, 1, 2)


def say(name, took):
    print(json.dumps({"name": name, "ms": took}), flush=True)


seconds, wanted = float(sys.argv[1]), sys.argv[2:]
threads = int(os.environ.get("OMP_NUM_THREADS", os.cpu_count()))
try:
    import numpy as np
except ImportError:
    np = None
    print(json.dumps({"missing": "NumPy"}), flush=True)
try:
    import torch
except ImportError:
    torch = None
    print(json.dumps({"missing": "PyTorch"}), flush=True)

for name in wanted:
    x_shape, W_shape, stride, pad = WORKLOADS[name]
    if np is not None:
        random = np.random.default_rng(1)
        x, W, b = (random.uniform(-1, 1, s).astype(np.float32) for s in (x_shape, W_shape, W_shape[:1]))
        say(f"{name}/NumPy notebook", timed(lambda: notebook(x, W, b, stride, pad), seconds))
    if torch is not None:
        torch.set_num_threads(threads)
        with torch.no_grad():
            x, W, b = (torch.rand(s) * 2 - 1 for s in (x_shape, W_shape, W_shape[:1]))

            def run():
                conv = torch.nn.functional.conv2d(x, W, b, stride, pad)
                return conv, torch.nn.functional.max_pool2d(conv, 2)

            say(f"{name}/PyTorch NCHW", timed(run, seconds))
