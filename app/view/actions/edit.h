#pragma once

#include "app/view/actions/list.h"
#include "core/layer/cell_map.h"
#include "core/lesson/input_fill.h"

#include <optional>
#include <string>

namespace unfold::view {

// The numbers that the layer is fed: filled by a rule, or typed by hand into a field over a cell.
namespace act {
struct SetFill {
  std::optional<InputFill> fill;
};  // none: the picture again
struct EditCell {
  CellRef cell;
};                   // opens the field on this cell; on a copy, on the number that it copies
struct EditHere {};  // on the cell that is explained; again: the field closes
struct TypeText {
  std::string text;
};  // UTF-8, as the keyboard or an input method hands it over
enum class FieldKey { left, right, home, end, backspace, erase };
struct PressInField {
  FieldKey key = FieldKey::left;
};
struct NudgeEdit {
  int steps = 1;
};                    // winds the value up or down, at once
struct ApplyEdit {};  // Enter: the field closes, unless it holds no number
struct EditNext {
  int cells = 1;
};                    // Tab: applies, and goes on
struct ResetCell {};  // the one in the field
enum class Resets { x, weights, all };
struct ResetCells {
  Resets what = Resets::all;
};
}  // namespace act

using EditActions = TypeList<act::SetFill, act::EditCell, act::EditHere, act::TypeText, act::PressInField,
                             act::NudgeEdit, act::ApplyEdit, act::EditNext, act::ResetCell, act::ResetCells>;

}  // namespace unfold::view
