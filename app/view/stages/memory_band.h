#pragma once

#include "app/view/stages/unfolded_cell.h"

namespace unfold::view::unfolding {

// Linear memory. `at`: the strips' area, labels at its left from label_x on.
struct MemoryBand {
  float label_x = 0;
  Rect at;
};
// How tall the band is: one strip with its addresses and jumps, or two strips with lines between.
[[nodiscard]] float memory_height(bool copied, float unit);

// col6's memory with one row of col in it; nothing moves: the same addresses, read in another order.
void draw_memory_view(Painter& p, const StageContext& context, const MemoryBand& band, std::int64_t row,
                      const UnfoldedCell& cell);
// The row's numbers lie apart in col6's memory, and side by side in col's, where this step writes them.
void draw_memory_copy(Painter& p, const StageContext& context, const MemoryBand& band, std::int64_t row,
                      const UnfoldedCell& cell);

}  // namespace unfold::view::unfolding
