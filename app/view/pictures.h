#pragma once

#include "app/view/options.h"
#include "app/view/picture.h"
#include "core/layer/walkthrough.h"
#include "core/lesson/lesson.h"

#include <memory>

namespace unfold::view {

// Pictures of tensors, read on demand from the walkthrough.

// A plane of any tensor: rows and columns as the Plane says, from its origin on, `rows` x `cols` cells.
[[nodiscard]] Picture tensor_plane(std::shared_ptr<const Walkthrough> walkthrough,
                                   const Walkthrough::Plane& plane, std::int64_t rows, std::int64_t cols);
// A whole matrix (rank 2; rank 1 as one column).
[[nodiscard]] Picture tensor_matrix(std::shared_ptr<const Walkthrough> walkthrough, TensorId tensor);
// x or img of image n in the picture's own colours (mean and std undone, clamped to 0..1), or one channel
// repeated as gray (channel >= 0, and pictures of one channel). Padding of img is left to `pad` colour (given
// as 0..1 RGB).
[[nodiscard]] Picture image_rgb(std::shared_ptr<const Walkthrough> walkthrough, const Preprocess& preprocess,
                                TensorId x_or_img, std::int64_t n, int channel, Color pad);
// The (OH, OW) plane of col6 at (n, y, x) in the same colours.
[[nodiscard]] Picture col6_plane_rgb(std::shared_ptr<const Walkthrough> walkthrough,
                                     const Preprocess& preprocess, std::int64_t n, std::int64_t y,
                                     std::int64_t x, int channel, Color pad);
// Filter f as a picture: 3 channels as RGB around mid-gray, scaled by its own largest magnitude; others:
// channel 0, gray.
[[nodiscard]] Picture filter_rgb(std::shared_ptr<const Walkthrough> walkthrough, std::int64_t f);

// The colouring a tensor is shown with: gray 0..1 for data that is a picture, diverging and symmetric at
// the 99.5th percentile for signed data, unless options.map_colors says otherwise.
[[nodiscard]] Coloring coloring_of(const Walkthrough& walkthrough, TensorId tensor,
                                   const ViewOptions& options);
// The same for map f of conv or pool: its own range or the tensor's, as options.map_range says.
[[nodiscard]] Coloring map_coloring(const Walkthrough& walkthrough, TensorId conv_or_pool, std::int64_t n,
                                    std::int64_t f, const ViewOptions& options);
// A map below a thousandth of the tensor's largest magnitude: shown flat, marked "≈ 0".
[[nodiscard]] bool nearly_zero(const Walkthrough& walkthrough, TensorId conv_or_pool, std::int64_t n,
                               std::int64_t f);

}  // namespace unfold::view
