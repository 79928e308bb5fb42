#pragma once

#include "app/gl/reduce.h"

#include <limits>

namespace unfold::gl {

// What is known of the texels under one pixel: enough to find the one that stands out, and to join two parts
// without looking at their texels again. Minus infinity (padding) counts for nothing; a NaN stays one.
struct Extent {
  float least = std::numeric_limits<float>::infinity();
  float most = -std::numeric_limits<float>::infinity();
  double sum = 0, squares = 0;
  std::int64_t count = 0;

  void add(float v) {
    if (v == -std::numeric_limits<float>::infinity()) return;
    least = v < least ? v : least;
    most = v > most ? v : most;
    const auto exact = static_cast<double>(v);
    sum += exact;
    squares += exact * exact;
    ++count;
  }
  void add(const Extent& other) {
    least = other.least < least ? other.least : least;
    most = other.most > most ? other.most : most;
    sum += other.sum;
    squares += other.squares;
    count += other.count;
  }
  // `reducing` is one of the two that pick a texel.
  [[nodiscard]] float pick(view::Reducing reducing) const;
};

// The part of a one-channel picture at that reduction, each pixel the one of its texels that stands out.
[[nodiscard]] std::vector<float> reduce_to_extremes(const view::Picture& picture, const Reduction& reduction);

}  // namespace unfold::gl
