#pragma once

#include "app/view/action.h"
#include "app/view/trace/values_json.h"

namespace unfold::view::trace {

// {"action":"step_by","steps":1}
[[nodiscard]] Json action_json(const Action& action);

}  // namespace unfold::view::trace
