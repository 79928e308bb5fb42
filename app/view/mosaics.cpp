#include "app/view/mosaics.h"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

namespace unfold::view {

namespace {

using Fill = std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*)>;

std::uint64_t bits(std::int64_t v) { return static_cast<std::uint64_t>(v); }

// Cell i of `cells` that are spread over `count`, each in the middle of its part.
std::int64_t spread(std::int64_t i, std::int64_t cells, std::int64_t count) {
  return (2 * i + 1) * count / (2 * cells);
}

}  // namespace

Picture maps_mosaic(std::shared_ptr<const Walkthrough> walk, TensorId id, std::int64_t n, std::int64_t count,
                    std::int64_t side, const ViewOptions& options) {
  constexpr std::int64_t cells = 12;  // of a map, along either axis
  struct Range {
    float lo, span;
  };
  std::vector<Range> ranges;
  std::uint64_t content =
      picture_id({walk->serial(), 7, static_cast<std::uint64_t>(id), bits(n), bits(count), bits(side)});
  for (std::int64_t f = 0; f < count; ++f) {
    const Coloring coloring = map_coloring(*walk, id, n, f, options);
    ranges.push_back({coloring.lo, coloring.hi - coloring.lo});
    content = picture_id(
        {content, std::bit_cast<std::uint32_t>(coloring.lo), std::bit_cast<std::uint32_t>(coloring.hi)});
  }
  Picture picture;
  picture.id = content;
  picture.width = picture.height = side * cells;
  picture.fill = std::make_shared<const Fill>(
      [walk = std::move(walk), id, n, count, side, ranges = std::move(ranges)](
          std::int64_t x0, std::int64_t y0, std::int64_t w, std::int64_t h, float* out) {
        const Maps& maps = id == TensorId::pool ? walk->pool() : walk->conv();
        for (std::int64_t y = y0; y < y0 + h; ++y) {
          for (std::int64_t x = x0; x < x0 + w; ++x, ++out) {
            const std::int64_t f = y / cells * side + x / cells;
            *out = 0.5F;  // the middle of the colours: no map, or a flat one
            if (f >= count || ranges[static_cast<std::size_t>(f)].span <= 0) continue;
            const Range& range = ranges[static_cast<std::size_t>(f)];
            const Index cell{n, f, spread(y % cells, cells, maps.shape[2]),
                             spread(x % cells, cells, maps.shape[3])};
            *out = (maps.at(cell) - range.lo) / range.span;
          }
        }
      });
  return picture;
}

Picture planes_mosaic(std::shared_ptr<const Walkthrough> walk, const Preprocess& preprocess, std::int64_t n,
                      std::int64_t rows, std::int64_t cols, const PixelLook& look, Color pad, Color ground) {
  constexpr std::int64_t cells = 12, gap = 3, pitch = cells + gap;
  const std::int64_t OH = walk->geometry().OH, OW = walk->geometry().OW;
  Picture picture;
  picture.id = picture_id({col6_plane_rgb(walk, preprocess, n, 0, 0, look, pad).id, 8, bits(rows), bits(cols),
                           std::bit_cast<std::uint32_t>(ground)});
  picture.width = cols * pitch;
  picture.height = rows * pitch;
  picture.channels = 3;
  picture.fill = std::make_shared<const Fill>(
      [=](std::int64_t x0, std::int64_t y0, std::int64_t w, std::int64_t h, float* out) {
        const auto part = [](std::uint8_t v) { return static_cast<float>(v) / 255; };
        const std::array<float, 3> between{part(ground.r), part(ground.g), part(ground.b)};
        for (std::int64_t y = y0; y < y0 + h; ++y) {
          Picture plane;
          std::int64_t shown = -1;
          for (std::int64_t x = x0; x < x0 + w; ++x, out += 3) {
            if (x % pitch >= cells || y % pitch >= cells) {
              std::copy(between.begin(), between.end(), out);
              continue;
            }
            if (x / pitch != shown) {
              shown = x / pitch;
              plane = col6_plane_rgb(walk, preprocess, n, y / pitch, shown, look, pad);
            }
            (*plane.fill)(spread(x % pitch, cells, OW), spread(y % pitch, cells, OH), 1, 1, out);
          }
        }
      });
  return picture;
}

}  // namespace unfold::view
