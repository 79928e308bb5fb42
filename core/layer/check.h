#pragma once

#include "core/base/array.h"
#include "core/layer/geometry.h"

#include <cstdint>

namespace unfold {

struct LayerCheck {
  std::int64_t cells = 0;
  float largest_difference = 0;
  bool ok = false;
};

// The largest magnitudes of the layer's tensors.
struct Magnitudes {
  float x = 0, W = 0, b = 0, conv = 0;
};

// Up to 512 elements of conv spread over it, and as many of pool, against the plain loop nest. A difference
// that rounding explains is ok: up to 1e-4 of the largest magnitude in conv, or what float32 sums of as many
// terms may lose.
[[nodiscard]] LayerCheck check_layer(const Geometry& g, const Array& x, const Array& W, const Array* b,
                                     const Array& conv, const Array& pool, const Magnitudes& largest);

}  // namespace unfold
