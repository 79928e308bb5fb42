#include "app/view/stages/gemm_parts.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::gemm {

namespace {

constexpr float number_row = 16;  // the least height of a cell that carries a number

// Between the channels, and by outer products around the term at work.
float down_gaps(const Layout& l, const Geometry& g, bool outer) {
  const float apart = outer ? 2 * std::round(6 * l.unit) + std::round(10 * l.unit) : 0;
  return static_cast<float>(g.CG - 1) * l.k_across.group_gap + apart;
}

// Of what stands over the product, between col_W and col, and under col.
float heads(const Layout& l) { return std::round(18 * l.unit) * 2 + std::round(30 * l.unit); }

float least_upper(const Layout& l, const Geometry& g, bool outer) {
  return std::max(down_gaps(l, g, outer) + number_row * static_cast<float>(g.KG), std::round(80 * l.unit));
}

// Has the box the height for numbers in every cell, with one row of col and without a plot of the sum?
bool high_enough(const Layout& l, const Geometry& g, bool outer) {
  return heads(l) + least_upper(l, g, outer) + number_row + 2 * std::round(6 * l.unit) +
             std::round(47 * l.unit) + std::round(77 * l.unit) <=
         l.box.h;
}

// Pixels a row of col: enough to be seen beside cells that are that wide, all rows where they are few.
float row_size(const Geometry& g, float room, float k_size, float unit, bool numbers) {
  const float each = std::floor(room / static_cast<float>(g.M));
  if (numbers) return std::clamp(each, number_row, std::round(24 * unit));
  const float wished = k_size >= 8 ? 3.0F : k_size >= 4 ? 2.0F : 1.0F;
  return std::max(wished, std::min(each, std::round(14 * unit)));
}

// What the lines of the sum get of the height that the product leaves them. Where it is short, the bars go
// first, as the numbers over them say the same; then the plot of the sum gets lower, then fewer rows of col
// stand above it, and at last the plot goes, too.
void share_height(Layout& l, const Geometry& g, float upper, bool outer) {
  const auto px = [&l](float v) { return std::round(v * l.unit); };
  const float strips = l.numbers ? px(77) : px(44), least = px(20);
  l.bars_h = l.numbers ? px(40) : std::round(l.box.h * 0.10F);
  l.running_h = std::round(l.box.h * (l.numbers ? 0.13F : 0.165F));
  if (l.numbers) {
    const auto spare = [&](std::int64_t rows) {
      return l.box.h - (heads(l) + upper + (outer ? 0 : 2 * px(6))) - (px(47) + strips) -
             number_row * static_cast<float>(rows);
    };
    std::int64_t rows = std::min<std::int64_t>(g.M, 3);
    while (rows > 1 && spare(rows) < least) --rows;
    const float room = spare(rows);
    if (l.bars_h + l.running_h > room) l.bars_h = 0;
    l.running_h = room < least ? 0 : std::min(room - l.bars_h, l.running_h);
  }
  l.sum_y = l.box.bottom() - (px(47) + strips + l.bars_h + l.running_h);
}

// Down: col_W's k, the rows of col and out2d, the sum.
void lay_down(Layout& l, const Geometry& g, const Work& work) {
  const auto px = [&l](float v) { return std::round(v * l.unit); };
  const bool outer = work.mode == GemmStep::outer;
  const float top = l.box.y + px(18);
  l.head_y = l.box.y + px(11);
  l.k_down = l.k_across;
  l.k_down.count = g.KG;
  if (outer) l.k_down.pulled = work.terms - 1;
  const float gaps = down_gaps(l, g, outer);
  l.k_down.size = number_row;
  if (!l.numbers) {
    share_height(l, g, 0, outer);
    l.k_down.size = entry_size(g.KG, gaps, (l.sum_y - px(8) - top - px(40)) * 0.57F, px(18));
  } else {
    share_height(l, g, least_upper(l, g, outer), outer);
    const float avail = l.sum_y - px(8) - top - px(40);
    l.k_down.size = std::max(entry_size(g.KG, gaps, avail * 0.5F, px(24)), number_row);
  }
  if (outer) l.k_down.pulled_size = std::max(l.k_down.size, px(10));
  // A column of a few numbers stands on its map's edge; the pictures beside it need their room all the same.
  const float upper = std::max(l.k_down.length(), px(80));
  l.k_down.start = top + upper - l.k_down.length();
  l.letters_y = top + upper + px(12);
  l.rows.start = top + upper + px(18);
  l.rows.pulled = outer ? -1 : work.row;
  l.rows.pulled_gap = px(6);
  const float rows_room = l.sum_y - px(30) - l.rows.start;
  l.rows.size = row_size(g, rows_room - 2 * l.rows.pulled_gap, l.k_across.size, l.unit, l.numbers);
  l.rows.pulled_size = std::max(l.rows.size, px(10));
  const float fixed = outer ? 0 : 2 * l.rows.pulled_gap + l.rows.pulled_size - l.rows.size;
  l.rows.count =
      std::clamp<std::int64_t>(static_cast<std::int64_t>((rows_room - fixed) / l.rows.size), 1, g.M);
  l.rows.first = first_around(work.row, l.rows.count, g.M);
  l.row_corner.y = top;
  l.row_corner.h = upper;
}

// A step pulls what it works on apart from its neighbours; what the step before had pulled out already stays.
void pull_apart(Layout& l, const Work& work) {
  const auto motion = static_cast<float>(std::clamp(work.context.motion, 0.0, 1.0));
  const auto pull = [motion](PulledAxis& axis) {
    axis.pulled_gap *= motion;
    axis.pulled_size = axis.size + (axis.pulled_size - axis.size) * motion;
  };
  switch (work.mode) {
  case GemmStep::term:
    if (work.terms > 1) return;
    [[fallthrough]];
  case GemmStep::element:
    pull(l.f);
    if (work.column == 0) pull(l.rows);
    return;
  case GemmStep::row: pull(l.rows); return;
  case GemmStep::outer:
    pull(l.k_across);
    pull(l.k_down);
    return;
  case GemmStep::all: return;
  }
}

}  // namespace

Layout layout(const Painter& p, const Geometry& g, Rect box, const Work& work) {
  Layout l;
  const float u = p.type().label / 11;
  l.unit = u;
  l.box = box;
  const auto px = [u](float v) { return std::round(v * u); };
  const bool compact = box.w < 700;

  // Across: k along col, then f along col_W and out2d, then pictures.
  const std::int64_t plane = g.FH * g.FW;
  const float k_x = box.x + px(20);
  l.k_across.count = g.K;
  l.k_across.group = g.C > 1 ? plane : 0;
  l.k_across.group_gap = g.C > 16 ? 1.0F : 4.0F;
  const float gaps = g.C > 1 ? static_cast<float>(g.C - 1) * l.k_across.group_gap : 0;
  // By outer products the term at work stands off its neighbours, in col and in col_W alike.
  const bool outer = work.mode == GemmStep::outer;
  const float apart = outer ? 2 * px(6) + px(10) : 0;
  // Numbers may take more of the width than bars, as long as the unfolded channel keeps its room.
  const float numbers_w = static_cast<float>(g.K) * 37 + apart;
  const float k_room = std::max(box.w * 0.46F, numbers_w <= box.w * 0.6F ? numbers_w : 0);
  l.k_across.size = entry_size(g.K, gaps + apart, k_room, px(46));
  if (outer) {
    l.k_across.pulled = work.sum.first + work.terms - 1;
    l.k_across.pulled_gap = px(6);
    l.k_across.pulled_size = std::max(l.k_across.size, px(10));
  }
  l.numbers = g.K <= 12 && l.k_across.size >= 36 && high_enough(l, g, outer);
  const float k_w = l.k_across.length();
  const float corner_w = std::max(k_w, std::floor(box.w * 0.36F));
  l.k_across.start = k_x + corner_w - k_w;

  const float right_w = compact ? 100.0F : std::floor(box.w * 0.2F);
  l.f.start = k_x + corner_w + px(14);
  l.f.count = g.FN;
  l.f.pulled = outer ? -1 : work.column;
  l.f.pulled_gap = px(6);
  const float f_room = box.right() - right_w - px(22) - l.f.start;
  const float f_cap = g.FN <= 6 ? px(48) : g.FN > 16 ? px(6) : px(14);
  l.f.size = entry_size(g.FN, outer ? 0 : 2 * l.f.pulled_gap + px(10), f_room, f_cap);
  l.f.pulled_size = std::max(l.f.size, px(10));
  const float right_x = l.f.end() + px(22);

  lay_down(l, g, work);
  l.foot_y = l.rows.end() + px(16);
  if (l.rows.count < g.M) l.bar = {box.x, l.rows.start, 6, l.rows.length()};
  l.row_corner.x = k_x;
  l.row_corner.w = corner_w;
  l.right = {right_x, l.row_corner.y, box.right() - right_x, l.rows.end() - l.row_corner.y};
  pull_apart(l, work);
  return l;
}

}  // namespace unfold::view::gemm
