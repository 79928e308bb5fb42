#include "app/view/stages/loop_words.h"
#include "app/view/stages/pad_parts.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::loop {

namespace {
float f(std::int64_t n) { return static_cast<float>(n); }
}  // namespace

std::string size_formula(std::int64_t padded, std::int64_t filter, std::int64_t stride, std::int64_t out) {
  return "(" + std::to_string(padded) + " − " + std::to_string(filter) + ")//" + std::to_string(stride) +
         " + 1 = " + std::to_string(out);
}

void draw_window_ruler(Painter& p, const StageContext& context, Rect box, float size) {
  const Geometry& g = context.geometry();
  const Theme& theme = p.theme();
  const bool large = size > 20;
  const Color ow = theme.axis_color(Axis::OW);
  // Lanes: the first three windows and the last; all of them where there are few.
  std::vector<std::int64_t> places;
  const std::int64_t most = large ? 3 : 4;
  for (std::int64_t o = 0; o < std::min(g.OW, g.OW <= most + 1 ? g.OW : most - 1); ++o) places.push_back(o);
  const bool skipped = static_cast<std::int64_t>(places.size()) < g.OW;
  if (skipped) places.push_back(g.OW - 1);

  const float s = fitting_scale(1, g.WP, box.w, 1e6F, large ? 60 : 44);
  const float lane = size + (large ? 6.0F : 4.0F),
              lanes = lane * f(static_cast<std::int64_t>(places.size()) + (skipped ? 1 : 0));
  const float bar = std::max(3.0F, std::round(size * 0.5F));
  const float strip_h = std::clamp(s, 12.0F, size * 2);
  const float strip_y = box.y + lanes + 6;
  const Area strip = area({box.x, strip_y}, 1, g.WP, s, strip_h);

  float y = box.y;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::int64_t o = places[i];
    if (skipped && i + 1 == places.size()) {
      const float x = strip.x(g.WP) / 2 + box.x / 2;
      p.text("…", {x, y + lane * 0.6F}, {size, Face::ui_bold, theme.text1, Align::centre});
      y += lane;
    }
    // Where that window begins and ends: the sources of its first and last place.
    const std::int64_t c0 = sources(g, false, {TensorId::col6, {0, 0, 0, 0, 0, o}}).front().first[3];
    const std::int64_t c1 = sources(g, false, {TensorId::col6, {0, 0, 0, g.FW - 1, 0, o}}).front().first[3];
    const float x0 = strip.x(c0), x1 = std::max(strip.x(c1 + 1), x0 + 2);
    const bool last = o == g.OW - 1;
    const float mid = y + lane / 2;
    p.vline(x0, mid, strip_y, mix(theme.bg0, ow, 0.45F), 1);
    p.fill({x0, mid - bar / 2, x1 - x0, bar}, ow);
    std::string words = "ow = " + std::to_string(o);
    if (!large) words += "  " + range_words(c0, 1, c1 - c0 + 1, context.texts);
    const float w = p.text_width(words, size, Face::mono);
    const bool right = x1 + 8 + w <= box.right();
    p.text(words, {right ? x1 + 8 : x0 - 8 - w, mid + size * 0.36F},
           {size, last ? Face::mono_bold : Face::mono, ow});
    y += lane;
  }

  // The strip itself: padding, data, and what no window reaches.
  const bool gaps = s >= 8;
  for (std::int64_t c = 0; c < g.WP && gaps; ++c) {
    const bool padding = is_padding(g, {TensorId::img, {0, 0, g.pad, c}});
    Rect at = strip.cell(0, c);
    at.w -= 1;
    p.fill(at, padding ? theme.pad : theme.bg3);
    if (theme.name == ThemeName::light) p.frame(at, theme.line2);
  }
  if (!gaps) {
    p.fill(strip.at, theme.pad);
    p.fill(strip.block(0, g.pad, 1, g.W), theme.bg3);
    p.frame({strip.at.x - 1, strip.at.y - 1, strip.at.w + 2, strip.at.h + 2}, theme.line2);
  }
  for (const Band& band : unread_cols(g)) {
    Rect at = strip.block(0, band.first, 1, band.count);
    p.fill(at, theme.pad);
    p.hatch(at, theme.text1, large ? 6.0F : 4.0F);
  }
  // Column numbers: the edges, and the padding's edges where they stand apart.
  const float base = strip.at.bottom() + size + 3;
  if (s >= p.text_width(std::to_string(g.WP), size, Face::mono) + 6) {
    for (std::int64_t c = 0; c < g.WP; ++c) {
      p.text(std::to_string(c), {strip.x(c) + s / 2, base}, {size, Face::mono, theme.text2, Align::centre});
    }
  } else {
    const std::string end = std::to_string(g.WP - 1);
    p.text("0", {strip.at.x, base}, {size, Face::mono, theme.text2});
    p.text(end, {strip.at.right(), base}, {size, Face::mono, theme.text2, Align::right});
    const std::string words = context.texts.get("pad.ruler_cols", {{"n", std::to_string(g.WP)}});
    if (p.text_width(words, size) + 80 < strip.at.w) {
      p.text(words, {strip.at.centre().x, base}, {size, Face::ui, theme.text2, Align::centre});
    }
  }
}

}  // namespace unfold::view::loop
