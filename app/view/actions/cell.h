#pragma once

#include "app/view/actions/list.h"
#include "app/view/geometry2d.h"
#include "core/layer/cell_map.h"

#include <cstdint>
#include <optional>

namespace unfold::view {

// The cell that is explained.
namespace act {
struct Point {
  CellRef cell;
  Rect at{};  // where it lies in the window, as large as it is seen; nothing where that is not known
};
struct Unpoint {};
struct Pin {
  CellRef cell;
};  // again: lets go
// Pins the neighbour of the explained cell, in the last two axes of its tensor; at the rim the cell itself.
struct PinBy {
  std::int64_t down = 0, across = 0;
};
struct Unpin {};
// The passport of the pinned cell, or of the explained one, which it pins. Again: closes it.
struct TogglePassport {};
struct CopyPassport {};  // as plain text
// Of the pixel's copies the one at (y, x) of its window is followed.
struct FollowCopy {
  std::int64_t y = 0, x = 0;
};
// To the stage and the step that make this cell; what is explained stays pinned.
struct OpenCell {
  CellRef cell;
};
struct HoverRow {
  std::optional<CellRef> cell;
};                       // of the passport, or of the cell's panel
struct ToggleMemory {};  // the panel's rows: indices, or places in memory
struct HoverAxis {
  Axis axis = Axis::none;
};
}  // namespace act

using CellActions =
    TypeList<act::Point, act::Unpoint, act::Pin, act::PinBy, act::Unpin, act::HoverAxis, act::TogglePassport,
             act::CopyPassport, act::FollowCopy, act::OpenCell, act::HoverRow, act::ToggleMemory>;

}  // namespace unfold::view
