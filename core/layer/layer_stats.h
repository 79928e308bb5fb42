#pragma once

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

// Pools every map of `layer.conv` into `pool` (N, FN, QH, QW) and takes the figures of all tensors while each
// map is still in the cache. `views` holds every tensor by TensorId, those of the pool included. Returns
// false when cancelled.
bool pool_and_measure(const Geometry& g, const LayerData& layer, const std::vector<StridedTensor>& views,
                      int threads, const Progress& progress, float* pool, LayerStats& stats);

}  // namespace unfold
