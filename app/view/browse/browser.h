#pragma once

#include "app/view/browse/frame.h"
#include "app/view/painter.h"
#include "app/view/stages/stage_view.h"

namespace unfold::view {

// The tensor browser on the canvas: its cells, headers, map and one line of words.
void draw_browser(Painter& p, const StageContext& context, const Browsed& b);
// The stage's story with the browser's title, slice and buttons; code and words stay the stage's.
[[nodiscard]] StageStory browse_story(const StageContext& context, StageStory story, const Browsed& b);
// The button that opens it, for the stage's header.
[[nodiscard]] std::vector<Toggle> open_browser(const StageContext& context);
// The rail has a row for each stage's tensor; where the browsed one is shown there.
[[nodiscard]] TensorId rail_row_of(TensorId tensor);

}  // namespace unfold::view
