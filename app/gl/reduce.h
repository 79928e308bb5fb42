#pragma once

#include "app/view/picture.h"

#include <cstdint>
#include <vector>

namespace unfold::gl {

// A picture seen with `step_x` x `step_y` texels to a pixel (1 or more): the pixels (x0, y0, w, h) of that
// smaller picture, each the mean of its texels; of a picture of more than 16 million texels, from rows that
// lie evenly among those of the pixel. `channels` floats a pixel.
struct Reduction {
  double step_x = 1, step_y = 1;
  std::int64_t x0 = 0, y0 = 0, w = 0, h = 0;
};
[[nodiscard]] std::vector<float> reduce(const view::Picture& picture, const Reduction& reduction);

// How many texels that reads: what it costs.
[[nodiscard]] std::int64_t texels_read(const view::Picture& picture, const Reduction& reduction);

// How many pixels an axis of `texels` has at `step`.
[[nodiscard]] std::int64_t reduced_size(std::int64_t texels, double step);

}  // namespace unfold::gl
