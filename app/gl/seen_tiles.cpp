#include "app/gl/seen_tiles.h"

#include "app/gl/reduce.h"

#include <algorithm>
#include <cmath>

namespace unfold::gl {
namespace {

// A picture may be drawn by a hair too small to be an exact reduction; one texel a pixel is then meant.
double step_for(double texels, float pixels) {
  const double step = texels / std::max(1.0, static_cast<double>(pixels));
  return step <= 1.0 + 1e-4 ? 1.0 : step;
}

}  // namespace

Step step_of(const view::PictureItem& item, view::Rect at) {
  return {step_for(item.sw, at.w), step_for(item.sh, at.h)};
}

std::optional<SeenTiles> SeenTiles::of(const view::PictureItem& item, view::Rect at, view::Rect clip,
                                       Step step) {
  const double seen_x0 = std::max(at.x, clip.x);
  const double seen_x1 = std::min(at.right(), clip.right());
  const double seen_y0 = std::max(at.y, clip.y);
  const double seen_y1 = std::min(at.bottom(), clip.bottom());
  if (seen_x0 >= seen_x1 || seen_y0 >= seen_y1) return std::nullopt;
  SeenTiles seen;
  seen.at_ = at;
  seen.per_x_ = item.sw / step.x / static_cast<double>(at.w);
  seen.per_y_ = item.sh / step.y / static_cast<double>(at.h);
  // Pixels of a reduced picture fall on those of the screen: none is left out, whatever the part begins with.
  const auto begin = [](double texel, double by) { return by > 1 ? std::ceil(texel / by - 1e-6) : texel; };
  seen.origin_x_ = begin(item.sx, step.x);
  seen.origin_y_ = begin(item.sy, step.y);
  const auto from = [](double origin, double offset, double per) { return origin + offset * per; };
  seen.x0_ = from(seen.origin_x_, seen_x0 - static_cast<double>(at.x), seen.per_x_);
  seen.x1_ = from(seen.origin_x_, seen_x1 - static_cast<double>(at.x), seen.per_x_);
  seen.y0_ = from(seen.origin_y_, seen_y0 - static_cast<double>(at.y), seen.per_y_);
  seen.y1_ = from(seen.origin_y_, seen_y1 - static_cast<double>(at.y), seen.per_y_);
  const std::int64_t wide = reduced_size(item.picture.width, step.x);
  const std::int64_t tall = reduced_size(item.picture.height, step.y);
  const auto tile_of = [](double pixel, std::int64_t size) {
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(pixel)), 0, size - 1) / tile_size;
  };
  seen.left_ = tile_of(seen.x0_, wide);
  seen.right_ = tile_of(seen.x1_ - 1e-9, wide);
  seen.top_ = tile_of(seen.y0_, tall);
  seen.bottom_ = tile_of(seen.y1_ - 1e-9, tall);
  return seen;
}

std::optional<SeenTiles::Place> SeenTiles::place(std::int64_t tile_x, std::int64_t tile_y, std::int64_t w,
                                                 std::int64_t h) const {
  const auto left = static_cast<double>(tile_x * tile_size), top = static_cast<double>(tile_y * tile_size);
  const auto wide = static_cast<double>(w), tall = static_cast<double>(h);
  const double x0 = std::max(x0_, left), x1 = std::min(x1_, left + wide);
  const double y0 = std::max(y0_, top), y1 = std::min(y1_, top + tall);
  if (x0 >= x1 || y0 >= y1) return std::nullopt;
  Place place;
  place.at.x = at_.x + static_cast<float>((x0 - origin_x_) / per_x_);
  place.at.y = at_.y + static_cast<float>((y0 - origin_y_) / per_y_);
  place.at.w = static_cast<float>((x1 - x0) / per_x_);
  place.at.h = static_cast<float>((y1 - y0) / per_y_);
  place.u0 = static_cast<float>((x0 - left) / wide);
  place.u1 = static_cast<float>((x1 - left) / wide);
  place.v0 = static_cast<float>((y0 - top) / tall);
  place.v1 = static_cast<float>((y1 - top) / tall);
  return place;
}

}  // namespace unfold::gl
