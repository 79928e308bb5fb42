#pragma once

#include "core/base/error.h"
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

// A layer whose maps find no memory. The line says what would fit; `fits` is the picture among it.
class TooLarge : public Error {
 public:
  TooLarge(const std::string& line, std::optional<PictureSize> size) : Error(line), fits(size) {}
  std::optional<PictureSize> fits;
};
// Why a layer does not fit into `free` bytes, and what would; none where it fits.
[[nodiscard]] std::optional<TooLarge> too_large(const Geometry& g, std::int64_t free);
// The same of a layer that the system has just refused the memory for, whatever it says is free.
[[nodiscard]] TooLarge refused_memory(const Geometry& g);

}  // namespace unfold
