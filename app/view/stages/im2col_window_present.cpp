#include "app/view/pictures.h"
#include "app/view/stages/filter_window.h"
#include "app/view/stages/im2col_parts.h"
#include "app/view/stages/im2col_window.h"
#include "app/view/stages/present_kit.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::loop {

namespace {

float f(std::int64_t n) { return static_cast<float>(n); }

constexpr float head = 56;  // names and chips over the pictures

// Cells large enough for their numbers, img and planes alike.
struct Cells {
  float w = 0, h = 0, gap = 16;
  Vec2 img, grid;
};

std::optional<Cells> cells_in(const Geometry& g, Rect box) {
  if (g.C > 1 && g.C != 3) return std::nullopt;
  Cells c;
  const float between = 120;
  c.w = std::floor(std::min(90.0F, (box.w - between - 24 - c.gap * f(g.FW - 1)) / f(g.WP + g.FW * g.OW)));
  const float room = box.h - head - 16;
  c.h = std::floor(std::min({c.w * 0.8F, (room - c.gap * f(g.FH - 1)) / f(g.FH * g.OH), room / f(g.HP)}));
  if (c.w < 44 || c.h < 31) return std::nullopt;
  const float grid_w = f(g.FW * g.OW) * c.w + c.gap * f(g.FW - 1);
  c.grid = {box.right() - 12 - grid_w, box.y + head};
  const float all_h = f(g.FH * g.OH) * c.h + c.gap * f(g.FH - 1);
  c.img = {box.x + 12, c.grid.y + std::max(0.0F, (all_h - f(g.HP) * c.h) / 2)};
  return c;
}

void mark(Painter& p, Rect at) {
  const Strokes& s = p.theme().stroke;
  p.frame(at.inset(-s.casing), p.theme().casing, s.casing);
  p.frame(at, p.theme().accent, s.ring);
  p.frame(at.inset(s.ring), p.theme().casing, s.casing);
}

void draw_chips(Painter& p, const WindowLoop& loop, Rect grid) {
  const std::string oy = "oy = " + std::to_string(loop.at.oy), ox = "ox = " + std::to_string(loop.at.ox);
  const float w1 = p.text_width(oy, present_size, Face::ui_bold) + 20;
  const float w2 = p.text_width(ox, present_size, Face::ui_bold) + 20;
  if (w1 + w2 + 14 > grid.w) return;
  chip(p, {grid.x, grid.y - 48, w1, 36}, oy, Axis::OH, true);
  chip(p, {grid.x + w1 + 14, grid.y - 48, w2, 36}, ox, Axis::OW, true);
}

void draw_cells(Painter& p, const WindowLoop& loop, const Cells& cells) {
  const Geometry& g = loop.g();
  const std::int64_t c = loop.numbers_of();
  const Coloring coloring = coloring_of(*loop.context.walkthrough, TensorId::x, loop.context.options);
  const auto value = [&](const CellRef& cell) { return loop.context.walkthrough->at(cell); };
  const Area img = area(cells.img, g.HP, g.WP, cells.w, cells.h);
  for (std::int64_t i = 0; i < g.HP; ++i) {
    for (std::int64_t j = 0; j < g.WP; ++j) {
      const CellRef cell{TensorId::img, {loop.at.n, c, i, j}};
      const bool in = reads(g, loop.at.top, loop.at.left, i, j);
      const float v = value(cell);
      present_cell(p, img.cell(i, j), color_of(p.theme(), coloring, v), static_cast<double>(v),
                   in ? CellState::now : CellState::rest);
    }
  }
  hit_area(p, img, TensorId::img, {loop.at.n, c, 0, 0}, 2, 3);
  mark(p, loop.window_on(img));
  Rect all{cells.grid.x, cells.grid.y, 0, 0};
  for (std::int64_t y = 0; y < g.FH; ++y) {
    for (std::int64_t x = 0; x < g.FW; ++x) {
      const Area plane = area({cells.grid.x + f(x) * (cells.w * f(g.OW) + cells.gap),
                               cells.grid.y + f(y) * (cells.h * f(g.OH) + cells.gap)},
                              g.OH, g.OW, cells.w, cells.h);
      for (std::int64_t i = 0; i < g.OH; ++i) {
        for (std::int64_t j = 0; j < g.OW; ++j) {
          const float v = value({TensorId::col6, {loop.at.n, c, y, x, i, j}});
          const CellState state = !loop.written(i, j) ? CellState::empty
                                  : loop.now(i, j)    ? CellState::now
                                                      : CellState::done;
          present_cell(p, plane.cell(i, j), color_of(p.theme(), coloring, v), static_cast<double>(v), state);
        }
      }
      hit_area(p, plane, TensorId::col6, {loop.at.n, c, y, x, 0, 0}, 4, 5);
      p.frame(plane.at.inset(-2), p.theme().text0, p.theme().stroke.frame);
      if (loop.motion.there()) mark(p, plane.cell(loop.at.oy, loop.at.ox));
      all.w = plane.at.right() - all.x;
      all.h = plane.at.bottom() - all.y;
    }
  }
  draw_chips(p, loop, all);
  const float mid = img.at.centre().y, x0 = img.at.right() + 24, x1 = all.x - 26;
  if (x1 - x0 < 24) return;
  arrow_right(p, x0, x1 + 12, mid);
}

void draw_pictures(Painter& p, const WindowLoop& loop, Rect box) {
  const Geometry& g = loop.g();
  const StageContext& context = loop.context;
  const float left_w = std::floor(box.w * 0.42F), room = box.h - 24;
  float s = std::min(left_w / f(g.WP), room * 0.56F / f(g.HP));
  if (s >= 2) s = std::floor(s);
  const Area img = area({box.x + 12, box.y + 14}, g.HP, g.WP, s, s);
  const Picture picture = image_rgb(context.walkthrough, context.document.preprocess, TensorId::img,
                                    loop.at.n, loop.channel, p.theme().pad);
  const Rect window = loop.window_on(img);
  p.picture(img.at, picture, {}, 0.42F);
  const double sx = static_cast<double>((window.x - img.at.x) / img.cell_w),
               sy = static_cast<double>((window.y - img.at.y) / img.cell_h);
  if (g.dilation == 1)
    p.picture_part(window, picture, sx, sy, static_cast<double>(g.FW), static_cast<double>(g.FH));
  else if (loop.motion.slid >= 1)
    light_window(p, img, picture, g, loop.at.top, loop.at.left);
  hit_area(p, img, TensorId::img, {loop.at.n, loop.numbers_of(), 0, 0}, 2, 3);
  // The window again, large.
  const float top = img.at.bottom() + 34, room_h = box.bottom() - 12 - top;
  const float cell = std::floor(std::min({60.0F, left_w / f(g.FW), room_h / f(g.FH)}));
  if (cell >= 6) {
    const Rect large{img.at.x, top, cell * f(g.FW), cell * f(g.FH)};
    p.cased_line({window.x, window.bottom() + 8}, {large.x, large.y - 8}, p.theme().text0);
    p.cased_line({window.right(), window.bottom() + 8}, {large.right(), large.y - 8}, p.theme().text0);
    if (g.dilation == 1)
      p.picture_part(large, picture, sx, sy, static_cast<double>(g.FW), static_cast<double>(g.FH));
    else
      draw_window(p, large, picture, g, loop.at.top, loop.at.left);
    ring(p, large);
  }
  ring(p, window);
  const float grid_x = box.x + left_w + 70;
  const PlaneGrid grid =
      fitting_grid(g, {grid_x, box.y + head}, box.right() - 14 - grid_x, box.bottom() - box.y - head - 14, 8);
  for (std::int64_t y = 0; y < g.FH; ++y) {
    for (std::int64_t x = 0; x < g.FW; ++x) {
      const Area at = grid.plane(y, x);
      p.fill(at.at, p.theme().bg1);
      const Picture plane = col6_plane_rgb(context.walkthrough, context.document.preprocess, loop.at.n, y, x,
                                           loop.channel, p.theme().pad);
      const std::int64_t whole = loop.at.oy, part = loop.at.ox + (loop.motion.there() ? 1 : 0);
      if (whole > 0)
        p.picture_part(at.block(0, 0, whole, g.OW), plane, 0, 0, static_cast<double>(g.OW),
                       static_cast<double>(whole), {}, 0.7F);
      if (part > 0)
        p.picture_part(at.block(whole, 0, 1, part), plane, 0, static_cast<double>(whole),
                       static_cast<double>(part), 1, {}, 0.7F);
      p.frame(at.at, p.theme().line1);
      hit_area(p, at, TensorId::col6, {loop.at.n, loop.numbers_of(), y, x, 0, 0}, 4, 5);
      if (!loop.motion.there()) continue;
      const Rect now = at.cell(loop.at.oy, loop.at.ox);
      const Rect dot{now.centre().x - 4, now.centre().y - 4, 8, 8};
      p.fill(dot.inset(-2), p.theme().casing);
      p.fill(dot, p.theme().accent);
    }
  }
  draw_chips(p, loop, grid.at());
}

}  // namespace

void draw_window_present(Painter& p, const StageContext& context, Rect box) {
  const WindowLoop loop = window_loop(context);
  if (const std::optional<Cells> cells = cells_in(context.geometry(), box))
    draw_cells(p, loop, *cells);
  else
    draw_pictures(p, loop, box);
}

}  // namespace unfold::view::loop
