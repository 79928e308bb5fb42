#include "app/view/stages/gemm_outer.h"

#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/unfolded_cell.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::gemm {

namespace {

std::string str(std::int64_t n) { return std::to_string(n); }

void draw_numbers(Painter& p, const Work& work, const Layout& l, const Coloring& coloring) {
  std::vector<float> sums(static_cast<std::size_t>(l.rows.count * l.f.count));
  read_sum(*work.context.walkthrough, work.terms, l.rows.first, 0, l.rows.count, l.f.count, sums.data());
  for (std::int64_t r = 0; r < l.rows.count; ++r) {
    for (std::int64_t f = 0; f < l.f.count; ++f) {
      const float v = sums[static_cast<std::size_t>(r * l.f.count + f)];
      const float w = l.f.size;
      p.cell({l.f.at(f), l.rows.at(l.rows.first + r), w - 1, l.rows.size - 1},
             color_of(p.theme(), coloring, v), in_cell(static_cast<double>(v), w), p.type().code);
    }
  }
}

}  // namespace

TermAt term_at(const Geometry& g, std::int64_t k) {
  const Index at = unfolding::unfolded(g, {TensorId::col, {0, k}}).col6.at;
  return {k, at[1], at[2], at[3]};
}

void draw_partial_out(Painter& p, const Work& work, const Layout& l) {
  const StageContext& context = work.context;
  const Coloring coloring = coloring_of(*context.walkthrough, TensorId::out2d, context.options);
  const Rect at{l.f.start, l.rows.start, l.f.length(), l.rows.length()};
  const float motion = std::clamp(static_cast<float>(context.motion), 0.0F, 1.0F);
  if (numbered(p, l.f.size, l.rows.size) && l.rows.count * l.f.count <= 2000) {
    draw_numbers(p, work, l, coloring);
  } else {
    // The new sheet brightens over those before it.
    p.fill(at, p.theme().bg1);
    if (motion < 1 && work.terms > 1)
      p.picture(at, partial_rows(context.walkthrough, work.terms - 1, l.rows.first, l.rows.count), coloring);
    p.picture(at, partial_rows(context.walkthrough, work.terms, l.rows.first, l.rows.count), coloring,
              motion);
  }
  CellHit hit{
      .tensor = TensorId::out2d, .origin = {0, 0}, .row_axis = 0, .col_axis = 1, .row0 = l.rows.first};
  hit.cell_w = l.f.size;
  hit.cell_h = l.rows.size;
  p.hit(at, hit);
}

void draw_outer_plane(Painter& p, const Work& work, const Layout& l) {
  const Geometry& g = work.g();
  const Theme& t = p.theme();
  const StageContext& context = work.context;
  const float u = l.unit;
  const TermAt term = term_at(g, work.sum.first + work.terms - 1);
  const WindowAt w = window_of_row(g, work.sum.row);
  const Rect& at = l.row_corner;
  const TextStyle style{p.type().code, Face::ui, t.text1};
  const float room = l.f.start - std::round(14 * u) - at.x;
  if (!unfolding::rows_are_windows(g)) {
    // No one place of all windows: only what the column adds to a map.
    p.rich(context.texts.get("orders.outer_column_as_map", {{"k", str(term.k)}}), {at.x, l.head_y}, style);
    const float fit = loop::fitting_scale(g.OH, g.OW, at.w, at.h - std::round(8 * u), 40 * u);
    const loop::Area plane = loop::area({at.x, at.y + std::round(6 * u)}, g.OH, g.OW, fit, fit);
    p.picture(plane.at, column_map(context.walkthrough, term.k, w.n),
              coloring_of(*context.walkthrough, TensorId::col, context.options));
    p.lit(plane.at);
    return;
  }
  const std::string place = "({FH m b|" + str(term.y) + "}, {FW m b|" + str(term.x) + "})";
  const std::string channel = g.C > 1 ? "{C m b|" + channel_name(g, term.c) + "}" : std::string();
  std::string words = context.texts.get(g.C > 1 ? "orders.outer_column" : "orders.outer_column_gray",
                                        {{"k", str(term.k)}, {"place", place}, {"c", channel}});
  if (p.rich_width(words, style) > room)
    words = context.texts.get("orders.outer_column_short", {{"k", str(term.k)}, {"place", place}});
  p.rich(words, {at.x, l.head_y}, style);

  // The window with its one place, and the plane that this place makes of all windows.
  const float top = at.y + std::round(6 * u), height = at.h - std::round(8 * u);
  const float side = entry_size(std::max(g.FH, g.FW), 0, std::min(height, at.w * 0.3F), std::round(14 * u));
  const loop::Area window = loop::area({at.x, top}, g.FH, g.FW, side, side);
  for (std::int64_t y = 0; y < g.FH; ++y)
    for (std::int64_t x = 0; x < g.FW; ++x) {
      const Rect cell = window.cell(y, x);
      if (side >= 4)
        p.frame({cell.x, cell.y, cell.w - 1, cell.h - 1}, t.line2);
      else
        p.fill(cell, t.bg2);
    }
  const Rect now = window.cell(term.y, term.x);
  p.lit({now.x, now.y, std::max(2.0F, now.w - 1), std::max(2.0F, now.h - 1)});
  const float plane_x = window.at.right() + std::round(26 * u);
  const float letters = l.numbers && g.C == 1 ? std::round(20 * u) : g.C > 1 ? std::round(12 * u) : 0;
  const float fit = loop::fitting_scale(g.OH, g.OW, at.right() - letters - plane_x, height, 40 * u);
  const loop::Area plane = loop::area({plane_x, top}, g.OH, g.OW, fit, fit);
  const Walkthrough::Plane of{
      .tensor = TensorId::col6, .origin = {w.n, term.c, term.y, term.x, 0, 0}, .row_axis = 4, .col_axis = 5};
  p.picture(plane.at, tensor_plane(context.walkthrough, of, g.OH, g.OW),
            coloring_of(*context.walkthrough, TensorId::col, context.options));
  loop::hit_area(p, plane, TensorId::col6, of.origin, 4, 5);
  p.lit(plane.at);
  const Rect element = plane.cell(w.oh, w.ow);
  const float mark = std::max(3.0F, element.w);
  p.outline({element.centre().x - mark / 2, element.centre().y - mark / 2, mark, mark}, t.text0);
  const float mid = std::round(std::min(window.at.centre().y, plane.at.bottom() - 8));
  if (plane_x - window.at.right() >= 18) {
    p.hline(window.at.right() + 6, plane_x - 11, mid, t.text1);
    p.arrow_head({plane_x - 8, mid + 0.5F}, 4, Painter::Toward::right, t.text1);
  }
}

void draw_outer_weight(Painter& p, const Work& work, const Layout& l) {
  const Geometry& g = work.g();
  const Theme& t = p.theme();
  const StageContext& context = work.context;
  const float u = l.unit;
  const std::int64_t k = work.terms - 1, f = work.sum.column;
  // Where a mistake puts the columns in another order, it is not the weight of the column's own place.
  const Index own = sources(g, false, {TensorId::col_W, {k, f}}).front().first;
  const bool mixed = g.mistake == Mistake::wrong_reshape_W && !is_harmless(g);
  const TextStyle style{p.type().code, Face::ui, t.text1};
  const std::string weight = value_text(static_cast<double>(work.sum.w[static_cast<std::size_t>(k)]), 4);
  std::string words = context.texts.get("orders.outer_weight", {{"f", str(f)}, {"w", weight}});
  if (mixed || p.rich_width(words, style) > l.right.w)
    words = "{FN m b|" + str(f) + "}: {text0 m|" + weight + "}";
  p.rich(words, {l.right.x, l.head_y}, style);
  if (mixed) return;  // of no one filter
  const float top = l.row_corner.y + std::round(6 * u), height = l.row_corner.h - std::round(22 * u);
  const float side = entry_size(std::max(g.FH, g.FW), 0, std::min(l.right.w - 4, height), std::round(24 * u));
  const loop::Area at = loop::area({l.right.x + 2, top}, g.FH, g.FW, side, side);
  const Walkthrough::Plane of{
      .tensor = TensorId::W, .origin = {f, own[1], 0, 0}, .row_axis = 2, .col_axis = 3};
  p.picture(at.at, tensor_plane(context.walkthrough, of, g.FH, g.FW),
            coloring_of(*context.walkthrough, TensorId::W, context.options));
  p.frame({at.at.x - 1, at.at.y - 1, at.at.w + 2, at.at.h + 2}, t.line2);
  loop::hit_area(p, at, TensorId::W, of.origin, 2, 3);
  const Rect cell = at.cell(own[2], own[3]);
  p.lit({cell.x, cell.y, std::max(2.0F, cell.w), std::max(2.0F, cell.h)});
  if (g.C > 1)
    p.text(context.texts.get("gemm.channel_of", {{"c", channel_name(g, work.sum, own[1])}}),
           {at.at.x, at.at.bottom() + p.type().label + 7}, {p.type().label, Face::ui, t.text2});
}

void draw_outer_map(Painter& p, const Work& work, const Layout& l) {
  const Geometry& g = work.g();
  const Theme& t = p.theme();
  const StageContext& context = work.context;
  const WindowAt w = window_of_row(g, work.sum.row);
  const std::int64_t f = work.sum.column;
  const float fit = loop::fitting_scale(g.OH, g.OW, l.right.w, l.rows.end() - l.rows.start, 40 * l.unit);
  const loop::Area map = loop::area({l.right.x, l.rows.start}, g.OH, g.OW, fit, fit);
  const Coloring coloring = coloring_of(*context.walkthrough, TensorId::conv, context.options);
  const auto motion = static_cast<float>(context.motion);
  p.fill(map.at, t.bg2);
  if (motion < 1 && work.terms > 1)
    p.picture(map.at, partial_map(context.walkthrough, work.terms - 1, w.n, f), coloring);
  p.picture(map.at, partial_map(context.walkthrough, work.terms, w.n, f), coloring,
            std::clamp(motion, 0.0F, 1.0F));
  loop::hit_area(p, map, TensorId::conv, {w.n, f, 0, 0}, 2, 3);
  const Rect at = map.cell(w.oh, w.ow);
  const float side = std::max(3.0F, at.w);
  p.outline({at.centre().x - side / 2, at.centre().y - side / 2, side, side}, t.text0);
  const TextStyle style{p.type().code, Face::ui, t.text1};
  std::string words =
      context.texts.get("orders.outer_map", {{"f", str(f)}, {"n", str(work.terms)}, {"k", str(g.KG)}});
  if (p.rich_width(words, style) > l.right.w) words = context.texts.get("gemm.map", {{"f", str(f)}});
  p.rich(words, {l.right.x, l.foot_y}, style);
}

}  // namespace unfold::view::gemm
