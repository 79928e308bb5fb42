#pragma once

#include "core/layer/tensor_id.h"

namespace unfold {

// The sizes of what one axis of a tensor is made of, as `axis_names` names them: (N, OH, OW) for the rows of
// col, one size for an axis that is not merged,
// or that a mistake has left without names. `flatten` and `unflatten` go between the two.
[[nodiscard]] Shape axis_parts(const Geometry& g, TensorId id, int axis);

}  // namespace unfold
