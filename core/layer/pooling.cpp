#include "core/layer/pooling.h"

#include <algorithm>
#include <cmath>

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

// The windows that lie on the map whole, along one axis.
Span whole_windows(std::int64_t windows, std::int64_t window, std::int64_t stride, std::int64_t pad,
                   std::int64_t size) {
  const std::int64_t lo = std::min(windows, (pad + stride - 1) / stride);
  const std::int64_t room = size + pad - window;  // where the last whole window may begin, padding counted
  return {lo, room < 0 ? lo : std::max(lo, std::min(windows, room / stride + 1))};
}

float tallest_of(const float* row, Span cols) {
  float most = row[cols.lo];
  for (std::int64_t ox = cols.lo + 1; ox < cols.hi; ++ox) most = larger(most, row[ox]);
  return most;
}

// out[i] = the larger of out[i] and row[i], `step` apart in row.
void raise(float* out, const float* row, std::int64_t count, std::int64_t step) {
  if (step == 1) {
    for (std::int64_t i = 0; i < count; ++i) out[i] = larger(out[i], row[i]);
  } else if (step == 2) {
    for (std::int64_t i = 0; i < count; ++i) out[i] = larger(out[i], row[2 * i]);
  } else {
    for (std::int64_t i = 0; i < count; ++i) out[i] = larger(out[i], row[step * i]);
  }
}

void pool_max(const Geometry& g, const float* map, float* pooled, std::vector<float>& scratch) {
  const bool zeros = g.pool_padding == PoolPadding::zeros;
  const std::int64_t step = g.pool_stride;
  const Span whole = whole_windows(g.QW, g.PW, step, g.pool_pad, g.OW);
  scratch.resize(static_cast<std::size_t>(g.OW));
  float* tallest = scratch.data();
  for (std::int64_t qy = 0; qy < g.QH; ++qy, pooled += g.QW) {
    // First down the columns, where neighbours lie side by side, then along the row.
    const Span rows = on_map(qy * step - g.pool_pad, g.PH, g.OH);
    std::copy_n(map + rows.lo * g.OW, g.OW, tallest);
    for (std::int64_t oy = rows.lo + 1; oy < rows.hi; ++oy) raise(tallest, map + oy * g.OW, g.OW, 1);

    const float* first = tallest + whole.lo * step - g.pool_pad;
    for (std::int64_t i = 0; i < whole.hi - whole.lo; ++i) pooled[whole.lo + i] = first[i * step];
    for (std::int64_t x = 1; x < g.PW; ++x) raise(pooled + whole.lo, first + x, whole.hi - whole.lo, step);
    const auto at_the_edge = [&](std::int64_t qx) {
      pooled[qx] = tallest_of(tallest, on_map(qx * step - g.pool_pad, g.PW, g.OW));
      if (zeros) pooled[qx] = larger(pooled[qx], 0.0F);
    };
    for (std::int64_t qx = 0; qx < whole.lo; ++qx) at_the_edge(qx);
    for (std::int64_t qx = whole.hi; qx < g.QW; ++qx) at_the_edge(qx);
    if (zeros && rows.hi - rows.lo < g.PH) {
      for (std::int64_t qx = 0; qx < g.QW; ++qx) pooled[qx] = larger(pooled[qx], 0.0F);
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
