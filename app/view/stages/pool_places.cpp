#include "app/view/stages/pool_im2col_parts.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace unfold::view {
namespace {
constexpr float flat = 0.62F;  // a cell's height of its width
}

bool is_place(std::int64_t i, std::int64_t place, std::int64_t stride, std::int64_t windows) {
  const std::int64_t from = i - place;
  return from >= 0 && from % stride == 0 && from / stride < windows;
}

PieceFrame corner_frame(const Geometry& g, Rect room, float text, float largest) {
  PieceLook look;
  look.gap = 6;
  look.text = look.label = text;
  // All of the map where that fits: then its cells take the room that there is.
  const MapPiece whole = whole_piece(g);
  const Vec2 gaps = piece_gaps(g, whole, look.gap);
  const float fits = std::floor(std::min((room.w - gaps.x) / static_cast<float>(whole.cols),
                                         (room.h - gaps.y) / static_cast<float>(whole.rows) / flat));
  look.cell_w = std::clamp(fits, largest, 1.8F * largest);
  look.cell_h = std::floor(look.cell_w * flat);
  if (fits >= largest) return piece_frame(g, whole, {room.x, room.y}, look);
  const auto windows = [&](std::int64_t all, std::int64_t size, float space, float cell) {
    const float gap = g.pool_stride >= size ? look.gap : 0;
    std::int64_t q = 1;
    while (q < all &&
           static_cast<float>(q * g.pool_stride + size) * cell + static_cast<float>(q) * gap <= space)
      ++q;
    return q;
  };
  const MapPiece corner = piece_of(g, 0, windows(g.QH, g.PH, room.h, look.cell_h), 0,
                                   windows(g.QW, g.PW, room.w, look.cell_w), 0);
  return piece_frame(g, corner, {room.x, room.y}, look);
}

void draw_places(Painter& p, const StageContext& context, const PieceFrame& frame) {
  const Geometry& g = context.geometry();
  const MapPiece& piece = frame.piece;
  const std::int64_t now = copied_place(context), y = now / g.PW, x = now % g.PW;
  std::vector<Rect> places;
  for (std::int64_t i = 0; i < piece.rows; ++i)
    for (std::int64_t j = 0; j < piece.cols; ++j) {
      const bool on = is_place(i, y, g.pool_stride, piece.q1 - piece.q0) &&
                      is_place(j, x, g.pool_stride, piece.p1 - piece.p0);
      draw_piece_cell(p, context, frame, context.options.image, context.options.filter, i, j, on);
      if (on) places.push_back(frame.cell(i, j));
    }
  for (const Rect& at : places) mark_place(p, at);  // over the cells beside them
}

}  // namespace unfold::view
