#include "app/view/picker/draw.h"

#include "app/view/chrome/chrome.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace unfold::view {
namespace {

// The filter as its channels are, grays where it has one, with 0 in the middle of the range.
Picture filter_picture(std::shared_ptr<const FilterSheet> sheet, std::uint64_t id, std::int64_t f) {
  using Fill = std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*)>;
  Picture picture;
  picture.id = id;
  picture.width = sheet->filters.shape[3];
  picture.height = sheet->filters.shape[2];
  picture.channels = 3;
  picture.fill =
      std::make_shared<const Fill>([sheet = std::move(sheet), f](std::int64_t x0, std::int64_t y0,
                                                                 std::int64_t w, std::int64_t h, float* out) {
        const Shape& s = sheet->filters.shape;
        const float range = sheet->range > 0 ? sheet->range : 1;
        for (std::int64_t y = y0; y < y0 + h; ++y)
          for (std::int64_t x = x0; x < x0 + w; ++x)
            for (std::int64_t c = 0; c < 3; ++c)
              *out++ = std::clamp(0.5F + 0.5F * sheet->filters.at({f, std::min(c, s[1] - 1), y, x}) / range,
                                  0.0F, 1.0F);
      });
  return picture;
}

}  // namespace

void draw_sheet_filter(Painter& p, std::shared_ptr<const FilterSheet> sheet, std::int64_t f, Rect at) {
  const Shape& s = sheet->filters.shape;
  if (f >= s[0]) return;
  // A filter that is no square keeps its shape within the place.
  const float unit = std::min(at.w / static_cast<float>(s[3]), at.h / static_cast<float>(s[2]));
  const float w = std::max(1.0F, unit * static_cast<float>(s[3])),
              h = std::max(1.0F, unit * static_cast<float>(s[2]));
  const Rect place{std::round(at.x + (at.w - w) / 2), std::round(at.y + (at.h - h) / 2), std::round(w),
                   std::round(h)};
  const std::uint64_t id = picture_id({0x5EE7, sheet->id, static_cast<std::uint64_t>(f)});
  p.picture(place, filter_picture(std::move(sheet), id, f));
  if (p.theme().name == ThemeName::light) p.frame(place, p.theme().text0, 1);
}

std::int64_t draw_sheet(Painter& p, const std::shared_ptr<const FilterSheet>& sheet, Rect at) {
  const Shape& s = sheet->filters.shape;
  // The largest texels at which all of them fit; below the smallest that can be seen the rest is left out.
  constexpr float gap = 2, smallest = 9, largest = 60;
  float texel = largest / static_cast<float>(std::min(s[2], s[3]));
  const auto cell = [&] {
    return Vec2{static_cast<float>(s[3]) * texel + gap, static_cast<float>(s[2]) * texel + gap};
  };
  const auto across = [&] {
    return std::max<std::int64_t>(1, static_cast<std::int64_t>((at.w + gap) / cell().x));
  };
  const auto fits = [&] {
    return cell().x <= at.w + gap ? across() * static_cast<std::int64_t>((at.h + gap) / cell().y) : 0;
  };
  while (texel * static_cast<float>(std::max(s[2], s[3])) > smallest && fits() < s[0]) texel *= 0.98F;
  const Vec2 pitch = cell();
  const std::int64_t shown = std::min(s[0], fits()), columns = across();
  for (std::int64_t f = 0; f < shown; ++f)
    draw_sheet_filter(p, sheet, f,
                      {std::round(at.x + static_cast<float>(f % columns) * pitch.x),
                       std::round(at.y + static_cast<float>(f / columns) * pitch.y),
                       std::max(1.0F, std::floor(pitch.x - gap)), std::max(1.0F, std::floor(pitch.y - gap))});
  return shown;
}

float draw_axis_chips(Painter& p, const Shape& bank, Vec2 at, float size) {
  constexpr std::pair<const char*, Axis> axes[] = {
      {"FN", Axis::FN}, {"C", Axis::C}, {"FH", Axis::FH}, {"FW", Axis::FW}};
  float x = at.x;
  for (int i = 0; i < 4; ++i) {
    const std::string words = std::string(axes[i].first) + " " + std::to_string(bank[i]);
    const float wide = p.text_width(words, size, Face::ui_bold) + 10, tall = std::round(size * 1.6F);
    const Rect chip{x, std::round(at.y - tall / 2), wide, tall};
    p.fill(chip, p.theme().axis_color(axes[i].second), 3);
    p.text(words, {x + wide / 2, at.y + size * 0.36F},
           {.size = size,
            .face = Face::ui_bold,
            .color = ink_on(p.theme(), p.theme().axis_color(axes[i].second)),
            .align = Align::centre});
    p.hit_axis(chip, axes[i].second);
    x += wide + 4;
  }
  return x - 4;
}

float draw_choices(Painter& p, const std::vector<Choosable>& options, Vec2 at, float size, float right) {
  const Theme& t = p.theme();
  const float tall = std::round(size * 1.8F);
  float x = at.x;
  for (const Choosable& option : options) {
    const Face face = option.chosen ? Face::ui_bold : Face::ui;
    const float room = std::max(0.0F, right - x - 34);
    const std::string words = ellipsized(p, option.words, room, size, face);
    const float wide = p.text_width(words, size, face) + 34;
    const Rect box{x, std::round(at.y - tall / 2), wide, tall};
    p.fill(box, option.chosen ? t.bg3 : t.bg2, 3);
    if (t.name == ThemeName::light) p.frame(box, t.text0, option.chosen ? 2.0F : 1.0F, 3);
    // A ring, filled where chosen: the choice is seen without its colour.
    const Rect ring{x + 9, std::round(at.y - 5), 10, 10};
    p.frame(ring, option.chosen ? t.text0 : t.text2, 1, 5);
    if (option.chosen) p.fill(ring.inset(3), t.text0, 2);
    p.text(words, {x + 25, at.y + size * 0.36F}, {.size = size, .face = face, .color = t.text0});
    p.hit(box, option.action, option.tip.empty() && words != option.words ? option.words : option.tip);
    x += wide + 6;
  }
  return x - 6;
}

}  // namespace unfold::view
