#pragma once

#include "app/view/actions/list.h"
#include "app/view/geometry2d.h"
#include "core/layer/cell_map.h"

namespace unfold::view {

// The tensor browser. Zooming, panning and fitting are the canvas's own actions.
namespace act {
struct ToggleBrowse {};  // the tensor of the present stage in the place of its canvas; again: back
struct BrowseTensor {
  TensorId tensor = TensorId::x;
};
struct BrowseCell {
  CellRef cell;
};  // to its digits
struct BrowseEnd {
  bool last = true;
};  // to the digits of the last row, or of the first
struct BrowseDive {
  Vec2 at;
};  // a point of the window: to the digits there; from digits to the whole
struct BrowseMap {
  double across = 0, down = 0;
};  // 0..1 of the tensor to the middle of the view
}  // namespace act

using BrowseActions = TypeList<act::ToggleBrowse, act::BrowseTensor, act::BrowseCell, act::BrowseEnd,
                               act::BrowseDive, act::BrowseMap>;

}  // namespace unfold::view
