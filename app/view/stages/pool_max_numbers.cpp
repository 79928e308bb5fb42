#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/pool_max_parts.h"
#include "app/view/stages/pool_rows.h"

#include <cmath>
#include <cstdint>
#include <vector>

namespace unfold::view {

RunningWindow draw_window_numbers(Painter& p, const StageContext& context, const PoolWindow& w,
                                  const PieceFrame& frame) {
  const Geometry& g = context.geometry();
  const Walkthrough& walk = *context.walkthrough;
  const MapPiece& piece = frame.piece;
  const std::int64_t top = w.oy * g.pool_stride - g.pool_pad.top - piece.r0;
  const std::int64_t left = w.ox * g.pool_stride - g.pool_pad.left - piece.c0;
  for (std::int64_t i = 0; i < piece.rows; ++i)
    for (std::int64_t j = 0; j < piece.cols; ++j)
      draw_piece_cell(p, context, frame, w.n, w.f, i, j,
                      i >= top && i < top + g.PH && j >= left && j < left + g.PW);
  const Coloring coloring = map_coloring(walk, TensorId::conv, w.n, w.f, context.options);
  RunningWindow running;
  for (std::int64_t q = piece.q0; q < piece.q1; ++q)
    for (std::int64_t s = piece.p0; s < piece.p1; ++s) {
      const std::int64_t i = (q - piece.q0) * g.pool_stride;
      const std::int64_t j = (s - piece.p0) * g.pool_stride;
      const std::int64_t row = pool_window_row(g, w.n, q, s, w.f);
      const std::int64_t kept = walk.argmax(row);
      const Rect best = frame.cell(i + kept / g.PW, j + kept % g.PW);
      const float v = walk.at(TensorId::pool_max, {row});
      const bool on = row == w.row;
      const Color ground =
          on ? color_of(p.theme(), coloring, v) : mix(p.theme().bg0, color_of(p.theme(), coloring, v), 0.3F);
      const Color ink = on ? ink_on(p.theme(), ground) : p.theme().text1;
      const float corner = std::floor(frame.look.cell_h * 0.28F);
      kept_corner(p, best, ink, corner);
      for (std::int64_t k = kept + 1; k < g.PH * g.PW; ++k) {
        if (walk.at(TensorId::pool_windows, {row, k}) != v) continue;
        tied_corner(p, frame.cell(i + k / g.PW, j + k % g.PW), ink, corner);
      }
      if (on) running = {frame.window(q, s), best};
    }
  p.lit(running.window);
  return running;
}

void draw_window_ticks(Painter& p, const Geometry& g, const PoolWindow& w, const PieceFrame& frame) {
  const MapPiece& piece = frame.piece;
  const auto ticks = [&](std::int64_t count, std::int64_t from, std::int64_t size) {
    std::vector<TickLook> looks;
    for (std::int64_t i = 0; i < count; ++i) looks.push_back({i >= from && i < from + size, p.theme().text0});
    return looks;
  };
  draw_piece_ticks(p, frame, ticks(piece.rows, (w.oy - piece.q0) * g.pool_stride, g.PH),
                   ticks(piece.cols, (w.ox - piece.p0) * g.pool_stride, g.PW));
}

Rect draw_pooled_piece(Painter& p, const StageContext& context, const PoolWindow& w, const PieceFrame& frame,
                       Vec2 origin) {
  const MapPiece& piece = frame.piece;
  const PieceLook& look = frame.look;
  const Coloring coloring = map_coloring(*context.walkthrough, TensorId::conv, w.n, w.f, context.options);
  const Geometry& g = context.geometry();
  Rect running{};
  for (std::int64_t q = piece.q0; q < piece.q1; ++q) {
    for (std::int64_t s = piece.p0; s < piece.p1; ++s) {
      const Rect at{origin.x + static_cast<float>(s - piece.p0) * look.cell_w,
                    origin.y + static_cast<float>(q - piece.q0) * look.cell_h, look.cell_w - 1,
                    look.cell_h - 1};
      const std::int64_t row = pool_window_row(g, w.n, q, s, w.f);
      if (row == w.row) running = at;
      CellHit hit{.tensor = TensorId::pool, .origin = {w.n, w.f, q, s}};
      hit.cell_w = look.cell_w;
      hit.cell_h = look.cell_h;
      p.hit({at.x, at.y, look.cell_w, look.cell_h}, hit);
      if (row > w.row || (row == w.row && context.motion < 1)) {
        p.frame(at, p.theme().line1);
        continue;
      }
      const float v = context.walkthrough->at(TensorId::pool_max, {row});
      const CellNumber number = map_number(v, look.cell_w, look.text);
      const Color ground = color_of(p.theme(), coloring, v);
      if (row == w.row)
        p.cell(at, ground, number, look.text, true);
      else
        p.faded_cell(at, ground, number, look.text);
    }
  }
  p.lit(running);
  return running;
}

void draw_flight(Painter& p, const StageContext& context, const PoolWindow& w, Rect from, Rect to,
                 const PieceLook& look) {
  if (context.motion >= 1) return;
  const auto t = static_cast<float>(context.motion);
  const Rect at{from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t, look.cell_w - 1, look.cell_h - 1};
  const float v = context.walkthrough->at(TensorId::pool_max, {w.row});
  const Coloring coloring = map_coloring(*context.walkthrough, TensorId::conv, w.n, w.f, context.options);
  p.cell(at, color_of(p.theme(), coloring, v), map_number(v, look.cell_w, look.text), look.text, true);
  p.lit(at);
}

float arrow_start(const PieceFrame& frame, const PoolWindow& w, Rect running) {
  const MapPiece& piece = frame.piece;
  const bool between_rows = frame.PH % 2 == 0;
  if (between_rows || (w.ox + 1 == piece.p1 && piece.cols == piece.read_cols)) return running.right();
  return frame.at().right();
}

}  // namespace unfold::view
