#include "core/layer/cell_map.h"

#include <algorithm>
#include <optional>

namespace unfold {

namespace {

CellRef first_of(const CellBox& box) { return {box.tensor, box.first}; }

// The one cell on the way back: the first source, and in a pooling window the first that is not padding.
std::optional<CellRef> before(const Geometry& g, const CellRef& cell) {
  const std::vector<CellBox> from = sources(g, false, cell);
  if (from.empty()) return std::nullopt;
  const CellRef first = first_of(from[0]);
  if (cell.tensor != TensorId::pool_max) return first;
  for (std::int64_t i = 0; i < from[0].count[1]; ++i) {
    const CellRef in_window{TensorId::pool_windows, {first.at[0], i}};
    const CellRef in_pool_col = first_of(sources(g, false, in_window)[0]);
    if (!sources(g, false, in_pool_col).empty()) return in_window;
  }
  return first;
}

std::optional<CellRef> after(const Geometry& g, const CellRef& cell, std::int64_t filter);

// Does the way on from this copy of a pixel end in a pooled map?
bool is_pooled(const Geometry& g, const CellRef& copy, std::int64_t filter) {
  CellRef at = copy;
  for (auto to = after(g, at, filter); to; to = after(g, *to, filter)) at = *to;
  return at.tensor == TensorId::pool;
}

// The one cell on the way on: the first target, of a pixel's copies the first that ends in a pooled map, and
// in out2d the one of column `filter` where only the row is known.
std::optional<CellRef> after(const Geometry& g, const CellRef& cell, std::int64_t filter) {
  const std::vector<CellBox> to = targets(g, true, cell);
  if (to.empty()) return std::nullopt;
  if (cell.tensor == TensorId::img) {
    const auto pooled = std::find_if(
        to.begin(), to.end(), [&](const CellBox& copy) { return is_pooled(g, first_of(copy), filter); });
    return first_of(pooled == to.end() ? to[0] : *pooled);
  }
  CellRef first = first_of(to[0]);
  if (cell.tensor == TensorId::col) first.at[1] = std::clamp<std::int64_t>(filter, 0, g.FN - 1);
  return first;
}

}  // namespace

std::vector<CellRef> follow(const Geometry& g, const CellRef& cell, std::int64_t filter) {
  std::vector<CellRef> way{cell};
  for (auto to = before(g, cell); to; to = before(g, *to)) way.push_back(*to);
  std::reverse(way.begin(), way.end());
  for (auto to = after(g, cell, filter); to; to = after(g, *to, filter)) way.push_back(*to);
  return way;
}

}  // namespace unfold
