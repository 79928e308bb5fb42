#pragma once

#include "core/base/shape.h"

#include <vector>

namespace unfold {

// A dense float32 tensor, C order.
struct Array {
  Shape shape;
  std::vector<float> data;  // shape.count() values

  [[nodiscard]] float at(const Index& index) const {
    return data[static_cast<std::size_t>(flatten(shape, index))];
  }
};

}  // namespace unfold
