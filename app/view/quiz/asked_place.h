#pragma once

#include "app/view/quiz/question.h"
#include "app/view/state.h"
#include "core/layer/cell_map.h"
#include "core/layer/playback.h"
#include "core/layer/stage.h"
#include "core/lesson/tour.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace unfold::view {

// The lesson's step that puts the questions of this stage: the one that speaks where the person is, else the
// first that does. Null where none does.
[[nodiscard]] const TourStep* asking_step(const State& state, Stage stage);

// Where such a step stands, as far as it says so: the cell that it pins, followed through the layer, else its
// step, in its own orders where it has some. A stage's first step is where the stage begins, and no place of
// its own. Nothing where `step` is null.
//
// The window of `stage`, transpose or reshape.
[[nodiscard]] std::optional<LoopAt> window_of_step(const State& state, const TourStep* step, Stage stage);
// The element of out2d that the product's step is about.
[[nodiscard]] std::optional<CellRef> sum_of_step(const State& state, const TourStep* step);
// The row of pool_windows.
[[nodiscard]] std::optional<std::int64_t> pool_window_of_step(const State& state, const TourStep* step);

// What a question of this kind is about where that step asks it.
[[nodiscard]] AskAt ask_at(const State& state, Ask ask, const TourStep* step);
// All that are asked of a stage, in the lesson's order and each once: where several of its steps ask, about
// the place of each.
[[nodiscard]] std::vector<AskAt> all_asks_of(const State& state, Stage stage);
// The step that asks it; null where that is none with a place of its own.
[[nodiscard]] const TourStep* step_asking(const State& state, const AskAt& what);

}  // namespace unfold::view
