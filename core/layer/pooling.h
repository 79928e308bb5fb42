#pragma once

#include "core/layer/geometry.h"

#include <cstdint>
#include <vector>

namespace unfold {

// One map (OH, OW) to its pooled map (QH, QW). A window with a NaN in it is NaN, as NumPy's max gives it.
// `scratch` is room that a caller keeps between calls.
void pool_map(const Geometry& g, const float* map, float* pooled, std::vector<float>& scratch);

// The column of the window (PH*PW, row-major) that holds its maximum: the first of several equal ones, the
// first NaN before any number.
[[nodiscard]] std::int64_t argmax(const float* window, std::int64_t count);

}  // namespace unfold
