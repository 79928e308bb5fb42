#include "core/layer/pooling.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace unfold {

namespace {

// NumPy's maximum: a NaN on either side stays.
float larger(float a, float b) { return b > a || b != b ? b : a; }

// The part of a window that starts at `first` which lies on the map.
struct Span {
  std::int64_t lo = 0, hi = 0;
};
Span on_map(std::int64_t first, std::int64_t window, std::int64_t size) {
  return {std::max<std::int64_t>(first, 0), std::min(first + window, size)};
}

void pool_max(const Geometry& g, const float* map, float* pooled, std::vector<float>& tallest) {
  const bool zeros = g.pool_padding == PoolPadding::zeros;
  tallest.resize(static_cast<std::size_t>(g.OW));
  for (std::int64_t qy = 0; qy < g.QH; ++qy) {
    // First down the columns, where neighbours lie side by side, then along the row.
    const Span rows = on_map(qy * g.pool_stride - g.pool_pad, g.PH, g.OH);
    std::copy_n(map + rows.lo * g.OW, g.OW, tallest.begin());
    for (std::int64_t oy = rows.lo + 1; oy < rows.hi; ++oy) {
      const float* row = map + oy * g.OW;
      for (std::int64_t ox = 0; ox < g.OW; ++ox) {
        float& most = tallest[static_cast<std::size_t>(ox)];
        most = larger(most, row[ox]);
      }
    }
    for (std::int64_t qx = 0; qx < g.QW; ++qx) {
      const Span cols = on_map(qx * g.pool_stride - g.pool_pad, g.PW, g.OW);
      const float* at = tallest.data();
      float most = at[cols.lo];
      for (std::int64_t ox = cols.lo + 1; ox < cols.hi; ++ox) most = larger(most, at[ox]);
      const bool padded = rows.hi - rows.lo < g.PH || cols.hi - cols.lo < g.PW;
      *pooled++ = zeros && padded ? larger(most, 0.0F) : most;
    }
  }
}

void pool_average(const Geometry& g, const float* map, float* pooled) {
  for (std::int64_t qy = 0; qy < g.QH; ++qy) {
    const Span rows = on_map(qy * g.pool_stride - g.pool_pad, g.PH, g.OH);
    for (std::int64_t qx = 0; qx < g.QW; ++qx) {
      const Span cols = on_map(qx * g.pool_stride - g.pool_pad, g.PW, g.OW);
      double sum = 0.0;
      for (std::int64_t oy = rows.lo; oy < rows.hi; ++oy) {
        for (std::int64_t ox = cols.lo; ox < cols.hi; ++ox) sum += static_cast<double>(map[oy * g.OW + ox]);
      }
      const std::int64_t counted =
          g.pool_padding == PoolPadding::zeros ? g.PH * g.PW : (rows.hi - rows.lo) * (cols.hi - cols.lo);
      *pooled++ = static_cast<float>(sum / static_cast<double>(counted));
    }
  }
}

}  // namespace

void pool_map(const Geometry& g, const float* map, float* pooled, std::vector<float>& scratch) {
  switch (g.pool_kind) {
  case PoolKind::max: pool_max(g, map, pooled, scratch); break;
  case PoolKind::average: pool_average(g, map, pooled); break;
  }
}

std::int64_t argmax(const float* window, std::int64_t count) {
  std::int64_t best = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    if (std::isnan(window[i])) return i;
    if (window[i] > window[best]) best = i;
  }
  return best;
}

}  // namespace unfold
