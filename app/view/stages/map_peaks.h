#pragma once

#include "app/view/stages/stage_view.h"

#include <vector>

namespace unfold::view {

// The chosen map's windows of the largest or the smallest values, as far as they are counted.
[[nodiscard]] std::vector<MapPeak> peaks_of(const StageContext& context, Peak peak);

// The windows themselves in columns, numbered, `width` wide; each is a button that pins its cell.
// `explained` is lit. Returns the bottom, or `top` where they do not fit above `bottom`.
float draw_peak_windows(Painter& painter, const StageContext& context, const std::vector<MapPeak>& peaks,
                        Vec2 top_left, float width, float bottom, const CellRef& explained,
                        std::size_t columns = 3);
// Their places on a picture of x at `at`, numbered, each a button.
void draw_peaks_on_x(Painter& painter, const StageContext& context, const std::vector<MapPeak>& peaks,
                     Rect at, const CellRef& explained);

}  // namespace unfold::view
