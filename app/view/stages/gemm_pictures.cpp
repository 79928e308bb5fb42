#include "app/view/pictures.h"
#include "app/view/stages/filter_window.h"
#include "app/view/stages/gemm_parts.h"
#include "app/view/stages/loop_area.h"
#include "app/view/stages/row_sources.h"
#include "app/view/stages/unfolded_cell.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::gemm {

namespace {

// A window or a filter enlarged, its channels beside it where they are three.
struct Stack {
  loop::Area whole;
  float plane_cell = 0, plane_x = 0;  // 0: no planes
  float letters = 0;

  [[nodiscard]] Rect plane(std::int64_t c) const {
    const float h = static_cast<float>(whole.rows) * plane_cell;
    const float free = (whole.at.h - 3 * h) / 2;
    return {plane_x, std::round(whole.at.y + static_cast<float>(c) * (h + free)),
            static_cast<float>(whole.cols) * plane_cell, h};
  }
  [[nodiscard]] float width() const {
    return plane_cell > 0 ? plane_x + plane(0).w + letters - whole.at.x : whole.at.w;
  }
};

Stack stack(const Painter& p, const Geometry& g, Vec2 corner, float w, float h, float cap, bool with_planes) {
  Stack s;
  const float u = p.type().label / 11;
  const auto larger = std::max(g.FH, g.FW);
  const float room = std::min(w, h);
  const float scale = entry_size(larger, 0, std::min(room, cap), std::round(40 * u));
  s.whole = loop::area(corner, g.FH, g.FW, scale, scale);
  if (!with_planes) return s;
  s.plane_cell = entry_size(g.FH, 0, (s.whole.at.h - 12) / 3, 12);
  s.plane_x = s.whole.at.right() + std::round(8 * u);
  s.letters = std::round(14 * u);
  if (s.plane_cell < 1 || s.width() > w) s.plane_cell = 0;
  return s;
}

void move_to(Stack& s, float x) {
  const float by = std::round(x - s.whole.at.x);
  s.whole.at.x += by;
  s.plane_x += by;
}

void name_plane(Painter& p, const Geometry& g, Rect at, std::int64_t c) {
  p.text(channel_name(g, c), {at.right() + 4, at.centre().y + p.type().label * 0.36F},
         {p.type().label, Face::mono, p.theme().axis_color(Axis::C)});
}

void hit_plane(Painter& p, Rect at, float cell, TensorId tensor, const Index& origin, int row_axis,
               int col_axis, std::int64_t apart = 1) {
  CellHit hit{.tensor = tensor, .origin = origin, .row_axis = row_axis, .col_axis = col_axis};
  hit.row_step = hit.col_step = apart;
  hit.cell_w = cell;
  hit.cell_h = cell;
  p.hit(at, hit);
}

// A row that is no window: its pixels where they lie on img, its numbers in the places of a channel.
void draw_row_without_window(Painter& p, const Work& work, Rect at) {
  const Geometry& g = work.g();
  const StageContext& context = work.context;
  const float gap = std::round(12 * p.type().label / 11);
  const float scale = entry_size(std::max(g.FH, g.FW), 0, std::min(at.h, at.w * 0.4F), 40);
  const Rect plane{at.right() - scale * static_cast<float>(g.FW), at.y, scale * static_cast<float>(g.FW),
                   scale * static_cast<float>(g.FH)};
  unfolding::draw_row_sources(p, context, {at.x, at.y, plane.x - gap - at.x, at.h}, work.sum.row);
  unfolding::draw_line_as_plane(
      p, context, {TensorId::col, {work.sum.row, work.sum.first + work.sum.channel * g.FH * g.FW}}, plane,
      g.FH, g.FW, coloring_of(*context.walkthrough, TensorId::col, context.options));
  p.lit(plane);
}

}  // namespace

void draw_row_picture(Painter& p, const Work& work, const Layout& l) {
  const Geometry& g = work.g();
  const Theme& t = p.theme();
  const StageContext& context = work.context;
  const float u = l.unit;
  const WindowAt w = window_of_row(g, work.sum.row);
  const Rect& at = l.row_corner;

  const std::string place = (g.N > 1 ? "({N m b|" + std::to_string(w.n) + "}, " : std::string("(")) +
                            "{OH m b|" + std::to_string(w.oh) + "}, {OW m b|" + std::to_string(w.ow) + "})";
  const std::string names = std::string("(") + (g.N > 1 ? "{N m|n}, " : "") + "{OH m|oh}, {OW m|ow})";
  const TextStyle style{p.type().code, Face::ui, t.text1};
  const float room = l.f.start - std::round(14 * u) - at.x;
  const std::string row = std::to_string(work.sum.row);
  const bool is_window = unfolding::rows_are_windows(g);
  std::string words = context.texts.get(is_window ? "gemm.row_is" : "mistake.row_becomes",
                                        {{"row", row}, {"place", names + " = " + place}});
  if (p.rich_width(words, style) > room)
    words = context.texts.get(is_window ? "gemm.row_is_short" : "mistake.row_becomes_short",
                              {{"row", row}, {"place", place}});
  p.rich(words, {at.x, l.head_y}, style);

  const float top = at.y + std::round(6 * u), height = at.h - std::round(8 * u);
  const float letters_left = l.numbers && g.C == 1 ? std::round(20 * u) : g.C > 1 ? std::round(12 * u) : 0;
  if (!unfolding::rows_are_windows(g)) {
    draw_row_without_window(p, work, {at.x, top, at.w - letters_left, std::min(height, std::round(124 * u))});
    return;
  }
  Stack s =
      stack(p, g, {at.x, top}, at.w * 0.56F, height, std::round((g.C == 3 ? 100.0F : 122.0F) * u), g.C == 3);
  move_to(s, at.right() - s.width() - letters_left);
  const Picture picture = image_rgb(context.walkthrough, context.document.preprocess, TensorId::img, w.n,
                                    group_look(g, work.sum.column, {}), t.pad);
  const float fit = loop::fitting_scale(g.HP, g.WP, s.whole.at.x - at.x - std::round(26 * u),
                                        std::min(height, std::round(124 * u)), 20 * u);
  const loop::Area img = loop::area({at.x, top}, g.HP, g.WP, fit, fit);
  p.picture(img.at, picture, {}, 0.45F);
  loop::hit_area(p, img, TensorId::img, {w.n, 0, 0, 0}, 2, 3);
  const Rect window = loop::window_rect(img, g, w.top, w.left);
  loop::light_window(p, img, picture, g, w.top, w.left);
  p.cased_line({window.right() + 2, window.y}, {s.whole.at.x - 3, s.whole.at.y}, t.text2);
  p.cased_line({window.right() + 2, window.bottom()}, {s.whole.at.x - 3, s.whole.at.bottom()}, t.text2);
  p.lit({window.x, window.y, std::max(3.0F, window.w), std::max(3.0F, window.h)});

  if (g.C == 1 && numbered(p, s.whole.cell_w, s.whole.cell_h)) {
    for (std::int64_t k = 0; k < g.K; ++k) {
      const unfolding::UnfoldedCell cell = unfolding::unfolded(g, {TensorId::col, {work.sum.row, k}});
      Rect place_at = s.whole.cell(cell.col6.at[2], cell.col6.at[3]);
      place_at.w -= 1;
      place_at.h -= 1;
      unfolding::draw_cell(p, context, cell.img, place_at, true);
    }
  } else {
    loop::draw_window(p, s.whole.at, picture, g, w.top, w.left);
  }
  hit_plane(p, s.whole.at, s.whole.cell_w, TensorId::img, {w.n, work.sum.first_channel, w.top, w.left}, 2, 3,
            g.dilation);
  p.lit(s.whole.at);
  if (s.plane_cell <= 0) return;
  const Coloring coloring = coloring_of(*context.walkthrough, TensorId::col, context.options);
  for (std::int64_t c = 0; c < 3; ++c) {
    const bool swapped = g.mistake == Mistake::swap_c_fh;
    const Walkthrough::Plane plane{.tensor = TensorId::col6_t,
                                   .origin = swapped ? Index{w.n, w.oh, w.ow, 0, c, 0}
                                                     : Index{w.n, w.oh, w.ow, c, 0, 0},
                                   .row_axis = swapped ? 3 : 4,
                                   .col_axis = 5};
    const std::int64_t in_group = c - work.sum.first_channel;
    const bool read = in_group >= 0 && in_group < g.CG;
    p.picture(s.plane(c), tensor_plane(context.walkthrough, plane, g.FH, g.FW), coloring,
              read ? 1.0F : 0.25F);
    hit_plane(p, s.plane(c), s.plane_cell, TensorId::col6_t, plane.origin, plane.row_axis, plane.col_axis);
    name_plane(p, g, s.plane(c), c);
  }
}

void draw_column_picture(Painter& p, const Work& work, const Layout& l) {
  const Geometry& g = work.g();
  const Theme& t = p.theme();
  const StageContext& context = work.context;
  const float u = l.unit;
  const std::int64_t f = work.sum.column;
  const TextStyle style{p.type().code, Face::ui, t.text1};
  const std::string number = std::to_string(f);
  const bool mixed = g.mistake == Mistake::wrong_reshape_W && !is_harmless(g);
  std::string words = context.texts.get(mixed ? "mistake.column_mixed" : "gemm.column_is", {{"f", number}});
  if (!mixed && p.rich_width(words, style) > l.right.w)
    words = context.texts.get("gemm.column_is_short", {{"f", number}});
  p.rich(words, {l.right.x, l.head_y}, style);

  const float top = l.row_corner.y + std::round(6 * u);
  const float height = l.row_corner.h - std::round(8 * u) - std::round(14 * u);
  Stack s = stack(p, g, {l.right.x + 2, top}, l.right.w - 4, height,
                  std::round((g.CG == 3 ? 100.0F : 122.0F) * u), g.CG == 3);
  const Coloring coloring = coloring_of(*context.walkthrough, TensorId::W, context.options);
  const std::int64_t channel = g.CG == 3 ? 0 : work.sum.channel;
  if (mixed) {
    // A column of numbers from all the filters.
    const std::int64_t piece = work.sum.channel * g.FH * g.FW;
    unfolding::draw_line_as_plane(p, context, {TensorId::col_W, {piece, f}}, s.whole.at, g.FH, g.FW,
                                  coloring);
    p.lit(s.whole.at);
    return;
  }
  if (g.CG == 3) {
    p.picture(s.whole.at, filter_rgb(context.walkthrough, f));
  } else if (numbered(p, s.whole.cell_w, s.whole.cell_h)) {
    for (std::int64_t a = 0; a < g.FH; ++a) {
      for (std::int64_t b = 0; b < g.FW; ++b) {
        const CellRef cell{TensorId::W, {f, channel, a, b}};
        Rect at = s.whole.cell(a, b);
        at.w -= 1;
        at.h -= 1;
        unfolding::draw_number(p, context, cell, at, color_of(t, coloring, context.walkthrough->at(cell)),
                               true);
      }
    }
  } else {
    const Walkthrough::Plane plane{
        .tensor = TensorId::W, .origin = {f, channel, 0, 0}, .row_axis = 2, .col_axis = 3};
    p.picture(s.whole.at, tensor_plane(context.walkthrough, plane, g.FH, g.FW), coloring);
  }
  hit_plane(p, s.whole.at, s.whole.cell_w, TensorId::W, {f, channel, 0, 0}, 2, 3);
  p.lit(s.whole.at);
  const float below = s.whole.at.bottom() + p.type().label + 7;
  if (g.CG == 3)
    p.text(context.texts.get("gemm.gray_zero"), {s.whole.at.x, below}, {p.type().label, Face::ui, t.text2});
  else if (g.C > 1)
    p.text(context.texts.get("gemm.channel_of", {{"c", g.groups == 1 ? std::to_string(channel)
                                                                     : channel_name(g, work.sum, channel)}}),
           {s.whole.at.x, below}, {p.type().label, Face::ui, t.text2});
  if (s.plane_cell <= 0) return;
  for (std::int64_t c = 0; c < 3; ++c) {
    const Walkthrough::Plane plane{
        .tensor = TensorId::W, .origin = {f, c, 0, 0}, .row_axis = 2, .col_axis = 3};
    p.picture(s.plane(c), tensor_plane(context.walkthrough, plane, g.FH, g.FW), coloring);
    hit_plane(p, s.plane(c), s.plane_cell, TensorId::W, plane.origin, 2, 3);
    name_plane(p, g, s.plane(c), c);
  }
}

void draw_map_so_far(Painter& p, const Work& work, const Layout& l) {
  const Geometry& g = work.g();
  const Theme& t = p.theme();
  const StageContext& context = work.context;
  const WindowAt w = window_of_row(g, work.sum.row);
  const std::int64_t f = work.sum.column;
  const float fit = loop::fitting_scale(g.OH, g.OW, l.right.w, l.rows.end() - l.rows.start, 40 * l.unit);
  const loop::Area map = loop::area({l.right.x, l.rows.start}, g.OH, g.OW, fit, fit);
  p.fill(map.at, t.bg2);
  if (t.name == ThemeName::light) p.frame({map.at.x - 1, map.at.y - 1, map.at.w + 2, map.at.h + 2}, t.line1);
  const Walkthrough::Plane plane{
      .tensor = TensorId::conv, .origin = {w.n, f, 0, 0}, .row_axis = 2, .col_axis = 3};
  const Picture picture = tensor_plane(context.walkthrough, plane, g.OH, g.OW);
  const Coloring coloring = coloring_of(*context.walkthrough, TensorId::conv, context.options);
  // Rows of out2d are the map's cells in reading order: whole rows of the map, then a part of one.
  const std::int64_t first = sources(g, false, {TensorId::out_nhwc, {w.n, 0, 0, 0}}).front().first[0];
  std::int64_t cells = 0;
  if (work.done(first, f)) {
    cells =
        work.mode == GemmStep::all
            ? g.OH * g.OW
            : std::clamp<std::int64_t>(work.row - first + (work.done(work.row, f) ? 1 : 0), 0, g.OH * g.OW);
  }
  const std::int64_t whole = cells / g.OW, rest = cells % g.OW;
  p.picture_part(map.block(0, 0, whole, g.OW), picture, 0, 0, static_cast<double>(g.OW),
                 static_cast<double>(whole), coloring);
  p.picture_part(map.block(whole, 0, 1, rest), picture, 0, static_cast<double>(whole),
                 static_cast<double>(rest), 1, coloring);
  loop::hit_area(p, map, TensorId::conv, {w.n, f, 0, 0}, 2, 3);
  const Rect at = map.cell(w.oh, w.ow);
  const float side = std::max(3.0F, at.w);
  p.lit({at.centre().x - side / 2, at.centre().y - side / 2, side, side});
  const TextStyle style{p.type().code, Face::ui, t.text1};
  std::string words =
      context.texts.get(cells == g.OH * g.OW ? "gemm.map" : "gemm.map_so_far", {{"f", std::to_string(f)}});
  if (p.rich_width(words, style) > l.right.w)
    words = context.texts.get("gemm.map", {{"f", std::to_string(f)}});
  p.rich(words, {l.right.x, l.foot_y}, style);
}

}  // namespace unfold::view::gemm
