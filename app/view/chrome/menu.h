#pragma once

#include "app/view/state.h"
#include "app/view/texts.h"
#include "core/layer/geometry.h"

#include <optional>
#include <string>
#include <vector>

namespace unfold::view {

// A line of a menu of the top bar.
struct MenuLine {
  std::string words;
  std::string note;  // quieter, at the right
  bool chosen = false;
  Action action;
  bool heading = false;          // names the group below it; answers nothing
  std::optional<Param> param{};  // is stepped down and up at the right of its value, which is the note
};

// Those of the menu that is open, from top to bottom.
[[nodiscard]] std::vector<MenuLine> menu_lines(const State& state, const Texts& texts);

}  // namespace unfold::view
