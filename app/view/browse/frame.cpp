#include "app/view/browse/frame.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

// A picture of the whole grid in the corner: its proportions kept, as far as it stays a picture.
Rect corner_map(const TensorGrid& grid, Rect cells) {
  const double largest = std::min(132.0, static_cast<double>(cells.w) / 4);
  const double scale =
      std::min(largest / static_cast<double>(grid.cols), largest / static_cast<double>(grid.rows));
  const auto side = [&](std::int64_t count) {
    return static_cast<float>(std::max(8.0, std::round(scale * static_cast<double>(count))));
  };
  const float w = side(grid.cols);
  return {cells.right() - w - 8, cells.y + 8, w, side(grid.rows)};
}

}  // namespace

BrowseFrame browse_frame(const Layout& l, const TensorGrid& grid) {
  const float label = l.type.label;
  const bool rows_merged = grid.matrix && grid.shape.rank() > 0;
  const float left = std::round(label * (rows_merged ? 9.5F : 3.6F));
  const float top = std::round(label * (grid.matrix ? 4.2F : 2.8F));
  const float foot = std::round(label * 1.9F);
  const float strip = grid.matrix ? std::round(label * 2.4F) : 0;
  BrowseFrame f;
  const Rect& c = l.content;
  f.cells = {c.x + left, c.y + top, std::floor(c.w - left - strip), std::floor(c.h - top - foot)};
  f.row_labels = {c.x, f.cells.y, left, f.cells.h};
  f.col_labels = {f.cells.x, c.y, f.cells.w, top};
  f.foot = {c.x, f.cells.bottom(), c.w, foot};
  const float bar = std::round(label * 1.3F);
  f.map = grid.matrix ? Rect{c.right() - bar - 1, f.cells.y, bar, f.cells.h} : corner_map(grid, f.cells);
  return f;
}

Browsed browsed(const Geometry& g, const Layout& layout, const Browse& browse) {
  Browsed b{tensor_grid(g, browse.tensor), {}, {}};
  b.frame = browse_frame(layout, b.grid);
  b.view = look_at(b.grid, b.frame.cells, browse);
  // Beside a narrow matrix the strip stands close to it.
  if (b.grid.matrix) b.frame.map.x = std::min(b.frame.map.x, b.view.content.right() + 12);
  return b;
}

bool has_map(const Browsed& b) { return !all_seen(b.grid, b.view) || (b.grid.matrix && b.view.sy < 1); }

std::pair<double, double> on_map(const Rect& map, Vec2 at) {
  const auto part = [](float p, float from, float extent) {
    return std::clamp(static_cast<double>(p - from) / static_cast<double>(extent), 0.0, 1.0);
  };
  return {part(at.x, map.x, map.w), part(at.y, map.y, map.h)};
}

}  // namespace unfold::view
