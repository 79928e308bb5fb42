#pragma once

#include "app/view/stages/loop_slice.h"
#include "app/view/stages/pool_code.h"

#include <cstdint>
#include <string>
#include <vector>

namespace unfold::view {

// A piece of a map as numbers: windows of the pooling, and at the map's far edge what no window reads. Rows
// and columns count from the map's first on, negative in its padding.
struct MapPiece {
  std::int64_t q0 = 0, q1 = 0;                // window rows q0..q1 - 1
  std::int64_t p0 = 0, p1 = 0;                // window columns
  std::int64_t r0 = 0, rows = 0;              // rows of the map
  std::int64_t c0 = 0, cols = 0;              // columns of the map
  std::int64_t read_rows = 0, read_cols = 0;  // of these what the windows reach over

  // Is the cell at row i and column j of the piece in no window?
  [[nodiscard]] bool unread(const Geometry& g, std::int64_t i, std::int64_t j) const;
};
// The windows q0..q1 - 1 and p0..p1 - 1; at the far edge at most so many rows and columns that none reads.
[[nodiscard]] MapPiece piece_of(const Geometry& g, std::int64_t q0, std::int64_t q1, std::int64_t p0,
                                std::int64_t p1, std::int64_t most_unread);
[[nodiscard]] MapPiece whole_piece(const Geometry& g);

// How large a piece's cells are. Windows that do not share cells stand `gap` apart.
struct PieceLook {
  float cell_w = 46, cell_h = 34, gap = 8, text = 12, label = 11;
};

// Where a piece's cells stand.
struct PieceFrame {
  MapPiece piece;
  Vec2 origin;
  PieceLook look;
  std::int64_t PH = 1, PW = 1, stride = 1;

  [[nodiscard]] float x(std::int64_t j) const { return origin.x + along(j, PW, look.cell_w); }
  [[nodiscard]] float y(std::int64_t i) const { return origin.y + along(i, PH, look.cell_h); }
  [[nodiscard]] Rect cell(std::int64_t i, std::int64_t j) const {
    return {x(j), y(i), look.cell_w - 1, look.cell_h - 1};
  }
  [[nodiscard]] Rect window(std::int64_t q, std::int64_t s) const;
  [[nodiscard]] Rect at() const;

 private:
  [[nodiscard]] float along(std::int64_t i, std::int64_t size, float cell) const {
    const float apart = stride >= size ? static_cast<float>(i / stride) * look.gap : 0;
    return static_cast<float>(i) * cell + apart;
  }
};
[[nodiscard]] PieceFrame piece_frame(const Geometry& g, const MapPiece& piece, Vec2 origin,
                                     const PieceLook& look);
// What the gaps between the windows take of a piece's width and height.
[[nodiscard]] Vec2 piece_gaps(const Geometry& g, const MapPiece& piece, float gap);
// The cells' size and text such that so many stand across the room and down it; the number becomes larger
// with its cell. `largest`: the widest cell.
[[nodiscard]] PieceLook fitting_look(const Painter& p, Vec2 room, std::int64_t columns, std::int64_t rows,
                                     float largest);
// Can a number be read in every cell?
[[nodiscard]] bool carries_numbers(const Painter& p, const PieceLook& look);

// A map's number as it is written in a cell: three decimals, be the cell ever so large.
[[nodiscard]] CellNumber map_number(float value, float cell_w, float text);
// Lines over what no window reads, and none of them through its number.
void hatch_behind(Painter& p, Rect at, const CellNumber& number, Color data, float text);
// A cell of the piece with its number, faded where not `on`; hatched where no window reads it. In the padding
// what that counts as.
void draw_piece_cell(Painter& p, const StageContext& context, const PieceFrame& frame, std::int64_t n,
                     std::int64_t f, std::int64_t i, std::int64_t j, bool on);
// Round a place that is copied now: a casing parts the frame from the cell, of whatever colour that is, and
// the two leave its number the room that it has.
void mark_place(Painter& p, Rect at);
// The map's rows and columns at the piece's left and above it.
struct TickLook {
  bool on = false;
  Color color;  // of those that are on
};
void draw_piece_ticks(Painter& p, const PieceFrame& frame, const std::vector<TickLook>& rows,
                      const std::vector<TickLook>& cols);

// Where the window lies on a picture of its map.
[[nodiscard]] Rect window_on_map(const Geometry& g, const PoolWindow& w, Rect map);
// Rows and columns of a map that no window reads.
[[nodiscard]] std::vector<loop::Band> unread_map_rows(const Geometry& g);
[[nodiscard]] std::vector<loop::Band> unread_map_cols(const Geometry& g);
// What a cell's look says, one line each, as far as it has room. `copies`: of the im2col loop.
void draw_pool_legend(Painter& p, const StageContext& context, Rect at, bool copies);

}  // namespace unfold::view
