#pragma once

#include "app/view/stages/stage_view.h"

#include <cstdint>
#include <string>

namespace unfold::view {

// The rows of pool_windows around `row`, one window a row, each named by N, OH, OW and C; with the maximum at
// the right when `with_max`, empty in rows after `row`. A bar at the far right says where the rows lie among
// all of them. Returns where the running row's values stand.
// They are taller where there is room for all of them.
Rect draw_window_rows(Painter& painter, const StageContext& context, Rect room, std::int64_t row,
                      bool with_max);

// The right edge of their values.
[[nodiscard]] float window_rows_right(const Painter& painter, const Geometry& g, Rect room);
// What so many rows take, at their lowest.
[[nodiscard]] float window_rows_height(const Painter& painter, const Geometry& g, std::int64_t rows);

// Does column k of a map's block in this row of pool_col come from beyond the map?
[[nodiscard]] bool beyond_map(const Geometry& g, std::int64_t row, std::int64_t k);
// A cell of a pooling window beyond the map, at row r and column c of it: padding with what it counts as, or,
// where the window hangs over, nothing that could win.
void draw_beyond_map(Painter& painter, const Geometry& g, Rect at, std::int64_t r, std::int64_t c, bool lit,
                     float text);
// "the last row", or nothing: what hangs over where the pooled size is rounded up.
[[nodiscard]] std::string hanging_words(const Geometry& g, const Texts& texts);

// The corner that marks a window's maximum, filled; and, open, another number that is as large.
void kept_corner(Painter& painter, Rect cell, Color ink, float size);
void tied_corner(Painter& painter, Rect cell, Color ink, float size);

}  // namespace unfold::view
