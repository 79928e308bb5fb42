#pragma once

#include "core/layer/tensor_id.h"

namespace unfold::view {

// The tensor browser: one tensor in the place of the stage's canvas, seen whole or at any depth.
//
// `depth` 0 shows all of it, 1 its cells at their largest; between them both scales grow by equal ratios from
// those of the whole to those of the largest (browse/camera.h). The origin is the place of the tensor's grid
// (browse/grid.h) at the view's top left corner, in cells: a double, as a float does not tell apart the rows
// of a matrix of three million.
struct Browse {
  TensorId tensor = TensorId::x;
  double depth = 0;
  double x = 0, y = 0;
  bool operator==(const Browse&) const = default;
};

}  // namespace unfold::view
