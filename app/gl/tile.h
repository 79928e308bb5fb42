#pragma once

#include "app/view/picture.h"

#include <bit>
#include <cstddef>
#include <cstdint>

namespace unfold::gl {

// Pictures are cut into tiles of at most this many pixels a side: less than any texture may measure.
constexpr std::int64_t tile_size = 256;

// One tile of a picture that is seen with `step_x` x `step_y` texels to a pixel.
struct TileKey {
  std::uint64_t picture = 0;
  double step_x = 1, step_y = 1;
  std::int64_t tile_x = 0, tile_y = 0;
  bool operator==(const TileKey&) const = default;
};

struct TileKeyHash {
  std::size_t operator()(const TileKey& key) const {
    return static_cast<std::size_t>(view::picture_id(
        {key.picture, std::bit_cast<std::uint64_t>(key.step_x), std::bit_cast<std::uint64_t>(key.step_y),
         static_cast<std::uint64_t>(key.tile_x), static_cast<std::uint64_t>(key.tile_y)}));
  }
};

}  // namespace unfold::gl
