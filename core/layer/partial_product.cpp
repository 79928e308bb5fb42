#include "core/layer/partial_product.h"

#include <algorithm>
#include <vector>

namespace unfold {

void read_partial_product(const Walkthrough& walk, std::int64_t terms, std::int64_t row0, std::int64_t col0,
                          std::int64_t rows, std::int64_t cols, float* out) {
  std::fill(out, out + rows * cols, 0.0F);
  if (terms <= 0 || rows <= 0 || cols <= 0) return;
  const Geometry& g = walk.geometry();
  std::vector<float> weights(static_cast<std::size_t>(terms * cols));  // (terms, cols) of col_W
  walk.read_plane({.tensor = TensorId::col_W, .origin = {0, 0}, .row_axis = 0, .col_axis = 1}, 0, col0, terms,
                  cols, weights.data());
  std::vector<float> row(static_cast<std::size_t>(terms));  // of a group's part of col
  for (std::int64_t i = 0; i < rows; ++i, out += cols) {
    for (std::int64_t first = 0; first < cols;) {
      const std::int64_t group = g.group_of_filter(col0 + first);
      const std::int64_t end = std::min(cols, (group + 1) * g.FG - col0);
      walk.read(TensorId::col, (row0 + i) * g.K + group * g.KG, terms, row.data());
      const float* w = weights.data();
      for (std::int64_t k = 0; k < terms; ++k, w += cols) {
        const float a = row[static_cast<std::size_t>(k)];
        for (std::int64_t j = first; j < end; ++j) out[j] += a * w[j];
      }
      first = end;
    }
  }
}

}  // namespace unfold
