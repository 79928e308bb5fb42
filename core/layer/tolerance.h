#pragma once

#include "core/layer/walkthrough.h"

namespace unfold {

// How far a cell of conv may lie from its sum in float64 and still be right: 1e-4 of the largest magnitude in
// conv, or what a float32 sum of as many terms may lose, whichever is more.
[[nodiscard]] double check_tolerance(const Walkthrough& layer);

}  // namespace unfold
