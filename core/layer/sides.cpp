#include "core/layer/sides.h"

namespace unfold {

std::string to_string(const Sides& sides) {
  if (sides.even()) return std::to_string(sides.top);
  return std::to_string(sides.top) + "," + std::to_string(sides.left) + "," + std::to_string(sides.bottom) +
         "," + std::to_string(sides.right);
}

}  // namespace unfold
