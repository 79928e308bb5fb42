#pragma once

#include "app/view/stages/pool_code.h"

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

}  // namespace unfold::view
