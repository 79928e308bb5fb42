#pragma once

#include "app/view/stages/pool_strip.h"

namespace unfold::view {

// The numbers of the strip's row, the block of window w strong; returns where that stands. Cells of
// `numbered` and more carry their numbers.
Rect draw_strip(Painter& p, const StageContext& context, const PoolStrip& strip, const PoolWindow& w,
                float text, float numbered);

// A small layer's row with all its maps: above each block the map whose window it is, where there is height
// for it; below it the addresses and the row of pool_windows that reads it.
struct RowInMemory {
  PoolStrip strip;
  float width = 0;       // that its words have
  float map_height = 0;  // 0: no maps
  float bottom = 0;      // below the rows' names
};
// How tall it is with maps so tall.
[[nodiscard]] float row_in_memory_height(const Painter& p, float map_height);
[[nodiscard]] RowInMemory lay_out_row(const Painter& p, const Geometry& g, Rect room, float map_height);
// Can its addresses be read, and are its blocks wide enough for maps over them?
[[nodiscard]] bool has_room(const Painter& p, const Geometry& g, const RowInMemory& row);
// Returns where w's block stands, down to the name of its row.
Rect draw_row_in_memory(Painter& p, const StageContext& context, const RowInMemory& row, const PoolWindow& w);

void draw_pool_reshape_present(Painter& p, const StageContext& context, Rect box);

}  // namespace unfold::view
