#pragma once

#include "app/view/stages/pool_piece.h"

#include <cstdint>

namespace unfold::view {

// The place of the window that this step copies, y*PW + x.
[[nodiscard]] std::int64_t copied_place(const StageContext& context);
// Is row or column i this place of one of so many windows?
[[nodiscard]] bool is_place(std::int64_t i, std::int64_t place, std::int64_t stride, std::int64_t windows);

// Beside PH x PW planes and above them stand their y and x.
[[nodiscard]] float plane_label_room(const Painter& p, float text);
// The planes of map f: written, running, empty. Those of `cells` wide and high carry their numbers so large;
// without, they are as large as fits. Returns what they fill.
struct PlaneCells {
  float w = 0, h = 0, text = 0;
};
Rect draw_place_planes(Painter& p, const StageContext& context, Rect room, float text,
                       const PlaneCells& cells = {});

// The first windows of the map, as many as fit with cells so wide; the whole map, and wider cells, where
// that fits.
[[nodiscard]] PieceFrame corner_frame(const Geometry& g, Rect room, float text, float largest);
// The piece of the map with the place of each of its windows that this step copies lit.
void draw_places(Painter& p, const StageContext& context, const PieceFrame& frame);

// pool_col's rows around the strongest window with the columns that this step writes lit; at least one row.
[[nodiscard]] float pool_col_height(const Painter& p, std::int64_t rows, float row_height);
// What one map's block of it takes at least, its numbers readable.
[[nodiscard]] float pool_col_width(const Painter& p, const Geometry& g);
void draw_pool_col(Painter& p, const StageContext& context, Rect room, std::int64_t rows, float row_height);

}  // namespace unfold::view
