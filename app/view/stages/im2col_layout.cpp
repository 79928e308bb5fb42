#include "app/view/stages/im2col_layout.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::loop {

namespace {

constexpr float gutter_at_1 = 48;  // the upright bracket and its words
constexpr float between = 28;      // img to grid: the row numbers of the grid stand here
constexpr float above = 32;        // names and the bracket over img
constexpr float lens_head = 36;    // caption and column numbers over the enlarged corners
constexpr float caption = 24;      // over the plane of this step

float f(std::int64_t n) { return static_cast<float>(n); }

// Every cell a number: img and all planes at one cell size.
bool lay_out_numbered(Im2colLayout& l, const Geometry& g, Rect box, float scale) {
  constexpr float gap = 12, wide_between = 44;
  const float cells_w = f(g.WP + g.FW * g.OW),
              fixed_w = gutter_at_1 * scale + wide_between + gap * f(g.FW - 1);
  const float cell_w = std::floor(std::min(60 * scale, (box.w - fixed_w) / cells_w));
  const float room = box.h - above;
  const float cell_h =
      std::floor(std::min({cell_w, room / f(g.HP), (room - gap * f(g.FH - 1)) / f(g.FH * g.OH)}));
  if (cell_w < 36 || cell_h < 22) return false;
  l.numbered = true;
  l.img = area({box.x + gutter_at_1 * scale, box.y + above}, g.HP, g.WP, cell_w, cell_h);
  PlaneGrid& grid = l.grid;
  grid = {{l.img.at.right() + wide_between, l.img.at.y},
          cell_w * f(g.OW),
          cell_h * f(g.OH),
          cell_w * f(g.OW) + gap,
          cell_h * f(g.OH) + gap,
          g.FH,
          g.FW,
          g.OH,
          g.OW};
  const float below_img = l.img.at.bottom() + 34, below_grid = grid.at().bottom() + 26;
  const float legend_h = 5 * 21 * scale;
  if (below_img + legend_h <= box.bottom() && l.img.at.w >= 170 * scale) {
    l.legend = {l.img.at.x, below_img, l.img.at.w, box.bottom() - below_img};
  } else if (below_grid + legend_h <= box.bottom()) {
    l.legend = {l.img.at.x, below_grid, box.w - gutter_at_1 * scale, box.bottom() - below_grid};
  }
  return true;
}

// img and the plane of this step at one scale, large enough that no part needs enlarging.
bool lay_out_large(Im2colLayout& l, const Geometry& g, Rect box, float scale) {
  const float room = box.h - above;
  const float cell = std::floor(
      std::min({48 * scale, (box.w - gutter_at_1 * scale - between) / f(g.WP + std::max(g.OW, g.FW)),
                room / f(g.HP), (room - caption) * 0.6F / f(g.OH)}));
  if (cell < 9) return false;
  l.img = area({box.x + gutter_at_1 * scale, box.y + above}, g.HP, g.WP, cell, cell);
  return true;
}

}  // namespace

PlaneGrid fitting_grid(const Geometry& g, Vec2 corner, float w, float h, float gap) {
  const float plane_w = (w - gap * f(g.FW - 1)) / f(g.FW), plane_h = (h - gap * f(g.FH - 1)) / f(g.FH);
  const float s = std::max(std::min(plane_w / f(g.OW), plane_h / f(g.OH)), 1e-4F);
  PlaneGrid grid{corner, s * f(g.OW), s * f(g.OH), 0, 0, g.FH, g.FW, g.OH, g.OW};
  if (grid.plane_w >= 8 && grid.plane_h >= 8) {
    grid.plane_w = std::floor(grid.plane_w);
    grid.plane_h = std::floor(grid.plane_h);
  }
  grid.plane_w = std::max(grid.plane_w, 2.0F);  // a plane one cell wide and hundreds high still shows
  grid.plane_h = std::max(grid.plane_h, 2.0F);
  grid.pitch_x = grid.plane_w + gap;
  grid.pitch_y = grid.plane_h + gap;
  return grid;
}

Im2colLayout im2col_layout(const Geometry& g, Rect box, float scale) {
  Im2colLayout l;
  l.label_y = box.y + 10;
  l.span_y = box.y + 22;
  if (lay_out_numbered(l, g, box, scale)) return l;
  if (!lay_out_large(l, g, box, scale)) {
    l.has_lens = true;
    const float narrowest = 120;  // of the right-hand column
    const float w = box.w - gutter_at_1 * scale - between - narrowest;
    float h = box.h - above - lens_head - 4 * 12;
    float s = fitting_scale(g.HP, g.WP, w, h, 8);
    if (s < 1) {  // a reduced picture may leave the grid more room
      s = fitting_scale(g.HP, g.WP, box.w * 0.62F - gutter_at_1 * scale, h, 8);
    }
    l.img = area({box.x + gutter_at_1 * scale, box.y + above}, g.HP, g.WP, s, s);
  }
  // The right-hand column: the grid, the plane of this step under it, the legend under both.
  const float spare = box.w - gutter_at_1 * scale - between - l.img.at.w;
  const float right_x = l.img.at.right() + between;
  const float legend_h = 112 * scale;
  const bool legend_right = spare >= 210 * scale;
  const float h = box.h - above - (legend_right ? legend_h : 0);
  // The plane as large as leaves the grid two fifths of the height.
  const float plane_room = std::max(40.0F, (h - caption) * 0.56F);
  const float s = fitting_scale(g.OH, g.OW, spare, plane_room, l.has_lens ? 8 : l.img.cell_w);
  l.has_plane = true;
  const float plane_h = s * f(g.OH);
  const float gap = g.FW > 8 || spare < 160 ? 3.0F : 4.0F;
  const float grid_w = l.has_lens && s >= 1 ? std::max(s * f(g.OW), std::min(spare, 200 * scale)) : spare;
  l.grid = fitting_grid(g, {right_x, l.img.at.y}, std::min(grid_w, spare), h - caption - plane_h, gap);
  // The plane's lower edge on the picture's, where there is room for it.
  const float lowest = std::max(l.grid.at().bottom() + caption, l.img.at.bottom() - plane_h);
  const float top = std::min(lowest, box.y + above + h - plane_h);
  l.plane = area({right_x, top}, g.OH, g.OW, s, s);
  if (legend_right) {
    const float y = l.plane.at.bottom() + 16;
    l.legend = {right_x, y, spare, box.bottom() - y};
  }
  if (l.has_lens) {
    const float y = l.img.at.bottom() + lens_head;
    l.lens_y = y;
    l.lens_w = right_x - between - l.img.at.x;
    l.lens_cell = std::clamp(std::floor((box.bottom() - y) / 7), 12.0F, 13 * scale);
    l.lens_rows = std::clamp<std::int64_t>(static_cast<std::int64_t>((box.bottom() - y) / l.lens_cell), 0,
                                           std::min<std::int64_t>(7, g.HP));
    l.lens_cols = std::clamp<std::int64_t>(static_cast<std::int64_t>((l.lens_w - 104) / 2 / l.lens_cell), 0,
                                           std::min<std::int64_t>(14, g.WP));
    if (l.lens_rows < 3 || l.lens_cols < 4) l.has_lens = false;
  }
  return l;
}

}  // namespace unfold::view::loop
