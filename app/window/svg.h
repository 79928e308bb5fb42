#pragma once

#include "app/view/kept/drawing.h"
#include "app/view/painter.h"

#include <string>

namespace unfold::window {

// The window, or a part of it, as SVG 1.1: every line, shape and word as itself, sharp at any size, and the
// tensors' pictures as embedded PNGs, texel by texel where they are enlarged. Words name the window's font
// families and keep the widths that `measure` gives them, whichever font stands in.
[[nodiscard]] std::string svg_of(const view::Drawing& drawing, const view::Theme& theme,
                                 const view::TextMeasure& measure);

}  // namespace unfold::window
