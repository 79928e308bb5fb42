#pragma once

#include "app/view/painter.h"
#include "core/layer/histogram.h"

namespace unfold::view {

// A line of values under which a colouring lies: wide enough for the colours' range and for the data, and
// around zero where the colours are.
struct ValueAxis {
  float lo = 0, hi = 1;

  [[nodiscard]] float x(const Rect& at, float value) const;  // of a value, kept within `at`
};
[[nodiscard]] ValueAxis value_axis(const Coloring& coloring, float min, float max);

// The colours along the axis, `at.h` high. Beyond the colouring's range they stay what they are at its ends,
// and a notch marks where that begins.
void draw_value_colors(Painter& p, Rect at, const ValueAxis& axis, const Coloring& coloring);
// How often each value occurs, over the same axis; logarithmic, so that a single value is seen.
void draw_histogram(Painter& p, Rect at, const ValueAxis& axis, const Histogram& histogram);
// The accent's mark of one value on a bar of colours, `above` px higher than it.
void draw_value_mark(Painter& p, Rect bar, const ValueAxis& axis, float value, float above);

}  // namespace unfold::view
