#include "core/layer/outcome.h"

#include <algorithm>
#include <vector>

namespace unfold {

namespace {

// The windows along one axis whose first to last cell reach into lo..hi - 1: first..last - 1.
struct Windows {
  std::int64_t first = 0, last = 0;
  [[nodiscard]] std::int64_t count() const { return std::max<std::int64_t>(0, last - first); }
};
Windows windows_of(const Slide& slide, std::int64_t lo, std::int64_t hi) {
  const std::int64_t from = lo + slide.before - slide.extent() + 1;  // none that begins before reaches lo
  const std::int64_t first = from <= 0 ? 0 : (from + slide.stride - 1) / slide.stride;
  return {first, std::min(slide.count, (hi - 1 + slide.before) / slide.stride + 1)};
}

// The windows that a box of conv lies in, along one axis.
Windows rows_over(const Geometry& g, const CellBox& sums) {
  const std::int64_t lo = sums.first[2];
  return windows_of(g.pool_rows(), lo, lo + (sums.count[2] - 1) * sums.step[2] + 1);
}
Windows cols_over(const Geometry& g, const CellBox& sums) {
  const std::int64_t lo = sums.first[3];
  return windows_of(g.pool_cols(), lo, lo + (sums.count[3] - 1) * sums.step[3] + 1);
}

std::int64_t windows_over(const Geometry& g, const CellBox& sums) {
  return sums.count[0] * sums.count[1] * rows_over(g, sums).count() * cols_over(g, sums).count();
}

std::int64_t count_wins(const Walkthrough& walk, const CellBox& sums) {
  const Geometry& g = walk.geometry();
  const Index &lo = sums.first, &n = sums.count;
  const Windows rows = rows_over(g, sums), cols = cols_over(g, sums);
  const Shape outputs{g.N, g.QH, g.QW, g.FN};
  std::int64_t wins = 0;
  std::vector<char> won;
  for (std::int64_t i = lo[0]; i < lo[0] + n[0]; ++i) {
    for (std::int64_t f = lo[1]; f < lo[1] + n[1]; ++f) {
      won.assign(static_cast<std::size_t>(n[2] * n[3]), 0);
      for (std::int64_t qy = rows.first; qy < rows.last; ++qy) {
        for (std::int64_t qx = cols.first; qx < cols.last; ++qx) {
          const std::int64_t best = walk.argmax(flatten(outputs, {i, qy, qx, f}));
          const CellRef most{TensorId::conv,
                             {i, f, g.pool_rows().place(qy, best / g.PW) - g.pool_pad.top,
                              g.pool_cols().place(qx, best % g.PW) - g.pool_pad.left}};
          if (!sums.contains(most)) continue;
          const std::int64_t oy = (most.at[2] - lo[2]) / sums.step[2],
                             ox = (most.at[3] - lo[3]) / sums.step[3];
          won[static_cast<std::size_t>(oy * n[3] + ox)] = 1;
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
  std::vector<CellBox> sums;  // of conv; they share no cell
  for (const CellBox& box : kin.to)
    if (box.tensor == TensorId::conv) sums.push_back(box);
  for (const CellRef& same : kin.same) {
    if (same.tensor == TensorId::conv) sums.push_back(single(same));
    if (same.tensor == TensorId::col) ++outcome.copies;
  }
  if (sums.empty()) return outcome;
  std::int64_t windows = 0;
  for (const CellBox& box : sums) {
    outcome.filters = box.count[1];
    outcome.sums += box.cells();
    windows += windows_over(walk.geometry(), box);
  }
  if (windows > most_windows) return outcome;
  std::int64_t wins = 0;
  for (const CellBox& box : sums) wins += count_wins(walk, box);
  outcome.wins = wins;
  return outcome;
}

}  // namespace unfold
