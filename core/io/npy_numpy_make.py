"""Writes .npy files of every numeric dtype, byte order, memory order and format version that NumPy has, and facts.tsv
with what each holds: file, shape, and the values in C order as float32.

    npy_numpy_make.py DIR
"""

import sys
from pathlib import Path

import numpy as np

folder = Path(sys.argv[1])
facts = []


def write(name, array, version):
    with open(folder / name, "wb") as out:
        np.lib.format.write_array(out, array, version=version)
    values = np.asarray(array).astype(np.float32).ravel(order="C")
    shape = "x".join(str(n) for n in array.shape)
    facts.append("\t".join([name, shape, " ".join(float(v).hex() for v in values)]))


random = np.random.RandomState(7)
kinds = ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"]
shapes = [(), (5,), (1, 1), (2, 3), (4, 1, 3), (3, 2, 2, 5), (2, 1, 3, 2, 1, 2), (0, 4)]
for kind in kinds:
    for order in "<>":
        dtype = np.dtype(order + kind)
        for shape in shapes:
            if dtype.kind == "f":
                values = random.standard_normal(shape) * 100
            elif dtype.kind == "b":
                values = random.randint(0, 2, shape)
            else:
                low = 0 if dtype.kind == "u" else -(2 ** (8 * dtype.itemsize - 1))
                high = low + 2 ** (8 * dtype.itemsize) - 1
                values = random.randint(low, high, shape, dtype="u8" if dtype.kind == "u" else "i8")
            for memory in "CF":
                array = np.array(values, dtype=dtype, order=memory)
                for version in [(1, 0), (2, 0), (3, 0)]:
                    sizes = "x".join(map(str, shape)) or "0d"
                    name = f"{'le' if order == '<' else 'be'}_{kind}_{memory}_{sizes}_v{version[0]}.npy"
                    write(name, array, version)

special = [0.0, -0.0, np.inf, -np.inf, np.nan, 5.960464477539063e-08, 6.097555160522461e-05, 65504.0, -1.5]
for kind in ["f2", "f4", "f8"]:
    write(f"special_{kind}.npy", np.array(special, kind), (1, 0))
write("overflowing_f8.npy", np.array([1e300, -1e300, 1e-300], "f8"), (1, 0))

(folder / "facts.tsv").write_text("\n".join(facts) + "\n")
