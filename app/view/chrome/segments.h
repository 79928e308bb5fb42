#pragma once

#include "app/view/painter.h"
#include "app/view/stages/stage_view.h"

#include <vector>

namespace unfold::view {

// A segmented control: one choice of a few, the chosen one pressed. Twice the label's size high.
[[nodiscard]] float segments_width(const Painter& p, const std::vector<Toggle>& choices);
// Ends at `right`; returns its left end.
float draw_segments(Painter& p, const std::vector<Toggle>& choices, float right, float y);

}  // namespace unfold::view
