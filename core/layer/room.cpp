#include "core/layer/room.h"

#include "core/base/memory.h"
#include "core/layer/tensor_id.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace unfold {

namespace {

// For the window, its textures and whatever else is running.
constexpr std::int64_t reserve = std::int64_t{200} << 20;

std::string gigabytes(std::int64_t bytes) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.1f GB", static_cast<double>(bytes) / 1e9);
  return text;
}

TooLarge refusal(const Geometry& g, const std::string& found, std::int64_t room) {
  std::string line = "the maps " + to_string(shape_of(g, TensorId::conv)) + " and the pooled maps " +
                     to_string(shape_of(g, TensorId::pool)) + " take " + gigabytes(map_bytes(g)) +
                     " of memory, " + found + ": choose ";
  const std::optional<PictureSize> fits = largest_picture(g, room * 9 / 10);
  if (fits) {
    const std::string words = std::to_string(fits->width) + "x" + std::to_string(fits->height);
    line += "a picture of at most " + words + " (--resize " + words + "), ";
  }
  return {line + "fewer filters or a larger stride", fits};
}

}  // namespace

std::int64_t map_bytes(const Geometry& g) { return 4 * g.N * g.FN * (g.OH * g.OW + g.QH * g.QW); }

std::optional<PictureSize> largest_picture(const Geometry& g, std::int64_t bytes) {
  // The maps shrink with the picture's area, but for what the filter's edges take off.
  double scale = std::min(1.0, std::sqrt(static_cast<double>(std::max<std::int64_t>(bytes, 0)) /
                                         static_cast<double>(map_bytes(g))));
  for (; scale > 0.01; scale *= 0.97) {
    const PictureSize size{std::max<std::int64_t>(1, std::llround(static_cast<double>(g.W) * scale)),
                           std::max<std::int64_t>(1, std::llround(static_cast<double>(g.H) * scale))};
    try {
      const Geometry smaller =
          make_geometry({g.N, g.C, size.height, size.width}, {g.FN, g.CG, g.FH, g.FW}, g.params());
      if (map_bytes(smaller) <= bytes) return size;
    } catch (const std::exception&) {
      return std::nullopt;  // the filter does not fit so small a picture
    }
  }
  return std::nullopt;
}

std::optional<TooLarge> too_large(const Geometry& g, std::int64_t free) {
  const std::int64_t room = std::max<std::int64_t>(0, free - reserve);
  if (map_bytes(g) <= room) return std::nullopt;
  return refusal(g, "and " + gigabytes(room) + " are free", room);
}

TooLarge refused_memory(const Geometry& g) {
  // Half of what was asked for is a guess that leaves the next try a chance.
  const std::int64_t half = map_bytes(g) / 2;
  const std::optional<std::int64_t> free = available_memory();
  return refusal(g, "which the system does not give", free ? std::min(half, *free - reserve) : half);
}

}  // namespace unfold
