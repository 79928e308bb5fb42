#pragma once

#include "app/view/state.h"
#include "core/layer/cell_map.h"
#include "core/layer/playback.h"
#include "core/layer/stage.h"
#include "core/lesson/tour.h"

#include <cstdint>
#include <optional>

namespace unfold::view {

// The lesson's step that puts the questions of this stage: the one that speaks where the person is, else the
// first that does. Null where none does.
[[nodiscard]] const TourStep* asking_step(const State& state, Stage stage);

// Where that step stands, as far as it says so: the cell that it pins, followed through the layer, else its
// step. A stage's first step is where the stage begins, and no place of its own.
//
// The window of `stage`, transpose or reshape.
[[nodiscard]] std::optional<LoopAt> window_of_step(const State& state, Stage stage);
// The element of out2d that the product's step is about.
[[nodiscard]] std::optional<CellRef> sum_of_step(const State& state);
// The row of pool_windows.
[[nodiscard]] std::optional<std::int64_t> pool_window_of_step(const State& state);

}  // namespace unfold::view
