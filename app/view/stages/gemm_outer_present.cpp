#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/gemm_outer.h"
#include "app/view/stages/present_kit.h"
#include "app/view/stages/unfolded_cell.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::gemm {

using loop::present_size;

// One plane of col6 times one weight, laid on the map: what a sheet is for one filter.
void draw_outer_present(Painter& p, const Work& work, Rect box) {
  const Geometry& g = work.g();
  const Theme& t = p.theme();
  const StageContext& context = work.context;
  const TermAt term = term_at(g, work.sum.first + work.terms - 1);
  const WindowAt w = window_of_row(g, work.sum.row);
  const std::int64_t f = work.sum.column;
  const std::string weight = value_text(static_cast<double>(work.sum.w[static_cast<std::size_t>(term.k)]), 3);
  constexpr float number_size = 44;
  const float number_w = p.text_width(weight, number_size, Face::ui_bold) + 24;
  const float sign_w = 60, head = 52;
  const float room = (box.w - number_w - 2 * sign_w - 24) / 2;
  const float fit = loop::fitting_scale(g.OH, g.OW, room, box.h - head - 110, 120);
  const float plane_w = fit * static_cast<float>(g.OW), plane_h = fit * static_cast<float>(g.OH);
  float x = std::round(box.x + std::max(6.0F, (box.w - 2 * plane_w - number_w - 2 * sign_w) / 2));
  const float y = box.y + head, middle = y + plane_h / 2;
  const TextStyle caption{present_size, Face::ui, t.text0, Align::centre};
  const TextStyle sign{number_size, Face::ui_bold, t.text0, Align::centre};
  const auto head_over = [&](const std::string& words, float at) {
    const float half = p.rich_width(words, caption) / 2;
    p.rich(words, {std::clamp(at, box.x + half, std::max(box.x + half, box.right() - half)), box.y + 30},
           caption);
  };
  const loop::Area plane = loop::area({x, y}, g.OH, g.OW, fit, fit);
  const Walkthrough::Plane of{
      .tensor = TensorId::col6, .origin = {w.n, term.c, term.y, term.x, 0, 0}, .row_axis = 4, .col_axis = 5};
  const bool is_plane = unfolding::rows_are_windows(g);
  p.picture(plane.at,
            is_plane ? tensor_plane(context.walkthrough, of, g.OH, g.OW)
                     : column_map(context.walkthrough, term.k, w.n),
            coloring_of(*context.walkthrough, TensorId::col, context.options));
  if (is_plane) loop::hit_area(p, plane, TensorId::col6, of.origin, 4, 5);
  loop::framed(p, plane.at.inset(-1));
  head_over(context.texts.get("orders.outer_present_column", {{"k", std::to_string(term.k)}}),
            plane.at.centre().x);
  x += plane_w;
  p.text("×", {x + sign_w / 2, middle + number_size * 0.36F}, sign);
  x += sign_w;
  const Rect number{x, middle - 36, number_w, 72};
  p.fill(number, t.accent);
  p.frame(number, t.accent_ink, t.stroke.frame);
  p.text(weight, {number.centre().x, middle + number_size * 0.36F},
         {number_size, Face::ui_bold, t.accent_ink, Align::centre});
  CellHit hit{.tensor = TensorId::col_W, .origin = {term.k, f}};
  hit.cell_w = number.w;
  hit.cell_h = number.h;
  p.hit(number, hit);
  x += number_w;
  loop::arrow_right(p, x + 12, x + sign_w - 10, middle);
  x += sign_w;
  const loop::Area map = loop::area({x, y}, g.OH, g.OW, fit, fit);
  const Coloring coloring = coloring_of(*context.walkthrough, TensorId::conv, context.options);
  p.fill(map.at, t.bg2);
  if (context.motion < 1 && work.terms > 1)
    p.picture(map.at, partial_map(context.walkthrough, work.terms - 1, w.n, f), coloring);
  p.picture(map.at, partial_map(context.walkthrough, work.terms, w.n, f), coloring,
            std::clamp(static_cast<float>(context.motion), 0.0F, 1.0F));
  loop::hit_area(p, map, TensorId::conv, {w.n, f, 0, 0}, 2, 3);
  loop::framed(p, map.at.inset(-1));
  head_over(context.texts.get("orders.outer_present_map", {{"f", std::to_string(f)}}), map.at.centre().x);
  // How many of the sheets lie on each other.
  const float bar_y = std::max(plane.at.bottom() + 40, box.bottom() - 64);
  if (bar_y + 24 > box.bottom()) return;
  const Rect bar{box.x + 6, bar_y, box.w - 12, 20};
  const auto part = static_cast<float>(work.terms) / static_cast<float>(g.KG);
  p.fill(bar, t.bg2);
  p.fill({bar.x, bar.y, std::round(bar.w * part), bar.h}, t.text1);
  p.frame(bar, t.text0, t.stroke.frame);
  const std::string words = context.texts.get(
      "orders.outer_present_count", {{"n", std::to_string(work.terms)}, {"k", std::to_string(g.KG)}});
  if (bar.bottom() + 34 <= box.bottom())
    p.rich(words, {bar.x, bar.bottom() + 32}, {present_size, Face::ui, t.text0});
}

}  // namespace unfold::view::gemm
