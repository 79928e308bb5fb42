#pragma once

#include "core/layer/parallel.h"
#include "core/layer/tensor_read.h"

#include <cstdint>

namespace unfold {

// A stretch of consecutive output positions of one image, as wide as the convolution packs at once.
struct ConvolutionTiles {
  std::int64_t width = 1;  // positions in a tile, fewer in an image's last
  std::int64_t per_image = 1;
};
// Depends on the sizes alone, so that the sums do not depend on the number of threads.
[[nodiscard]] ConvolutionTiles convolution_tiles(const Geometry& g);

// The step-by-step path: conv (N, FN, OH, OW) = W as (FN, KG) times the columns of x as (K, OH*OW), each
// group of filters times its KG of them, plus b: tile by tile, straight into place. Returns false when
// cancelled.
bool convolve(const Geometry& g, const LayerData& layer, Workers& workers, const Progress& progress,
              float* conv);

}  // namespace unfold
