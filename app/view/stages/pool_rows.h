#pragma once

#include "app/view/stages/stage_view.h"

namespace unfold::view {

// The rows of pool_windows around `row`, one window a row, each named by N, OH, OW and C; with the maximum at
// the right when `with_max`, empty in rows after `row`. A bar at the far right says where the rows lie among
// all of them. Returns where the running row's values stand.
Rect draw_window_rows(Painter& painter, const StageContext& context, Rect room, std::int64_t row,
                      bool with_max);

// What stands in a cell of the ring of pool_pad.
[[nodiscard]] CellNumber pool_padding_number(const Geometry& g);

// The corner that marks a window's maximum, filled; and, open, another number that is as large.
void kept_corner(Painter& painter, Rect cell, Color ink, float size);
void tied_corner(Painter& painter, Rect cell, Color ink, float size);

}  // namespace unfold::view
