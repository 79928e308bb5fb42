#pragma once

#include "app/view/picture.h"

#include <cstdint>
#include <vector>

namespace unfold::gl {

// A picture seen with `step_x` x `step_y` texels to a pixel (1 or more): the pixels (x0, y0, w, h) of that
// smaller picture, each reduced from its texels as the picture's `reducing` says. The mean of a picture of
// more than 16 million texels is taken from rows that lie evenly among those of the pixel; no other reduction
// skips a texel. `channels` floats a pixel.
struct Reduction {
  double step_x = 1, step_y = 1;
  std::int64_t x0 = 0, y0 = 0, w = 0, h = 0;
};
[[nodiscard]] std::vector<float> reduce(const view::Picture& picture, const Reduction& reduction);
// The same in room that is kept from one to the next.
struct ReduceRoom {
  std::vector<float> texels;
  std::vector<double> sums, shares;
  std::vector<std::int64_t> edges;
};
void reduce(const view::Picture& picture, const Reduction& reduction, ReduceRoom& room,
            std::vector<float>& out);

// The texels under one pixel of an axis of `size` texels; never none.
struct TexelRange {
  std::int64_t first = 0, last = 0;  // last excluded
};
[[nodiscard]] TexelRange texels_of(std::int64_t pixel, double step, std::int64_t size);

// How many texels that reads: what it costs.
[[nodiscard]] std::int64_t texels_read(const view::Picture& picture, const Reduction& reduction);

// How many pixels an axis of `texels` has at `step`.
[[nodiscard]] std::int64_t reduced_size(std::int64_t texels, double step);

}  // namespace unfold::gl
