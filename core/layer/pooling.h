#pragma once

#include "core/layer/engine/kernels.h"
#include "core/layer/geometry.h"

#include <cstdint>
#include <vector>

namespace unfold {

// One map (OH, OW) to its pooled map (QH, QW). A window with a NaN in it is NaN, as NumPy's max gives it.
// `scratch` is room that a caller keeps between calls.
void pool_map(const Geometry& g, const float* map, float* pooled, std::vector<float>& scratch);

// Cells first..end - 1 of row qy of a pooled map: what is the same for all maps.
struct PoolRow {
  std::int64_t qy = 0, first = 0, end = 0;
  Progression rows{};                       // of the map that are read
  bool padded = false;                      // the windows read padding above or below
  std::int64_t whole_lo = 0, whole_hi = 0;  // the cells whose windows lie on the map from side to side
  std::int64_t begin = 0;                   // the first column of the first of those
  std::int64_t lo = 0, hi = 0;              // columns that any of the windows reads
  bool in_pairs = false;                    // windows of 2x2 that move by 2, all whole
};
[[nodiscard]] PoolRow pool_row(const Geometry& g, std::int64_t qy, std::int64_t first, std::int64_t end);

// These cells into `pooled` (QW), by the kernels of an instruction set: the values are the same in all of
// them. `tallest` is room for OW floats.
void pool_cells(const Geometry& g, const engine::Kernels& kernels, const PoolRow& row, const float* map,
                float* pooled, float* tallest);

// The column of the window (PH*PW, row-major) that holds its maximum: the first of several equal ones, the
// first NaN before any number.
[[nodiscard]] std::int64_t argmax(const float* window, std::int64_t count);

}  // namespace unfold
