#include "app/view/stages/pool_rows.h"

#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/pool_code.h"
#include "app/view/stages/pool_piece.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

namespace unfold::view {
namespace {

struct Columns {
  float row_right = 0;          // the row's number, right-aligned
  std::array<float, 4> axis{};  // centres of N, OH, OW, C
  float values = 0, cell = 0;   // left edge and width of one value
  float arrow = 0, max = 0, bar = 0;
  float text = 12, height = 22;
};

constexpr float least_height = 22;
constexpr float pulled = 6;     // the running row, out of the others
constexpr float place_gap = 6;  // between the maps' rows at one place and those at the next

std::int64_t all_rows(const Geometry& g) { return g.N * g.QH * g.QW * g.FN; }

// Places stand apart where they have several rows.
float row_pitch(const Geometry& g, float height) {
  return height + (g.FN > 1 ? place_gap / static_cast<float>(g.FN) : 0);
}
float heads_height(const Painter& p) { return p.type().code + 9; }
float rows_height(const Painter& p, const Geometry& g, std::int64_t rows, float height) {
  return heads_height(p) + static_cast<float>(rows) * row_pitch(g, height) + 2 * pulled + 2 * place_gap;
}

Columns columns_for(const Painter& p, const Geometry& g, Rect room, bool with_max) {
  Columns c;
  const float unit = p.type().label / 11;
  c.text = p.type().code;
  c.height = std::floor(least_height * unit);
  while (c.height < 46 * unit && rows_height(p, g, all_rows(g), c.height + 1) <= room.h) ++c.height;
  const float digits = p.text_width(grouped(g.N * g.QH * g.QW * g.FN), c.text, Face::mono_bold);
  c.row_right = room.x + std::max(digits, 32 * unit) + 4;
  const float pitch = std::floor(40 * unit);
  for (std::size_t i = 0; i < 4; ++i) c.axis[i] = c.row_right + pitch * (static_cast<float>(i) + 0.75F);
  c.values = c.axis[3] + pitch;
  c.bar = room.right() - 14;
  const float max_room = with_max ? 56 * unit + 30 : 0;
  const auto count = static_cast<float>(g.PH * g.PW);
  // The maximum's cell is as wide as theirs.
  const float room_for = c.bar - 20 - c.values;
  const float wide =
      with_max ? std::min((room_for - max_room) / count, (room_for - 30) / (count + 1)) : room_for / count;
  c.cell = std::floor(std::clamp(wide, 2.0F, 62 * unit * std::sqrt(c.height / least_height / unit)));
  c.arrow = c.values + c.cell * count + 6;
  c.max = c.arrow + 24;
  return c;
}

void draw_heads(Painter& p, const Geometry& g, const StageContext& context, const Columns& c, float baseline,
                bool with_max) {
  const TextStyle style{
      .size = p.type().label, .face = Face::mono, .color = p.theme().text2, .align = Align::right};
  p.text(context.texts.get("pool_rows.row"), {c.row_right, baseline},
         {.size = style.size, .color = style.color, .align = Align::right});
  const Axis axes[] = {Axis::N, Axis::OH, Axis::OW, Axis::FN};
  const char* names[] = {"N", "oh", "ow", "C"};
  for (std::size_t i = 0; i < 4; ++i) {
    p.text(names[i], {c.axis[i], baseline},
           {.size = p.type().code,
            .face = Face::mono_bold,
            .color = p.theme().axis_color(axes[i]),
            .align = Align::centre});
    p.hit_axis({c.axis[i] - 14, baseline - 12, 28, 16}, axes[i]);
  }
  for (std::int64_t k = 0; k < g.PH * g.PW; ++k) {
    const std::string place = "{FH|" + std::to_string(k / g.PW) + "},{FW|" + std::to_string(k % g.PW) + "}";
    const TextStyle mono{
        .size = p.type().label, .face = Face::mono, .color = p.theme().text2, .align = Align::centre};
    if (p.rich_width(place, mono) + 8 > c.cell) break;
    p.rich(place, {c.values + (static_cast<float>(k) + 0.5F) * c.cell, baseline}, mono);
  }
  if (with_max)
    p.text("max", {c.max + c.cell / 2, baseline},
           {.size = p.type().label, .face = Face::mono, .color = p.theme().text2, .align = Align::centre});
}

void draw_values(Painter& p, const StageContext& context, const Columns& c, std::int64_t row, float y,
                 bool on, bool with_max, bool done) {
  const Geometry& g = context.geometry();
  const PoolWindow w = pool_window(g, row);
  const Coloring coloring = map_coloring(*context.walkthrough, TensorId::conv, w.n, w.f, context.options);
  const float tall = c.height - 3;
  const std::int64_t kept = context.walkthrough->argmax(row);
  const float most = context.walkthrough->at(TensorId::pool_max, {row});
  for (std::int64_t k = 0; k < g.PH * g.PW; ++k) {
    const float v = context.walkthrough->at(TensorId::pool_windows, {row, k});
    const Rect at{c.values + static_cast<float>(k) * c.cell, y, std::max(1.0F, c.cell - 1), tall};
    if (v == -std::numeric_limits<float>::infinity()) {
      p.fill(at, p.theme().pad);
      if (c.cell >= 24)
        p.text("−∞", {at.centre().x, y + tall * 0.72F},
               {.size = c.text, .face = Face::mono, .color = p.theme().text1, .align = Align::centre});
      continue;
    }
    const CellNumber number = map_number(v, c.cell, c.text);
    const Color ground = color_of(p.theme(), coloring, v);
    if (on)
      p.cell(at, ground, number, c.text);
    else
      p.faded_cell(at, ground, number, c.text);
    if (!with_max || !done || c.cell < 20) continue;
    const Color ink = on ? ink_on(p.theme(), ground) : p.theme().text1;
    if (k == kept)
      kept_corner(p, at, ink, std::floor(tall * 0.34F));
    else if (v == most)
      tied_corner(p, at, ink, std::floor(tall * 0.34F));
  }
  if (!with_max) return;
  const Rect at{c.max, y, c.cell - 1, tall};
  if (!done) {
    p.frame(at, p.theme().line1);
    return;
  }
  const float m = context.walkthrough->at(TensorId::pool_max, {row});
  const CellNumber number = map_number(m, c.cell, c.text);
  const Color ground = color_of(p.theme(), coloring, m);
  if (on)
    p.cell(at, ground, number, c.text, true);
  else
    p.faded_cell(at, ground, number, c.text);
}

}  // namespace

float window_rows_right(const Painter& p, const Geometry& g, Rect room) {
  const Columns c = columns_for(p, g, room, false);
  return c.values + c.cell * static_cast<float>(g.PH * g.PW);
}

float window_rows_height(const Painter& p, const Geometry& g, std::int64_t rows) {
  return rows_height(p, g, rows, std::floor(least_height * p.type().label / 11));
}

bool beyond_map(const Geometry& g, std::int64_t row, std::int64_t k) {
  const std::int64_t r = row / g.QW % g.QH * g.pool_stride + k / g.PW - g.pool_pad.top;
  const std::int64_t c = row % g.QW * g.pool_stride + k % g.PW - g.pool_pad.left;
  return r < 0 || c < 0 || r >= g.OH || c >= g.OW;
}

void draw_beyond_map(Painter& p, const Geometry& g, Rect at, std::int64_t r, std::int64_t c, bool lit,
                     float text) {
  const bool hangs = r >= g.OH + g.pool_pad.bottom || c >= g.OW + g.pool_pad.right;
  const auto fill = static_cast<double>(hangs ? pool_beyond(g) : pool_fill(g));
  if (hangs) {
    p.frame(at, p.theme().line2);
    p.text(fixed(fill, 0), {at.centre().x, at.centre().y + text * 0.36F},
           {.size = text, .face = Face::mono, .color = p.theme().text2, .align = Align::centre});
    return;
  }
  p.cell(at, lit ? p.theme().pad_lit : p.theme().pad, {fixed(fill, 0), fill}, text);
}

std::string hanging_words(const Geometry& g, const Texts& texts) {
  const std::int64_t rows = g.pool_rows().over(), cols = g.pool_cols().over();
  if (!g.pool_ceil || rows + cols == 0) return {};
  return texts.get("pool_max.words.over", {{"rows", std::to_string(rows)}, {"cols", std::to_string(cols)}});
}

void kept_corner(Painter& p, Rect cell, Color ink, float size) {
  for (float d = 0; d < size; d += 1) p.hline(cell.right() - size + d, cell.right(), cell.y + d, ink);
}

void tied_corner(Painter& p, Rect cell, Color ink, float size) {
  p.polyline({{cell.right() - size, cell.y + 0.5F},
              {cell.right() - 0.5F, cell.y + 0.5F},
              {cell.right() - 0.5F, cell.y + size},
              {cell.right() - size, cell.y + 0.5F}},
             ink);
}

Rect draw_window_rows(Painter& p, const StageContext& context, Rect room, std::int64_t row, bool with_max) {
  const Geometry& g = context.geometry();
  const Columns c = columns_for(p, g, room, with_max);
  draw_heads(p, g, context, c, room.y + c.text, with_max);
  const float first_y = room.y + heads_height(p);
  const std::int64_t total = all_rows(g);
  const auto fits = static_cast<std::int64_t>((room.bottom() - first_y - 2 * pulled - 2 * place_gap) /
                                              row_pitch(g, c.height));
  const std::int64_t shown = std::clamp<std::int64_t>(fits, 1, total);
  const std::int64_t first = std::clamp<std::int64_t>(row - shown / 2, 0, total - shown);

  Rect running{};
  float y = first_y;
  for (std::int64_t r = first; r < first + shown; ++r) {
    const bool on = r == row;
    const PoolWindow w = pool_window(g, r);
    if (r > first && w.f == 0 && g.FN > 1 && y + c.height + 2 * pulled + place_gap < room.bottom())
      y += place_gap;
    if (on) y += pulled;
    const float base = y + (c.height - 3) * 0.5F + c.text * 0.36F;
    const Face face = on ? Face::mono_bold : Face::mono;
    const Color ink = on ? p.theme().text0 : p.theme().text2;
    p.text(grouped(r), {c.row_right, base},
           {.size = c.text, .face = face, .color = ink, .align = Align::right});
    const std::int64_t index[] = {w.n, w.oy, w.ox, w.f};
    const Axis axes[] = {Axis::N, Axis::OH, Axis::OW, Axis::FN};
    for (std::size_t i = 0; i < 4; ++i)
      p.text(std::to_string(index[i]), {c.axis[i], base},
             {.size = c.text,
              .face = face,
              .color = on ? p.theme().axis_color(axes[i]) : ink,
              .align = Align::centre});
    draw_values(p, context, c, r, y, on, with_max, r <= row);
    CellHit hit{.tensor = TensorId::pool_windows, .origin = {r, 0}};
    hit.col_axis = 1;
    hit.cell_w = c.cell;
    hit.cell_h = c.height - 3;
    const Rect values{c.values, y, c.cell * static_cast<float>(g.PH * g.PW), c.height - 3};
    p.hit(values, hit);
    if (with_max) {
      CellHit max_hit{.tensor = TensorId::pool_max, .origin = {r}};
      max_hit.cell_w = c.cell;
      max_hit.cell_h = c.height - 3;
      p.hit({c.max, y, c.cell - 1, c.height - 3}, max_hit);
      const float middle = y + (c.height - 3) / 2;
      p.hline(c.arrow + (on ? 4 : 0), c.max - 10, middle - 0.5F, on ? p.theme().text0 : p.theme().line2);
      p.arrow_head({c.max - 8, middle}, 3, Painter::Toward::right, on ? p.theme().text0 : p.theme().line2);
    }
    if (on) {
      running = values;
      p.outline({values.x, values.y, values.w - 1, values.h}, p.theme().text0);
      y += pulled;
    }
    y += c.height;
  }
  const Rect bar{c.bar, first_y, 6, y - first_y - 3};
  p.fill(bar, p.theme().bg2);
  const float at = bar.y + (bar.h - 3) * static_cast<float>(row) /
                               static_cast<float>(std::max<std::int64_t>(1, total - 1));
  p.fill({bar.x - 2, std::round(at), 10, 3}, p.theme().accent);
  if (p.theme().name == ThemeName::light) p.frame({bar.x - 3, std::round(at) - 1, 12, 5}, p.theme().casing);
  p.tip({bar.x - 6, bar.y, 18, bar.h},
        context.texts.get("pool_rows.where", {{"row", grouped(row)}, {"total", grouped(total)}}));
  return running;
}

}  // namespace unfold::view
