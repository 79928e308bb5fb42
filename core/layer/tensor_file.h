#pragma once

#include "core/layer/walkthrough.h"

#include <filesystem>

namespace unfold {

// A tensor as a file, whole: it streams through a buffer, so that one larger than memory is written all the
// same, and what was at that name before stays until it is whole. Throws Error.

// NumPy's .npy, float32 in C order.
void write_npy(const Walkthrough& walkthrough, TensorId id, const std::filesystem::path& file);
// A matrix as its rows; another tensor as one cell a line, its index before its value, below the axes' names:
// what a spreadsheet reads. Numbers are the shortest that read back to the same float.
void write_csv(const Walkthrough& walkthrough, TensorId id, const std::filesystem::path& file);

}  // namespace unfold
