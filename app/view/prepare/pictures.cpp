#include "app/view/prepare/prepare.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace unfold::view {
namespace {

using Fill = std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*)>;

// Channel c three times, or all three of them (-1).
Picture picture_of(std::shared_ptr<const Image> image, std::uint64_t id, std::int64_t c) {
  Picture picture;
  picture.id = id;
  picture.width = image->width;
  picture.height = image->height;
  picture.channels = 3;
  picture.fill =
      std::make_shared<const Fill>([image = std::move(image), c](std::int64_t x0, std::int64_t y0,
                                                                 std::int64_t w, std::int64_t h, float* out) {
        for (std::int64_t y = y0; y < y0 + h; ++y) {
          const std::uint8_t* pixel = image->rgb.data() + (y * image->width + x0) * 3;
          for (std::int64_t x = 0; x < w; ++x, pixel += 3)
            for (std::int64_t k = 0; k < 3; ++k) *out++ = static_cast<float>(pixel[c < 0 ? k : c]) / 255;
        }
      });
  return picture;
}

}  // namespace

Picture overview_picture(const PictureSteps& way, std::uint64_t content) {
  return picture_of(way.overview, picture_id({content, 31}), -1);
}

Picture preview_plane(const PictureSteps& way, std::uint64_t content, std::int64_t c) {
  return picture_of(way.preview, picture_id({content, 32, static_cast<std::uint64_t>(c)}), c);
}

std::vector<Rect> draw_planes(Painter& p, const PrepareView& view, Rect box, float size) {
  std::vector<Rect> places;
  const auto count = static_cast<float>(view.planes.size());
  if (view.planes.empty()) return places;
  const bool upright = box.h > box.w;
  const auto width = static_cast<float>(view.planes.front().width);
  const auto height = static_cast<float>(view.planes.front().height);
  const float gap = std::round(size), line = std::round(size * 1.45F);
  float words = 0;
  for (const ValueSpan& span : view.spans) words = std::max(words, p.text_width(span_text(span), size));
  const float beside = upright ? words + size : 0, below = upright ? 0 : line;
  const float w = upright ? box.w - beside : (box.w - gap * (count - 1)) / count;
  const float h = upright ? (box.h - gap * (count - 1)) / count : box.h - below;
  const float scale = std::max(0.0F, std::min(w / width, h / height));
  const Vec2 plane{std::max(2.0F, width * scale), std::max(2.0F, height * scale)};
  for (std::size_t c = 0; c < view.planes.size(); ++c) {
    const auto i = static_cast<float>(c);
    const Rect at{upright ? box.x : box.x + i * (w + gap), upright ? box.y + i * (plane.y + gap) : box.y,
                  plane.x, plane.y};
    p.picture(at, view.planes[c]);
    p.frame(at.inset(-1), p.theme().line2);
    const std::string letter = channel_letter(view.preprocess, view.channels, static_cast<std::int64_t>(c));
    const std::string span = span_text(view.spans[c]);
    const TextStyle bold{size, Face::ui_bold, p.theme().axis_color(Axis::C)};
    const TextStyle plain{size, Face::ui, p.theme().text0};
    if (upright) {
      const float x = at.right() + size * 0.7F;
      const bool both = plane.y >= line + size;
      const float mid = at.centre().y + size * 0.36F;
      if (both) p.text(letter, {x, mid - line / 2}, bold);
      p.text(span, {x, both ? mid + line / 2 : mid}, plain);
    } else {
      const float base = at.bottom() + size * 1.15F;
      const float x = at.x + p.text(letter, {at.x, base}, bold) + size * 0.5F;
      if (x + p.text_width(span, size) <= at.x + w + gap - 2) p.text(span, {x, base}, plain);
    }
    places.push_back(at);
  }
  return places;
}

}  // namespace unfold::view
