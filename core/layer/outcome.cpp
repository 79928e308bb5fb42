#include "core/layer/outcome.h"

#include <algorithm>
#include <vector>

namespace unfold {

namespace {

// The windows along one axis that read any of lo..hi - 1: first..last - 1.
struct Windows {
  std::int64_t first = 0, last = 0;
  [[nodiscard]] std::int64_t count() const { return std::max<std::int64_t>(0, last - first); }
};
Windows windows_of(std::int64_t lo, std::int64_t hi, std::int64_t pad, std::int64_t window,
                   std::int64_t stride, std::int64_t count) {
  const std::int64_t from = lo + pad - window + 1;  // no window that begins before reaches lo
  const std::int64_t first = from <= 0 ? 0 : (from + stride - 1) / stride;
  return {first, std::min(count, (hi - 1 + pad) / stride + 1)};
}

std::optional<std::int64_t> count_wins(const Walkthrough& walk, const CellBox& sums, std::int64_t most) {
  const Geometry& g = walk.geometry();
  const Index &lo = sums.first, &n = sums.count;
  const Windows rows = windows_of(lo[2], lo[2] + n[2], g.pool_pad, g.PH, g.pool_stride, g.QH);
  const Windows cols = windows_of(lo[3], lo[3] + n[3], g.pool_pad, g.PW, g.pool_stride, g.QW);
  if (n[0] * n[1] * rows.count() * cols.count() > most) return std::nullopt;
  const Shape outputs{g.N, g.QH, g.QW, g.FN};
  std::int64_t wins = 0;
  std::vector<char> won;
  for (std::int64_t i = lo[0]; i < lo[0] + n[0]; ++i) {
    for (std::int64_t f = lo[1]; f < lo[1] + n[1]; ++f) {
      won.assign(static_cast<std::size_t>(n[2] * n[3]), 0);
      for (std::int64_t qy = rows.first; qy < rows.last; ++qy) {
        for (std::int64_t qx = cols.first; qx < cols.last; ++qx) {
          const std::int64_t best = walk.argmax(flatten(outputs, {i, qy, qx, f}));
          const std::int64_t oy = qy * g.pool_stride - g.pool_pad + best / g.PW - lo[2];
          const std::int64_t ox = qx * g.pool_stride - g.pool_pad + best % g.PW - lo[3];
          if (oy >= 0 && ox >= 0 && oy < n[2] && ox < n[3]) won[static_cast<std::size_t>(oy * n[3] + ox)] = 1;
        }
      }
      wins += std::count(won.begin(), won.end(), 1);
    }
  }
  return wins;
}

}  // namespace

Outcome outcome_of(const Walkthrough& walk, const CellRef& cell, std::int64_t most_windows) {
  const Kin kin = kin_of(walk.geometry(), walk.has_bias(), cell);
  Outcome outcome;
  std::optional<CellBox> sums;
  for (const CellBox& box : kin.to)
    if (box.tensor == TensorId::conv) sums = box;
  for (const CellRef& same : kin.same) {
    if (same.tensor == TensorId::conv) sums = single(same);
    if (same.tensor == TensorId::col) ++outcome.copies;
  }
  if (!sums) return outcome;
  outcome.filters = sums->count[1];
  outcome.sums = sums->cells();
  outcome.wins = count_wins(walk, *sums, most_windows);
  return outcome;
}

}  // namespace unfold
