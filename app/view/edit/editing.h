#pragma once

#include "app/view/history.h"
#include "core/layer/cell_map.h"
#include "core/lesson/cell_edit.h"

#include <cstddef>
#include <optional>
#include <string>

namespace unfold::view {

// The field that is open over a cell. Its text is ASCII, so that the caret counts characters.
struct Editing {
  enum class Note { none, not_a_number, no_such_character };

  CellRef cell;   // the number of x, W or b that is edited
  CellRef shown;  // the cell that was asked for: the same, or a copy of it
  std::string text;
  std::size_t caret = 0;
  bool selected = true;  // all of the text: the next character takes its place
  Note note = Note::none;
  Choice before;       // what Esc goes back to
  Ways ways;           // and what could be taken back there
  bool tried = false;  // a number of it has been computed
};

// Why there is no field.
struct EditRefusal {
  EditOrigin::Why why = EditOrigin::Why::computed;
  CellRef cell;
};

}  // namespace unfold::view
