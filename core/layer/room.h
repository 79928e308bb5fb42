#pragma once

#include "core/layer/geometry.h"

#include <cstdint>
#include <optional>
#include <string>

namespace unfold {

// Bytes of the maps and the pooled maps: all that a layer takes beside its inputs.
[[nodiscard]] std::int64_t map_bytes(const Geometry& g);

// The largest picture of the same form whose maps take at most `bytes`; none where not even one pixel's do.
struct PictureSize {
  std::int64_t width = 0, height = 0;
  bool operator==(const PictureSize&) const = default;
};
[[nodiscard]] std::optional<PictureSize> largest_picture(const Geometry& g, std::int64_t bytes);

// Why a layer is not begun that would not fit `free` bytes, and what would: one line. Empty where it fits.
[[nodiscard]] std::string too_large(const Geometry& g, std::int64_t free);

}  // namespace unfold
