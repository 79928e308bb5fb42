#!/usr/bin/env python3
"""Learn Unfold's two filter banks from patches of photographs.

    python3 assets/make/filter_banks.py OUT           write photo_7x7.npy and vgg_3x3.npy into the folder OUT
    python3 assets/make/filter_banks.py --check DIR   learn them again and compare with the files in DIR
    python3 assets/make/filter_banks.py OUT --sheet S also draw each bank as an 8x8 sheet of filters, as S/NAME.png

The photographs come with three Debian packages (assets/README.md has their authors and licences):
python3-sklearn, python3-scipy and python3-skimage. A package that is not installed may lie unpacked
(`dpkg -x PACKAGE.deb DIR`) under a folder given with --root DIR.

The method is the one of the papers on the statistics of natural pictures (Bell and Sejnowski 1997; Hoyer and
Hyvarinen 2000; Coates and Ng 2012): patches at many scales and angles, less their mean and in units of their
contrast, are whitened; an independent component analysis (7x7) or k-means (3x3) then finds what they are made of.
Nothing in a result is drawn by hand. A fixed seed makes a run repeatable.
"""

import argparse
import bz2
import pathlib
import sys

import numpy as np
from PIL import Image

DIST = "usr/lib/python3/dist-packages/"
SKLEARN = DIST + "sklearn/datasets/images/"
SKIMAGE = DIST + "skimage/data/"
PHOTOGRAPHS = [
    SKLEARN + "china.jpg",
    SKLEARN + "flower.jpg",
    DIST + "scipy/misc/face.dat",
    SKIMAGE + "astronaut.png",
    SKIMAGE + "chelsea.png",
    SKIMAGE + "coffee.png",
    SKIMAGE + "rocket.jpg",
]


# A filter with less colour than the one counts as gray, with more than the other as coloured; between them is neither.
GRAY, COLOURED = 0.12, 0.3

# The standard deviation of every map on an ordinary picture: most of it then lies within -3..3.
SPREAD = 0.5


def read_photograph(roots, name):
    for root in roots:
        path = root / name
        if path.exists():
            if path.suffix == ".dat":  # scipy keeps its picture as bzip2 of the bare samples
                raw = np.frombuffer(bz2.decompress(path.read_bytes()), dtype=np.uint8)
                return Image.fromarray(raw.reshape(768, 1024, 3))
            return Image.open(path).convert("RGB")
    sys.exit(f"{name}: not found under {', '.join(map(str, roots))}: install the package, or unpack it under --root")


def sample_patches(roots, size, count, rng):
    """Patches (count, 3, size, size) in 0..1, from every photograph alike, at many scales and angles."""
    turns = 24
    each = count // (len(PHOTOGRAPHS) * turns)
    found = []
    for name in PHOTOGRAPHS:
        photograph = read_photograph(roots, name)
        for turn in range(turns):
            # Never enlarged: what JPEG left of the finest detail is not worth learning.
            scale = 2.0 ** rng.uniform(-1.8, -0.5)
            small = photograph.resize([max(64, round(side * scale)) for side in photograph.size], Image.LANCZOS)
            angle = rng.uniform(0, 360)
            pixels = np.asarray(small.rotate(angle, Image.BICUBIC, expand=True), dtype=np.float32) / 255
            inside = np.asarray(Image.new("L", small.size, 255).rotate(angle, Image.BILINEAR, expand=True)) == 255
            if rng.random() < 0.5:
                pixels, inside = pixels[:, ::-1], inside[:, ::-1]
            if turn % 2:
                # Seven photographs lean to orange and blue; with their channels exchanged every hue has its turn.
                pixels = pixels[..., rng.permutation(3)]
            taken = 0
            while taken < each:
                tops = rng.integers(0, pixels.shape[0] - size + 1, each)
                lefts = rng.integers(0, pixels.shape[1] - size + 1, each)
                for top, left in zip(tops, lefts):
                    corners = inside[top : top + size : size - 1, left : left + size : size - 1]
                    if corners.all() and taken < each:
                        found.append(pixels[top : top + size, left : left + size])
                        taken += 1
    return np.stack(found).transpose(0, 3, 1, 2)


def normalised(patches, keep, floor):
    """Patches less their brightness (not their hue), in units of their contrast; only the livelier are kept."""
    contrast = np.sqrt(patches.var(axis=(2, 3)).mean(axis=1))
    lively = contrast >= np.quantile(contrast, 1 - keep)
    flat, contrast = patches[lively], contrast[lively]
    flat = flat - flat.mean(axis=(1, 2, 3), keepdims=True)
    return flat / np.sqrt(contrast**2 + floor**2)[:, None, None, None]


def round_window(size, width):
    """A bell over the patch: what is learned gathers in its middle, as in a trained layer."""
    axis = np.arange(size) - (size - 1) / 2
    bell = np.exp(-0.5 * (axis / width) ** 2)
    return np.outer(bell, bell).astype(np.float32)


def whitening(rows, dimensions):
    """The map into the leading principal components with variance one, and the way back."""
    values, vectors = np.linalg.eigh(np.cov(rows, rowvar=False))
    values, vectors = values[::-1][:dimensions], vectors[:, ::-1][:, :dimensions]
    return vectors / np.sqrt(values), vectors * np.sqrt(values)


def independent_components(white, rng, steps):
    """Symmetric FastICA with tanh: an orthogonal matrix whose rows are the components."""
    n = white.shape[1]
    unmix = np.linalg.qr(rng.standard_normal((n, n)))[0]
    for _ in range(steps):
        response = np.tanh(white @ unmix.T)
        fresh = response.T @ white / len(white) - (1 - response**2).mean(axis=0)[:, None] * unmix
        left, _, right = np.linalg.svd(fresh)
        fresh = left @ right
        done = np.abs(np.abs((fresh * unmix).sum(axis=1)) - 1).max()
        unmix = fresh
        if done < 1e-5:
            break
    return unmix


def colourfulness(filters):
    """How far a filter is from gray, 0..1: the share of its energy that differs between the channels."""
    gray = filters.mean(axis=1, keepdims=True)
    return ((filters - gray) ** 2).sum(axis=(1, 2, 3)) / (filters**2).sum(axis=(1, 2, 3))


def unit(filters):
    return filters / np.sqrt((filters**2).sum(axis=(1, 2, 3), keepdims=True))


def diverse(candidates, count):
    """The `count` candidates least alike, farthest first; a filter and its negative count as alike."""
    flat = unit(candidates).reshape(len(candidates), -1)
    likeness = np.abs(flat @ flat.T)
    chosen = [int(np.argmax(likeness.sum(axis=1)))]
    nearest = likeness[chosen[0]].copy()
    while len(chosen) < count:
        nearest[chosen] = np.inf
        best = int(np.argmin(nearest))
        chosen.append(best)
        nearest = np.maximum(nearest, likeness[best])
    return candidates[chosen]


def spectrum(filters):
    """The angle (0..pi) and frequency of each filter's strongest wave."""
    gray = filters - filters.mean(axis=(2, 3), keepdims=True)
    n = 32
    power = (np.abs(np.fft.fft2(gray, s=(n, n))) ** 2).sum(axis=1)
    fy, fx = np.meshgrid(np.fft.fftfreq(n), np.fft.fftfreq(n), indexing="ij")
    double = (power * np.exp(2j * np.arctan2(fy, fx))).sum(axis=(1, 2))
    frequency = (power * np.hypot(fx, fy)).sum(axis=(1, 2)) / power.sum(axis=(1, 2))
    return np.mod(np.angle(double) / 2, np.pi), frequency


def arranged(filters, gray_count):
    """Gray filters first, by angle within bands of frequency; then the coloured ones, by hue axis and angle."""
    filters = filters[np.argsort(colourfulness(filters), kind="stable")]
    gray, coloured = filters[:gray_count], filters[gray_count:]

    def by_angle(group, rows):
        angle, frequency = spectrum(group)
        order = []
        for band in np.array_split(np.argsort(frequency, kind="stable"), rows):
            order.extend(band[np.argsort(angle[band], kind="stable")])
        return group[order]

    # Which opponent pair: red against green, or blue against yellow.
    lean = np.abs(coloured - coloured.mean(axis=1, keepdims=True)).sum(axis=(2, 3))
    blue = lean[:, 2] / lean.sum(axis=1)
    split = np.argsort(blue, kind="stable")
    halves = [coloured[np.sort(part)] for part in np.array_split(split, 2)]
    return np.concatenate(
        [by_angle(gray, max(1, gray_count // 8))] + [by_angle(h, max(1, len(h) // 8)) for h in halves]
    )


def with_steady_signs(filters):
    """A filter and its negative say the same: the strongest weight is positive in one, negative in the next."""
    flat = filters.reshape(len(filters), -1)
    strongest = flat[np.arange(len(flat)), np.argmax(np.abs(flat), axis=1)]
    alternating = np.where(np.arange(len(flat)) % 2, -1.0, 1.0)
    return filters * (np.sign(strongest) * alternating)[:, None, None, None]


def scaled(filters, patches, spread):
    """Each filter's response to ordinary patches of a /255 picture gets this standard deviation."""
    response = patches.reshape(len(patches), -1) @ filters.reshape(len(filters), -1).T
    return filters * (spread / response.std(axis=0))[:, None, None, None]


def direction(filters):
    """How much a filter has one direction, 0..1: 0 for a spot or for noise, 1 for a straight grating."""
    waves = np.abs(np.fft.fft2(filters - filters.mean(axis=(2, 3), keepdims=True), s=(16, 16))) ** 2
    power = waves.sum(axis=1)
    fy, fx = np.meshgrid(np.fft.fftfreq(16), np.fft.fftfreq(16), indexing="ij")
    return np.abs((power * np.exp(2j * np.arctan2(fy, fx))).sum(axis=(1, 2))) / power.sum(axis=(1, 2))


def chosen_and_scaled(candidates, gray_count, colour_count, raw):
    candidates = unit(candidates - candidates.mean(axis=(1, 2, 3), keepdims=True))
    colour = colourfulness(candidates)
    gray, coloured = candidates[colour < GRAY], candidates[colour > COLOURED]
    filters = np.concatenate([diverse(gray, gray_count), diverse(coloured, colour_count)])
    return scaled(with_steady_signs(arranged(filters, gray_count)), raw, SPREAD).astype(np.float32)


def learn_photo_7x7(roots, patch_count=36000, dims=(14, 24, 34, 44, 54)):
    """(64, 3, 7, 7): independent components of several whitenings, the least alike of them."""
    rng = np.random.default_rng(7)
    raw = sample_patches(roots, 7, patch_count, rng)
    rows = (normalised(raw, keep=0.6, floor=0.02) * round_window(7, 2.1)).reshape(-1, 147)
    candidates = []
    for dimensions in dims:
        into, back = whitening(rows, dimensions)
        unmix = independent_components((rows @ into).astype(np.float32), rng, 40)
        candidates.append((unmix @ back.T).reshape(-1, 3, 7, 7))
    candidates = unit(np.concatenate(candidates))
    # A gray component without a direction is noise that a whitening lifted, unless it is a spot, which is slow.
    candidates = candidates[(direction(candidates) > 0.55) | (spectrum(candidates)[1] < 0.15)]
    return chosen_and_scaled(candidates, 42, 22, raw)


def spherical_k_means(white, count, rng, steps):
    """Unit vectors, each the mean direction of the rows nearest to it (a row and its negative are the same)."""
    centres = rng.standard_normal((count, white.shape[1])).astype(np.float32)
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    for _ in range(steps):
        response = white @ centres.T
        winner = np.abs(response).argmax(axis=1)
        own = response[np.arange(len(white)), winner]
        for index in range(count):
            mine = winner == index
            total = own[mine] @ white[mine]
            length = np.linalg.norm(total)
            if length > 0:
                centres[index] = total / length
    return centres


def learn_vgg_3x3(roots, patch_count=24000, count=48, dims=(12, 18, 24)):
    """(64, 3, 3, 3): k-means of several whitenings, the least alike of them."""
    rng = np.random.default_rng(3)
    raw = sample_patches(roots, 3, patch_count, rng)
    rows = normalised(raw, keep=0.6, floor=0.02).reshape(-1, 27)
    candidates = []
    for dimensions in dims:
        into, back = whitening(rows, dimensions)
        centres = spherical_k_means((rows @ into).astype(np.float32), count, rng, 20)
        candidates.append((centres @ back.T).reshape(-1, 3, 3, 3))
    return chosen_and_scaled(unit(np.concatenate(candidates)), 40, 24, raw)


def sheet(filters, cell):
    """The filters as a square of pictures, each on its own symmetric range: gray is zero."""
    peak = np.abs(filters).max(axis=(1, 2, 3), keepdims=True)
    tiles = (np.clip(filters / peak * 0.5 + 0.5, 0, 1) * 255).round().astype(np.uint8).transpose(0, 2, 3, 1)
    side = cell + 4
    image = Image.new("RGB", (8 * side + 4, 8 * side + 4), (24, 26, 30))
    for index, tile in enumerate(tiles):
        enlarged = Image.fromarray(tile).resize((cell, cell), Image.NEAREST)
        image.paste(enlarged, (4 + index % 8 * side, 4 + index // 8 * side))
    return image


BANKS = {"photo_7x7": learn_photo_7x7, "vgg_3x3": learn_vgg_3x3}


def main():
    parser = argparse.ArgumentParser(description="Learn the filter banks from photographs that Debian carries.")
    parser.add_argument("out", type=pathlib.Path, help="the folder of the .npy files")
    parser.add_argument(
        "--root", type=pathlib.Path, action="append", default=[], help="a folder with an unpacked package"
    )
    parser.add_argument("--sheet", type=pathlib.Path, help="also draw each bank into this folder")
    parser.add_argument("--check", action="store_true", help="write nothing: compare with the files in OUT")
    options = parser.parse_args()
    roots = [*options.root, pathlib.Path("/")]
    for name, learn in BANKS.items():
        filters = np.ascontiguousarray(learn(roots))
        path = options.out / f"{name}.npy"
        if options.check:
            # Another machine's last digits may settle a component elsewhere, so filters are matched, not subtracted.
            kept = unit(np.load(path)).reshape(len(filters), -1)
            likeness = np.abs(kept @ unit(filters).reshape(len(filters), -1).T).max(axis=1)
            print(f"{path}: {np.sum(likeness > 0.95)} of {len(filters)} filters found again")
            if np.sum(likeness > 0.95) < 0.9 * len(filters):
                sys.exit(1)
        else:
            np.save(path, filters)
            print(f"{path}: {filters.dtype} {filters.shape}")
        if options.sheet:
            sheet(filters, 70).save(options.sheet / f"{name}.png")


if __name__ == "__main__":
    main()
