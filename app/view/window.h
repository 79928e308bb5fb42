#pragma once

#include "app/view/layout.h"
#include "app/view/painter.h"
#include "app/view/stages/stage_view.h"
#include "app/view/state.h"
#include "app/view/texts.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace unfold::view {

// Cells of one tensor that the canvas shows lit, and why: they hold the explained value, it was made of them,
// it goes into them, or the way that the passport follows passes them further on. `count`: of the cells that
// are on the canvas; `first`: a few of them.
struct LitCells {
  enum class Why { same, from, to, way };
  TensorId tensor = TensorId::x;
  Why why = Why::same;
  std::int64_t count = 0;
  std::vector<CellRef> first;

  bool operator==(const LitCells&) const = default;
};

// Where the keyboard begins in a menu: at the line that is chosen, else at the first one.
struct MenuStart {
  Rect line;
  bool chosen = false;
};

// The whole window as plain data. app/ui draws `chrome`, then `canvas` through the camera and clipped to
// canvas_area, then `overlay` (menus, the sheet of keys, the message line). Hits: overlay first, then canvas,
// then chrome.
struct WindowScenes {
  Layout layout;
  Scene chrome;
  Rect canvas_area;  // where the canvas is seen; its hits count only inside
  Scene canvas;      // in canvas coordinates, which equal the window's at zoom 1
  Scene overlay;
  std::vector<LitCells> lit;
  std::optional<MenuStart> menu{};  // of the menu that is open
};
[[nodiscard]] WindowScenes build_window(const State& state, const Texts& texts, const TextMeasure& measure,
                                        Vec2 size);

// The cell that is explained: the one under the pointer, else the pinned one, else the stage's own subject.
[[nodiscard]] CellRef subject_cell(const State& state);
[[nodiscard]] StageContext stage_context(const State& state, const Texts& texts);

// Lights what the cell has to do with (core's Kin), wherever the scene shows it, from the scene's own
// CellHits and so for every stage alike: all that hold its value in the accent, what it was made of and what
// it goes into in a thin line; a block of neighbours is one outline. Nothing is left out. `way`: the cells of
// the passport, of which those that are none of these are lit as well.
std::vector<LitCells> light_cells(Painter& painter, const Walkthrough& walkthrough, const CellRef& cell,
                                  const std::vector<CellRef>& way);

// Lights every word, chip and bracket of the scene that is of this axis.
void light_axis(Painter& painter, Axis axis);

// A press or a drag on a slider at `p` means this action. `dragged`: the drag has led to one before.
[[nodiscard]] std::optional<Action> slide(const State& state, const Layout& layout, Slider slider, Vec2 p,
                                          bool dragged = false);

}  // namespace unfold::view
