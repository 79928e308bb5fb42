#pragma once

#include "app/view/stages/loop_area.h"

namespace unfold::view::loop {

// FH x FW planes of OH x OW cells.
struct PlaneGrid {
  Vec2 corner;
  float plane_w = 1, plane_h = 1, pitch_x = 1, pitch_y = 1;
  std::int64_t FH = 1, FW = 1, OH = 1, OW = 1;

  [[nodiscard]] Area plane(std::int64_t y, std::int64_t x) const {
    return area({corner.x + pitch_x * static_cast<float>(x), corner.y + pitch_y * static_cast<float>(y)}, OH,
                OW, plane_w / static_cast<float>(OW), plane_h / static_cast<float>(OH));
  }
  [[nodiscard]] Rect at() const {
    return {corner.x, corner.y, pitch_x * static_cast<float>(FW - 1) + plane_w,
            pitch_y * static_cast<float>(FH - 1) + plane_h};
  }
};
// The largest grid of undistorted planes inside w x h, `gap` apart; whole pixels a plane where a plane has 8
// or more.
[[nodiscard]] PlaneGrid fitting_grid(const Geometry& g, Vec2 corner, float w, float h, float gap);

// Where the parts of the desk's im2col picture lie.
struct Im2colLayout {
  Area img;
  PlaneGrid grid;
  bool numbered = false;  // every cell of the grid carries its number: no plane apart
  Area plane;             // of this step; unused when numbered
  bool has_plane = false;
  bool has_lens = false;  // cells too small to see: two corners enlarged
  float lens_y = 0, lens_cell = 13, lens_w = 0;
  std::int64_t lens_rows = 0, lens_cols = 0;
  Rect legend;        // where the legend may go; no wider than it needs
  float label_y = 0;  // baseline of the tensors' names
  float span_y = 0;   // the bracket over img
};
[[nodiscard]] Im2colLayout im2col_layout(const Geometry& g, Rect box, float scale);

}  // namespace unfold::view::loop
