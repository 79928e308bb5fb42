#include "app/view/format.h"
#include "app/view/stages/map_grid.h"
#include "app/view/stages/pool_max_parts.h"
#include "app/view/stages/pool_rows.h"
#include "app/view/stages/present_kit.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

namespace unfold::view {
namespace {

// The windows beside the running one, where they are small enough; at most so many rows and columns
// of them.
MapPiece piece_around(const Geometry& g, const PoolWindow& w, std::int64_t most_rows = 3,
                      std::int64_t most_cols = 3) {
  constexpr std::int64_t most_unread = 2;
  const std::int64_t beside = g.PH + 2 * std::min(g.pool_stride, g.PH) <= 9 ? 1 : 0;
  struct Range {
    std::int64_t from, to;
  };
  const auto along = [&](std::int64_t at, std::int64_t windows, std::int64_t most, std::int64_t dropped,
                         std::int64_t size) {
    std::int64_t want = std::min({windows, 2 * beside + 1, most});
    // What is dropped at the edge takes the place of a window of many numbers.
    if (dropped > 0 && size > 2 && at + beside >= windows) want = std::min<std::int64_t>(want, 2);
    const std::int64_t from = std::clamp<std::int64_t>(at - (want > 1 ? beside : 0), 0, windows - want);
    return Range{from, from + want};
  };
  const Range rows = along(w.oy, g.QH, most_rows, g.pool_unread_rows() - g.pool_pad.bottom, g.PH);
  const Range cols = along(w.ox, g.QW, most_cols, g.pool_unread_cols() - g.pool_pad.right, g.PW);
  return piece_of(g, rows.from, rows.to, cols.from, cols.to, most_unread);
}

// The whole map with the running window on it; what no window reads is hatched.
void draw_whole(Painter& p, const StageContext& context, const PoolWindow& w, Rect map) {
  const Geometry& g = context.geometry();
  draw_map(p, context, TensorId::conv, w.f, map);
  const float sx = map.w / static_cast<float>(g.OW);
  const float sy = map.h / static_cast<float>(g.OH);
  // Gaps between windows only where lines have room in them.
  constexpr float least_gap = 6;
  const auto seen = [&](const loop::Band& band, std::int64_t size, float cell) {
    return band.first + band.count == size || static_cast<float>(band.count) * cell >= least_gap;
  };
  for (const loop::Band& rows : unread_map_rows(g))
    if (seen(rows, g.OH, sy))
      p.hatch(
          {map.x, map.y + static_cast<float>(rows.first) * sy, map.w, static_cast<float>(rows.count) * sy},
          p.theme().text1, 3);
  for (const loop::Band& cols : unread_map_cols(g))
    if (seen(cols, g.OW, sx))
      p.hatch(
          {map.x + static_cast<float>(cols.first) * sx, map.y, static_cast<float>(cols.count) * sx, map.h},
          p.theme().text1, 3);
}

std::string named(const char* tensor, const PoolWindow& w, std::int64_t rows, std::int64_t cols) {
  return std::string("{m b|") + tensor + "[" + std::to_string(w.n) + ", }{FN m b|" + std::to_string(w.f) +
         "}{m b|]}  " + std::to_string(rows) + " × " + std::to_string(cols);
}

// Where the numbers, the pooled ones and the rows of pool_windows stand.
struct Desk {
  PieceFrame numbers;
  float upper = 0;     // the height of all above the line
  bool whole = false;  // a small map is all in numbers; a large one a picture with a piece of it in numbers
  Rect map;            // the picture
  Rect legend;         // of a small map
};

float at_least_a_pixel(float cell) { return std::max(1.0F, std::floor(cell)); }
float head_of(const Painter& p) { return p.type().text + 6; }
float ticks_of(const Painter& p) { return p.type().label + 8; }

// False where that leaves the cells too small for their numbers.
bool lay_out_whole(Desk& desk, const Painter& p, const Geometry& g, Rect box, std::int64_t rows,
                   float legend) {
  const float unit = p.type().label / 11;
  const MapPiece piece = whole_piece(g);
  const float above = head_of(p) + ticks_of(p), left = 20 * unit, arrow = 90 * unit;
  const float table = 32 + window_rows_height(p, g, std::min(rows, g.N * g.QH * g.QW * g.FN));
  PieceLook none;
  const Vec2 gaps = piece_gaps(g, piece, none.gap);
  // The pooled map stands beside the numbers and reaches no further down than they do.
  const Vec2 room{box.w - left - gaps.x - arrow, box.h - above - gaps.y - table - legend - 30};
  const PieceLook look = fitting_look(p, room, piece.cols + g.QW, piece.rows, 104 * unit);
  if (!carries_numbers(p, look)) return false;
  desk.whole = true;
  desk.numbers = piece_frame(g, piece, {box.x + left, box.y + above}, look);
  const float y = desk.numbers.at().bottom() + 12;
  desk.legend = {desk.numbers.origin.x, y, box.right() - desk.numbers.origin.x, std::max(0.0F, legend - 12)};
  desk.upper = desk.legend.bottom() - box.y;
  return true;
}

Desk lay_out(const Painter& p, const Geometry& g, const PoolWindow& w, Rect box) {
  Desk desk;
  // The table and the legend give way before the map's numbers do.
  const float legend = std::round(1.75F * p.type().code) + 12;
  if (lay_out_whole(desk, p, g, box, 8, legend) || lay_out_whole(desk, p, g, box, 4, legend) ||
      lay_out_whole(desk, p, g, box, 3, 0))
    return desk;
  const float unit = p.type().label / 11;
  const float above = head_of(p) + ticks_of(p);
  desk.upper = std::floor(box.h * 0.45F);
  PieceLook look;
  look.label = p.type().label;
  look.text = p.type().code;
  const float map_room = std::floor(box.w * 0.3F);
  const float gaps = 30 * unit + 2 * look.gap + 40 * unit;
  MapPiece piece;
  // In a small window fewer windows, so that their numbers fit and do not touch.
  const auto fit = [&](std::int64_t rows, std::int64_t cols) {
    piece = piece_around(g, w, rows, cols);
    const auto columns = static_cast<float>(piece.cols + (piece.p1 - piece.p0));
    look.cell_w = at_least_a_pixel(std::min(54 * unit, (box.w - map_room - gaps) / columns));
    look.cell_h = at_least_a_pixel(std::min(look.cell_w * 0.74F, (desk.upper - above - 2 * look.gap - 8) /
                                                                     static_cast<float>(piece.rows)));
  };
  std::int64_t rows = 3, cols = 3;
  fit(rows, cols);
  while (cols > 1 && look.cell_w < 3 * look.text) fit(rows, --cols);
  while (rows > 1 && look.cell_h < 1.4F * look.text) fit(--rows, cols);
  desk.map = fit_plane({box.x, box.y + above, map_room, desk.upper - above}, g.OH, g.OW);
  desk.numbers = piece_frame(g, piece, {box.x + map_room + 36 * unit, box.y + above}, look);
  return desk;
}

// The map as a picture with the window on it, and a line from there to its numbers.
void draw_map_picture(Painter& p, const StageContext& context, const PoolWindow& w, const Desk& desk) {
  const Geometry& g = context.geometry();
  draw_whole(p, context, w, desk.map);
  const Rect on_map = window_on_map(g, w, desk.map), numbers = desk.numbers.at();
  const float bracket = numbers.x - ticks_of(p) - 12;
  p.cased_line({on_map.right() + 3, on_map.centre().y},
               {bracket, std::clamp(on_map.centre().y, numbers.y + 2, numbers.bottom() - 2)},
               p.theme().text1);
  p.vline(bracket, numbers.y, numbers.bottom(), p.theme().text1);
  p.hline(bracket, bracket + 5, numbers.y, p.theme().text1);
  p.hline(bracket, bracket + 5, numbers.bottom() - 1, p.theme().text1);
  p.lit(on_map);
}

void draw_rows(Painter& p, const StageContext& context, const PoolWindow& w, Rect box, float y) {
  p.hline(box.x, box.right(), y, p.theme().line1, p.theme().rule);
  p.tensor_label(TensorId::pool_windows, context.walkthrough->shape(TensorId::pool_windows), {box.x, y + 22});
  p.text(context.texts.get("pool_rows.one_a_row"), {box.right() - 24, y + 22},
         {.size = p.type().code, .color = p.theme().text2, .align = Align::right});
  draw_window_rows(p, context, {box.x, y + 32, box.w, box.bottom() - y - 32}, w.row, true);
}

void draw(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const PoolWindow w = pool_window(g, context.step());
  const Desk desk = lay_out(p, g, w, box);
  const PieceFrame& numbers = desk.numbers;
  const PieceLook& look = numbers.look;
  const MapPiece& piece = numbers.piece;
  const TextStyle small{.size = p.type().code, .color = p.theme().text1};
  const float baseline = box.y + head_of(p) - 8;

  const std::string conv = named("conv", w, g.OH, g.OW);
  p.rich(conv, {desk.whole ? numbers.origin.x : box.x, baseline}, small);
  if (!desk.whole) {
    const std::string region = std::to_string(piece.rows) + " × " + std::to_string(piece.cols);
    p.rich(context.texts.get("pool_max.region", {{"size", region}}), {numbers.origin.x, baseline}, small);
  }
  draw_window_ticks(p, g, w, numbers);
  if (!desk.whole) draw_map_picture(p, context, w, desk);
  const auto [running, kept] = draw_window_numbers(p, context, w, numbers);

  const float pooled_x = box.right() - static_cast<float>(piece.p1 - piece.p0) * look.cell_w;
  p.rich(named("pool", w, g.QH, g.QW), {box.right(), baseline},
         {.size = p.type().code, .color = p.theme().text1, .align = Align::right});
  // The pooled cell stands level with its window, so that one straight arrow joins them.
  const float pooled_y = running.centre().y - (static_cast<float>(w.oy - piece.q0) + 0.5F) * look.cell_h;
  const Rect cell = draw_pooled_piece(p, context, w, numbers, {pooled_x, pooled_y});
  const float from = arrow_start(numbers, w, running);
  p.cased_line({from + 4, cell.centre().y}, {pooled_x - 10, cell.centre().y}, p.theme().text0);
  p.arrow_head({pooled_x - 8, cell.centre().y}, 5, Painter::Toward::right, p.theme().text0);
  draw_flight(p, context, w, kept, cell, look);

  if (desk.whole) draw_pool_legend(p, context, desk.legend, false);
  draw_rows(p, context, w, box, box.y + desk.upper + 18);
}

void draw_present(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const PoolWindow w = pool_window(g, context.step());
  const MapPiece piece = piece_around(g, w);
  PieceLook look;
  look.text = p.type().label;
  look.label = p.type().label;
  look.gap = 14;
  const float ticks = 60;
  const float between = 90;
  const auto columns = static_cast<float>(piece.cols + (piece.p1 - piece.p0));
  look.cell_w = at_least_a_pixel(std::min(150.0F, (box.w - ticks - between - 2 * look.gap - 8) / columns));
  look.cell_h = at_least_a_pixel(
      std::min(look.cell_w * 0.7F, (box.h - 44 - 2 * look.gap) / static_cast<float>(piece.rows)));
  const PieceFrame numbers = piece_frame(g, piece, {box.x + ticks, box.y + 40}, look);
  draw_window_ticks(p, g, w, numbers);
  const auto [running, kept] = draw_window_numbers(p, context, w, numbers);
  const float pooled_x = box.right() - static_cast<float>(piece.p1 - piece.p0) * look.cell_w - 6;
  const float pooled_y = running.centre().y - (static_cast<float>(w.oy - piece.q0) + 0.5F) * look.cell_h;
  const Rect cell = draw_pooled_piece(p, context, w, numbers, {pooled_x, pooled_y});
  loop::arrow_right(p, arrow_start(numbers, w, running) + 8, pooled_x - 10, cell.centre().y);
  draw_flight(p, context, w, kept, cell, look);
}

CellRef subject(const Walkthrough& walkthrough, const Playback& playback, const ViewOptions&) {
  return {TensorId::pool_windows, {playback.at.step, walkthrough.argmax(playback.at.step)}};
}

}  // namespace

const StageView pool_max_view{draw, draw_present, tell_pool_max, subject};

}  // namespace unfold::view
