#include "app/view/pictures.h"
#include "app/view/quiz/parts.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

// A picture in a box, its proportions kept.
Rect fitted(Rect box, std::int64_t rows, std::int64_t cols) {
  const float scale = std::min(box.w / static_cast<float>(cols), box.h / static_cast<float>(rows));
  const float w = std::max(4.0F, std::round(static_cast<float>(cols) * scale));
  const float h = std::max(4.0F, std::round(static_cast<float>(rows) * scale));
  return {box.x, std::round(box.y + (box.h - h) / 2), w, h};
}

std::int64_t image_of(const Asked& a) { return std::min(a.state.options.image, a.geometry().N - 1); }

std::string with(const char* name, std::int64_t n) { return std::string(name) + " " + std::to_string(n); }

void caption(Painter& p, const std::string& markup, Rect over) {
  p.rich(markup, {over.x, over.y - p.type().label * 0.65F},
         {.size = p.type().label, .face = Face::ui, .color = p.theme().text1});
}

Rect source_image(Painter& p, const Asked& a, TensorId id, Rect box) {
  const Geometry& g = a.geometry();
  const bool padded = id == TensorId::img;
  const std::int64_t rows = padded ? g.HP : g.H, cols = padded ? g.WP : g.W;
  const Rect at = fitted(box, rows, cols);
  p.picture(at, image_rgb(a.state.walkthrough, a.state.document->preprocess, id, image_of(a),
                          pixel_look(*a.state.walkthrough, TensorId::x, a.state.options, p.theme().name),
                          p.theme().pad));
  p.frame(at.inset(-1), p.theme().line2);
  caption(p,
          "{text0 m|" + std::string(name(id)) + "}  " + std::to_string(rows) + " × " + std::to_string(cols),
          at);
  if (!padded) return at;
  // The first place of the window, and how far it moves.
  const float scale = at.w / static_cast<float>(cols);
  const Rect window{at.x, at.y, std::round(static_cast<float>(g.cols().extent()) * scale),
                    std::round(static_cast<float>(g.rows().extent()) * scale)};
  const float step = static_cast<float>(g.stride) * scale;
  if (g.OW > 1) p.outline({window.x + step, window.y, window.w, window.h}, p.theme().text0);
  p.lit(window);
  return at;
}

void source_channels(Painter& p, const Asked& a, Rect box) {
  const Geometry& g = a.geometry();
  const std::int64_t pictures = std::min<std::int64_t>(g.N, 10), channels = std::min<std::int64_t>(g.C, 4);
  const float label = p.type().label, gap = 3;
  const float left = p.text_width(with("C", g.C), label, Face::ui_bold) + 14, top = std::round(label * 1.5F);
  const Rect room{box.x + left, box.y + top, box.w - left, box.h - top};
  const float side = std::floor(std::min((room.w + gap) / static_cast<float>(pictures) - gap,
                                         (room.h + gap) / static_cast<float>(channels) - gap));
  const float wide = static_cast<float>(pictures) * (side + gap) - gap;
  const float tall = static_cast<float>(channels) * (side + gap) - gap;
  for (std::int64_t n = 0; n < pictures; ++n)
    for (std::int64_t c = 0; c < channels; ++c) {
      const Rect cell{room.x + static_cast<float>(n) * (side + gap),
                      room.y + static_cast<float>(c) * (side + gap), side, side};
      const Rect at = fitted(cell, g.H, g.W);
      p.picture(at, tensor_plane(a.state.walkthrough, {TensorId::x, {n, c, 0, 0}, 2, 3, 1, 1}, g.H, g.W),
                coloring_of(*a.state.walkthrough, TensorId::x, a.state.options));
      p.frame(at, p.theme().line2);
    }
  const float axis = p.theme().stroke.axis;
  p.hline(room.x, room.x + wide, room.y - 4 - axis, p.theme().axis_color(Axis::N), axis);
  p.text(with("N", g.N), {room.x, room.y - 8 - axis},
         {.size = label, .face = Face::ui_bold, .color = p.theme().axis_color(Axis::N)});
  p.bracket_v(room.x - 6, room.y, room.y + tall, p.theme().axis_color(Axis::C));
  p.text(with("C", g.C), {box.x, room.y + tall / 2 + label * 0.36F},
         {.size = label, .face = Face::ui_bold, .color = p.theme().axis_color(Axis::C)});
}

Rect source_map(Painter& p, const Asked& a, Rect box) {
  const Geometry& g = a.geometry();
  const std::int64_t n = image_of(a), f = std::min(a.state.options.filter, g.FN - 1);
  const Rect at = fitted(box, g.OH, g.OW);
  p.picture(at, tensor_plane(a.state.walkthrough, {TensorId::conv, {n, f, 0, 0}, 2, 3, 1, 1}, g.OH, g.OW),
            map_coloring(*a.state.walkthrough, TensorId::conv, n, f, a.state.options));
  p.frame(at.inset(-1), p.theme().line2);
  caption(p, "{text0 m|conv}  {OH|" + std::to_string(g.OH) + "} × {OW|" + std::to_string(g.OW) + "}", at);
  return at;
}

std::string target_name(Ask ask) {
  switch (ask) {
  case Ask::padded_size: return "img";
  case Ask::col_shape: return "col";
  case Ask::product_shape: return "out2d";
  case Ask::pooled_size: return "pool";
  default: return {};
  }
}

}  // namespace

bool has_figure(Ask ask) {
  return ask == Ask::padded_size || ask == Ask::places || ask == Ask::col_shape ||
         ask == Ask::product_shape || ask == Ask::pooled_size;
}

float figure_height(const Painter& p) { return field_height(p) * 3 + std::round(p.type().text * 3.4F); }

Rect draw_figure_source(Painter& p, const Asked& a, Rect at) {
  const float label = std::round(p.type().label * 1.5F);
  const Rect below{at.x, at.y + label, at.w, at.h - label};
  switch (a.question.ask) {
  case Ask::padded_size: return source_image(p, a, TensorId::x, below);
  case Ask::places:
  case Ask::unread: return source_image(p, a, TensorId::img, below);
  case Ask::col_shape: source_channels(p, a, at); return at;
  case Ask::product_shape: draw_product(p, a, false, at); return at;
  case Ask::pooled_size:
  case Ask::pool_unread: return source_map(p, a, below);
  default: return {};
  }
}

void draw_figure(Painter& p, const Asked& a, Rect at) {
  const Theme& t = p.theme();
  const float size = p.type().text, wide = field_width(p), tall = field_height(p);
  const TextStyle label{.size = size, .face = Face::ui_bold, .color = t.text0};
  // The columns' field stands on the upper edge of the matrix, the rows' on its left one.
  const float line = std::round(size * 1.5F);
  const float matrix_w = std::round(std::max(wide * 1.25F, at.w * 0.25F));
  const Rect matrix{at.right() - matrix_w, at.y + line + tall + 8, matrix_w, at.h - line - tall - 8};
  dashed_frame(p, matrix, t.text0);
  const std::string named = target_name(a.question.ask);
  const float mark = std::round(p.type().title * 1.5F);
  p.text(a.over() ? named : "?", {matrix.centre().x, matrix.centre().y + mark * 0.3F},
         {.size = a.over() ? size : mark, .face = Face::ui_bold, .color = t.text0, .align = Align::centre});
  const Vec2 columns{std::round(matrix.centre().x - wide / 2), at.y + line};
  const float name_w = p.rich_width(a.question.boxes[1].label, label);
  p.rich(a.question.boxes[1].label, {std::round(matrix.centre().x - name_w / 2), at.y + size}, label);
  draw_answer_field(p, a, 1, columns, wide);
  draw_struck(p, a, 1, {columns.x + wide + 8, columns.y + tall / 2 + size * 0.36F}, at.right() + 8);
  const Vec2 rows{matrix.x - wide - 8, std::round(matrix.centre().y - tall / 2)};
  const float rows_w = p.rich_width(a.question.boxes[0].label, label);
  const float centred = rows.x + (wide - rows_w) / 2;
  p.rich(a.question.boxes[0].label,
         {std::round(std::min(centred, matrix.x - 8 - rows_w)), rows.y - size * 0.55F}, label);
  draw_answer_field(p, a, 0, rows, wide);
  if (matrix.bottom() - rows.y - tall > size * 1.5F)
    draw_struck(p, a, 0, {rows.x, rows.y + tall + size * 1.35F}, matrix.x);
  const float arrow = std::round(size * 2.4F);
  const float source_w = rows.x - at.x - arrow - 16;
  if (source_w < size * 6) return;
  draw_figure_source(p, a, {at.x, at.y, source_w, at.h});
  if (a.question.ask == Ask::product_shape) return;  // its sign of equality is its own
  const float y = matrix.centre().y, x = rows.x - arrow - 6, way = std::max(3.0F, t.stroke.link);
  p.hline(x, x + arrow - 8, y - way / 2, t.text0, way);
  p.arrow_head({x + arrow - 7, y}, 6, Painter::Toward::right, t.text0);
}

}  // namespace unfold::view
