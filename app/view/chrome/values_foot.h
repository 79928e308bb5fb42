#pragma once

#include "app/view/chrome/chrome.h"

namespace unfold::view {

// At the foot of the cell panel: the values among which the cell's stands. The largest form that `room` px
// hold is as high as this; 0 where not even the bar of colours fits.
[[nodiscard]] float values_foot_height(const Painter& p, const ChromeContext& c, const CellRef& cell,
                                       float room);
// In that form, `at` as high as it: smallest, mean and largest value, the histogram on its bar of colours
// with the cell's value marked, what the colours clip, and the choice of colours and range.
void draw_values_foot(Painter& p, const ChromeContext& c, const CellRef& cell, Rect at);

}  // namespace unfold::view
