#pragma once

#include "app/view/action.h"
#include "app/view/state.h"
#include "app/view/window.h"

#include <string>

namespace unfold::view {

// One applied action and where it led, as one line of JSON:
// {"action":"step_by","steps":1,"stage":"im2col","step":24,"playing":false,"filter":26,"language":"en", …}
[[nodiscard]] std::string trace_line(const Action& action, const State& after);

// What happened by itself: the worker's answer to a choice, and the first frame that shows all of it. Before
// there is any, the window's first frame is drawn, too.
enum class TraceEvent { opened, refused, checked, listed, drawn };
// {"event":"opened","stage":"input", …}: the same line without an action.
[[nodiscard]] std::string trace_line(TraceEvent event, const State& after);

// What the canvas shows lit, once it is drawn.
[[nodiscard]] std::string trace_line(const std::vector<LitCells>& lit, const State& state);

}  // namespace unfold::view
