#pragma once

#include "app/gl/tile.h"
#include "app/view/geometry2d.h"
#include "app/view/scene.h"

#include <cstdint>
#include <optional>

namespace unfold::gl {

// Texels to a pixel.
struct Step {
  double x = 1, y = 1;
  bool operator==(const Step&) const = default;
};
// In which `item` is shown at `at` (device pixels).
[[nodiscard]] Step step_of(const view::PictureItem& item, view::Rect at);

// The part of a picture, reduced by a step, that lies in a clip, and the tiles that hold it.
class SeenTiles {
 public:
  // None where nothing of it is seen.
  static std::optional<SeenTiles> of(const view::PictureItem& item, view::Rect at, view::Rect clip,
                                     Step step);

  // visit(tile_x, tile_y) row by row.
  template <typename Visit> void each(const Visit& visit) const {
    for (std::int64_t y = top_; y <= bottom_; ++y)
      for (std::int64_t x = left_; x <= right_; ++x) visit(x, y);
  }
  // Where a tile of w x h pixels shows, and which part of it (0..1); none where only its edge would.
  struct Place {
    view::Rect at;
    float u0 = 0, v0 = 0, u1 = 1, v1 = 1;
  };
  [[nodiscard]] std::optional<Place> place(std::int64_t tile_x, std::int64_t tile_y, std::int64_t w,
                                           std::int64_t h) const;

 private:
  view::Rect at_;
  double origin_x_ = 0, origin_y_ = 0;        // the pixel of the reduced picture at `at_`'s corner
  double per_x_ = 1, per_y_ = 1;              // such pixels for each device pixel
  double x0_ = 0, x1_ = 0, y0_ = 0, y1_ = 0;  // those that are seen
  std::int64_t left_ = 0, right_ = 0, top_ = 0, bottom_ = 0;  // tiles, the last included
};

}  // namespace unfold::gl
