#include "app/view/kept/film_steps.h"

#include "core/layer/playback.h"

namespace unfold::view {

std::vector<Position> film_steps(const Geometry& g, const StepOrders& orders, Position first, Position last) {
  std::vector<Position> steps;
  for (int i = static_cast<int>(first.stage); i <= static_cast<int>(last.stage); ++i) {
    const auto stage = static_cast<Stage>(i);
    const std::int64_t from = stage == first.stage ? first.step : 0,
                       to = stage == last.stage ? last.step : step_count(g, stage, orders) - 1;
    const std::int64_t by =
        to - from < most_single_steps ? 1 : play_block(g, {.at = {stage, from}, .orders = orders});
    for (std::int64_t step = from; step < to; step += by) steps.push_back({stage, step});
    if (to >= from) steps.push_back({stage, to});
  }
  return steps;
}

}  // namespace unfold::view
