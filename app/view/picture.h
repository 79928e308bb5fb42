#pragma once

#include "app/view/theme.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace unfold::view {

// What a pixel of a reduced picture shows of its texels: their mean; their mean, or the one of them that is
// no part of their spread; or the one that is farthest from zero. With the last two a single texel is seen,
// however many share its pixel, and minus infinity (padding) gives way to every number.
enum class Reducing : std::uint8_t { mean, mean_or_outlier, farthest_from_zero };

// Pixels that can be asked for: never more in memory than is looked at.
//
// `id` names the content: equal ids hold equal texels, so a cache may keep what it uploaded under that id.
// `fill` writes the rectangle (x0, y0, w, h), row by row, `channels` floats a texel: one value to be coloured
// by a Coloring, or red, green, blue in 0..1 (sRGB as in a file). It may be called from another thread and is
// pure.
struct Picture {
  std::uint64_t id = 0;
  std::int64_t width = 0, height = 0;
  int channels = 1;
  std::shared_ptr<
      const std::function<void(std::int64_t x0, std::int64_t y0, std::int64_t w, std::int64_t h, float* out)>>
      fill;
  Reducing reducing = Reducing::mean;
  // Where the texels of one channel stand in memory as `fill` would write them, each row `pitch` after the
  // one before, as long as `fill` is held; null where they are made when they are asked for.
  const float* texels = nullptr;
  std::int64_t pitch = 0;
};

// Combines values into a picture's id.
[[nodiscard]] std::uint64_t picture_id(std::initializer_list<std::uint64_t> parts);

}  // namespace unfold::view
