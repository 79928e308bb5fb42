#pragma once

#include "app/view/browse/browse.h"
#include "app/view/browse/grid.h"
#include "app/view/geometry2d.h"

namespace unfold::view {

// How a grid is looked at through `cells`, a rectangle of the window: logical pixels a cell, the place at the
// rectangle's top left corner, and what there is to see. Everything is a pure function of the grid, the
// rectangle and the Browse.
struct BrowseView {
  Rect cells;
  double sx = 1, sy = 1;
  double x = 0, y = 0;
  Rect content;     // the part of `cells` that the grid fills
  GridRange range;  // the places that are seen, in part or whole

  [[nodiscard]] double px(double col) const { return static_cast<double>(cells.x) + (col - x) * sx; }
  [[nodiscard]] double py(double row) const { return static_cast<double>(cells.y) + (row - y) * sy; }
};
[[nodiscard]] BrowseView look_at(const TensorGrid& grid, Rect cells, const Browse& browse);

// The first depth at which every cell has room for its digits, 0 where the whole does already.
[[nodiscard]] double readable_depth(const TensorGrid& grid, Rect cells);
[[nodiscard]] bool all_seen(const TensorGrid& grid, const BrowseView& view);

// Each gives the new Browse, kept within the tensor. `at` is a point of the window.
[[nodiscard]] Browse zoomed(const TensorGrid& grid, Rect cells, Browse browse, double factor, Vec2 at);
[[nodiscard]] Browse panned(const TensorGrid& grid, Rect cells, Browse browse, Vec2 by);
[[nodiscard]] Browse whole(Browse browse);
// To readable digits under `at`; from there back to the whole. Near an edge of the tensor its first or last
// row or column is meant, however many share that pixel.
[[nodiscard]] Browse dived(const TensorGrid& grid, Rect cells, Browse browse, Vec2 at);
// To this place, at readable digits or nearer, in the middle of the view.
[[nodiscard]] Browse gone_to(const TensorGrid& grid, Rect cells, Browse browse, GridPlace place);
// The middle of the view to the place `u` of the way across and `v` of the way down; from the whole to
// digits.
[[nodiscard]] Browse moved_on_map(const TensorGrid& grid, Rect cells, Browse browse, double u, double v);

}  // namespace unfold::view
