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

SlidingWindow sliding_window(const StageContext& context) {
  const Geometry& g = context.geometry();
  SlidingWindow w;
  w.ow = std::clamp<std::int64_t>(
      static_cast<std::int64_t>(std::floor(context.motion * static_cast<double>(g.OW))), 0, g.OW - 1);
  w.oy = g.OH / 2;
  if (context.by_person) {
    if (const std::optional<CellRef> cell = on_the_way(context, TensorId::col6)) {
      w.oy = cell->at[4];
      w.ow = cell->at[5];
    }
  }
  const std::int64_t n = shown_image(context);
  const Index corner = sources(g, false, {TensorId::col6, {n, 0, 0, 0, w.oy, w.ow}}).front().first;
  w.top = corner[2];
  w.left = corner[3];
  return w;
}

namespace {

// One window on the strip, and how many there are so far: the first stands before any step.
void draw_sliding(Painter& p, const StageContext& context, const Area& strip, float base, Rect box,
                  float size, bool numbered) {
  const Geometry& g = context.geometry();
  const SlidingWindow w = sliding_window(context);
  const Rect at = strip.block(0, w.left, 1, g.cols().extent());
  p.lit({at.x, at.y - 2, std::max(3.0F, at.w), at.h + 4});
  const std::string words = context.texts.get(
      "orders.pad_count", {{"k", std::to_string(w.ow)}, {"windows", std::to_string(w.ow + 1)}});
  const TextStyle style{size, Face::ui, p.theme().text1};
  const float wide = p.rich_width(words, style);
  if (numbered) {  // column numbers stand below the strip
    if (strip.at.right() + 20 + wide <= box.right())
      p.rich(words, {strip.at.right() + 20, strip.at.centre().y + size * 0.36F}, style);
  } else if (wide + 2 * p.text_width(std::to_string(g.WP), size, Face::mono) + 40 <= strip.at.w) {
    p.rich(words, {strip.at.centre().x - wide / 2, base}, style);
  }
  // Pointing along the ruler slides it: each place is that window's first cell in col6.
  CellHit hit{.tensor = TensorId::col6,
              .origin = {shown_image(context), shown_channel(context), 0, 0, w.oy, 0},
              .row_axis = -1,
              .col_axis = 5};
  hit.cell_w = strip.cell_w * static_cast<float>(g.stride);
  hit.cell_h = strip.at.bottom() - box.y;
  p.hit({strip.at.x, box.y, hit.cell_w * static_cast<float>(g.OW), hit.cell_h}, hit);
}

}  // namespace

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
    p.vline(x0, mid, strip_y, theme.leading(ow));
    if (g.dilation == 1) {
      p.fill({x0, mid - bar / 2, x1 - x0, bar}, ow);
    } else {  // a window with holes
      p.hline(x0, x1, mid - theme.stroke.hair / 2, ow);
      for (std::int64_t k = 0; k < g.FW; ++k)
        p.fill({strip.x(c0 + k * g.dilation), mid - bar / 2, std::max(1.0F, s - (s >= 3 ? 1.0F : 0.0F)), bar},
               ow);
    }
    std::string words = "ow = " + std::to_string(o);
    if (!large) words += "  " + range_words(c0, g.dilation, g.FW, context.texts);
    const float w = p.text_width(words, size, Face::mono);
    const bool right = x1 + 8 + w <= box.right();
    p.text(words, {right ? x1 + 8 : x0 - 8 - w, mid + size * 0.36F},
           {size, last ? Face::mono_bold : Face::mono, ow});
    y += lane;
  }

  // The strip itself: padding, data, and what no window reaches.
  const bool gaps = s >= 8;
  for (std::int64_t c = 0; c < g.WP && gaps; ++c) {
    const bool padding = is_padding(g, {TensorId::img, {0, 0, g.pad.top, c}});
    Rect at = strip.cell(0, c);
    at.w -= 1;
    p.fill(at, padding ? theme.pad : theme.bg3);
    if (theme.name == ThemeName::light)
      p.frame(at, theme.line2);
    else
      p.edge(at);
  }
  if (!gaps) {
    p.fill(strip.at, theme.pad);
    p.fill(strip.block(0, g.pad.left, 1, g.W), theme.bg3);
    p.frame({strip.at.x - 1, strip.at.y - 1, strip.at.w + 2, strip.at.h + 2}, theme.line2);
  }
  for (const Band& band : unread_cols(g)) {
    Rect at = strip.block(0, band.first, 1, band.count);
    p.fill(at, theme.pad);
    p.hatch(at, theme.text1);
  }
  // Column numbers: the edges, and the padding's edges where they stand apart.
  // Below the ring round the window.
  const float base = strip.at.bottom() + size + theme.stroke.now + 2 * theme.stroke.casing - 1;
  if (s >= p.text_width(std::to_string(g.WP), size, Face::mono) + 6) {
    for (std::int64_t c = 0; c < g.WP; ++c) {
      p.text(std::to_string(c), {strip.x(c) + s / 2, base}, {size, Face::mono, theme.text2, Align::centre});
    }
  } else {
    const std::string end = std::to_string(g.WP - 1);
    p.text("0", {strip.at.x, base}, {size, Face::mono, theme.text2});
    p.text(end, {strip.at.right(), base}, {size, Face::mono, theme.text2, Align::right});
  }
  draw_sliding(p, context, strip, base, box, size,
               s >= p.text_width(std::to_string(g.WP), size, Face::mono) + 6);
}

}  // namespace unfold::view::loop
