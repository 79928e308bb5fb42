#pragma once

#include "app/view/stages/stage_view.h"

#include <vector>

namespace unfold::view::code {

// A stage in C++ with Eigen: tensors of its unsupported Tensor module for what has more than two axes, maps
// of the same memory as a Matrix for the product.
[[nodiscard]] std::vector<CodeLine> eigen_code(const StageContext& context, Stage stage);
[[nodiscard]] std::vector<CodeLine> eigen_pool_code(const StageContext& context, Stage stage);

}  // namespace unfold::view::code
