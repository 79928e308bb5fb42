#pragma once

#include "app/view/stages/pool_piece.h"

namespace unfold::view {

// Where the running window stands, and the cell of it that is kept.
struct RunningWindow {
  Rect window, kept;
};
// The numbers of the map around window w, or all of them; each window's maximum has its corner marked.
RunningWindow draw_window_numbers(Painter& p, const StageContext& context, const PoolWindow& w,
                                  const PieceFrame& frame);
// Its rows and columns, those of the window strong.
void draw_window_ticks(Painter& p, const Geometry& g, const PoolWindow& w, const PieceFrame& frame);
// The pooled values of the same windows; returns the place of w's.
Rect draw_pooled_piece(Painter& p, const StageContext& context, const PoolWindow& w, const PieceFrame& frame,
                       Vec2 origin);
// The kept number on its way to its place in the pooled map.
void draw_flight(Painter& p, const StageContext& context, const PoolWindow& w, Rect from, Rect to,
                 const PieceLook& look);
// Where the arrow to the pooled map leaves: at the window, or, where it would strike out numbers beside it,
// at the edge of them all.
[[nodiscard]] float arrow_start(const PieceFrame& frame, const PoolWindow& w, Rect running);

[[nodiscard]] StageStory tell_pool_max(const StageContext& context);

}  // namespace unfold::view
