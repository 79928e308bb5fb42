#pragma once

#include "app/view/pictures.h"

namespace unfold::view {

// Many planes as one small picture: a few cells of each, spread over it. To draw each by itself would cost
// more than all the rest of a frame.

// The first `count` maps of conv or pool of image n, `side` in a row, as many rows as in a square. Each is in
// its own colours: where the picture is drawn its range is 0..1.
[[nodiscard]] Picture maps_mosaic(std::shared_ptr<const Walkthrough> walkthrough, TensorId conv_or_pool,
                                  std::int64_t n, std::int64_t count, std::int64_t side,
                                  const ViewOptions& options);

// The planes of col6 at (n, y, x) for y < rows, x < cols, as col6_plane_rgb shows them, `ground` between
// them.
[[nodiscard]] Picture planes_mosaic(std::shared_ptr<const Walkthrough> walkthrough,
                                    const Preprocess& preprocess, std::int64_t n, std::int64_t rows,
                                    std::int64_t cols, const PixelLook& look, Color pad, Color ground);

}  // namespace unfold::view
