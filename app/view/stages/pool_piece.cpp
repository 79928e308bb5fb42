#include "app/view/stages/pool_piece.h"

#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/pool_rows.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

// In no window along one side: beyond the last, or between two that lie apart.
bool between(std::int64_t i, std::int64_t read, std::int64_t size, std::int64_t stride) {
  return i >= read || (stride > size && i % stride >= size);
}

}  // namespace

bool MapPiece::unread(const Geometry& g, std::int64_t i, std::int64_t j) const {
  return between(i, read_rows, g.PH, g.pool_stride) || between(j, read_cols, g.PW, g.pool_stride);
}

MapPiece piece_of(const Geometry& g, std::int64_t q0, std::int64_t q1, std::int64_t p0, std::int64_t p1,
                  std::int64_t most_unread) {
  MapPiece piece{.q0 = q0, .q1 = q1, .p0 = p0, .p1 = p1};
  piece.r0 = q0 * g.pool_stride - g.pool_pad.top;
  piece.c0 = p0 * g.pool_stride - g.pool_pad.left;
  piece.read_rows = piece.rows = (q1 - 1 - q0) * g.pool_stride + g.PH;
  piece.read_cols = piece.cols = (p1 - 1 - p0) * g.pool_stride + g.PW;
  if (q1 == g.QH)
    piece.rows += std::clamp<std::int64_t>(g.pool_unread_rows() - g.pool_pad.bottom, 0, most_unread);
  if (p1 == g.QW)
    piece.cols += std::clamp<std::int64_t>(g.pool_unread_cols() - g.pool_pad.right, 0, most_unread);
  return piece;
}

MapPiece whole_piece(const Geometry& g) { return piece_of(g, 0, g.QH, 0, g.QW, std::max(g.OH, g.OW)); }

Rect PieceFrame::window(std::int64_t q, std::int64_t s) const {
  const std::int64_t i = (q - piece.q0) * stride, j = (s - piece.p0) * stride;
  return {x(j), y(i), static_cast<float>(PW) * look.cell_w - 1, static_cast<float>(PH) * look.cell_h - 1};
}

Rect PieceFrame::at() const {
  const Rect last = cell(piece.rows - 1, piece.cols - 1);
  return {origin.x, origin.y, last.right() - origin.x, last.bottom() - origin.y};
}

PieceFrame piece_frame(const Geometry& g, const MapPiece& piece, Vec2 origin, const PieceLook& look) {
  PieceFrame frame{.piece = piece, .origin = origin, .look = look};
  frame.PH = g.PH;
  frame.PW = g.PW;
  frame.stride = g.pool_stride;
  return frame;
}

Vec2 piece_gaps(const Geometry& g, const MapPiece& piece, float gap) {
  PieceLook none;
  none.cell_w = none.cell_h = 0;
  none.gap = gap;
  const PieceFrame frame = piece_frame(g, piece, {0, 0}, none);
  return {frame.x(piece.cols - 1), frame.y(piece.rows - 1)};
}

PieceLook fitting_look(const Painter& p, Vec2 room, std::int64_t columns, std::int64_t rows, float largest) {
  PieceLook look;
  look.cell_w = std::max(1.0F, std::floor(std::min(largest, room.x / static_cast<float>(columns))));
  look.cell_h = std::max(1.0F, std::floor(std::min(look.cell_w, room.y / static_cast<float>(rows))));
  look.label = p.type().label;
  // As large as four digits and a sign leave their cell a margin.
  look.text = std::clamp(std::floor(std::min(look.cell_w / 5, look.cell_h / 2.4F)), p.type().code,
                         std::round(p.type().code * 1.5F));
  return look;
}

bool carries_numbers(const Painter& p, const PieceLook& look) {
  return look.cell_w >= 3 * p.type().code && look.cell_h >= 1.7F * p.type().code;
}

CellNumber map_number(float value, float cell_w, float text) {
  constexpr float of_three = 63, largest = 17;  // the widest cell with three decimals, the type for them
  return in_cell(static_cast<double>(value), std::min(cell_w, of_three), std::min(text, largest));
}

void hatch_behind(Painter& p, Rect at, const CellNumber& number, Color data, float text) {
  p.hatch(at, p.theme().text1);
  const std::string words = p.fitted(number, at.w - 2, text, Face::mono);
  if (words.empty()) return;
  const float wide = p.text_width(words, text, Face::mono) + 6, tall = text * 1.1F;
  p.fill({at.centre().x - wide / 2, at.centre().y - tall / 2, wide, tall}, mix(p.theme().bg0, data, 0.3F));
  p.text(words, {at.centre().x, at.centre().y + text * 0.36F},
         {.size = text,
          .face = Face::mono,
          .color = p.theme().name == ThemeName::dark ? p.theme().text1 : p.theme().text2,
          .align = Align::centre});
}

void draw_piece_cell(Painter& p, const StageContext& context, const PieceFrame& frame, std::int64_t n,
                     std::int64_t f, std::int64_t i, std::int64_t j, bool on) {
  const Geometry& g = context.geometry();
  const PieceLook& look = frame.look;
  const std::int64_t r = frame.piece.r0 + i, c = frame.piece.c0 + j;
  const Rect at = frame.cell(i, j);
  if (r < 0 || c < 0 || r >= g.OH || c >= g.OW) {
    draw_beyond_map(p, g, at, r, c, on, look.text);
    return;
  }
  const Coloring coloring = map_coloring(*context.walkthrough, TensorId::conv, n, f, context.options);
  const float v = context.walkthrough->at(TensorId::conv, {n, f, r, c});
  const CellNumber number = map_number(v, look.cell_w, look.text);
  const Color ground = color_of(p.theme(), coloring, v);
  if (on)
    p.cell(at, ground, number, look.text);
  else
    p.faded_cell(at, ground, number, look.text);
  CellHit hit{.tensor = TensorId::conv, .origin = {n, f, r, c}};
  hit.cell_w = look.cell_w;
  hit.cell_h = look.cell_h;
  p.hit({at.x, at.y, look.cell_w, look.cell_h}, hit);
  if (frame.piece.unread(g, i, j)) hatch_behind(p, at, number, ground, look.text);
}

void mark_place(Painter& p, Rect at) {
  const Theme& t = p.theme();
  const bool dark = t.name == ThemeName::dark;
  const Rect frame = at.inset(-t.stroke.casing);
  p.frame(frame, dark ? t.accent : t.text0, t.stroke.now);
  p.frame(frame.inset(t.stroke.now), dark ? t.casing : t.bg0, t.stroke.casing);
}

void draw_piece_ticks(Painter& p, const PieceFrame& frame, const std::vector<TickLook>& rows,
                      const std::vector<TickLook>& cols) {
  const PieceLook& look = frame.look;
  const float clear = p.theme().stroke.now + 4 * p.theme().stroke.casing;  // of the ring
  const auto style = [&](const TickLook& tick, Align align) {
    return TextStyle{.size = look.label,
                     .face = tick.on ? Face::mono_bold : Face::mono,
                     .color = tick.on ? tick.color : p.theme().text2,
                     .align = align};
  };
  // Every so many that they do not touch.
  const float digits =
      p.text_width(std::to_string(frame.piece.c0 + frame.piece.cols), look.label, Face::mono);
  const auto every = [](float wanted, float cell) {
    return static_cast<std::size_t>(std::ceil(wanted / std::max(1.0F, cell)));
  };
  const std::size_t every_row = every(look.label + 2, look.cell_h),
                    every_col = every(digits + 4, look.cell_w);
  for (std::size_t j = 0; j < cols.size(); j += every_col) {
    const auto at = static_cast<std::int64_t>(j);
    p.text(fixed(static_cast<double>(frame.piece.c0 + at), 0),
           {frame.x(at) + look.cell_w / 2, frame.origin.y - clear}, style(cols[j], Align::centre));
  }
  for (std::size_t i = 0; i < rows.size(); i += every_row) {
    const auto at = static_cast<std::int64_t>(i);
    p.text(fixed(static_cast<double>(frame.piece.r0 + at), 0),
           {frame.origin.x - clear, frame.y(at) + look.cell_h / 2 + look.label * 0.36F},
           style(rows[i], Align::right));
  }
}

Rect window_on_map(const Geometry& g, const PoolWindow& w, Rect map) {
  const float sx = map.w / static_cast<float>(g.OW);
  const float sy = map.h / static_cast<float>(g.OH);
  // A window that hangs over is cut a little beyond the edge.
  constexpr float beyond = 5;
  const float left = map.x + static_cast<float>(w.ox * g.pool_stride - g.pool_pad.left) * sx;
  const float top = map.y + static_cast<float>(w.oy * g.pool_stride - g.pool_pad.top) * sy;
  const float right = std::min(left + static_cast<float>(g.PW) * sx, map.right() + beyond);
  const float bottom = std::min(top + static_cast<float>(g.PH) * sy, map.bottom() + beyond);
  const float x = std::max(left, map.x - beyond), y = std::max(top, map.y - beyond);
  return {x, y, std::max(4.0F, right - x), std::max(4.0F, bottom - y)};
}

std::vector<loop::Band> unread_map_rows(const Geometry& g) { return loop::unread_bands(g.pool_rows()); }
std::vector<loop::Band> unread_map_cols(const Geometry& g) { return loop::unread_bands(g.pool_cols()); }

}  // namespace unfold::view
