#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/input_parts.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::loop {

namespace {

float f(std::int64_t n) { return static_cast<float>(n); }

// What x is instead of a picture.
float draw_steps(Painter& p, const StageContext& context, Rect box) {
  const Theme& theme = p.theme();
  const std::string words = context.texts.get(context.document.fill ? "fill.step" : "input.step_typed");
  const float size = p.type().code, h = std::round(size * 1.9F);
  const float w = p.text_width(words, size) + 16;
  p.fill({box.x, box.y, w, h}, theme.bg2, 3);
  if (theme.name == ThemeName::light) p.frame({box.x, box.y, w, h}, theme.line2, 1, 3);
  p.text(words, {box.x + 8, box.y + h / 2 + size * 0.36F}, {size, Face::ui, theme.text0});
  return h;
}

// The numbers as they lie in memory: row after row.
void draw_memory(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const Shape shape = shape_of(g, TensorId::x);
  const std::int64_t count = shape.count();
  const float cell = std::floor(std::min(60.0F, box.w / f(count)));
  if (cell < 36) return;
  const float h = std::round(cell * 0.6F);
  p.rich(context.texts.get("input.memory", {{"count", grouped(count)}, {"bytes", grouped(count * 4)}}),
         {box.x, box.y + 12}, {p.type().text, Face::ui, p.theme().text1});
  for (std::int64_t i = 0; i < count; ++i) {
    const CellRef at{TensorId::x, unflatten(shape, i)};
    const Rect cell_at{box.x + f(i) * cell, box.y + 24, cell - 1, h};
    draw_image_cell(p, context, at, cell_at, CellLook::plain);
    p.text(std::to_string(i), {cell_at.centre().x, cell_at.bottom() + 14},
           {p.type().label, Face::mono, p.theme().text2, Align::centre});
    CellHit hit;
    hit.tensor = TensorId::x;
    hit.origin = at.at;
    hit.cell_w = cell_at.w;
    hit.cell_h = cell_at.h;
    p.hit(cell_at, hit);
  }
}

// The channels as gray pictures with their ranges, under each other.
void draw_channels(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const Theme& theme = p.theme();
  const std::int64_t n = shown_image(context), shown = std::min<std::int64_t>(g.C, 4);
  const float gap = 14, text_w = 118 * p.type().label / 11;
  const float h = (box.h - gap * f(shown - 1)) / f(shown);
  const float s = fitting_scale(g.H, g.W, box.w - text_w - 10, h, 48);
  static constexpr std::array<const char*, 3> keys{"input.red", "input.green", "input.blue"};
  for (std::int64_t c = 0; c < shown; ++c) {
    const Area at = area({box.x, box.y + f(c) * (h + gap)}, g.H, g.W, s, s);
    draw_image(p, context, TensorId::x, n, at, {static_cast<int>(c), 1, true});
    p.frame({at.at.x - 1, at.at.y - 1, at.at.w + 2, at.at.h + 2}, theme.line2);
    const float x = at.at.right() + 10, size = p.type().label;
    float y = at.at.y + 12;
    const std::string place = "x[" + std::to_string(n) + ", {C b|" + std::to_string(c) + "}]";
    p.rich(place, {x, y}, {p.type().code, Face::mono, theme.text1});
    if (g.C == 3 && !context.document.fill) {
      y += size + 7;
      p.text(context.texts.get(keys[static_cast<std::size_t>(c)]), {x, y}, {size, Face::ui, theme.text1});
    }
    const Range r = range_of(*context.walkthrough, n, c);
    for (const auto& [key, v] : {std::pair{"input.max", r.hi}, {"input.mean", r.mean}, {"input.min", r.lo}}) {
      y += size + 7;
      if (y > at.at.y + h) break;
      p.text(context.texts.get(key), {x, y}, {size, Face::ui, theme.text2});
      p.text(value_text(static_cast<double>(v), 3), {x + text_w - 14, y},
             {size, Face::mono, theme.text1, Align::right});
    }
  }
  p.hit_axis({box.x, box.y - 18, 60, 14}, Axis::C);
}

}  // namespace

void draw_input_desk(Painter& p, const StageContext& context, Rect box) {
  if (!context.document.steps.empty()) {
    draw_picture_desk(p, context, box);
    return;
  }
  const Geometry& g = context.geometry();
  const Theme& theme = p.theme();
  const float k = p.type().code / 12;
  const std::int64_t n = shown_image(context);
  const int channel = picture_channel(context);
  const PixelSteps pixel = pixel_steps(context);
  const float used = draw_thumbnails(p, context, box);
  Rect rest{box.x, box.y + used, box.w, box.h - used};

  const bool planes = g.C > 1;
  const bool memory = shape_of(g, TensorId::x).count() * 36 <= static_cast<std::int64_t>(rest.w);
  const bool table = !context.document.fill && planes;
  const float key_h = fill_key_height(p, context);
  const float table_h = 24 * k + 8 + (table ? pixel_table_height(p, pixel) : 0);
  const float below = table_h + (memory ? 84 : 0) + key_h;
  const float right_min = planes ? std::max(250.0F * k, rest.w * 0.34F) : 0;
  const float room_h = rest.h - 20 - below - 12;
  const float ruler = g.W <= 32 && g.H <= 32 ? 22.0F : 0.0F;
  const float s = fitting_scale(g.H, g.W, rest.w - right_min - 28 - ruler, room_h - ruler, 60 * k);
  label(p, TensorId::x, shape_of(g, TensorId::x), {rest.x, rest.y + 10}, rest.w);
  const Area x = area({rest.x + ruler, rest.y + 20 + ruler}, g.H, g.W, s, s);
  draw_image(p, context, TensorId::x, n, x, {channel, 1, true});
  p.frame({x.at.x - 1, x.at.y - 1, x.at.w + 2, x.at.h + 2}, theme.line2);
  if (ruler > 0) {
    ruler_top(p, x, x.at.y - 7, theme.text2);
    ruler_left(p, x, x.at.x - 7, theme.text2);
  }
  if (planes) {
    const float px = x.at.right() + 28;
    draw_channels(p, context,
                  {px, rest.y + 20, rest.right() - px, std::max(x.at.bottom() - rest.y - 20, room_h)});
  }
  const float picture_end = planes ? std::max(x.at.bottom(), rest.y + 20 + room_h) : x.at.bottom();
  float y = std::min(picture_end + 18, rest.bottom() - below);
  if (memory) {
    draw_memory(p, context, {rest.x, y, rest.w, 80});
    y += 92;
  }
  const float steps_h = draw_steps(p, context, {rest.x, y, rest.w, 30});
  y += steps_h + 8;
  if (key_h > 0) draw_fill_key(p, context, {rest.x, y, rest.w, key_h});
  if (table) draw_pixel_table(p, context, pixel, {rest.x, y, rest.w, rest.bottom() - y});
}

}  // namespace unfold::view::loop
