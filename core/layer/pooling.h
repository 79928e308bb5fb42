#pragma once

#include "core/layer/engine/kernels.h"
#include "core/layer/geometry.h"

#include <cstdint>
#include <vector>

namespace unfold {

// One map (OH, OW) to its pooled map (QH, QW). A window with a NaN in it is NaN, as NumPy's max gives it.
// `scratch` is room that a caller keeps between calls.
void pool_map(const Geometry& g, const float* map, float* pooled, std::vector<float>& scratch);

// Cells first..end - 1 of row qy of the pooled map, into `row` (QW), by the kernels of an instruction set:
// the values are the same in all of them. `tallest` is room for OW floats.
void pool_row(const Geometry& g, const engine::Kernels& kernels, const float* map, std::int64_t qy,
              std::int64_t first, std::int64_t end, float* row, float* tallest);

// The column of the window (PH*PW, row-major) that holds its maximum: the first of several equal ones, the
// first NaN before any number.
[[nodiscard]] std::int64_t argmax(const float* window, std::int64_t count);

}  // namespace unfold
