#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/map_grid.h"
#include "app/view/stages/pool_code.h"
#include "app/view/stages/pool_rows.h"
#include "app/view/stages/present_kit.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace unfold::view {
namespace {

// The piece of the map that is shown as numbers: the windows beside the running one, where they are small
// enough.
struct Piece {
  std::int64_t q0 = 0, q1 = 0;    // first window row shown, one past the last
  std::int64_t p0 = 0, p1 = 0;    // window columns
  std::int64_t r0 = 0, rows = 0;  // rows of the map
  std::int64_t c0 = 0, cols = 0;
  std::int64_t read_rows = 0, read_cols = 0;  // of these what the windows shown read; the rest is dropped
};

Piece piece_around(const Geometry& g, const PoolWindow& w) {
  const std::int64_t beside = g.PH + 2 * std::min(g.pool_stride, g.PH) <= 9 ? 1 : 0;
  const auto along = [&](std::int64_t at, std::int64_t windows, std::int64_t dropped, std::int64_t size,
                         std::int64_t& from, std::int64_t& to) {
    std::int64_t want = std::min(windows, 2 * beside + 1);
    // What is dropped at the edge takes the place of a window of many numbers.
    if (dropped > 0 && size > 2 && at + beside >= windows) want = std::min<std::int64_t>(want, 2);
    from = std::clamp<std::int64_t>(at - beside, 0, windows - want);
    to = from + want;
  };
  const std::int64_t dropped_rows = std::clamp<std::int64_t>(g.pool_unread_rows() - g.pool_pad.bottom, 0, 2);
  const std::int64_t dropped_cols = std::clamp<std::int64_t>(g.pool_unread_cols() - g.pool_pad.right, 0, 2);
  Piece piece;
  along(w.oy, g.QH, dropped_rows, g.PH, piece.q0, piece.q1);
  along(w.ox, g.QW, dropped_cols, g.PW, piece.p0, piece.p1);
  piece.r0 = piece.q0 * g.pool_stride - g.pool_pad.top;
  piece.rows = (piece.q1 - 1 - piece.q0) * g.pool_stride + g.PH;
  piece.c0 = piece.p0 * g.pool_stride - g.pool_pad.left;
  piece.cols = (piece.p1 - 1 - piece.p0) * g.pool_stride + g.PW;
  piece.read_rows = piece.rows;
  piece.read_cols = piece.cols;
  // At the far edge also what no window reads.
  if (piece.q1 == g.QH) piece.rows += dropped_rows;
  if (piece.p1 == g.QW) piece.cols += dropped_cols;
  return piece;
}

struct Look {
  float cell_w = 46, cell_h = 34, gap = 8, text = 12, label = 11;
};

// Windows that do not share cells stand apart.
float offset(std::int64_t i, std::int64_t size, std::int64_t stride, float cell, float gap) {
  const float apart = stride >= size ? static_cast<float>(i / stride) * gap : 0;
  return static_cast<float>(i) * cell + apart;
}

// Where the running window stands, and the cell of it that is kept.
struct Running {
  Rect window, kept;
};

// Lines over what no window reads, and none of them through its number.
void hatch_behind(Painter& p, Rect at, const CellNumber& number, Color data, const Look& look) {
  p.hatch(at, p.theme().text1);
  const std::string words = p.fitted(number, at.w - 2, look.text, Face::mono);
  if (words.empty()) return;
  const float wide = p.text_width(words, look.text, Face::mono) + 6, tall = look.text * 1.1F;
  p.fill({at.centre().x - wide / 2, at.centre().y - tall / 2, wide, tall}, mix(p.theme().bg0, data, 0.3F));
  p.text(words, {at.centre().x, at.centre().y + look.text * 0.36F},
         {.size = look.text,
          .face = Face::mono,
          .color = p.theme().name == ThemeName::dark ? p.theme().text1 : p.theme().text2,
          .align = Align::centre});
}

// The numbers of the map around the running window.
Running draw_piece(Painter& p, const StageContext& context, const PoolWindow& w, const Piece& piece,
                   Vec2 origin, const Look& look) {
  const Geometry& g = context.geometry();
  const Walkthrough& walk = *context.walkthrough;
  const Coloring coloring = map_coloring(walk, TensorId::conv, w.n, w.f, context.options);
  const auto x_of = [&](std::int64_t j) {
    return origin.x + offset(j, g.PW, g.pool_stride, look.cell_w, look.gap);
  };
  const auto y_of = [&](std::int64_t i) {
    return origin.y + offset(i, g.PH, g.pool_stride, look.cell_h, look.gap);
  };
  for (std::int64_t i = 0; i < piece.rows; ++i) {
    for (std::int64_t j = 0; j < piece.cols; ++j) {
      const std::int64_t r = piece.r0 + i;
      const std::int64_t c = piece.c0 + j;
      const Rect at{x_of(j), y_of(i), look.cell_w - 1, look.cell_h - 1};
      if (r < 0 || c < 0 || r >= g.OH || c >= g.OW) {
        draw_beyond_map(p, g, at, r, c, false, look.text);
        continue;
      }
      const float v = walk.at(TensorId::conv, {w.n, w.f, r, c});
      const CellNumber number = in_cell(static_cast<double>(v), look.cell_w, look.text);
      const std::int64_t top = w.oy * g.pool_stride - g.pool_pad.top;
      const std::int64_t left = w.ox * g.pool_stride - g.pool_pad.left;
      const bool on = r >= top && r < top + g.PH && c >= left && c < left + g.PW;
      const Color ground = color_of(p.theme(), coloring, v);
      if (on)
        p.cell(at, ground, number, look.text);
      else
        p.faded_cell(at, ground, number, look.text);
      CellHit hit{.tensor = TensorId::conv, .origin = {w.n, w.f, r, c}};
      hit.cell_w = look.cell_w;
      hit.cell_h = look.cell_h;
      p.hit({at.x, at.y, look.cell_w, look.cell_h}, hit);
      // A stride over the window's own size leaves gaps, too.
      const bool gap = i % g.pool_stride >= g.PH || j % g.pool_stride >= g.PW;
      if (i >= piece.read_rows || j >= piece.read_cols || (g.pool_stride > g.PH && gap))
        hatch_behind(p, at, number, ground, look);
    }
  }
  Running running;
  for (std::int64_t q = piece.q0; q < piece.q1; ++q) {
    for (std::int64_t s = piece.p0; s < piece.p1; ++s) {
      const std::int64_t i = (q - piece.q0) * g.pool_stride;
      const std::int64_t j = (s - piece.p0) * g.pool_stride;
      const Rect window{x_of(j), y_of(i), static_cast<float>(g.PW) * look.cell_w - 1,
                        static_cast<float>(g.PH) * look.cell_h - 1};
      const std::int64_t row = pool_window_row(g, w.n, q, s, w.f);
      const std::int64_t kept = walk.argmax(row);
      const Rect best{x_of(j + kept % g.PW), y_of(i + kept / g.PW), look.cell_w - 1, look.cell_h - 1};
      const float v = walk.at(TensorId::pool_max, {row});
      const bool on = row == w.row;
      const Color ground =
          on ? color_of(p.theme(), coloring, v) : mix(p.theme().bg0, color_of(p.theme(), coloring, v), 0.3F);
      const Color ink = on ? ink_on(p.theme(), ground) : p.theme().text1;
      const float corner = std::floor(look.cell_h * 0.28F);
      kept_corner(p, best, ink, corner);
      for (std::int64_t k = kept + 1; k < g.PH * g.PW; ++k) {
        if (walk.at(TensorId::pool_windows, {row, k}) != v) continue;
        tied_corner(p, {x_of(j + k % g.PW), y_of(i + k / g.PW), look.cell_w - 1, look.cell_h - 1}, ink,
                    corner);
      }
      if (on) running = {window, best};
    }
  }
  p.lit(running.window);
  return running;
}

// The kept number on its way to its place in the pooled map.
void draw_flight(Painter& p, const StageContext& context, const PoolWindow& w, Rect from, Rect to,
                 const Look& look) {
  if (context.motion >= 1) return;
  const auto t = static_cast<float>(context.motion);
  const Rect at{from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t, look.cell_w - 1, look.cell_h - 1};
  const float v = context.walkthrough->at(TensorId::pool_max, {w.row});
  const Coloring coloring = map_coloring(*context.walkthrough, TensorId::conv, w.n, w.f, context.options);
  p.cell(at, color_of(p.theme(), coloring, v), in_cell(static_cast<double>(v), look.cell_w, look.text),
         look.text, true);
  p.lit(at);
}

// Where the arrow to the pooled map leaves: at the window, or, where it would strike out numbers beside it,
// at the edge of them all.
float arrow_start(const Geometry& g, const Piece& piece, const PoolWindow& w, Vec2 origin, Rect running,
                  const Look& look) {
  const bool between_rows = g.PH % 2 == 0;
  if (between_rows || (w.ox + 1 == piece.p1 && piece.cols == piece.read_cols)) return running.right();
  return origin.x + offset(piece.cols - 1, g.PW, g.pool_stride, look.cell_w, look.gap) + look.cell_w - 1;
}

// The pooled values of the same windows.
Rect draw_pooled_piece(Painter& p, const StageContext& context, const PoolWindow& w, const Piece& piece,
                       Vec2 origin, const Look& look) {
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
      const CellNumber number = in_cell(static_cast<double>(v), look.cell_w, look.text);
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

void draw_ticks(Painter& p, const Geometry& g, const Piece& piece, const PoolWindow& w, Vec2 origin,
                const Look& look) {
  const float clear = p.theme().stroke.now + 4 * p.theme().stroke.casing;  // of the ring
  for (std::int64_t j = 0; j < piece.cols; ++j) {
    const std::int64_t c = piece.c0 + j - w.ox * g.pool_stride + g.pool_pad.left;
    const bool on = c >= 0 && c < g.PW;
    p.text(fixed(static_cast<double>(piece.c0 + j), 0),
           {origin.x + offset(j, g.PW, g.pool_stride, look.cell_w, look.gap) + look.cell_w / 2,
            origin.y - clear},
           {.size = look.label,
            .face = on ? Face::mono_bold : Face::mono,
            .color = on ? p.theme().text0 : p.theme().text2,
            .align = Align::centre});
  }
  for (std::int64_t i = 0; i < piece.rows; ++i) {
    const std::int64_t r = piece.r0 + i - w.oy * g.pool_stride + g.pool_pad.top;
    const bool on = r >= 0 && r < g.PH;
    p.text(fixed(static_cast<double>(piece.r0 + i), 0),
           {origin.x - clear, origin.y + offset(i, g.PH, g.pool_stride, look.cell_h, look.gap) +
                                  look.cell_h / 2 + look.label * 0.36F},
           {.size = look.label,
            .face = on ? Face::mono_bold : Face::mono,
            .color = on ? p.theme().text0 : p.theme().text2,
            .align = Align::right});
  }
}

// The whole map with the running window on it; what no window reads is hatched.
void draw_whole(Painter& p, const StageContext& context, const PoolWindow& w, Rect map) {
  const Geometry& g = context.geometry();
  draw_map(p, context, TensorId::conv, w.f, map);
  const float sx = map.w / static_cast<float>(g.OW);
  const float sy = map.h / static_cast<float>(g.OH);
  const std::int64_t rows = g.pool_unread_rows() - g.pool_pad.bottom;
  const std::int64_t cols = g.pool_unread_cols() - g.pool_pad.right;
  const Color ink = p.theme().text1;
  if (rows > 0)
    p.hatch({map.x, map.bottom() - static_cast<float>(rows) * sy, map.w, static_cast<float>(rows) * sy}, ink,
            3);
  if (cols > 0)
    p.hatch({map.right() - static_cast<float>(cols) * sx, map.y, static_cast<float>(cols) * sx, map.h}, ink,
            3);
}

Rect window_on_map(const Geometry& g, const PoolWindow& w, Rect map) {
  const float sx = map.w / static_cast<float>(g.OW);
  const float sy = map.h / static_cast<float>(g.OH);
  // A window that hangs over is cut a little beyond the edge.
  constexpr float beyond = 5;
  const float x = map.x + static_cast<float>(w.ox * g.pool_stride - g.pool_pad.left) * sx;
  const float y = map.y + static_cast<float>(w.oy * g.pool_stride - g.pool_pad.top) * sy;
  return {x, y, std::max(4.0F, std::min(static_cast<float>(g.PW) * sx, map.right() + beyond - x)),
          std::max(4.0F, std::min(static_cast<float>(g.PH) * sy, map.bottom() + beyond - y))};
}

void draw(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const PoolWindow w = pool_window(g, context.step());
  const Piece piece = piece_around(g, w);
  const float unit = p.type().label / 11;
  const float head = p.type().text + 6;
  const float ticks = p.type().label + 8;
  const float upper = std::floor(box.h * 0.45F);

  Look look;
  look.label = p.type().label;
  look.text = p.type().code;
  const float map_room = std::floor(box.w * 0.3F);
  const float gaps = 30 * unit + 2 * look.gap + 40 * unit;
  const auto columns = static_cast<float>(piece.cols + (piece.p1 - piece.p0));
  look.cell_w = std::floor(std::min(54 * unit, (box.w - map_room - gaps) / columns));
  look.cell_h = std::floor(std::min(look.cell_w * 0.74F, (upper - head - ticks - 2 * look.gap - 8) /
                                                             static_cast<float>(piece.rows)));

  const std::string f = std::to_string(w.f);
  const TextStyle small{.size = p.type().code, .color = p.theme().text1};
  const Rect map = fit_plane({box.x, box.y + head + ticks, map_room, upper - head - ticks}, g.OH, g.OW);
  p.rich("{m b|conv[" + std::to_string(w.n) + ", }{FN m b|" + f + "}{m b|]}  " + std::to_string(g.OH) +
             " × " + std::to_string(g.OW),
         {box.x, box.y + head - 8}, small);
  draw_whole(p, context, w, map);

  const Vec2 numbers{box.x + map_room + 36 * unit, box.y + head + ticks};
  const std::string region = std::to_string(piece.rows) + " × " + std::to_string(piece.cols);
  p.rich(context.texts.get("pool_max.region", {{"size", region}}), {numbers.x, box.y + head - 8}, small);
  draw_ticks(p, g, piece, w, numbers, look);
  const Rect on_map = window_on_map(g, w, map);
  const auto [running, kept] = draw_piece(p, context, w, piece, numbers, look);
  const float end =
      numbers.y + offset(piece.rows - 1, g.PH, g.pool_stride, look.cell_h, look.gap) + look.cell_h - 1;
  const float bracket = numbers.x - ticks - 12;
  p.cased_line({on_map.right() + 3, on_map.centre().y},
               {bracket, std::clamp(on_map.centre().y, numbers.y + 2, end - 2)}, p.theme().text1);
  p.vline(bracket, numbers.y, end, p.theme().text1);
  p.hline(bracket, bracket + 5, numbers.y, p.theme().text1);
  p.hline(bracket, bracket + 5, end - 1, p.theme().text1);
  p.lit(on_map);

  const auto pooled_cols = static_cast<float>(piece.p1 - piece.p0);
  const float pooled_x = box.right() - pooled_cols * look.cell_w;
  const std::string pooled = "{m b|pool[" + std::to_string(w.n) + ", }{FN m b|" + f + "}{m b|]}  " +
                             std::to_string(g.QH) + " × " + std::to_string(g.QW);
  p.rich(pooled, {box.right(), box.y + head - 8},
         {.size = p.type().code, .color = p.theme().text1, .align = Align::right});
  const auto pooled_rows = static_cast<float>(piece.q1 - piece.q0);
  // The pooled cell stands level with its window, so that one straight arrow joins them.
  const float pooled_y = running.centre().y - (static_cast<float>(w.oy - piece.q0) + 0.5F) * look.cell_h;
  const Rect cell = draw_pooled_piece(p, context, w, piece, {pooled_x, pooled_y}, look);
  const float from = arrow_start(g, piece, w, numbers, running, look);
  p.cased_line({from + 4, cell.centre().y}, {pooled_x - 10, cell.centre().y}, p.theme().text0);
  p.arrow_head({pooled_x - 8, cell.centre().y}, 5, Painter::Toward::right, p.theme().text0);
  draw_flight(p, context, w, kept, cell, look);
  static_cast<void>(pooled_rows);

  const float y = box.y + upper + 18;
  p.hline(box.x, box.right(), y, p.theme().line1, p.theme().rule);
  p.tensor_label(TensorId::pool_windows, context.walkthrough->shape(TensorId::pool_windows), {box.x, y + 22});
  p.text(context.texts.get("pool_rows.one_a_row"), {box.right() - 24, y + 22},
         {.size = p.type().code, .color = p.theme().text2, .align = Align::right});
  draw_window_rows(p, context, {box.x, y + 32, box.w, box.bottom() - y - 32}, w.row, true);
}

void draw_present(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const PoolWindow w = pool_window(g, context.step());
  const Piece piece = piece_around(g, w);
  Look look;
  look.text = p.type().label;
  look.label = p.type().label;
  look.gap = 14;
  const float ticks = 60;
  const float between = 90;
  const auto columns = static_cast<float>(piece.cols + (piece.p1 - piece.p0));
  look.cell_w = std::floor(std::min(110.0F, (box.w - ticks - between - 2 * look.gap - 8) / columns));
  look.cell_h =
      std::floor(std::min(look.cell_w * 0.7F, (box.h - 44 - 2 * look.gap) / static_cast<float>(piece.rows)));
  const Vec2 numbers{box.x + ticks, box.y + 40};
  draw_ticks(p, g, piece, w, numbers, look);
  const auto [running, kept] = draw_piece(p, context, w, piece, numbers, look);
  const float pooled_x = box.right() - static_cast<float>(piece.p1 - piece.p0) * look.cell_w - 6;
  const float pooled_y = running.centre().y - (static_cast<float>(w.oy - piece.q0) + 0.5F) * look.cell_h;
  const Rect cell = draw_pooled_piece(p, context, w, piece, {pooled_x, pooled_y}, look);
  loop::arrow_right(p, arrow_start(g, piece, w, numbers, running, look) + 8, pooled_x - 10, cell.centre().y);
  draw_flight(p, context, w, kept, cell, look);
}

StageStory tell(const StageContext& context) {
  const Geometry& g = context.geometry();
  const Texts& tx = context.texts;
  const Walkthrough& walk = *context.walkthrough;
  const PoolWindow w = pool_window(g, context.step());
  const std::int64_t kept = walk.argmax(w.row);
  const double value = static_cast<double>(walk.at(TensorId::pool_max, {w.row}));
  StageStory story;
  story.title = tx.get("pool_max.title");
  story.statement = "out[" + std::to_string(w.row) + "] = col[" + std::to_string(w.row) +
                    ", :].max() = {accent b|" + fixed(value, 4) + "}";
  story.code = pool_code(context, PoolLine::max);
  story.words.push_back(tx.get("pool_max.words.keeps", {{"count", std::to_string(g.PH * g.PW)}}));
  const auto factor = [](Axis, const char* name, std::int64_t n) {
    return std::string("{") + name + " b|" + std::to_string(n) + "}";
  };
  story.words.push_back(
      tx.get("pool_max.words.rows",
             {{"rows", grouped(g.N * g.QH * g.QW * g.FN)},
              {"product", factor(Axis::N, "N", g.N) + " · " + factor(Axis::OH, "OH", g.QH) + " · " +
                              factor(Axis::OW, "OW", g.QW) + " · " + factor(Axis::FN, "FN", g.FN)}}));
  story.words.push_back(tx.get("pool_max.words.fastest", {{"count", std::to_string(g.FN)}}));
  if (std::string over = hanging_words(g, tx); !over.empty()) story.words.push_back(std::move(over));
  std::int64_t ties = 0;
  for (std::int64_t k = 0; k < g.PH * g.PW; ++k)
    if (walk.at(TensorId::pool_windows, {w.row, k}) == walk.at(TensorId::pool_max, {w.row})) ++ties;
  if (ties > 1) story.words.push_back(tx.get("orders.tie", {{"n", std::to_string(ties)}}));
  const std::int64_t rows = g.pool_unread_rows() - g.pool_pad.bottom;
  const std::int64_t cols = g.pool_unread_cols() - g.pool_pad.right;
  const auto last = [&](std::int64_t count, std::int64_t size, const char* one, const char* several) {
    if (count <= 0) return std::string();
    return count == 1
               ? tx.get(one, {{"n", std::to_string(size - 1)}})
               : tx.get(several, {{"n", std::to_string(size - count) + "–" + std::to_string(size - 1)}});
  };
  const std::string last_rows = last(rows, g.OH, "im2col.row_n", "im2col.rows_n");
  const std::string last_cols = last(cols, g.OW, "im2col.col_n", "im2col.cols_n");
  const std::string which = last_rows.empty() || last_cols.empty()
                                ? last_rows + last_cols
                                : tx.get("im2col.both", {{"a", last_rows}, {"b", last_cols}});
  if (!which.empty())
    story.words.push_back(
        tx.get("orders.dropped",
               {{"which", which},
                {"size", std::to_string(rows > 0 ? g.pool_rows().padded() : g.pool_cols().padded())},
                {"pool", std::to_string(rows > 0 ? g.PH : g.PW)},
                {"stride", std::to_string(g.pool_stride)},
                {"over", std::to_string(rows > 0 ? g.pool_unread_rows() : g.pool_unread_cols())}}));
  story.readout = tx.get("pool_max.readout", {{"row", grouped(w.row)},
                                              {"oh", std::to_string(w.oy)},
                                              {"ow", std::to_string(w.ox)},
                                              {"f", std::to_string(w.f)}});
  story.present_words =
      tx.get("pool_max.present", {{"PH", std::to_string(g.PH)}, {"PW", std::to_string(g.PW)}});
  story.present_code = {"out = np.max(col, axis=1)"};
  story.present_values = {"argmax = " + std::to_string(kept), "max = " + fixed(value, 2)};
  return story;
}

CellRef subject(const Walkthrough& walkthrough, const Playback& playback, const ViewOptions&) {
  return {TensorId::pool_windows, {playback.at.step, walkthrough.argmax(playback.at.step)}};
}

}  // namespace

const StageView pool_max_view{draw, draw_present, tell, subject};

}  // namespace unfold::view
