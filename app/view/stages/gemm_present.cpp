#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/filter_window.h"
#include "app/view/stages/gemm_outer.h"
#include "app/view/stages/gemm_parts.h"
#include "app/view/stages/loop_area.h"
#include "app/view/stages/present_kit.h"
#include "app/view/stages/row_sources.h"
#include "app/view/stages/unfolded_cell.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::gemm {

namespace {

using loop::present_size;

void draw_cells(Painter& p, const Work& work, Rect at, float cell, bool of_row) {
  const Geometry& g = work.g();
  const StageContext& context = work.context;
  const Sum& s = work.sum;
  const Coloring coloring = coloring_of(*context.walkthrough, TensorId::W, context.options);
  for (std::int64_t k = 0; k < g.K; ++k) {
    const CellRef of{TensorId::col, {s.row, k}};
    const Index place = unfolding::unfolded(g, of).col6.at;
    const Rect box{at.x + static_cast<float>(place[3]) * cell, at.y + static_cast<float>(place[2]) * cell,
                   cell - 2, cell - 2};
    const float v = of_row ? s.a[static_cast<std::size_t>(k)] : s.w[static_cast<std::size_t>(k)];
    const Color color = of_row ? unfolding::data_color(p, context, of) : color_of(p.theme(), coloring, v);
    loop::present_cell(p, box, color, static_cast<double>(v), loop::CellState::now);
  }
}

// The row's window or the column's filter, large.
void draw_factor(Painter& p, const Work& work, Rect at, bool of_row) {
  const Geometry& g = work.g();
  const StageContext& context = work.context;
  const Sum& s = work.sum;
  const float cell = at.w / static_cast<float>(g.FW);
  CellHit hit;
  hit.cell_w = cell;
  hit.cell_h = cell;
  const std::int64_t piece = s.channel * g.FH * g.FW;
  const bool row_is_no_window = of_row && !unfolding::rows_are_windows(g);
  const bool column_is_no_filter = !of_row && g.mistake == Mistake::wrong_reshape_W && !is_harmless(g);
  if (row_is_no_window || column_is_no_filter) {
    const CellRef first = of_row ? CellRef{TensorId::col, {s.row, s.first + piece}}
                                 : CellRef{TensorId::col_W, {piece, s.column}};
    unfolding::draw_line_as_plane(p, context, first, at, g.FH, g.FW,
                                  coloring_of(*context.walkthrough, first.tensor, context.options));
    loop::framed(p, at.inset(-1));
    return;
  }
  if (of_row) {
    const WindowAt w = window_of_row(g, s.row);
    hit.tensor = TensorId::img;
    hit.origin = {w.n, s.first_channel, w.top, w.left};
    hit.row_step = hit.col_step = g.dilation;
    if (g.C == 1 && cell >= 52) {
      draw_cells(p, work, at, cell, true);
    } else {
      loop::draw_window(p, at,
                        image_rgb(context.walkthrough, context.document.preprocess, TensorId::img, w.n,
                                  group_look(g, s.column, {}), p.theme().pad),
                        g, w.top, w.left);
    }
  } else {
    hit.tensor = TensorId::W;
    hit.origin = {s.column, 0, 0, 0};
    if (g.C == 1 && cell >= 52)
      draw_cells(p, work, at, cell, false);
    else
      p.picture(at, filter_rgb(context.walkthrough, s.column));
  }
  hit.row_axis = 2;
  hit.col_axis = 3;
  p.hit(at, hit);
  loop::framed(p, at.inset(-1));
}

// The signed products along k, with each channel's share below them where there are a few.
void draw_products(Painter& p, const Work& work, Rect at) {
  const Geometry& g = work.g();
  const Theme& t = p.theme();
  const Sum& s = work.sum;
  const bool shares = g.CG > 1 && g.CG <= 4;
  const float bars_h = at.h - (shares ? 44.0F : 6.0F), zero = std::round(at.y + bars_h / 2);
  PulledAxis k;
  k.start = at.x;
  k.count = g.KG;
  k.group = g.CG > 1 ? g.FH * g.FW : 0;
  k.group_gap = g.CG <= 4 ? 16.0F : 1.0F;
  const float gaps = g.CG > 1 ? static_cast<float>(g.CG - 1) * k.group_gap : 0;
  k.size = std::min((at.w - gaps) / static_cast<float>(g.KG), 60.0F);
  const Coloring coloring = product_coloring(s);
  const auto most = static_cast<double>(coloring.hi);
  for (std::int64_t i = 0; i < s.terms; ++i) {
    const double v = s.products[static_cast<std::size_t>(i)];
    const auto h = static_cast<float>(v / most * static_cast<double>(bars_h) / 2);
    const Color color =
        color_of(t, coloring, static_cast<float>(v > 0 ? std::max(v, most * 0.7) : std::min(v, -most * 0.7)));
    const float gap = k.size >= 8 ? 2.0F : 0.0F;
    p.fill({k.at(i), h > 0 ? zero - h : zero, std::max(1.0F, k.size - gap),
            std::max(t.stroke.hair, std::abs(h))},
           v == 0 ? t.line1 : color);
  }
  p.hline(at.x, k.end(), zero - std::floor(t.stroke.axis / 2), t.text0, t.stroke.axis);
  if (!shares) return;
  for (std::int64_t c = 0; c < g.CG; ++c) {
    const float x0 = k.at(c * g.FH * g.FW), x1 = k.at((c + 1) * g.FH * g.FW - 1) + k.size;
    const std::string words = "{C b|" + channel_name(g, s, c) + "} {b|" +
                              with_sign(s.subtotals[static_cast<std::size_t>(c)], 2) + "}";
    const TextStyle style{present_size, Face::ui, t.text0, Align::centre};
    if (p.rich_width(words, style) <= x1 - x0 + 10) p.rich(words, {(x0 + x1) / 2, at.bottom() - 8}, style);
  }
}

}  // namespace

void draw_gemm_present(Painter& p, const StageContext& context, Rect box) {
  const Work work = work_of(context);
  if (work.mode == GemmStep::outer) return draw_outer_present(p, work, box);
  const Geometry& g = work.g();
  const Theme& t = p.theme();
  const Sum& s = work.sum;
  const std::string value = fixed(s.value, 4);
  const float number_size = 56;
  const float number_w = p.text_width(value, number_size, Face::ui_bold);
  const float sign_w = 64;
  const float upper = std::floor(box.h * 0.62F);
  const float room = std::min((box.w - 2 * sign_w - number_w - 20) / 2, upper - 54);
  const float cell = entry_size(std::max(g.FH, g.FW), 0, room, 84);
  const float w = cell * static_cast<float>(g.FW), h = cell * static_cast<float>(g.FH);
  const float total = 2 * w + 2 * sign_w + number_w;
  float x = std::round(box.x + std::max(6.0F, (box.w - total) / 2));
  const float y = box.y + 44, middle = y + h / 2;
  const TextStyle caption{present_size, Face::ui, t.text0, Align::centre};
  const TextStyle sign{number_size, Face::ui_bold, t.text0, Align::centre};
  const auto head = [&](const std::string& words, float at) {
    if (p.rich_width(words, caption) / 2 <= std::min(at - box.x, box.right() - at))
      p.rich(words, {at, box.y + 28}, caption);
  };
  draw_factor(p, work, {x, y, w, h}, true);
  head(context.texts.get("gemm.present_row", {{"row", std::to_string(s.row)}}), x + w / 2);
  p.text("·", {x + w + sign_w / 2, middle + number_size * 0.36F}, sign);
  x += w + sign_w;
  draw_factor(p, work, {x, y, w, h}, false);
  head(context.texts.get("gemm.present_column", {{"f", std::to_string(s.column)}}), x + w / 2);
  p.text("=", {x + w + sign_w / 2, middle + number_size * 0.36F}, sign);
  x += w + sign_w;
  const Rect number{x - 6, middle - 44, number_w + 24, 88};
  p.fill(number, t.accent);
  p.frame(number, t.accent_ink, t.stroke.frame);
  p.text(value, {number.centre().x, middle + number_size * 0.36F},
         {number_size, Face::ui_bold, t.accent_ink, Align::centre});
  CellHit hit{.tensor = TensorId::out2d, .origin = {s.row, s.column}};
  hit.cell_w = number.w;
  hit.cell_h = number.h;
  p.hit(number, hit);
  const float below = y + h + 30;
  if (box.bottom() - below > 60) draw_products(p, work, {box.x + 4, below, box.w - 8, box.bottom() - below});
}

}  // namespace unfold::view::gemm
