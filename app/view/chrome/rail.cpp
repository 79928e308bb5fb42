#include "app/view/browse/browser.h"
#include "app/view/chrome/chrome.h"
#include "app/view/mosaics.h"
#include "app/view/pictures.h"
#include "app/view/quiz/quiz.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace unfold::view {
namespace {

constexpr std::array<TensorId, 12> rows{
    TensorId::x,        TensorId::img,          TensorId::col6,     TensorId::col6_t,
    TensorId::col,      TensorId::col_W,        TensorId::out2d,    TensorId::conv,
    TensorId::pool_col, TensorId::pool_windows, TensorId::pool_max, TensorId::pool};

// A picture in a square, its proportions kept as far as a sliver of four pixels.
Rect in_square(Rect square, std::int64_t rows_count, std::int64_t cols_count) {
  const double larger = static_cast<double>(std::max(rows_count, cols_count));
  const auto side = [&](std::int64_t n) {
    return static_cast<float>(
        std::max(4.0, std::round(static_cast<double>(square.w) * static_cast<double>(n) / larger)));
  };
  const float w = side(cols_count);
  const float h = side(rows_count);
  return {std::round(square.x + (square.w - w) / 2), std::round(square.y + (square.h - h) / 2), w, h};
}

void matrix_thumb(Painter& p, const StageContext& s, TensorId id, Rect at) {
  const Picture picture = tensor_matrix(s.walkthrough, id);
  const bool tall = picture.height > 12 * picture.width;
  // Of a very tall matrix the first rows: reduced to a hair it would say nothing.
  const std::int64_t shown =
      tall ? std::min<std::int64_t>(picture.height, std::max<std::int64_t>(8, picture.width * 2))
           : picture.height;
  const Rect place = in_square(at, shown, picture.width);
  p.picture_part(place, picture, 0, 0, static_cast<double>(picture.width), static_cast<double>(shown),
                 coloring_of(*s.walkthrough, id, s.options));
}

void planes_thumb(Painter& p, const StageContext& s, Rect at) {
  const Geometry& g = s.geometry();
  const auto rows_shown = std::min<std::int64_t>(g.FH, 7);
  const auto cols_shown = std::min<std::int64_t>(g.FW, 7);
  p.picture(at, planes_mosaic(s.walkthrough, s.document.preprocess, s.options.image, rows_shown, cols_shown,
                              pixel_look(*s.walkthrough, TensorId::col6, s.options, p.theme().name),
                              p.theme().pad, p.theme().bg0));
}

void maps_thumb(Painter& p, const StageContext& s, TensorId id, Rect at) {
  const Geometry& g = s.geometry();
  const std::int64_t shown = std::min<std::int64_t>(g.FN, 64);
  const auto side = static_cast<std::int64_t>(std::ceil(std::sqrt(static_cast<double>(shown))));
  const float cell = std::floor(at.w / static_cast<float>(side));
  const float rows_shown = static_cast<float>((shown + side - 1) / side);
  const Picture mosaic = maps_mosaic(s.walkthrough, id, s.options.image, shown, side, s.options);
  Coloring coloring = map_coloring(*s.walkthrough, id, s.options.image, 0, s.options);
  coloring.lo = 0, coloring.hi = 1;
  const double texels = static_cast<double>(mosaic.width);
  p.picture_part({at.x, at.y, cell * static_cast<float>(side), cell * rows_shown}, mosaic, 0, 0, texels,
                 texels * static_cast<double>(rows_shown) / static_cast<double>(side), coloring);
}

void thumb(Painter& p, const StageContext& s, TensorId id, Rect at) {
  const Geometry& g = s.geometry();
  p.fill(at, p.theme().bg0);
  switch (id) {
  case TensorId::x:
  case TensorId::img: {
    const bool padded = id == TensorId::img;
    p.picture(in_square(at, padded ? g.HP : g.H, padded ? g.WP : g.W),
              image_rgb(s.walkthrough, s.document.preprocess, id, s.options.image,
                        pixel_look(*s.walkthrough, TensorId::x, s.options, p.theme().name), p.theme().pad));
    return;
  }
  case TensorId::col6:
  case TensorId::col6_t: planes_thumb(p, s, at); return;
  case TensorId::conv:
  case TensorId::pool: maps_thumb(p, s, id, at); return;
  case TensorId::col:
  case TensorId::W:
  case TensorId::b:
  case TensorId::col_W:
  case TensorId::out2d:
  case TensorId::out_nhwc:
  case TensorId::pool_col:
  case TensorId::pool_windows:
  case TensorId::pool_max: matrix_thumb(p, s, id, at); return;
  }
}

std::string stage_words(const ChromeContext& c, TensorId id) {
  const Geometry& g = c.stage.geometry();
  const std::string key = "rail." + std::string(name(id));
  return c.texts.get(key, {{"pad", to_string(g.pad)}, {"FN", std::to_string(g.FN)}});
}

// A shape as large as it fits.
void fitted_shape(Painter& p, const Shape& shape, TensorId id, Vec2 baseline, float room) {
  float size = p.type().label;
  const std::string text = to_string(shape);
  std::string tight;
  for (const char ch : text)
    if (ch != ' ') tight += ch;
  while (size > 11 && p.text_width(tight, size, Face::mono) > room) size -= 0.5F;
  p.shape(shape, id, baseline, size);
}

void draw_link(Painter& p, TensorId next, float x, float y0, float y1) {
  if (next == TensorId::col_W) return;  // the weights come from elsewhere
  if (!is_view(next)) {
    p.vline(x, y0, y1, p.theme().line2);
    return;
  }
  for (float y = y0 + 1; y < y1; y += 3) p.fill({x, y, 1, 1}, p.theme().text1);
}

}  // namespace

void draw_rail(Painter& p, const ChromeContext& c) {
  const Theme& t = p.theme();
  const Layout& l = c.layout;
  const bool light = t.name == ThemeName::light;
  const float head = l.compact ? 6 : std::round(27 * l.scale);
  if (!l.compact) {
    const float y = l.rail.y + std::round(18 * l.scale);
    p.text(c.texts.get("rail.pipeline"), {l.rail.x + 12, y}, {.size = p.type().label, .color = t.text2});
    p.text(c.texts.get("rail.shape"), {l.rail.right() - 10, y},
           {.size = p.type().label, .color = t.text2, .align = Align::right});
  }
  const auto count = static_cast<float>(rows.size());
  const float tall = std::floor((l.rail.h - head - 3) / count);
  const float side = std::min(std::round(32 * l.scale), tall - 8);
  const TensorId made = tensor_of(c.state.playback.at.stage);
  const bool browsing = c.state.browse && !l.present;
  const TensorId now = browsing ? rail_row_of(c.state.browse->tensor) : made;
  const bool asked = is_asked(c.state);
  const float thumb_x = l.compact ? std::round((l.rail.w - side) / 2) : 10;
  float y = l.rail.y + head;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const TensorId id = rows[i];
    const bool on = id == now;
    const bool later = stage_of(id) > c.state.playback.at.stage && !on;
    if (on) {
      p.fill({0, y, l.rail.w - t.rule, tall}, light ? t.lit : t.bg2);
      p.fill({0, y, light ? 5.0F : 3.0F, tall}, t.accent);
      if (light) {
        p.hline(0, l.rail.w - t.rule, y, t.text0, 1);
        p.hline(0, l.rail.w - t.rule, y + tall - 1, t.text0, 1);
      }
    }
    const Rect at{thumb_x, std::round(y + (tall - side) / 2), side, side};
    // What comes after an open question would give its answer away.
    const bool closed = asked && stage_of(id) >= c.state.playback.at.stage;
    if (closed)
      p.text("?", {at.centre().x, at.centre().y + p.type().text * 0.36F},
             {.size = p.type().text, .face = Face::ui_bold, .color = t.text2, .align = Align::centre});
    else
      thumb(p, c.stage, id, at);
    if (later && !closed) p.fill(at, faded(on ? t.bg2 : t.bg1, 0.45F));
    p.frame(at.inset(-1), on ? t.text2 : t.line2);
    const Shape shape = c.stage.walkthrough->shape(id);
    const std::string words = closed ? std::string() : stage_words(c, id);
    if (!l.compact) {
      const float left = at.right() + 8;
      const float right = l.rail.right() - 10;
      const float name_y = y + tall / 2 - 4;
      const float name_w = p.text(name(id), {left, name_y},
                                  {.size = p.type().code,
                                   .face = on ? Face::mono_bold : Face::mono,
                                   .color = later ? t.text1 : t.text0});
      const float room = right - left - name_w - 6;
      if (p.text_width(words, p.type().label) <= room)
        p.text(words, {right, name_y},
               {.size = p.type().label, .color = on ? t.accent_text : t.text2, .align = Align::right});
      if (closed)
        p.text(c.texts.get(on ? "quiz.yours" : "quiz.later"), {left, y + tall / 2 + std::round(13 * l.scale)},
               {.size = p.type().label, .color = t.text2});
      else
        fitted_shape(p, shape, id, {left, y + tall / 2 + std::round(13 * l.scale)}, right + 8 - left);
    }
    if (i + 1 < rows.size())
      draw_link(p, rows[i + 1], at.x + std::round(side / 2), at.bottom() + 1,
                y + tall + (tall - side) / 2 - 1);
    // While a tensor is browsed the rail chooses which; else a click opens its stage with all of it done, and
    // a second click the tensor.
    const Playback& playback = c.state.playback;
    const bool is_whole =
        playback.at ==
        Position{stage_of(id), step_count(c.stage.geometry(), stage_of(id), playback.orders) - 1};
    const bool browse = browsing || (id == made && is_whole);
    p.hit({0, y, l.rail.w, tall},
          browse ? Action{act::BrowseTensor{id}} : Action{act::OpenStage{stage_of(id)}},
          l.compact && !closed ? std::string(name(id)) + "  " + to_string(shape) + "  " + words
                               : std::string());
    y += tall;
  }
}

}  // namespace unfold::view
