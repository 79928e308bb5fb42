#pragma once

#include "app/view/stages/pool_code.h"
#include "app/view/stages/stage_view.h"

#include <cstdint>

namespace unfold::view {

// A piece of pool_col's columns: for each map a block of its window's PH*PW numbers, as many maps around one
// as fit.
struct PoolStrip {
  Rect at;                           // of one row
  std::int64_t first = 0, maps = 0;  // the maps shown
  float cell = 4, gap = 2;           // a number's width; between two blocks

  [[nodiscard]] Rect block(const Geometry& g, std::int64_t f) const;
  [[nodiscard]] Rect value(const Geometry& g, std::int64_t f, std::int64_t k) const;
};
[[nodiscard]] PoolStrip fit_strip(const Geometry& g, Rect room, std::int64_t f, float smallest_cell,
                                  float largest_cell, float gap = 2);
// The maps' numbers over their blocks, the one of f bold; those that would touch are left out.
void draw_strip_heads(Painter& p, const Geometry& g, const PoolStrip& strip, std::int64_t f, float baseline);
// One number of a row of pool_col in its map's colours, faded where not `on`; in the padding on its ground.
// Without digits where the cells are narrower than `numbered`.
void draw_strip_value(Painter& p, const StageContext& context, const PoolStrip& strip,
                      const Coloring& coloring, std::int64_t row, std::int64_t f, std::int64_t k, bool on,
                      float text, float numbered = 0);
// The first so many numbers of the map's block answer the pointer.
void hit_strip(Painter& p, const Geometry& g, const PoolStrip& strip, std::int64_t row, std::int64_t f,
               std::int64_t numbers);

}  // namespace unfold::view
