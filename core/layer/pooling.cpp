#include "core/layer/pooling.h"

#include "core/layer/engine/kernel_sets.h"

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
void raise(const engine::Kernels& kernels, float* out, const float* row, std::int64_t count,
           std::int64_t step) {
  if (step == 1) {
    kernels.raise(out, row, count);
  } else if (step == 2) {
    kernels.raise_every_second(out, row, count);
  } else {
    for (std::int64_t i = 0; i < count; ++i) out[i] = larger(out[i], row[step * i]);
  }
}

// What most layers have: a window of 2x2 that moves by 2.
bool is_in_pairs(const Slide& s) { return s.window == 2 && s.stride == 2 && s.dilation == 1; }

void max_row(const Geometry& g, const engine::Kernels& kernels, const PoolRow& row, const float* map,
             float* pooled, float* tallest) {
  const std::int64_t windows = row.whole_hi - row.whole_lo;
  if (row.in_pairs) {
    const float* upper = map + row.rows.first * g.OW + row.begin;
    kernels.pool_pairs(pooled + row.first, upper, upper + g.OW, windows);
    return;
  }
  // First down the columns, where neighbours lie side by side, then along the row.
  const Slide across = g.pool_cols();
  std::copy_n(map + row.rows.first * g.OW + row.lo, row.hi - row.lo, tallest + row.lo);
  for (std::int64_t i = 1; i < row.rows.count; ++i)
    kernels.raise(tallest + row.lo, map + row.rows.at(i) * g.OW + row.lo, row.hi - row.lo);

  const float* begin = tallest + row.begin;
  for (std::int64_t i = 0; i < windows; ++i) pooled[row.whole_lo + i] = begin[i * across.stride];
  for (std::int64_t x = 1; windows > 0 && x < g.PW; ++x)
    raise(kernels, pooled + row.whole_lo, begin + x * across.dilation, windows, across.stride);
  const bool zeros = g.pool_padding == PoolPadding::zeros;
  const auto at_the_edge = [&](std::int64_t qx) {
    pooled[qx] = tallest_of(tallest, places_on(across, qx));
    if (zeros && reads_padding(across, qx)) pooled[qx] = larger(pooled[qx], 0.0F);
  };
  for (std::int64_t qx = row.first; qx < row.whole_lo; ++qx) at_the_edge(qx);
  for (std::int64_t qx = row.whole_hi; qx < row.end; ++qx) at_the_edge(qx);
  if (zeros && row.padded) {
    for (std::int64_t qx = row.first; qx < row.end; ++qx) pooled[qx] = larger(pooled[qx], 0.0F);
  }
}

void average_row(const Geometry& g, const PoolRow& row, const float* map, float* pooled) {
  const Slide down = g.pool_rows(), across = g.pool_cols();
  const Progression& rows = row.rows;
  for (std::int64_t qx = row.first; qx < row.end; ++qx) {
    const Progression cols = places_on(across, qx);
    double sum = 0.0;
    for (std::int64_t i = 0; i < rows.count; ++i) {
      for (std::int64_t j = 0; j < cols.count; ++j)
        sum += static_cast<double>(map[rows.at(i) * g.OW + cols.at(j)]);
    }
    const std::int64_t counted = g.pool_padding == PoolPadding::zeros
                                     ? cells_within(down, row.qy).count * cells_within(across, qx).count
                                     : rows.count * cols.count;
    pooled[qx] = static_cast<float>(sum / static_cast<double>(counted));
  }
}

}  // namespace

PoolRow pool_row(const Geometry& g, std::int64_t qy, std::int64_t first, std::int64_t end) {
  const Slide down = g.pool_rows(), across = g.pool_cols();
  PoolRow row{.qy = qy, .first = first, .end = end, .rows = places_on(down, qy)};
  row.padded = reads_padding(down, qy);
  const Span whole = whole_windows(across);
  row.whole_lo = std::clamp(whole.lo, first, end);
  row.whole_hi = std::clamp(whole.hi, first, end);
  row.begin = across.place(row.whole_lo, 0) - across.before;
  row.lo = std::max<std::int64_t>(0, across.place(first, 0) - across.before);
  row.hi = std::min(g.OW, across.place(end - 1, across.window - 1) - across.before + 1);
  row.in_pairs = is_in_pairs(down) && is_in_pairs(across) && row.rows.count == 2 &&
                 row.whole_hi - row.whole_lo == end - first;
  return row;
}

void pool_cells(const Geometry& g, const engine::Kernels& kernels, const PoolRow& row, const float* map,
                float* pooled, float* tallest) {
  switch (g.pool_kind) {
  case PoolKind::max: max_row(g, kernels, row, map, pooled, tallest); break;
  case PoolKind::average: average_row(g, row, map, pooled); break;
  }
}

void pool_map(const Geometry& g, const float* map, float* pooled, std::vector<float>& scratch) {
  scratch.resize(static_cast<std::size_t>(g.OW));
  for (std::int64_t qy = 0; qy < g.QH; ++qy) {
    pool_cells(g, *engine::baseline_kernels(), pool_row(g, qy, 0, g.QW), map, pooled + qy * g.QW,
               scratch.data());
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
