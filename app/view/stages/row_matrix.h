#pragma once

#include "app/view/stages/matrix_picture.h"
#include "app/view/stages/unfolded_cell.h"

namespace unfold::view::unfolding {

// col with one row pulled out of its neighbours, as large as `at` allows; rows after it are not yet written.
// Returns where that row's cells stand.
Rect draw_row_matrix(Painter& p, const StageContext& context, Rect at, std::int64_t row,
                     const UnfoldedCell& cell);
// The width at which each number of such a row has its cell; 0 where that is more than `room`.
[[nodiscard]] float row_numbers_width(const Painter& p, const Geometry& g, float room, float unit);
// img with the row's window framed, the window enlarged beside it where img is drawn small. Returns the frame
// that the row's line leads to.
Rect draw_window_image(Painter& p, const StageContext& context, Rect at, std::int64_t row,
                       const UnfoldedCell& cell);

}  // namespace unfold::view::unfolding
