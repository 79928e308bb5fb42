#include "core/layer/pooling.h"

#include <algorithm>
#include <cmath>

namespace unfold {

namespace {

// NumPy's maximum: a NaN on either side stays.
float larger(float a, float b) { return b > a || b != b ? b : a; }

// The windows lo..hi - 1 lie on the map whole, along one axis.
struct Span {
  std::int64_t lo = 0, hi = 0;
};
Span whole_windows(const Slide& s) {
  const std::int64_t lo = std::min(s.count, (s.before + s.stride - 1) / s.stride);
  const std::int64_t room = s.size + s.before - s.extent();  // where the last whole window may begin
  return {lo, room < 0 ? lo : std::max(lo, std::min(s.count, room / s.stride + 1))};
}

// The places on the map that window i reads, in steps of the dilation.
Progression places_on(const Slide& s, std::int64_t i) {
  const Progression cells = cells_on(s, i);
  return {s.place(i, cells.first) - s.before, cells.count, s.dilation};
}

// Does the window read padding, beside the map or not?
bool reads_padding(const Slide& s, std::int64_t i) { return cells_within(s, i).count > cells_on(s, i).count; }

float tallest_of(const float* row, const Progression& cols) {
  float most = row[cols.first];
  for (std::int64_t j = 1; j < cols.count; ++j) most = larger(most, row[cols.at(j)]);
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
  const Slide down = g.pool_rows(), across = g.pool_cols();
  const Span whole = whole_windows(across);
  const std::int64_t windows = whole.hi - whole.lo;
  scratch.resize(static_cast<std::size_t>(g.OW));
  float* tallest = scratch.data();
  for (std::int64_t qy = 0; qy < g.QH; ++qy, pooled += g.QW) {
    // First down the columns, where neighbours lie side by side, then along the row.
    const Progression rows = places_on(down, qy);
    std::copy_n(map + rows.first * g.OW, g.OW, tallest);
    for (std::int64_t i = 1; i < rows.count; ++i) raise(tallest, map + rows.at(i) * g.OW, g.OW, 1);

    const float* first = tallest + whole.lo * across.stride - across.before;
    for (std::int64_t i = 0; i < windows; ++i) pooled[whole.lo + i] = first[i * across.stride];
    for (std::int64_t x = 1; x < g.PW; ++x)
      raise(pooled + whole.lo, first + x * across.dilation, windows, across.stride);
    const auto at_the_edge = [&](std::int64_t qx) {
      pooled[qx] = tallest_of(tallest, places_on(across, qx));
      if (zeros && reads_padding(across, qx)) pooled[qx] = larger(pooled[qx], 0.0F);
    };
    for (std::int64_t qx = 0; qx < whole.lo; ++qx) at_the_edge(qx);
    for (std::int64_t qx = whole.hi; qx < g.QW; ++qx) at_the_edge(qx);
    if (zeros && reads_padding(down, qy)) {
      for (std::int64_t qx = 0; qx < g.QW; ++qx) pooled[qx] = larger(pooled[qx], 0.0F);
    }
  }
}

void pool_average(const Geometry& g, const float* map, float* pooled) {
  const Slide down = g.pool_rows(), across = g.pool_cols();
  for (std::int64_t qy = 0; qy < g.QH; ++qy) {
    const Progression rows = places_on(down, qy);
    for (std::int64_t qx = 0; qx < g.QW; ++qx) {
      const Progression cols = places_on(across, qx);
      double sum = 0.0;
      for (std::int64_t i = 0; i < rows.count; ++i) {
        for (std::int64_t j = 0; j < cols.count; ++j)
          sum += static_cast<double>(map[rows.at(i) * g.OW + cols.at(j)]);
      }
      const std::int64_t counted = g.pool_padding == PoolPadding::zeros
                                       ? cells_within(down, qy).count * cells_within(across, qx).count
                                       : rows.count * cols.count;
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
