#include "app/view/pictures.h"
#include "app/view/stages/axes_band.h"
#include "app/view/stages/filter_window.h"
#include "app/view/stages/loop_area.h"
#include "app/view/stages/present_kit.h"
#include "app/view/stages/pulled_axis.h"
#include "app/view/stages/row_sources.h"
#include "app/view/stages/unfolding_story.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::unfolding {

namespace {

using loop::present_size;

// A large chip: name and size, the stride below them.
void draw_large_chip(Painter& p, const StageContext& context, Rect at, Axis axis, std::int64_t size,
                     std::int64_t stride) {
  const Theme& t = p.theme();
  const Color color = t.axis_color(axis);
  p.fill(at, t.bg2, 3);
  p.frame(at, color, t.stroke.frame, 3);
  const Rect top{at.x, at.y, at.w, std::round(at.h * 0.46F)};
  p.fill(top, color, 3);
  const float base = loop::baseline_in(top, present_size);
  p.text(name(axis), {at.x + 12, base}, {present_size, Face::ui_bold, ink_on(t, color)});
  p.text(std::to_string(size), {at.right() - 12, base},
         {present_size, Face::ui_bold, ink_on(t, color), Align::right});
  const Rect below{at.x, top.bottom(), at.w, at.bottom() - top.bottom()};
  const std::string number = std::to_string(stride),
                    word = context.texts.get("reshape.stride") + " " + number;
  const std::string words = p.text_width(word, present_size) + 16 <= at.w ? word : number;
  if (p.text_width(words, present_size) + 8 <= at.w) {
    p.text(words, {at.centre().x, loop::baseline_in(below, present_size)},
           {present_size, Face::ui, t.text0, Align::centre});
  }
  p.hit_axis(at, axis);
}

}  // namespace

void draw_transpose_present(Painter& p, const StageContext& context, Rect box) {
  const Theme& t = p.theme();
  const Shape shape = shape_of(context.geometry(), TensorId::col6);
  const Dims strides = shape.strides();
  AxesBand band;
  band.mistake = context.geometry().mistake;
  band.gap = 14;
  band.x0 = box.x;
  band.chip_w = std::floor((box.w - 5 * band.gap) / 6);
  band.chip_h = std::min(110.0F, std::floor(box.h * 0.27F));
  band.before_y = box.y + 40;
  band.after_y = std::min(box.bottom() - band.chip_h - 40, band.before_y + band.chip_h + 220);
  p.text(context.texts.get("reshape.before"), {box.x, box.y + 28}, {present_size, Face::ui_bold, t.text0});
  const std::array<int, 6> order = axis_order(p.mistake());
  for (int i = 0; i < 6; ++i) {
    const Rect from = band.before(order[static_cast<std::size_t>(i)]), to = band.after(i);
    p.curve({from.centre().x, from.bottom()}, {to.centre().x, to.y},
            t.axis_color(axis_of(TensorId::col6_t, i, p.mistake())));
  }
  for (int i = 0; i < 6; ++i)
    draw_large_chip(p, context, band.before(i), axis_of(TensorId::col6, i, p.mistake()), shape[i],
                    strides[i]);
  for (int i = 0; i < 6; ++i) {
    const int was = order[static_cast<std::size_t>(i)];
    draw_large_chip(p, context, band.moving(i, static_cast<float>(context.motion)),
                    axis_of(TensorId::col6_t, i, p.mistake()), shape[was], strides[was]);
  }
  const float below = band.after_y + band.chip_h + 34;
  if (below <= box.bottom())
    p.text(context.texts.get("reshape.after_present"), {box.x, below},
           {present_size, Face::ui_bold, t.text0});
}

void draw_reshape_present(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const Theme& t = p.theme();
  const std::int64_t row = context.step();
  const RowPlace now = place_of_row(g, row);
  const Coloring coloring = coloring_of(*context.walkthrough, TensorId::col, context.options);
  const auto motion = static_cast<float>(context.motion);

  // At the left rows of col, this one pulled out; at the right its window.
  const float names = p.text_width(std::to_string(g.M - 1), present_size, Face::ui_bold) + 22;
  const float window_room = std::floor(box.w * 0.27F);
  const float rows_room = box.w - names - window_room - 70;
  const float cell_w = entry_size(g.K, 0, rows_room, 72);
  const bool numbers = cell_w >= 52;
  PulledAxis rows;
  rows.size = numbers ? 46 : 34;
  rows.pulled_size = numbers ? 46 : 60;
  rows.pulled_gap = 22;
  rows.pulled = row;
  rows.start = box.y + 14;
  rows.count = std::clamp<std::int64_t>(
      static_cast<std::int64_t>((box.h - 80 - rows.pulled_size + rows.size - 2 * rows.pulled_gap) /
                                rows.size),
      1, std::min<std::int64_t>(g.M, 7));
  rows.first = first_around(row, rows.count, g.M);
  const float x0 = box.x + names, wide = cell_w * static_cast<float>(g.K);
  const Picture picture = tensor_matrix(context.walkthrough, TensorId::col);
  for (std::int64_t r = rows.first; r < rows.first + rows.count; ++r) {
    const bool on = r == row;
    const Rect at{x0, rows.at(r), wide, rows.extent(r) - 4};
    p.text(std::to_string(r), {x0 - 14, loop::baseline_in(at, present_size)},
           {present_size, on ? Face::ui_bold : Face::ui, t.text0, Align::right});
    const std::int64_t written = r < row ? g.K
                                 : on    ? static_cast<std::int64_t>(motion * static_cast<float>(g.K))
                                         : 0;
    if (numbers) {
      for (std::int64_t k = 0; k < g.K; ++k) {
        const CellRef cell{TensorId::col, {r, k}};
        const loop::CellState state = k >= written ? loop::CellState::empty
                                      : on         ? loop::CellState::now
                                                   : loop::CellState::rest;
        const Rect place{at.x + static_cast<float>(k) * cell_w, at.y, cell_w - 2, at.h};
        if (state == loop::CellState::empty)
          p.frame(place, t.line1);
        else
          loop::present_cell(p, place, data_color(p, context, cell),
                             static_cast<double>(context.walkthrough->at(cell)), state);
      }
    } else {
      if (written < g.K) p.frame(at, t.line1);
      p.picture_part({at.x, at.y, cell_w * static_cast<float>(written), at.h}, picture, 0,
                     static_cast<double>(r), static_cast<double>(written), 1, coloring, on ? 1.0F : 0.4F);
      p.edge(at);
    }
    CellHit hit{.tensor = TensorId::col, .origin = {r, 0}};
    hit.col_axis = 1;
    hit.cell_w = cell_w;
    hit.cell_h = at.h;
    p.hit(at, hit);
  }
  const Rect mine{x0, rows.at(row), wide - (numbers ? 2.0F : 0.0F), rows.pulled_size - 4};

  const float scale = entry_size(std::max(g.FH, g.FW), 0, std::min(window_room - 30, box.h - 110), 76);
  const float ww = scale * static_cast<float>(g.FW), wh = scale * static_cast<float>(g.FH);
  const Rect window{box.right() - ww - 14,
                    box.y + 40 + std::max(0.0F, (std::min(box.h - 110, 320.0F) - wh) / 2), ww, wh};
  if (!rows_are_windows(g)) {
    draw_row_sources(p, context, {window.x, window.y, window.w, window.h}, row);
    loop::ring(p, mine);
    return;
  }
  const UnfoldedCell corner = unfolded(g, {TensorId::col, {row, 0}});
  if (g.C == 1 && scale >= 52) {
    for (std::int64_t k = 0; k < g.K; ++k) {
      const UnfoldedCell cell = unfolded(g, {TensorId::col, {row, k}});
      const Rect at{window.x + static_cast<float>(cell.col6.at[3]) * scale,
                    window.y + static_cast<float>(cell.col6.at[2]) * scale, scale - 2, scale - 2};
      loop::present_cell(p, at, data_color(p, context, cell.col),
                         static_cast<double>(context.walkthrough->at(cell.col)), loop::CellState::now);
    }
  } else {
    loop::draw_window(
        p, window,
        image_rgb(context.walkthrough, context.document.preprocess, TensorId::img, now.n, -1, t.pad), g,
        corner.img.at[2], corner.img.at[3]);
  }
  CellHit hit{.tensor = TensorId::img, .origin = corner.img.at, .row_axis = 2, .col_axis = 3};
  hit.row_step = hit.col_step = g.dilation;
  hit.cell_w = scale;
  hit.cell_h = scale;
  p.hit(window, hit);
  loop::ring(p, mine);
  loop::ring(p, {window.x, window.y, window.w - (g.C == 1 && scale >= 52 ? 2.0F : 0.0F), window.h});
  const float bend = std::round((mine.right() + window.x) / 2), y0 = std::round(mine.centre().y);
  const float y1 = y0 > window.y && y0 < window.bottom() ? y0 : std::round(window.centre().y);
  p.polyline({{mine.right() + 13, y0}, {bend, y0}, {bend, y1}, {window.x - 13, y1}}, t.text0);
  const std::string place = "({OH b|" + std::to_string(now.oh) + "}, {OW b|" + std::to_string(now.ow) + "})";
  p.rich(context.texts.get("reshape.present_window", {{"place", place}}),
         {window.right() + 12, window.bottom() + 48}, {present_size, Face::ui, t.text0, Align::right});
}

}  // namespace unfold::view::unfolding
