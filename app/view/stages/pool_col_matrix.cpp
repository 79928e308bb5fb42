#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/pool_im2col_parts.h"
#include "app/view/stages/pool_rows.h"
#include "app/view/stages/pool_strip.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace unfold::view {
namespace {

float heads(const Painter& p) { return p.type().label + 8; }

float least_cell(const Painter& p) { return std::ceil(3.3F * p.type().label); }
// Of the rows' numbers.
float label_width(const Painter& p, const Geometry& g) {
  return p.text_width(grouped(g.N * g.QH * g.QW - 1), p.type().code, Face::mono_bold) + 12;
}

// One row's numbers as far as the loop has come: written, of this step, still zeros.
void draw_row(Painter& p, const StageContext& context, const PoolStrip& strip, std::int64_t row) {
  const Geometry& g = context.geometry();
  const std::int64_t now = copied_place(context);
  const float text = p.type().code;
  for (std::int64_t f = strip.first; f < strip.first + strip.maps; ++f) {
    const Coloring coloring =
        map_coloring(*context.walkthrough, TensorId::conv, row / (g.QH * g.QW), f, context.options);
    for (std::int64_t k = 0; k < g.PH * g.PW; ++k) {
      const Rect at = strip.value(g, f, k);
      if (k > now) {
        p.fill(at, p.theme().bg1);
        p.frame(at, p.theme().line1);
        p.text("0", {at.centre().x, at.centre().y + text * 0.36F},
               {.size = text, .face = Face::mono, .color = p.theme().ghost, .align = Align::centre});
        continue;
      }
      draw_strip_value(p, context, strip, coloring, row, f, k, k == now, text);
    }
    hit_strip(p, g, strip, row, f, now + 1);  // what is still zero answers nothing
  }
}

}  // namespace

float pool_col_width(const Painter& p, const Geometry& g) {
  return label_width(p, g) + static_cast<float>(g.PH * g.PW) * least_cell(p);
}

float pool_col_height(const Painter& p, std::int64_t rows, float row_height) {
  return p.type().text + 10 + heads(p) + static_cast<float>(rows) * row_height;
}

void draw_pool_col(Painter& p, const StageContext& context, Rect room, std::int64_t rows, float row_height) {
  const Geometry& g = context.geometry();
  const std::int64_t all = g.N * g.QH * g.QW, values = g.PH * g.PW, now = copied_place(context);
  const std::int64_t f = context.options.filter;
  const PoolWindow best = strongest_window(*context.walkthrough, context.options.image, f);
  const std::int64_t shown = std::min(rows, all);
  const std::int64_t first = std::clamp<std::int64_t>(best.row / g.FN - shown / 2, 0, all - shown);
  const float unit = p.type().label / 11;

  p.tensor_label(TensorId::pool_col, context.walkthrough->shape(TensorId::pool_col),
                 {room.x, room.y + p.type().text});
  p.rich(context.texts.get("pool_im2col.columns",
                           {{"slice", std::to_string(now) + "::" + std::to_string(values)}}),
         {room.right(), room.y + p.type().text},
         {.size = p.type().code, .color = p.theme().text1, .align = Align::right});

  const float label = label_width(p, g);
  const float top = room.y + p.type().text + 10 + heads(p);
  PoolStrip strip =
      fit_strip(g, {room.x + label, top, room.w - label, row_height - 2}, f, least_cell(p), 84 * unit, 6);
  draw_strip_heads(p, g, strip, f, top - 6);
  for (std::int64_t i = 0; i < shown; ++i) {
    strip.at.y = top + static_cast<float>(i) * row_height;
    draw_row(p, context, strip, first + i);
    p.text(grouped(first + i), {room.x + label - 8, strip.at.centre().y + p.type().code * 0.36F},
           {.size = p.type().code, .face = Face::mono, .color = p.theme().text2, .align = Align::right});
  }
  strip.at.y = top;
  const float tall = static_cast<float>(shown) * row_height - 2;
  const auto column = [&](std::int64_t m) {
    const Rect value = strip.value(g, m, now);
    return Rect{value.x, value.y, value.w, tall};
  };
  // Every map's column is written by this step, down to where the copy has come.
  for (std::int64_t m = strip.first; m < strip.first + strip.maps; ++m) {
    const Rect at = column(m);
    const float left = at.h * static_cast<float>(1 - std::min(context.motion, 1.0));
    if (left > 0) p.fill({at.x, at.bottom() - left, at.w, left}, p.theme().bg1);
    if (m != f) p.outline(at, p.theme().text0);
  }
  p.lit(column(f));
}

}  // namespace unfold::view
