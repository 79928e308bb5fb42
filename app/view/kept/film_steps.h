#pragma once

#include "app/view/kept_view.h"
#include "core/layer/stage.h"

#include <cstdint>
#include <vector>

namespace unfold::view {

// Of a stage with more steps than this between first and last, as many go by at once as when the window plays
// it, and the last is shown: a film of a whole layer lasts minutes and not days.
inline constexpr std::int64_t most_single_steps = 400;

// The steps from `first` to `last` that a moving picture shows. `last` before `first`: none.
[[nodiscard]] std::vector<Position> film_steps(const Geometry& g, const StepOrders& orders, Position first,
                                               Position last);

}  // namespace unfold::view
