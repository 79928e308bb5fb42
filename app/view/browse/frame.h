#pragma once

#include "app/view/browse/camera.h"
#include "app/view/layout.h"

namespace unfold::view {

// Where the browser's parts are on the canvas: the indices of the rows at the left, those of the columns
// above, the cells, the map at the right, and one line of words below.
struct BrowseFrame {
  Rect row_labels, col_labels, cells, foot;
  Rect map;  // of the whole tensor: a strip beside a matrix, a picture in the corner of others
};
[[nodiscard]] BrowseFrame browse_frame(const Layout& layout, const TensorGrid& grid);

// All that drawing and the actions need of a Browse, for a window of that size.
struct Browsed {
  TensorGrid grid;
  BrowseFrame frame;
  BrowseView view;
};
[[nodiscard]] Browsed browsed(const Geometry& g, const Layout& layout, const Browse& browse);
// Is there a map: something of the tensor is out of sight, or its rows share pixels.
[[nodiscard]] bool has_map(const Browsed& b);
// How far across and down the map a point lies, 0..1.
[[nodiscard]] std::pair<double, double> on_map(const Rect& map, Vec2 at);

}  // namespace unfold::view
