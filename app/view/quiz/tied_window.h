#pragma once

#include "app/view/state.h"
#include "core/lesson/tour.h"

#include <cstdint>
#include <vector>

namespace unfold::view {

// The row of pool_windows that is asked about: that of the lesson's step that asks; else, of the map that is
// looked at, one whose largest number stands in it twice, where there is one, or the one in the midst.
[[nodiscard]] std::int64_t asked_pool_window(const State& state, const TourStep* step);
// Its PH*PW numbers as the window reads them: what hangs over or is padding is minus infinity.
[[nodiscard]] std::vector<float> window_values(const State& state, std::int64_t window);
// The cells of that window that hold its largest number.
[[nodiscard]] std::vector<std::size_t> equal_cells(const State& state, std::int64_t window);

}  // namespace unfold::view
