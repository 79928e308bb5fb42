#pragma once

#include "core/layer/cell_map.h"

namespace unfold {

// `count` cells from `first` on, with none left out between them.
[[nodiscard]] inline CellBox dense_box(TensorId tensor, Index first, Index count) {
  Index step = first;
  for (int i = 0; i < step.rank(); ++i) step[i] = 1;
  return {tensor, first, count, step};
}

}  // namespace unfold
