#include "app/view/stages/row_sources.h"

#include "app/view/pictures.h"
#include "app/view/stages/loop_area.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::unfolding {

void draw_row_sources(Painter& p, const StageContext& context, Rect at, std::int64_t row) {
  const Geometry& g = context.geometry();
  const Theme& t = p.theme();
  const Index first = unfolded(g, {TensorId::col, {row, 0}}).img.at;
  const float fit = loop::fitting_scale(g.HP, g.WP, at.w, at.h, 24);
  const loop::Area img = loop::area({at.x, at.y}, g.HP, g.WP, fit, fit);
  p.picture(img.at,
            image_rgb(context.walkthrough, context.document.preprocess, TensorId::img, first[0], -1, t.pad),
            {}, 0.45F);
  loop::hit_area(p, img, TensorId::img, {first[0], first[1], 0, 0}, 2, 3);
  const float side = std::max(2.0F, fit);
  for (std::int64_t k = 0; k < g.K; ++k) {
    const Index from = unfolded(g, {TensorId::col, {row, k}}).img.at;
    if (from[0] != first[0]) continue;
    const Rect pixel = img.cell(from[2], from[3]);
    p.fill({pixel.centre().x - side / 2 - 1, pixel.centre().y - side / 2 - 1, side + 2, side + 2}, t.casing);
  }
  for (std::int64_t k = 0; k < g.K; ++k) {
    const Index from = unfolded(g, {TensorId::col, {row, k}}).img.at;
    if (from[0] != first[0]) continue;
    const Rect pixel = img.cell(from[2], from[3]);
    p.fill({pixel.centre().x - side / 2, pixel.centre().y - side / 2, side, side}, t.accent);
  }
}

void draw_line_as_plane(Painter& p, const StageContext& context, const CellRef& first, Rect at,
                        std::int64_t rows, std::int64_t cols, const Coloring& coloring) {
  const bool is_row = first.tensor == TensorId::col;
  const Walkthrough::Plane plane{
      .tensor = first.tensor, .origin = first.at, .row_axis = -1, .col_axis = is_row ? 1 : 0};
  const Picture line = tensor_plane(context.walkthrough, plane, 1, rows * cols);
  const float h = at.h / static_cast<float>(rows);
  for (std::int64_t r = 0; r < rows; ++r) {
    const Rect strip{at.x, at.y + static_cast<float>(r) * h, at.w, h};
    p.picture_part(strip, line, static_cast<double>(r * cols), 0, static_cast<double>(cols), 1, coloring);
    CellHit hit{.tensor = first.tensor, .origin = first.at, .row_axis = -1, .col_axis = plane.col_axis};
    hit.col0 = r * cols;
    hit.cell_w = at.w / static_cast<float>(cols);
    hit.cell_h = h;
    p.hit(strip, hit);
  }
}

}  // namespace unfold::view::unfolding
