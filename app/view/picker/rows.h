#pragma once

#include "app/view/geometry2d.h"
#include "app/view/picker/picker.h"
#include "app/view/theme.h"

#include <cstddef>
#include <vector>

namespace unfold::view {

// Where the parts of the picker are, in a window of `size` logical pixels.
struct PickerLayout {
  Type type;
  float line = 25;  // of the list
  Rect title, head, list, drop, right, foot;
};
[[nodiscard]] PickerLayout picker_layout(Vec2 size);

// The parts of the chosen tensor's box, from its top.
struct BoxLayout {
  float head = 36, sheet = 0, bias = 0, norm = 0, channels = 0;  // heights; 0: not there
  [[nodiscard]] float height() const { return head + sheet + bias + norm + channels; }
};
[[nodiscard]] BoxLayout box_layout(const Picker& picker);

// The list, line by line: groups of tensors under their headings, the chosen one as a box.
struct PickerRow {
  enum class Kind { heading, tensor, box, more };
  Kind kind = Kind::heading;
  TensorUse use = TensorUse::first_layer;
  std::size_t place = 0;  // tensor, box
  std::size_t count = 0;  // heading: of the group; more: of those that are folded away
  float y = 0, h = 0;     // from the top of the list, not scrolled
};
[[nodiscard]] std::vector<PickerRow> picker_rows(const Picker& picker, const PickerLayout& layout);

// The chosen tensor is read in the order of axes that its bias and its norm were found for.
[[nodiscard]] bool reads_as_listed(const Picker& picker);
// The banks that stand in the list, from top to bottom.
[[nodiscard]] std::vector<std::size_t> listed_banks(const Picker& picker);
// Those whose lines are on the screen.
[[nodiscard]] std::vector<std::size_t> glanced_at(const State& state);
// Scrolls within the list's ends.
void scroll_picker(State& state, float by);
// Scrolls until the chosen box is on the screen.
void show_chosen(State& state);

}  // namespace unfold::view
