#pragma once

#include "app/view/actions/list.h"
#include "app/view/geometry2d.h"

#include <optional>

namespace unfold::view {

// The camera over the canvas.
namespace act {
struct ZoomBy {
  float factor = 1;
  std::optional<Vec2> about;
};  // a point of the canvas that stays; none: its middle
struct PanBy {
  Vec2 by;
};  // screen pixels
struct Fit {};
}  // namespace act

using CanvasActions = TypeList<act::ZoomBy, act::PanBy, act::Fit>;

}  // namespace unfold::view
