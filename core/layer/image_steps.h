#pragma once

#include "core/layer/playback.h"

#include <cstdint>
#include <optional>

namespace unfold {

// In the stages that go through the batch image by image (the rows of col and of the product, the windows of
// the pooling) a step is some image's; in the others, and where everything is one step, it is of all images
// at once.
[[nodiscard]] std::optional<std::int64_t> image_of(const Geometry& g, const StepOrders& orders, Position at);
// The same step of image n: the same row, element or window. Unchanged where a step is of all images at once.
[[nodiscard]] Position in_image(const Geometry& g, const StepOrders& orders, Position at, std::int64_t n);
// The last step of image n in that stage; the stage's last where a step is of all images at once.
[[nodiscard]] Position last_step(const Geometry& g, const StepOrders& orders, Stage stage, std::int64_t n);

}  // namespace unfold
