#pragma once

#include "app/view/layout.h"
#include "app/view/painter.h"
#include "app/view/stages/stage_view.h"
#include "app/view/state.h"
#include "app/view/texts.h"

namespace unfold::view {

// The whole window as plain data. app/ui draws `chrome`, then `canvas` through the camera and clipped to
// canvas_area, then `overlay` (menus, the sheet of keys, the message line). Hits: overlay first, then canvas,
// then chrome.
struct WindowScenes {
  Layout layout;
  Scene chrome;
  Rect canvas_area;  // where the canvas is seen; its hits count only inside
  Scene canvas;      // in canvas coordinates, which equal the window's at zoom 1
  Scene overlay;
};
[[nodiscard]] WindowScenes build_window(const State& state, const Texts& texts, const TextMeasure& measure,
                                        Vec2 size);

// The cell that is explained: the one under the pointer, else the pinned one, else the stage's own subject.
[[nodiscard]] CellRef subject_cell(const State& state);
[[nodiscard]] StageContext stage_context(const State& state, const Texts& texts);

// Frames around the subject cell, the cells it was made of and the cells it goes to, wherever the scene shows
// them: from the cell map and the scene's own CellHits, for every stage alike.
void light_cells(Painter& painter, const Walkthrough& walkthrough, const CellRef& cell, std::int64_t filter);

// A press or a drag on a slider at `p` means this action.
[[nodiscard]] std::optional<Action> slide(const State& state, const Layout& layout, Slider slider, Vec2 p);

}  // namespace unfold::view
