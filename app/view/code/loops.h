#pragma once

#include "app/view/stages/stage_view.h"

#include <vector>

namespace unfold::view::code {

// A stage in C++ with nothing but arrays and nested loops. A counter that the step does not fix makes all of
// its turns within it.
[[nodiscard]] std::vector<CodeLine> loops_code(const StageContext& context, Stage stage);
[[nodiscard]] std::vector<CodeLine> loops_product(const StageContext& context);
[[nodiscard]] std::vector<CodeLine> loops_pool_code(const StageContext& context, Stage stage);

}  // namespace unfold::view::code
