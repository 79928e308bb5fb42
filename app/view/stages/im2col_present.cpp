#include "app/view/stages/im2col_parts.h"
#include "app/view/stages/im2col_window.h"
#include "app/view/stages/present_kit.h"

#include "app/view/pictures.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::loop {

namespace {

constexpr float apart = 11;              // the slice stands off its neighbours
constexpr float gap_x = 16, gap_y = 30;  // between planes
constexpr float left_rulers = 102, chips_w = 98, top_rulers = 56;

float f(std::int64_t n) { return static_cast<float>(n); }

// Small tensors: every number, the slice pulled out of img.
struct Cells {
  float w = 52, h = 40;
  Vec2 img, grid;
};

std::optional<Cells> cells_in(const Geometry& g, Rect box) {
  if (g.N * g.C > 64 || g.stride > 1) return std::nullopt;  // a slice of every second cell is not one block
  Cells cells;
  const float fixed_w = left_rulers + 2 * apart + chips_w + gap_x * f(g.FW - 1) + 12;
  cells.w = std::floor(std::min(90.0F, (box.w - fixed_w) / f(g.WP + g.FW * g.OW)));
  const float grid_h = (box.h - top_rulers - gap_y * f(g.FH - 1) - 12) / f(g.FH * g.OH);
  const float img_h = (box.h - 90 - 2 * apart - 44) / f(g.HP);
  cells.h = std::floor(std::min({cells.w * 0.8F, grid_h, img_h}));
  if (cells.w < 44 || cells.h < 31) return std::nullopt;
  const float grid_w = f(g.FW * g.OW) * cells.w + gap_x * f(g.FW - 1);
  cells.grid = {box.right() - 12 - grid_w, box.y + top_rulers};
  const float all_h = f(g.FH * g.OH) * cells.h + gap_y * f(g.FH - 1);
  cells.img.x = box.x + left_rulers;
  cells.img.y = std::max(box.y + 90, cells.grid.y + all_h / 2 - f(g.HP) * cells.h / 2 - 40);
  cells.img.y = std::min(cells.img.y, box.bottom() - f(g.HP) * cells.h - 2 * apart - 44);
  return cells;
}

struct Drawn {
  const Loop& loop;
  const Cells& cells;
  [[nodiscard]] float col(std::int64_t j) const {
    const Slice& s = loop.slice;
    return cells.img.x + f(j) * cells.w + (j < s.first_col ? 0 : j <= s.last_col ? apart : 2 * apart);
  }
  [[nodiscard]] float row(std::int64_t i) const {
    const Slice& s = loop.slice;
    return cells.img.y + f(i) * cells.h + (i < s.first_row ? 0 : i <= s.last_row ? apart : 2 * apart);
  }
  [[nodiscard]] Rect slice() const {
    const Slice& s = loop.slice;
    return {col(s.first_col), row(s.first_row), cells.w * f(s.cols), cells.h * f(s.rows)};
  }
  [[nodiscard]] Rect plane(std::int64_t y, std::int64_t x) const {
    const Geometry& g = loop.context.geometry();
    const float w = cells.w * f(g.OW), h = cells.h * f(g.OH);
    return {cells.grid.x + f(x) * (w + gap_x), cells.grid.y + f(y) * (h + gap_y), w, h};
  }
};

Color gray(const Painter& p, const Loop& loop, double v) {
  return color_of(p.theme(), coloring_of(*loop.context.walkthrough, TensorId::x, loop.context.options),
                  static_cast<float>(v));
}

void draw_img_cells(Painter& p, const Drawn& d, std::int64_t c) {
  const Loop& loop = d.loop;
  const Geometry& g = loop.context.geometry();
  const Slice& s = loop.slice;
  for (std::int64_t i = 0; i < g.HP; ++i) {
    for (std::int64_t j = 0; j < g.WP; ++j) {
      const CellRef cell{TensorId::img, {loop.n, c, i, j}};
      const double v = loop.context.walkthrough->at(cell);
      const Rect at{d.col(j), d.row(i), d.cells.w, d.cells.h};
      present_cell(p, at, gray(p, loop, v), v, s.lit(i, j) ? CellState::now : CellState::rest);
      CellHit hit;
      hit.tensor = TensorId::img;
      hit.origin = cell.at;
      hit.cell_w = at.w;
      hit.cell_h = at.h;
      p.hit(at, hit);
    }
  }
  ring(p, d.slice());
  // Rulers: the slice starts at y and x, and is OH by OW long.
  const float top = d.cells.img.y - 24, left = d.cells.img.x;
  for (std::int64_t j = 0; j < g.WP; ++j) {
    const float x = d.col(j) + d.cells.w / 2;
    if (j == s.first_col) {
      chip(p, {x - 17, top - 17, 34, 34}, std::to_string(j), Axis::FW, true);
    } else {
      p.text(std::to_string(j), {x, top + 10}, {present_size, Face::ui, p.theme().text0, Align::centre});
    }
  }
  for (std::int64_t i = 0; i < g.HP; ++i) {
    const float y = d.row(i) + d.cells.h / 2;
    if (i == s.first_row) {
      chip(p, {left - 46, y - 17, 32, 34}, std::to_string(i), Axis::FH, true);
    } else {
      p.text(std::to_string(i), {left - 30, y + 10},
             {present_size, Face::ui, p.theme().text0, Align::centre});
    }
  }
  const Rect slice = d.slice();
  const Color oh = p.theme().axis_color(Axis::OH), ow = p.theme().axis_color(Axis::OW);
  const float by = d.cells.img.y - 52, bx = left - 56;
  const float thick = p.theme().stroke.axis;
  p.hline(slice.x, slice.right(), by, ow, thick);
  p.fill({slice.x, by, thick, 12}, ow);
  p.fill({slice.right() - thick, by, thick, 12}, ow);
  p.text("OW", {slice.centre().x, by - 10}, {present_size, Face::ui_bold, ow, Align::centre});
  p.vline(bx, slice.y, slice.bottom(), oh, thick);
  p.fill({bx, slice.y, 12, thick}, oh);
  p.fill({bx, slice.bottom() - thick, 12, thick}, oh);
  p.text("OH", {bx - 5, slice.centre().y + 10}, {present_size, Face::ui_bold, oh, Align::right});
}

void draw_grid_cells(Painter& p, const Drawn& d, std::int64_t c) {
  const Loop& loop = d.loop;
  const Geometry& g = loop.context.geometry();
  const Slice& s = loop.slice;
  const std::int64_t swept = written_rows(loop.context);
  for (std::int64_t y = 0; y < g.FH; ++y) {
    for (std::int64_t x = 0; x < g.FW; ++x) {
      const std::int64_t step = flatten(Shape{g.FH, g.FW}, {y, x});
      const Rect at = d.plane(y, x);
      for (std::int64_t i = 0; i < g.OH; ++i) {
        for (std::int64_t j = 0; j < g.OW; ++j) {
          const double v = loop.context.walkthrough->at(TensorId::col6, {loop.n, c, y, x, i, j});
          const bool written = step < s.step || (step == s.step && i < swept);
          const CellState state = !written         ? CellState::empty
                                  : step == s.step ? CellState::now
                                                   : CellState::done;
          present_cell(p, {at.x + f(j) * d.cells.w, at.y + f(i) * d.cells.h, d.cells.w, d.cells.h},
                       gray(p, loop, v), v, state);
        }
      }
      hit_area(p, area({at.x, at.y}, g.OH, g.OW, d.cells.w, d.cells.h), TensorId::col6,
               {loop.n, c, y, x, 0, 0}, 4, 5);
      if (step < s.step) p.frame(at.inset(-2), p.theme().text0, p.theme().stroke.frame);
    }
  }
  ring(p, d.plane(s.y, s.x));
  for (std::int64_t x = 0; x < g.FW; ++x) {
    const Rect at = d.plane(0, x);
    const float w = std::min(82.0F, at.w + 6);
    chip(p, {at.centre().x - w / 2, at.y - 46, w, 36},
         w < 82 ? std::to_string(x) : "x = " + std::to_string(x), Axis::FW, x == s.x);
  }
  for (std::int64_t y = 0; y < g.FH; ++y) {
    const Rect at = d.plane(y, 0);
    chip(p, {at.x - 86, at.centre().y - 18, 76, 36}, "y = " + std::to_string(y), Axis::FH, y == s.y);
  }
}

// One line from ring to ring, in the gutter beside the plane that receives.
void draw_copy_line(Painter& p, const Drawn& d) {
  const Slice& s = d.loop.slice;
  const Rect from = d.slice(), to = d.plane(s.y, s.x);
  const bool up = s.y == 0;  // from below: the chips stand above the first row
  const float y0 = up ? to.bottom() + gap_y - 12 : to.y - gap_y + 12;
  const float xs = from.right() + 9, xb = d.cells.grid.x - 104;
  // Columns right of the slice have numbers: past them in the gap that the slice leaves to its neighbours.
  const bool past = d.loop.slice.last_col + 1 < d.loop.context.geometry().WP;
  const float gap = up ? from.bottom() + apart / 2 : from.y - apart / 2;
  const float ys = past ? gap : std::clamp(y0, from.y + 10, std::max(from.y + 10, from.bottom() - 10));
  const float x1 = to.centre().x;
  const Color ink = p.theme().text0;
  std::vector<Vec2> points{{xs, ys}};
  if (ys != y0) {
    points.push_back({xb, ys});
    points.push_back({xb, y0});
  }
  points.push_back({x1, y0});
  points.push_back({x1, y0 + (up ? -3.0F : 3.0F)});
  p.polyline(std::move(points), ink);
  p.arrow_head({x1, up ? to.bottom() + 12 : to.y - 12}, 9, up ? Painter::Toward::up : Painter::Toward::down,
               ink);
}

void draw_notes(Painter& p, const Drawn& d, Rect box) {
  const Geometry& g = d.loop.context.geometry();
  const Texts& t = d.loop.context.texts;
  const TextStyle style{present_size, Face::ui, p.theme().text0};
  const float room = d.cells.grid.x - 96 - box.x;
  const float below = d.row(g.HP - 1) + d.cells.h + 38;
  if (const std::string note = t.get("im2col.present_pad");
      g.pad.any() && p.rich_width(note, style) <= room) {
    p.rich(note, {box.x, below}, style);
  }
  const Rect last = d.plane(g.FH - 1, 0);
  const std::string note = t.get("im2col.present_empty");
  const float base = last.centre().y + 10;
  if (d.loop.slice.y < g.FH - 1 && base > below + 34 && p.rich_width(note, style) <= room) {
    p.rich(note, {d.cells.grid.x - 96, base}, {present_size, Face::ui, p.theme().text0, Align::right});
  }
}

void draw_cells_mode(Painter& p, const Loop& loop, const Cells& cells, Rect box) {
  const Drawn d{loop, cells};
  const std::int64_t c = std::max(0, loop.channel);
  draw_img_cells(p, d, c);
  draw_grid_cells(p, d, c);
  draw_copy_line(p, d);
  draw_notes(p, d, box);
}

// Larger pictures: img with its slice, the grid with its plane, one line between.
void draw_corner(Painter& p, const Loop& loop, Rect at) {
  constexpr float size = 30;
  const Geometry& g = loop.context.geometry();
  const Slice& s = loop.slice;
  const Vec2 corner{at.x + 52, at.y + 36};
  const auto rows = std::min<std::int64_t>(g.HP, static_cast<std::int64_t>((at.bottom() - corner.y) / size));
  const auto cols = std::min<std::int64_t>(g.WP, static_cast<std::int64_t>((at.right() - corner.x) / size));
  if (rows < 3 || cols < 4) return;
  const std::int64_t row = std::clamp<std::int64_t>(s.first_row - 1, 0, g.HP - rows);
  const std::int64_t col = std::clamp<std::int64_t>(s.first_col - 1, 0, g.WP - cols);
  const std::vector<Color> colors =
      image_colors(loop.context, p.theme(), loop.n, loop.channel, row, col, rows, cols);
  float free_from = at.x;
  for (std::int64_t r = 0; r < rows; ++r) {
    for (std::int64_t c = 0; c < cols; ++c) {
      const bool lit = s.lit(row + r, col + c);
      const bool padding = is_padding(g, {TensorId::img, {loop.n, 0, row + r, col + c}});
      const Color own = padding ? (lit ? p.theme().pad_lit : p.theme().pad)
                                : colors[static_cast<std::size_t>(r * cols + c)];
      const Rect cell{corner.x + f(c) * size, corner.y + f(r) * size, size - 2, size - 2};
      p.fill(cell, lit || padding ? own : mix(p.theme().bg0, own, 0.25F));
      if (!lit) continue;
      const Strokes& stroke = p.theme().stroke;
      p.frame(cell, p.theme().casing, stroke.now + stroke.casing);
      p.frame(cell, p.theme().accent, stroke.now);
    }
  }
  for (std::int64_t c = 0; c < cols; ++c) {
    if (!s.lit(s.first_row, col + c)) continue;
    const std::string number = std::to_string(col + c);
    const float x = corner.x + (f(c) + 0.5F) * size, half = p.text_width(number, present_size) / 2;
    if (x - half < free_from) continue;
    p.text(number, {x, corner.y - 8},
           {present_size, Face::ui_bold, p.theme().axis_color(Axis::FW), Align::centre});
    free_from = x + half + 10;
  }
  float free_y = at.y;
  for (std::int64_t r = 0; r < rows; ++r) {
    const float y = corner.y + (f(r) + 0.5F) * size + 10;
    if (!s.lit(row + r, s.first_col) || y - 24 < free_y) continue;
    p.text(std::to_string(row + r), {corner.x - 8, y},
           {present_size, Face::ui_bold, p.theme().axis_color(Axis::FH), Align::right});
    free_y = y;
  }
}

void draw_pictures_mode(Painter& p, const Loop& loop, Rect box) {
  const StageContext& context = loop.context;
  const Geometry& g = context.geometry();
  const Slice& s = loop.slice;
  const float top = box.y + 16;
  const float left_w = box.w * 0.44F;
  const bool solid = s.row_step == 1 && s.col_step == 1;
  const float img_room = box.bottom() - top - 12;
  float scale = std::min(left_w / f(g.WP), (solid ? img_room : img_room * 0.48F) / f(g.HP));
  if (scale >= 2) scale = std::floor(scale);
  const Area img = area({box.x + 12, top}, g.HP, g.WP, scale, scale);
  const Picture base = image_rgb(
      context.walkthrough, context.document.preprocess, TensorId::img, loop.n,
      pixel_look(*context.walkthrough, TensorId::img, context.options, p.theme().name, loop.channel),
      p.theme().pad);
  const std::int64_t rows = s.last_row - s.first_row + 1, cols = s.last_col - s.first_col + 1;
  const Rect block = img.block(s.first_row, s.first_col, rows, cols);
  p.picture(img.at, base, {}, 0.25F);
  p.picture_part(block, base, static_cast<double>(s.first_col), static_cast<double>(s.first_row),
                 static_cast<double>(cols), static_cast<double>(rows), {}, solid ? 1.0F : 0.75F);
  hit_area(p, img, TensorId::img, {loop.n, std::max(0, loop.channel), 0, 0}, 2, 3);
  ring(p, block);
  const float grid_x = box.x + left_w + 110;
  if (!solid) {
    const float note_x = img.at.right() + 34, note_w = box.x + left_w - note_x;
    const std::string note =
        context.texts.get("im2col.present_stride", {{"stride", std::to_string(g.stride)}});
    if (note_w >= 170) {
      p.paragraph(note, {note_x, top + 30}, note_w, 36, {present_size, Face::ui, p.theme().text0});
    }
    const float y = img.at.bottom() + 20;
    draw_corner(p, loop, {box.x + 12, y, left_w, box.bottom() - y});
  }
  // The grid.
  const PlaneGrid grid =
      fitting_grid(g, {grid_x, top + 42}, box.right() - 14 - grid_x, box.bottom() - top - 42 - 14, 8);
  for (std::int64_t y = 0; y < g.FH; ++y) {
    for (std::int64_t x = 0; x < g.FW; ++x) {
      const std::int64_t step = flatten(Shape{g.FH, g.FW}, {y, x});
      const Area at = grid.plane(y, x);
      if (step > s.step) {
        p.fill(at.at, p.theme().bg1);
        p.frame(at.at, p.theme().line1);
        if (at.at.w >= 26 && at.at.h >= 30) {
          p.text("0", {at.at.centre().x, baseline_in(at.at, present_size)},
                 {present_size, Face::ui, p.theme().ghost, Align::centre});
        }
      } else {
        draw_plane(p, loop, at, y, x,
                   {step == s.step ? 1.0F : 0.6F, step == s.step ? written_rows(context) : g.OH, false});
        p.edge(at.at);
      }
    }
  }
  const Rect now = grid.plane(s.y, s.x).at;
  ring(p, now);
  const std::string xs = "x = " + std::to_string(s.x), ys = "y = " + std::to_string(s.y);
  const float xw = p.text_width(xs, present_size, Face::ui_bold) + 14,
              yw = p.text_width(ys, present_size, Face::ui_bold) + 14;
  const float chip_x = std::clamp(now.centre().x - xw / 2, grid_x, std::max(grid_x, box.right() - xw));
  chip(p, {chip_x, grid.corner.y - 48, xw, 34}, xs, Axis::FW, true);
  chip(p, {grid_x - 14 - yw, now.centre().y - 17, yw, 34}, ys, Axis::FH, true);
  // From ring to ring, in the gutter over the plane's row.
  const float lane = now.y - 6, bend = grid_x - 26 - yw;
  float start = std::clamp(lane, block.y + 10, std::max(block.y + 10, block.bottom() - 10));
  if (std::abs(start - lane) < 14) start = lane;
  std::vector<Vec2> way{{block.right() + 12, start}};
  if (start != lane) {
    way.push_back({bend, start});
    way.push_back({bend, lane});
  }
  way.push_back({now.x - 22, lane});
  p.polyline(std::move(way), p.theme().text0);
  p.arrow_head({now.x - 20, lane}, 8, Painter::Toward::right, p.theme().text0);
}

}  // namespace

void draw_im2col_present(Painter& p, const StageContext& context, Rect box) {
  if (by_window(context)) return draw_window_present(p, context, box);
  const Loop loop = loop_of(context);
  if (const std::optional<Cells> cells = cells_in(context.geometry(), box)) {
    draw_cells_mode(p, loop, *cells, box);
  } else {
    draw_pictures_mode(p, loop, box);
  }
}

}  // namespace unfold::view::loop
