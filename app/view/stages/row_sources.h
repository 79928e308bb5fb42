#pragma once

#include "app/view/stages/unfolded_cell.h"

namespace unfold::view::unfolding {

// All of img in `at`, faint, and on it the pixels that a row of col was made of: for rows that are no window.
void draw_row_sources(Painter& p, const StageContext& context, Rect at, std::int64_t row);

// One channel's piece of a row of col or of a column of col_W, as `rows` x `cols` cells from element k0 on.
void draw_line_as_plane(Painter& p, const StageContext& context, const CellRef& first, Rect at,
                        std::int64_t rows, std::int64_t cols, const Coloring& coloring);

}  // namespace unfold::view::unfolding
