#!/usr/bin/env python3
"""Runs the notebook in NumPy on a dump's x and W, and compares every tensor of the dump with its own.

    notebook_check.py FOLDER                      checks a folder that --dump has written
    notebook_check.py FOLDER PROGRAM ARGUMENT...  has PROGRAM ARGUMENT... write it with --dump FOLDER first

Copies must be equal to the last bit; sums may differ by 1e-5 of the tensor's largest magnitude, as float32 sums do
when their terms are added in another order. Exit status: 0 equal, 1 different, 77 without NumPy.
"""

import json
import os
import subprocess
import sys

try:
    import numpy as np
except ImportError:
    print("needs NumPy")
    sys.exit(77)

SUMS = {"out2d", "out_nhwc", "conv"}


def sides(pad):
    """(top, left, bottom, right) of one number or four."""
    return (pad,) * 4 if isinstance(pad, int) else tuple(pad)


def im2col6(input_data, filter_h, filter_w, stride=1, pad=0, dilation=1, fill=0.0, ceil=False):
    """The notebook's loop, up to its transpose: img and col (N, C, FH, FW, OH, OW)."""
    N, C, H, W = input_data.shape
    top, left, bottom, right = sides(pad)
    H, W = top + H + bottom, left + W + right
    out_h = (H - dilation * (filter_h - 1) - 1) // stride + 1
    out_w = (W - dilation * (filter_w - 1) - 1) // stride + 1
    img = np.pad(input_data, [(0, 0), (0, 0), (top, bottom), (left, right)], "constant", constant_values=fill)
    if ceil:
        # PyTorch's rule: one window more where the last ends before the edge, if it begins on the map or before it.
        out_h = -(-(H - dilation * (filter_h - 1) - 1) // stride) + 1
        out_w = -(-(W - dilation * (filter_w - 1) - 1) // stride) + 1
        out_h -= (out_h - 1) * stride >= H - bottom
        out_w -= (out_w - 1) * stride >= W - right
        over = max(filter_h * dilation, filter_w * dilation) + stride
        img = np.pad(img, [(0, 0), (0, 0), (0, over), (0, over)], "constant", constant_values=-np.inf)
    col = np.zeros((N, C, filter_h, filter_w, out_h, out_w), dtype=input_data.dtype)
    for y in range(filter_h):
        y_max = y * dilation + stride * out_h
        for x in range(filter_w):
            x_max = x * dilation + stride * out_w
            col[:, :, y, x, :, :] = img[:, :, y * dilation:y_max:stride, x * dilation:x_max:stride]
    return img, col


def notebook(x, W, b, params, conv_given):
    """Every tensor of the layer by its dumped name. Pooling starts from the dump's own conv, so that it is exact."""
    FN, C, FH, FW = W.shape
    N = x.shape[0]
    made = {"x": x, "W": W}
    mistake = params.get("mistake", "none")
    pad = 0 if mistake == "no_padding" else params["pad"]
    img, col6 = im2col6(x, FH, FW, params["stride"], pad, params["dilation"])
    OH, OW = col6.shape[4:]
    if mistake == "no_transpose":
        col6_t = col6
    elif mistake == "swap_c_fh":
        col6_t = col6.transpose(0, 4, 5, 2, 1, 3)
    else:
        col6_t = col6.transpose(0, 4, 5, 1, 2, 3)
    col = col6_t.reshape(N * OH * OW, -1)
    col_W = W.reshape(-1, FN) if mistake == "wrong_reshape_W" else W.reshape(FN, -1).T
    groups = params["groups"]
    parts = zip(np.split(col, groups, axis=1), np.split(col_W, groups, axis=1))
    out2d = np.concatenate([np.dot(channels, filters) for channels, filters in parts], axis=1)
    if b is not None:
        made["b"] = b
        out2d = out2d + b
    out_nhwc = out2d.reshape(N, OH, OW, -1)
    conv = out_nhwc.transpose(0, 3, 1, 2)
    made.update(img=img, col6=col6, col6_t=col6_t, col=col, col_W=col_W, out2d=out2d, out_nhwc=out_nhwc, conv=conv)

    pool = params["pool"]
    fill = 0.0 if params.get("pool_padding") == "zeros" else -np.inf
    _, col6 = im2col6(conv_given, pool, pool, params["pool_stride"], params["pool_pad"], fill=fill,
                      ceil=params["pool_ceil"])
    QH, QW = col6.shape[4:]
    pool_col = col6.transpose(0, 4, 5, 1, 2, 3).reshape(N * QH * QW, -1)
    pool_windows = pool_col.reshape(-1, pool * pool)
    pool_max = np.max(pool_windows, axis=1)
    made.update(pool_col=pool_col, pool_windows=pool_windows, pool_max=pool_max,
                pool=pool_max.reshape(N, QH, QW, FN).transpose(0, 3, 1, 2))
    return made


def difference(name, given, right):
    """One line that says how two tensors differ, or nothing."""
    if given.dtype != np.float32:
        return f"{given.dtype} instead of float32"
    if given.shape != right.shape:
        return f"{given.shape} instead of {right.shape}"
    if name not in SUMS:
        wrong = int(np.count_nonzero((given != right) & ~(np.isnan(given) & np.isnan(right))))
        return f"{wrong} of {given.size} values differ" if wrong else None
    off = float(np.max(np.abs(given.astype(np.float64) - right)))
    largest = float(np.max(np.abs(right)))
    return None if off <= 1e-5 * largest else f"off by {off:g} where the largest is {largest:g}"


def check(folder):
    with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    given = {t["name"]: np.load(os.path.join(folder, t["name"] + ".npy")) for t in manifest["tensors"]}
    right = notebook(given["x"], given["W"], given.get("b"), manifest["params"], given["conv"])
    faults = []
    for tensor in manifest["tensors"]:
        name = tensor["name"]
        if list(given[name].shape) != tensor["shape"]:
            faults.append(f"{name}: the manifest says {tensor['shape']}, the file holds {given[name].shape}")
        fault = difference(name, given[name], right[name]) if name in right else "not a tensor of the notebook"
        if fault:
            faults.append(f"{name}: {fault}")
    faults += [f"{name}: not in the dump" for name in right if name not in given]
    script = subprocess.run([sys.executable, "layer.py", "."], cwd=folder, check=False, capture_output=True, text=True)
    if script.returncode != 0:
        faults.append("layer.py, which the dump holds, does not find the same:\n" + script.stdout + script.stderr)
    for fault in faults:
        print(fault)
    if not faults:
        print(f"{len(given)} tensors are the notebook's: out {given['conv'].shape}, pooled {given['pool'].shape}")
    return 1 if faults else 0


def main(arguments):
    if not arguments:
        print(__doc__)
        return 2
    folder, program = arguments[0], arguments[1:]
    if program:
        status = subprocess.run(program + ["--dump", folder], check=False).returncode
        if status != 0:
            print(f"{program[0]} ended with status {status}")
            return 1
    return check(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
