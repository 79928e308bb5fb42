#include "app/view/stages/pool_strip.h"

#include "app/view/pictures.h"
#include "app/view/stages/pool_piece.h"
#include "app/view/stages/pool_rows.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace unfold::view {

Rect PoolStrip::block(const Geometry& g, std::int64_t f) const {
  const float wide = static_cast<float>(g.PH * g.PW) * cell;
  return {at.x + static_cast<float>(f - first) * (wide + gap), at.y, wide, at.h};
}

Rect PoolStrip::value(const Geometry& g, std::int64_t f, std::int64_t k) const {
  const Rect b = block(g, f);
  return {b.x + static_cast<float>(k) * cell, b.y, std::max(1.0F, cell - (cell > 4 ? 1.0F : 0.0F)), b.h};
}

PoolStrip fit_strip(const Geometry& g, Rect room, std::int64_t f, float smallest_cell, float largest_cell,
                    float gap) {
  PoolStrip strip;
  strip.gap = gap;
  const auto values = static_cast<float>(g.PH * g.PW);
  strip.cell = std::floor((room.w + gap) / static_cast<float>(g.FN) - gap) / values;
  strip.cell = std::clamp(std::floor(strip.cell), smallest_cell, std::max(smallest_cell, largest_cell));
  const auto fits = static_cast<std::int64_t>((room.w + gap) / (values * strip.cell + gap));
  strip.maps = std::clamp<std::int64_t>(fits, 1, g.FN);
  strip.first = std::clamp<std::int64_t>(f - strip.maps / 2, 0, g.FN - strip.maps);
  strip.at = {room.x, room.y, static_cast<float>(strip.maps) * (values * strip.cell + gap) - gap, room.h};
  return strip;
}

void draw_strip_heads(Painter& p, const Geometry& g, const PoolStrip& strip, std::int64_t f, float baseline) {
  const float unit = p.type().label / 11;
  for (std::int64_t m = strip.first; m < strip.first + strip.maps; ++m) {
    const Rect block = strip.block(g, m);
    const bool rare = (m - strip.first) % 8 == 0 && std::abs(m - f) > 2;
    if (m != f && !rare && block.w <= 34 * unit) continue;
    p.text(std::to_string(m), {block.centre().x, baseline},
           {.size = p.type().label,
            .face = m == f ? Face::mono_bold : Face::mono,
            .color = p.theme().axis_color(Axis::FN),
            .align = Align::centre});
  }
}

void draw_strip_value(Painter& p, const StageContext& context, const PoolStrip& strip,
                      const Coloring& coloring, std::int64_t row, std::int64_t f, std::int64_t k, bool on,
                      float text, float numbered) {
  const Geometry& g = context.geometry();
  const float v = context.walkthrough->at(TensorId::pool_col, {row, f * g.PH * g.PW + k});
  const Color ground = beyond_map(g, row, k) ? p.theme().pad : color_of(p.theme(), coloring, v);
  const CellNumber number = strip.cell >= numbered ? map_number(v, strip.cell, text) : CellNumber{};
  if (on)
    p.cell(strip.value(g, f, k), ground, number, text);
  else
    p.faded_cell(strip.value(g, f, k), ground, number, text);
}

void hit_strip(Painter& p, const Geometry& g, const PoolStrip& strip, std::int64_t row, std::int64_t f,
               std::int64_t numbers) {
  CellHit hit{.tensor = TensorId::pool_col, .origin = {row, f * g.PH * g.PW}};
  hit.col_axis = 1;
  hit.cell_w = strip.cell;
  hit.cell_h = strip.at.h;
  Rect at = strip.block(g, f);
  at.w = strip.cell * static_cast<float>(numbers);
  p.hit(at, hit);
}

}  // namespace unfold::view
