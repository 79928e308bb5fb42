#include "core/layer/follow.h"

#include <algorithm>

namespace unfold {

namespace {

CellRef first_of(const CellBox& box) { return {box.tensor, box.first}; }

// The one cell on the way back: the first source; in a pooling window the one asked for, or the first that is
// not padding.
std::optional<CellRef> before(const Geometry& g, const CellRef& cell, const Way& way) {
  const std::vector<CellBox> from = sources(g, false, cell);
  if (from.empty()) return std::nullopt;
  const CellRef first = first_of(from[0]);
  if (cell.tensor != TensorId::pool_max) return first;
  if (way.window_column) return CellRef{TensorId::pool_windows, {first.at[0], *way.window_column}};
  for (std::int64_t i = 0; i < from[0].count[1]; ++i) {
    const CellRef in_window{TensorId::pool_windows, {first.at[0], i}};
    const CellRef in_pool_col = first_of(sources(g, false, in_window)[0]);
    if (!sources(g, false, in_pool_col).empty()) return in_window;
  }
  return first;
}

std::optional<CellRef> after(const Geometry& g, const CellRef& cell, const Way& way);

// Does the way on from this copy of a pixel end in a pooled map?
bool is_pooled(const Geometry& g, const CellRef& copy, const Way& way) {
  CellRef at = copy;
  for (auto to = after(g, at, way); to; to = after(g, *to, way)) at = *to;
  return at.tensor == TensorId::pool;
}

// The one cell on the way on: the first target, of a pixel's copies the one asked for or the first that ends
// in a pooled map, and in out2d the one of the way's filter where only the row is known.
std::optional<CellRef> after(const Geometry& g, const CellRef& cell, const Way& way) {
  const std::vector<CellBox> to = targets(g, true, cell);
  if (to.empty()) return std::nullopt;
  if (cell.tensor == TensorId::img) {
    for (const CellBox& copy : to)
      if (copy.first[2] == way.y && copy.first[3] == way.x) return first_of(copy);
    const auto pooled = std::find_if(to.begin(), to.end(),
                                     [&](const CellBox& copy) { return is_pooled(g, first_of(copy), way); });
    return first_of(pooled == to.end() ? to[0] : *pooled);
  }
  CellRef first = first_of(to[0]);
  if (cell.tensor == TensorId::col)
    first.at[1] = std::clamp(way.filter, to[0].first[1], to[0].first[1] + to[0].count[1] - 1);
  return first;
}

}  // namespace

std::vector<CellRef> follow(const Geometry& g, const CellRef& cell, const Way& way) {
  std::vector<CellRef> passed{cell};
  for (auto to = before(g, cell, way); to; to = before(g, *to, way)) passed.push_back(*to);
  std::reverse(passed.begin(), passed.end());
  for (auto to = after(g, cell, way); to; to = after(g, *to, way)) passed.push_back(*to);
  return passed;
}

std::vector<CellRef> follow(const Geometry& g, const CellRef& cell, std::int64_t filter) {
  return follow(g, cell, Way{.filter = filter});
}

}  // namespace unfold
