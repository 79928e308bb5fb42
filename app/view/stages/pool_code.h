#pragma once

#include "app/view/stages/stage_view.h"

#include <string>
#include <vector>

namespace unfold::view {

// The notebook's pooling, shared by its four stages, with the line of this stage lit.
enum class PoolLine { im2col, reshape, max, maps };
[[nodiscard]] std::vector<CodeLine> pool_code(const StageContext& context, PoolLine running);

// The window of a step of pool_reshape and pool_max: pool cell (n, f, oy, ox).
struct PoolWindow {
  std::int64_t row = 0;  // of pool_windows
  std::int64_t n = 0, oy = 0, ox = 0, f = 0;
};
[[nodiscard]] PoolWindow pool_window(const Geometry& geometry, std::int64_t row);
[[nodiscard]] std::int64_t pool_window_row(const Geometry& geometry, std::int64_t n, std::int64_t oy,
                                           std::int64_t ox, std::int64_t f);

// The window (oy, ox) of pool map f whose value is the largest of the map.
[[nodiscard]] PoolWindow strongest_window(const Walkthrough& walkthrough, std::int64_t n, std::int64_t f);

// The cell of conv that gave the window its value.
[[nodiscard]] CellRef winner_of(const Walkthrough& walkthrough, const PoolWindow& window);

}  // namespace unfold::view
