#pragma once

#include "core/layer/cell_map.h"
#include "core/layer/playback.h"

#include <vector>

namespace unfold {

// What one step works on, as blocks of cells: first what it writes, of the tensor that its stage makes and of
// that tensor's views, then what it reads. Of stages that are done in one step: nothing, as there is no part
// to tell from the whole.
[[nodiscard]] std::vector<CellBox> step_cells(const Geometry& g, const StepOrders& orders,
                                              const Position& at);

}  // namespace unfold
