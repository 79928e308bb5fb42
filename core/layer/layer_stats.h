#pragma once

#include "core/layer/engine/engine.h"
#include "core/layer/parallel.h"
#include "core/layer/stats.h"
#include "core/layer/tensor_read.h"

#include <vector>

namespace unfold {

// The figures of every tensor and every map of a layer.
struct LayerStats {
  std::vector<TensorStats> tensors;     // by TensorId
  std::vector<TensorStats> conv, pool;  // by n*FN + f
};

// How many of the cells of pool_col that a map's windows copy from beyond it are zeros; the others are minus
// infinity.
[[nodiscard]] std::int64_t zeros_of_windows(const Geometry& g);

// The figures of all tensors of a layer that is computed. `views` holds every tensor by TensorId. Returns
// false when cancelled.
bool measure(const Geometry& g, const LayerData& layer, const std::vector<StridedTensor>& views,
             engine::Engine& engine, const Progress& progress, LayerStats& stats);

}  // namespace unfold
