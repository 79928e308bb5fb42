#pragma once

#include "app/view/painter.h"
#include "app/view/state.h"
#include "app/view/window.h"

#include <optional>
#include <vector>

namespace unfold::view {

// The controls of the window by keyboard. All of them are the scenes' own hits, so that whatever a click does
// the keyboard does, too; the one that has the focus is known by its place.

// In the window's coordinates, in the order in which the keyboard goes through them: bar, rail, picture,
// side, foot, each from left to right and from top to bottom. Where a menu or a sheet is open, only its own.
struct Focusable {
  Rect at;
  const ActionHit* hit = nullptr;  // of the scenes; never null
};
[[nodiscard]] std::vector<Focusable> controls(const WindowScenes& scenes, const State& state);

// The place of the control that is `by` further than the one that has the focus; none where there are none.
[[nodiscard]] std::optional<Rect> next_focus(const WindowScenes& scenes, const State& state, int by);
// The same for the lines of a menu: those at the height of the one that has the focus are passed over.
[[nodiscard]] std::optional<Rect> next_line(const WindowScenes& scenes, const State& state, int by);
// What has the focus now; its hit is null where nothing has.
[[nodiscard]] Focusable focused(const WindowScenes& scenes, const State& state);

// A ring around it, over everything.
void draw_focus(Painter& overlay, const WindowScenes& scenes, const State& state);

}  // namespace unfold::view
