#include "app/view/prepare/prepare.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

float f(std::int64_t n) { return static_cast<float>(n); }

std::int64_t pixel_at(float at, float from, float length, std::int64_t pixels) {
  const auto pixel = static_cast<std::int64_t>(std::floor((at - from) / length * f(pixels)));
  return std::clamp<std::int64_t>(pixel, 0, pixels - 1);
}

// Where one side of a new box begins, and how long it is, from pixel a to pixel b.
struct Side {
  std::int64_t first = 0, length = 1;
};
Side between(std::int64_t a, std::int64_t b) { return {std::min(a, b), std::abs(b - a) + 1}; }
// Of that length, still from a towards b.
Side of_length(std::int64_t a, std::int64_t b, std::int64_t length) {
  return {b >= a ? a : a - length + 1, length};
}

}  // namespace

std::array<std::int64_t, 4> dragged_crop(const CropHit& hit, Rect at, Vec2 from, Vec2 to, bool square) {
  const auto [left, top, width, height] = hit.box;
  const std::int64_t x0 = pixel_at(from.x, at.x, at.w, hit.width), x1 = pixel_at(to.x, at.x, at.w, hit.width);
  const std::int64_t y0 = pixel_at(from.y, at.y, at.h, hit.height),
                     y1 = pixel_at(to.y, at.y, at.h, hit.height);
  const bool smaller = width < hit.width || height < hit.height;
  const bool inside = x0 >= left && x0 < left + width && y0 >= top && y0 < top + height;
  if (smaller && inside) {
    return {std::clamp<std::int64_t>(left + x1 - x0, 0, hit.width - width),
            std::clamp<std::int64_t>(top + y1 - y0, 0, hit.height - height), width, height};
  }
  Side across = between(x0, x1), down = between(y0, y1);
  if (square) {
    const std::int64_t room_x = x1 >= x0 ? hit.width - x0 : x0 + 1,
                       room_y = y1 >= y0 ? hit.height - y0 : y0 + 1;
    const std::int64_t length = std::min({std::max(across.length, down.length), room_x, room_y});
    across = of_length(x0, x1, length);
    down = of_length(y0, y1, length);
  }
  return {across.first, down.first, across.length, down.length};
}

Rect draw_overview(Painter& p, const PrepareView& view, Rect box) {
  const StepMade& resized = view.way->made(PrepareStep::resize);
  const float scale = std::min(box.w / f(resized.width), box.h / f(resized.height));
  const Rect at{box.x, box.y, std::max(1.0F, f(resized.width) * scale),
                std::max(1.0F, f(resized.height) * scale)};
  p.picture(at, overview_picture(*view.way, view.content));
  return at;
}

Rect draw_crop(Painter& p, const PrepareView& view, Rect box) {
  const StepMade& resized = view.way->made(PrepareStep::resize);
  const float scale = std::min(box.w / f(resized.width), box.h / f(resized.height));
  const Rect at = draw_overview(p, view, box);
  const auto [left, top, width, height] = view.dragged.value_or(view.way->box);
  const Rect cut{at.x + f(left) * scale, at.y + f(top) * scale, f(width) * scale, f(height) * scale};
  const Color dim = faded(p.theme().bg0, 0.62F);
  const auto shade = [&](const Rect& part) {
    if (part.w > 0 && part.h > 0) p.fill(part, dim);
  };
  shade({at.x, at.y, at.w, cut.y - at.y});
  shade({at.x, cut.bottom(), at.w, at.bottom() - cut.bottom()});
  shade({at.x, cut.y, cut.x - at.x, cut.h});
  shade({cut.right(), cut.y, at.right() - cut.right(), cut.h});
  p.frame(at.inset(-1), p.theme().line2);
  if (width < resized.width || height < resized.height || view.dragged) p.lit(cut);
  p.hit(at, CropHit{resized.width, resized.height, view.way->box});
  return at;
}

}  // namespace unfold::view
