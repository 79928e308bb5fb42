#pragma once

#include "app/view/browse/browser.h"

#include <string>
#include <vector>

// What the parts of the browser's picture share.
namespace unfold::view::browsing {

// The most blocks of cells that one frame lists; where there are more, a whole plane answers as one cell.
constexpr std::int64_t most_blocks = 3000;

void draw_cells(Painter& p, const StageContext& context, const Browsed& b, const Coloring& coloring);
void draw_separators(Painter& p, const Browsed& b, const Geometry& g);
void draw_plane_names(Painter& p, const Browsed& b);
void hit_cells(Painter& p, const Browsed& b);
// Accent around what the present step works on.
void mark_step(Painter& p, const StageContext& context, const Browsed& b);
void draw_headers(Painter& p, const StageContext& context, const Browsed& b);
void draw_map(Painter& p, const StageContext& context, const Browsed& b, const Coloring& coloring);
void draw_foot(Painter& p, const StageContext& context, const Browsed& b, const Coloring& coloring);

[[nodiscard]] Reducing reducing_of(const Coloring& coloring);
// "fh", "n": what one index of the axis is called; H and W of pictures are "h" and "w".
[[nodiscard]] std::string index_name(const TensorGrid& grid, int axis, int part);
// The names of an axis's parts; one without a name where it has none.
[[nodiscard]] AxisNames names_of(const TensorGrid& grid, int axis);
// The rectangle of places on the screen.
[[nodiscard]] Rect rect_of_places(const BrowseView& view, GridPlace at, std::int64_t rows, std::int64_t cols);
// Whole periods of rows (or columns) after which something begins anew, the shortest first: a plane, a
// window, a channel.
[[nodiscard]] std::vector<std::int64_t> periods(const TensorGrid& grid, const Geometry& g, bool of_rows);

}  // namespace unfold::view::browsing
