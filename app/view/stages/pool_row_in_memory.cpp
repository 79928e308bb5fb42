#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/map_grid.h"
#include "app/view/stages/pool_piece.h"
#include "app/view/stages/pool_reshape_parts.h"
#include "app/view/stages/pool_rows.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

namespace unfold::view {
namespace {

float unit_of(const Painter& p) { return p.type().label / 11; }
// The maps with their head, as far as there are any.
float maps_room(const Painter& p, float map_height) {
  return map_height > 0 ? p.type().text + 14 + map_height + 14 : 0;
}
float strip_head(const Painter& p) { return p.type().text + 10 + p.type().label + 10; }
float strip_height(const Painter& p) { return std::round(36 * unit_of(p)); }
float addresses(const Painter& p) { return p.type().label + 8; }
float names(const Painter& p) { return p.type().label + 10; }

// Each map over its block, its window framed.
void draw_maps(Painter& p, const StageContext& context, const RowInMemory& in, const PoolWindow& w) {
  const Geometry& g = context.geometry();
  const PoolStrip& strip = in.strip;
  const TextStyle small{.size = p.type().code, .color = p.theme().text1};
  const float top = strip.at.y - strip_head(p) - 14 - in.map_height;
  p.rich(context.texts.get("pool_reshape.maps", {{"oh", std::to_string(w.oy)}, {"ow", std::to_string(w.ox)}}),
         {strip.at.x, top - 10}, small);
  for (std::int64_t f = 0; f < g.FN; ++f) {
    const Rect block = strip.block(g, f);
    Rect map = fit_plane({block.x, top, block.w, in.map_height}, g.OH, g.OW);
    map.x = std::floor(block.centre().x - map.w / 2);
    draw_map(p, context, TensorId::conv, f, map);
    if (map.x - 8 - 3 * p.type().label >= block.x)
      p.text(std::to_string(f), {map.x - 8, map.centre().y + p.type().label * 0.36F},
             {.size = p.type().label,
              .face = f == w.f ? Face::mono_bold : Face::mono,
              .color = p.theme().axis_color(Axis::FN),
              .align = Align::right});
    const Rect window = window_on_map(g, w, map);
    if (f == w.f)
      p.lit(window);
    else
      p.outline(window, p.theme().text0);
  }
}

}  // namespace

Rect draw_strip(Painter& p, const StageContext& context, const PoolStrip& strip, const PoolWindow& w,
                float text, float numbered) {
  const Geometry& g = context.geometry();
  const std::int64_t row = w.row / g.FN;
  for (std::int64_t f = strip.first; f < strip.first + strip.maps; ++f) {
    const Coloring coloring = map_coloring(*context.walkthrough, TensorId::conv, w.n, f, context.options);
    for (std::int64_t k = 0; k < g.PH * g.PW; ++k)
      draw_strip_value(p, context, strip, coloring, row, f, k, f == w.f, text, numbered);
    hit_strip(p, g, strip, row, f, g.PH * g.PW);
  }
  const Rect running = strip.block(g, w.f);
  p.outline(running, p.theme().text0);
  return running;
}

float row_in_memory_height(const Painter& p, float map_height) {
  return maps_room(p, map_height) + strip_head(p) + strip_height(p) + addresses(p) + names(p);
}

RowInMemory lay_out_row(const Painter& p, const Geometry& g, Rect room, float map_height) {
  RowInMemory row;
  row.width = room.w;
  row.map_height = map_height;
  const float y = room.y + maps_room(p, map_height) + strip_head(p);
  row.strip = fit_strip(g, {room.x, y, room.w, strip_height(p)}, 0, 2, 84 * unit_of(p), 14);
  row.bottom = y + strip_height(p) + addresses(p) + names(p);
  return row;
}

bool has_room(const Painter& p, const Geometry& g, const RowInMemory& row) {
  const float unit = unit_of(p);
  const std::int64_t last = g.N * g.QH * g.QW * g.FN * g.PH * g.PW - 1;  // of the addresses
  if (p.text_width(grouped(last), p.type().label, Face::mono) + 4 > row.strip.cell) return false;
  return row.strip.maps == g.FN && row.strip.cell >= 30 * unit && row.strip.block(g, 0).w >= 80 * unit;
}

Rect draw_row_in_memory(Painter& p, const StageContext& context, const RowInMemory& in, const PoolWindow& w) {
  const Geometry& g = context.geometry();
  const Texts& tx = context.texts;
  const PoolStrip& strip = in.strip;
  const std::int64_t row = w.row / g.FN, size = g.PH * g.PW;
  const TextStyle small{.size = p.type().code, .color = p.theme().text1};

  if (in.map_height > 0) draw_maps(p, context, in, w);
  const float baseline = strip.at.y - p.type().label - 20;
  const float label = p.tensor_label(TensorId::pool_col, context.walkthrough->shape(TensorId::pool_col),
                                     {strip.at.x, baseline});
  const std::string blocks = tx.get("pool_reshape.row_blocks", {{"row", grouped(row)},
                                                                {"FN", std::to_string(g.FN)},
                                                                {"size", std::to_string(size)},
                                                                {"cols", std::to_string(g.FN * size)}});
  const std::string which = tx.get("pool_rows.row") + " " + grouped(row);
  for (const std::string& words : {blocks, which})
    if (label + 16 + p.rich_width(words, small) <= in.width) {
      p.rich(words, {strip.at.x + label + 16, baseline}, small);
      break;
    }
  draw_strip_heads(p, g, strip, w.f, strip.at.y - 6);
  draw_strip(p, context, strip, w, p.type().code, std::floor(30 * unit_of(p)));

  // The addresses, and below them the same numbers as the rows of pool_windows.
  const float below = strip.at.bottom() + p.type().label + 5;
  Rect running;
  for (std::int64_t f = 0; f < g.FN; ++f) {
    const bool on = f == w.f;
    const Rect block = strip.block(g, f);
    for (std::int64_t k = 0; k < size; ++k)
      p.text(grouped((row * g.FN + f) * size + k), {strip.value(g, f, k).centre().x, below},
             {.size = p.type().label,
              .face = Face::mono,
              .color = on ? p.theme().text1 : p.theme().text2,
              .align = Align::centre});
    const TextStyle mono{.size = p.type().label, .face = Face::mono, .color = p.theme().text2};
    std::string name = "pool_windows[" + grouped(row * g.FN + f) + "]";
    if (p.rich_width(name, mono) + 40 > block.w)
      name = tx.get("pool_rows.row") + " " + grouped(row * g.FN + f);
    p.bracket_h(block.x, block.right() - 1, in.bottom - std::round(names(p) / 2),
                on ? p.theme().text0 : p.theme().line2, on ? "{text0|" + name + "}" : name, p.type().label);
    if (on) running = {block.x, block.y, block.w, in.bottom - block.y};
  }
  return running;
}

}  // namespace unfold::view
