#pragma once

#include "app/view/browse/grid.h"
#include "app/view/picture.h"
#include "core/layer/walkthrough.h"

#include <memory>

namespace unfold::view {

// All of the grid as one picture of one value a texel; places without a cell read minus infinity. Reduced, a
// pixel shows the cell that stands out.
[[nodiscard]] Picture grid_picture(std::shared_ptr<const Walkthrough> walkthrough, TensorGrid grid,
                                   Reducing reducing);

}  // namespace unfold::view
