#include "app/view/stages/row_matrix.h"

#include "app/view/pictures.h"
#include "app/view/stages/filter_window.h"
#include "app/view/stages/loop_area.h"
#include "app/view/stages/row_sources.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::unfolding {

namespace {

// Places of the window's rows and columns: beside `x`, at its right or its left, and below `bottom`.
void draw_window_ticks(Painter& p, const Geometry& g, Rect window, float x, Align side, float bottom,
                       bool apart) {
  const Theme& t = p.theme();
  const float size = p.type().label;
  // Over the window alone its cells stand side by side, over img as far apart as it reads them.
  const float cw = window.w / static_cast<float>(apart ? g.cols().extent() : g.FW);
  const float ch = window.h / static_cast<float>(apart ? g.rows().extent() : g.FH);
  const std::int64_t step = apart ? g.dilation : 1;
  const auto every = [](float pitch, float need) {
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(need / pitch)));
  };
  const std::int64_t dh = every(ch, size + 2), dw = every(cw, p.text_width("00", size, Face::mono));
  const float base = bottom + size + 4;
  const bool at_right = side == Align::left;
  const float beside = at_right ? x + 7 : x - 7;
  for (std::int64_t i = 0; i < g.FH; i += dh) {
    p.text(std::to_string(i), {beside, window.y + (static_cast<float>(i * step) + 0.5F) * ch + size * 0.36F},
           {size, Face::mono, t.axis_color(Axis::FH), side});
  }
  for (std::int64_t i = 0; i < g.FW; i += dw) {
    p.text(std::to_string(i), {window.x + (static_cast<float>(i * step) + 0.5F) * cw, base},
           {size, Face::mono, t.axis_color(Axis::FW), Align::centre});
  }
  p.text("fh", {beside + (at_right ? -2.0F : 2.0F), window.y - 5},
         {size, Face::mono, t.axis_color(Axis::FH), side});
  p.text("fw", {window.x - 8, base}, {size, Face::mono, t.axis_color(Axis::FW), Align::right});
  p.hit_axis({at_right ? x + 3 : x - 23, window.y, 20, window.h}, Axis::FH);
  p.hit_axis({window.x, bottom + 2, window.w, size + 4}, Axis::FW);
}

struct Window {
  std::int64_t n = 0, c = 0, top = 0, left = 0;  // in img
};

Window window_of(const Geometry& g, std::int64_t row, const UnfoldedCell& cell) {
  const Index corner = unfolded(g, {TensorId::col, {row, 0}}).img.at;
  return {corner[0], cell.img.at[1], corner[2], corner[3]};
}

bool in_window(const Geometry& g, const Window& w, const Index& at) {
  return loop::reads(g, w.top, w.left, at[2], at[3]);
}

// Every number of a small img, the window's lit.
Rect draw_numbered(Painter& p, const StageContext& context, const loop::Area& img, const Window& w,
                   const UnfoldedCell& cell) {
  const Geometry& g = context.geometry();
  for (std::int64_t r = 0; r < g.HP; ++r) {
    for (std::int64_t c = 0; c < g.WP; ++c) {
      const CellRef at{TensorId::img, {w.n, w.c, r, c}};
      Rect place = img.cell(r, c);
      place.w -= 1;
      place.h -= 1;
      draw_cell(p, context, at, place, in_window(g, w, at.at));
    }
  }
  loop::hit_area(p, img, TensorId::img, {w.n, w.c, 0, 0}, 2, 3);
  loop::ruler_top(p, img, img.at.y - 5, p.theme().text2);
  loop::ruler_left(p, img, img.at.x - 7, p.theme().text2);
  Rect frame = loop::window_rect(img, g, w.top, w.left);
  frame.w -= 1;
  frame.h -= 1;
  p.outline(frame, p.theme().text0);
  if (in_window(g, w, cell.img.at)) {
    const Rect at = img.cell(cell.img.at[2], cell.img.at[3]);
    p.lit({at.x, at.y, at.w - 1, at.h - 1});
  }
  return frame;
}

// At `baseline` if it ends before `right` there, else further left, down to `left`.
void draw_caption(Painter& p, const StageContext& context, Vec2 baseline, float left, float right,
                  std::int64_t row) {
  const RowPlace at = place_of_row(context.geometry(), row);
  const bool batch = context.geometry().N > 1;
  const std::string names = std::string("(") + (batch ? "{N m|n}, " : "") + "{OH m|oh}, {OW m|ow})";
  const std::string values = "(" + (batch ? "{N m b|" + std::to_string(at.n) + "}, " : std::string()) +
                             "{OH m b|" + std::to_string(at.oh) + "}, {OW m b|" + std::to_string(at.ow) +
                             "})";
  const TextStyle style{p.type().code, Face::ui, p.theme().text1};
  std::string words = context.texts.get("reshape.window_at",
                                        {{"row", std::to_string(row)}, {"place", names + " = " + values}});
  if (p.rich_width(words, style) > right - left)
    words = context.texts.get("reshape.window_at_short", {{"row", std::to_string(row)}, {"place", values}});
  p.rich(words, {std::max(left, std::min(baseline.x, right - p.rich_width(words, style))), baseline.y},
         style);
}

}  // namespace

Rect draw_window_image(Painter& p, const StageContext& context, Rect at, std::int64_t row,
                       const UnfoldedCell& cell) {
  const Geometry& g = context.geometry();
  const Theme& t = p.theme();
  const float u = p.type().label / 11;
  if (!rows_are_windows(g)) {
    loop::label(p, TensorId::img, shape_of(g, TensorId::img), {at.x, at.y + p.type().text}, at.w);
    const float top = std::round(p.type().text + 14 * u), foot = p.type().code + 14;
    draw_row_sources(p, context, {at.x, at.y + top, at.w, at.h - top - foot}, row);
    p.paragraph(
        context.texts.get("mistake.row_sources", {{"row", std::to_string(row)}, {"k", std::to_string(g.K)}}),
        {at.x, at.bottom() - 4}, at.w, p.type().code + 5, {p.type().code, Face::ui, t.text1});
    return at;
  }
  const Window w = window_of(g, row, cell);
  const float head = std::round(50 * u), foot = std::round(44 * u);
  loop::label(p, TensorId::img, shape_of(g, TensorId::img), {at.x + std::round(6 * u), at.y + p.type().text},
              at.w - 6);
  const float caption_y = at.bottom() - 4;

  // Numbers, where every cell of one channel can carry one.
  const float ticks = std::round(20 * u);
  const float cell_w = std::floor(std::min((at.w - 2 * ticks - 6) / static_cast<float>(g.WP), 40 * u));
  const float cell_h = std::floor(std::min((at.h - head - foot) / static_cast<float>(g.HP), 34 * u));
  if (g.C == 1 && cell_w >= 36 && cell_h >= 16) {
    const loop::Area img =
        loop::area({at.right() - ticks - 6 - cell_w * static_cast<float>(g.WP), at.y + head}, g.HP, g.WP,
                   cell_w, cell_h);
    const Rect frame = draw_numbered(p, context, img, w, cell);
    draw_window_ticks(p, g, frame, img.at.right(), Align::left, img.at.bottom(), true);
    draw_caption(p, context, {img.at.x - ticks, std::min(caption_y, img.at.bottom() + std::round(38 * u))},
                 at.x, at.right(), row);
    return frame;
  }

  // A picture of all img, and its window enlarged.
  const int channel = context.options.channel < g.C ? context.options.channel : -1;
  const Picture picture =
      image_rgb(context.walkthrough, context.document.preprocess, TensorId::img, w.n,
                pixel_look(*context.walkthrough, TensorId::img, context.options, t.name, channel), t.pad);
  const float top = at.y + std::round(24 * u);
  const float room_h = caption_y - p.type().code - 10 - top;
  const float window_room = std::min(at.w * 0.44F, room_h - 2 * ticks);
  const float scale = entry_size(std::max(g.FH, g.FW), 0, window_room - ticks, 40 * u);
  const float win_w = scale * static_cast<float>(g.FW), win_h = scale * static_cast<float>(g.FH);
  const float img_room = at.w - win_w - 2 * ticks - std::round(18 * u);
  const float fit = loop::fitting_scale(g.HP, g.WP, img_room, room_h, 16 * u);
  const loop::Area img = loop::area({at.right() - fit * static_cast<float>(g.WP), top}, g.HP, g.WP, fit, fit);
  p.picture(img.at, picture, {}, 0.5F);
  const Rect on_img = loop::window_rect(img, g, w.top, w.left);
  loop::light_window(p, img, picture, g, w.top, w.left);
  loop::hit_area(p, img, TensorId::img, {w.n, w.c, 0, 0}, 2, 3);

  const loop::Area window =
      loop::area({at.x + ticks, std::round(top + (room_h - win_h) / 2)}, g.FH, g.FW, scale, scale);
  loop::draw_window(p, window.at, picture, g, w.top, w.left);
  CellHit hit{.tensor = TensorId::img, .origin = {w.n, w.c, w.top, w.left}, .row_axis = 2, .col_axis = 3};
  hit.row_step = hit.col_step = g.dilation;
  hit.cell_w = scale;
  hit.cell_h = scale;
  p.hit(window.at, hit);
  p.cased_line({window.at.right() + 1, window.at.y}, {on_img.x - 2, on_img.y}, t.text2);
  p.cased_line({window.at.right() + 1, window.at.bottom()}, {on_img.x - 2, on_img.bottom()}, t.text2);
  draw_window_ticks(p, g, window.at, window.at.x, Align::right, window.at.bottom(), false);
  p.outline(window.at, t.text0);
  p.outline(on_img, t.text0);
  if (in_window(g, w, cell.img.at))
    p.lit(window.cell((cell.img.at[2] - w.top) / g.dilation, (cell.img.at[3] - w.left) / g.dilation));
  draw_caption(p, context, {at.x, caption_y}, at.x, at.right(), row);
  return window.at;
}

}  // namespace unfold::view::unfolding
