#pragma once

#include "app/view/stages/unfolded_cell.h"

namespace unfold::view::unfolding {

// The same numbers twice: as col6 has them, one plane of all windows for each place (fh, fw), and as col6_t
// has them, one window for each place (oh, ow). `channel` and image are those of the explained cell.
void draw_nested_grids(Painter& p, const StageContext& context, Rect at, const UnfoldedCell& cell);

}  // namespace unfold::view::unfolding
