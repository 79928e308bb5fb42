#pragma once

#include "core/base/shape.h"
#include "core/layer/engine/floats.h"

namespace unfold {

// Maps (N, FN, rows, cols) in C order, in memory of the engine.
struct Maps {
  Shape shape;
  engine::Floats data;  // shape.count() values

  [[nodiscard]] float at(const Index& index) const {
    return data[static_cast<std::size_t>(flatten(shape, index))];
  }
};

}  // namespace unfold
