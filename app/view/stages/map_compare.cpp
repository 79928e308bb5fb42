#include "app/view/stages/map_compare.h"

#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/map_grid.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace unfold::view {
namespace {

float label_line(const Painter& p) { return p.type().text + 4; }

void label(Painter& p, const std::string& markup, Vec2 baseline, float room) {
  const TextStyle style{.size = p.type().code, .color = p.theme().text1};
  if (p.rich_width(markup, style) <= room) p.rich(markup, baseline, style);
}

}  // namespace

bool compares(const StageContext& context) {
  return context.options.compare >= 0 && context.options.compare != context.options.filter;
}

Coloring shared_coloring(const StageContext& context, std::int64_t f, std::int64_t other) {
  const std::int64_t n = context.options.image;
  const Coloring a = map_coloring(*context.walkthrough, TensorId::conv, n, f, context.options);
  const Coloring b = map_coloring(*context.walkthrough, TensorId::conv, n, other, context.options);
  return {a.map, std::min(a.lo, b.lo), std::max(a.hi, b.hi)};
}

Picture difference_picture(const StageContext& context, std::int64_t f, std::int64_t other) {
  const Picture a = map_picture(context, TensorId::conv, f);
  const Picture b = map_picture(context, TensorId::conv, other);
  Picture picture = a;
  picture.id = picture_id({a.id, b.id, 0xd1f});
  picture.fill =
      std::make_shared<std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*)>>(
          [first = a.fill, second = b.fill](std::int64_t x0, std::int64_t y0, std::int64_t w, std::int64_t h,
                                            float* out) {
            std::vector<float> less(static_cast<std::size_t>(w * h));
            (*first)(x0, y0, w, h, out);
            (*second)(x0, y0, w, h, less.data());
            for (std::size_t i = 0; i < less.size(); ++i) out[i] -= less[i];
          });
  return picture;
}

float draw_agreement(Painter& p, const StageContext& context, Vec2 at, float width) {
  const Walkthrough& walk = *context.walkthrough;
  const std::int64_t f = context.options.filter;
  const std::int64_t other = context.options.compare;
  const FigureKey key = comparison_key(walk, context.options.image, f, other);
  const auto* c = context.figures == nullptr ? nullptr : context.figures->find<MapComparison>(key);
  const float pitch = p.type().code + 5;
  if (c == nullptr) return at.y;
  const TextStyle style{.size = p.type().code, .color = p.theme().text1};
  const std::string r = c->flat ? context.texts.get("compare.flat")
                                : context.texts.get("compare.r", {{"r", fixed(c->correlation, 3)}});
  float y = p.paragraph(r, at, width, pitch, style);
  const std::string largest =
      context.texts.get("compare.largest", {{"value", fixed(static_cast<double>(c->largest_difference), 2)}});
  y = p.paragraph(largest, {at.x, y}, width, pitch, style);
  return y;
}

void draw_comparison(Painter& p, const StageContext& context, Rect room) {
  const Geometry& g = context.geometry();
  const Texts& tx = context.texts;
  const std::int64_t f = context.options.filter;
  const std::int64_t other = context.options.compare;
  const Coloring coloring = shared_coloring(context, f, other);
  const float top = room.y + label_line(p);
  const float tall = room.bottom() - top;
  const float gap = std::clamp(room.w * 0.026F, 14.0F, 30.0F);
  const float first = std::floor(std::min(room.w * 0.135F, (tall - label_line(p) - 8) / 2));
  const float last = std::floor(std::max(room.w * 0.165F, 2 * 44 * p.type().label / 11));
  const float middle = std::floor((room.w - first - last - 3 * gap) / 2);

  const float line = label_line(p) + 10;
  label(p, tx.get("pool.filter", {{"f", std::to_string(f)}}), {room.x, top - 9}, first + gap);
  const Rect filter = draw_filter(p, context, f, {room.x, top, first, first});
  label(p, tx.get("pool.filter", {{"f", std::to_string(other)}}), {room.x, filter.bottom() + line - 8},
        first + gap);
  draw_filter(p, context, other, {room.x, filter.bottom() + line, first, first});

  const float x2 = room.x + first + gap;
  const float x3 = x2 + middle + gap;
  const Rect a = fit_plane({x2, top, middle, tall}, g.OH, g.OW);
  const Rect b = fit_plane({x3, top, middle, tall}, g.OH, g.OW);
  // Where there is room the title says that equal colours are equal numbers.
  const int digits = coloring.hi >= 10 ? 1 : 2;
  const std::string title = tx.get("pool.conv_map", {{"f", std::to_string(f)}});
  const std::string range =
      "  {text2|" +
      tx.get("compare.same_range", {{"range", fixed(static_cast<double>(coloring.hi), digits)}}) + "}";
  const bool says = coloring.lo == -coloring.hi &&
                    p.rich_width(title + range, {.size = p.type().code, .color = {}}) <= middle;
  label(p, says ? title + range : title, {a.x, top - 9}, middle);
  label(p, tx.get("pool.conv_map", {{"f", std::to_string(other)}}), {b.x, top - 9}, middle);
  draw_map(p, context, TensorId::conv, f, a, coloring);
  draw_map(p, context, TensorId::conv, other, b, coloring);
  p.outline(b, p.theme().text0);
  p.lit(a);

  const float x4 = room.right() - last;
  const float per_cell = std::min({a.w / static_cast<float>(g.OW), (last - 8) / static_cast<float>(g.OW),
                                   tall * 0.46F / static_cast<float>(g.OH)});
  const auto plane = [&](float x, float y, std::int64_t rows, std::int64_t cols, float widest) {
    return fit_plane({x, y, std::min(widest, per_cell * static_cast<float>(cols) + 0.5F),
                      per_cell * static_cast<float>(rows) + 0.5F},
                     rows, cols);
  };
  label(p, tx.get("compare.difference", {{"f", std::to_string(f)}, {"g", std::to_string(other)}}),
        {x4, top - 9}, last);
  const Rect difference = plane(x4, top, g.OH, g.OW, last);
  p.picture(difference, difference_picture(context, f, other), coloring);
  const float y = difference.bottom() + label_line(p) + 10;
  const float half = std::floor((last - 8) / 2);
  const Rect pooled = plane(x4, y, g.QH, g.QW, half);
  if (pooled.bottom() <= room.bottom()) {
    label(p, tx.get("compare.pooled"), {x4, y - 8}, last);
    draw_map(p, context, TensorId::pool, f, pooled, coloring);
    draw_map(p, context, TensorId::pool, other, {pooled.x + half + 8, pooled.y, pooled.w, pooled.h},
             coloring);
  }
  const float words = pooled.bottom() + p.type().code + 8;
  if (words + p.type().code + 5 <= room.bottom()) draw_agreement(p, context, {x4, words}, last);
}

}  // namespace unfold::view
