#pragma once

#include "app/view/actions/list.h"
#include "core/layer/cell_map.h"

namespace unfold::view {

// The cell that is explained.
namespace act {
struct Point {
  CellRef cell;
};
struct Unpoint {};
struct Pin {
  CellRef cell;
};  // again: lets go
struct Unpin {};
struct HoverAxis {
  Axis axis = Axis::none;
};
}  // namespace act

using CellActions = TypeList<act::Point, act::Unpoint, act::Pin, act::Unpin, act::HoverAxis>;

}  // namespace unfold::view
