#pragma once

#include "core/layer/geometry.h"

#include <cstdint>
#include <optional>

// What the sizes of a layer and the ranges of its parameters are both made from.
namespace unfold {

// The number of windows, or nothing where not even the first one fits. Rounded up, a window may hang over the
// end, but it begins on the axis or in the padding before it.
[[nodiscard]] std::optional<std::int64_t> windows(const Slide& slide, bool ceil);
// The padding that is made: none where it was left out on purpose.
[[nodiscard]] Sides padding_of(const LayerParams& params);

}  // namespace unfold
