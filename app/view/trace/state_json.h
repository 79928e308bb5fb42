#pragma once

#include "app/view/trace/values_json.h"

namespace unfold::view::trace {

// `line` and where the program stands:
// {…,"stage":"im2col","step":24,"playing":false,"filter":26,"language":"en", …}
[[nodiscard]] Json with_state(Json line, const State& s);

}  // namespace unfold::view::trace
