#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/im2col_parts.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::loop {

Loop loop_of(const StageContext& context) {
  Loop loop{context,
            slice_of(context.geometry(), context.step()),
            shown_image(context),
            picture_channel(context),
            {}};
  loop.copy = copy_of(context, loop.slice);
  return loop;
}

std::int64_t written_rows(const StageContext& context) {
  const std::int64_t rows = context.geometry().OH;
  if (context.motion >= 1) return rows;
  return std::clamp<std::int64_t>(
      static_cast<std::int64_t>(std::floor(context.motion * static_cast<double>(rows))), 0, rows);
}

void draw_plane(Painter& p, const Loop& loop, const Area& at, std::int64_t y, std::int64_t x,
                const PlaneStyle& style) {
  const StageContext& context = loop.context;
  const std::int64_t c = std::max(0, loop.channel);
  const Index origin{loop.n, c, y, x, 0, 0};
  if (style.written < at.rows) p.fill(at.at, p.theme().bg1);
  if (style.numbers && loop.channel >= 0 && carries_number(p, at.cell_w, at.cell_h) &&
      at.rows * at.cols <= 4096 && at.cell_w >= 30) {
    for (std::int64_t row = 0; row < at.rows; ++row) {
      for (std::int64_t col = 0; col < at.cols; ++col) {
        if (row < style.written) {
          Index cell = origin;
          cell[4] = row;
          cell[5] = col;
          draw_image_cell(p, context, {TensorId::col6, cell}, at.cell(row, col),
                          style.alpha > 0.9F ? CellLook::lit : CellLook::rest);
        } else {
          p.cell(at.cell(row, col), p.theme().bg1, {}, 11);
          p.frame(at.cell(row, col), p.theme().line1);
        }
      }
    }
  } else if (style.written > 0) {
    const Picture picture = col6_plane_rgb(
        context.walkthrough, context.document.preprocess, loop.n, y, x,
        pixel_look(*context.walkthrough, TensorId::col6, context.options, p.theme().name, loop.channel),
        p.theme().pad);
    const Rect part{at.at.x, at.at.y, at.at.w, at.cell_h * static_cast<float>(style.written)};
    p.picture_part(part, picture, 0, 0, static_cast<double>(at.cols), static_cast<double>(style.written), {},
                   style.alpha);
    Area rows = at;
    rows.rows = style.written;
    if (style.numbers) numbers_over(p, context, rows, TensorId::col6, origin, 4, 5, picture);
  }
  hit_area(p, at, TensorId::col6, origin, 4, 5);
}

void draw_empty_plane(Painter& p, const StageContext& context, const Area& at, std::int64_t y, std::int64_t x,
                      bool seekable) {
  const Theme& theme = p.theme();
  p.fill(at.at, theme.bg1);
  const float size = p.type().label;
  const TextStyle ghost{size, Face::mono, theme.ghost, Align::centre};
  if (at.cell_w >= 24 && at.cell_h >= 16) {
    for (std::int64_t row = 0; row < at.rows; ++row) {
      for (std::int64_t col = 0; col < at.cols; ++col) {
        const Rect cell = at.cell(row, col);
        p.frame({cell.x, cell.y, cell.w - 1, cell.h - 1}, theme.line1);
        p.text("0", {cell.centre().x, cell.centre().y + size * 0.36F}, ghost);
      }
    }
  } else {
    p.frame(at.at, theme.line1);
    if (at.at.w >= 14 && at.at.h >= 14)
      p.text("0", {at.at.centre().x, at.at.centre().y + size * 0.36F}, ghost);
  }
  if (!seekable) return;
  const std::int64_t step = flatten(Shape{context.geometry().FH, context.geometry().FW}, {y, x});
  p.hit(at.at, Action{act::Seek{{Stage::im2col, step}}},
        context.texts.get(
            "im2col.not_yet",
            {{"y", std::to_string(y)}, {"x", std::to_string(x)}, {"step", std::to_string(step + 1)}}));
}

}  // namespace unfold::view::loop
