#pragma once

#include "app/view/state.h"

namespace unfold::view {

// All motion is a function of the time since the present step, or the present stage, was entered: a place is
// drawn the same however a person came there.

// How far the present step's motion has come, 0..1, slow at both ends. 1 with less motion, and in quick play,
// where there is no time to see it.
[[nodiscard]] double step_motion(const State& state);
// The same of the change of stage: the new picture appears out of the ground.
[[nodiscard]] double stage_motion(const State& state);
[[nodiscard]] bool in_motion(const State& state);

}  // namespace unfold::view
