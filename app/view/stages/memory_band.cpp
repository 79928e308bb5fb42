#include "app/view/stages/memory_band.h"

#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/axes_band.h"
#include "app/view/stages/memory_strip.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::unfolding {

float memory_height(bool copied, float unit) { return std::round((copied ? 140 : 84) * unit); }

namespace {

float unit_of(const Painter& p) { return p.type().label / 11; }

std::string range_of(std::int64_t first, std::int64_t count) {
  return count == 1 ? std::to_string(first)
                    : std::to_string(first) + " … " + std::to_string(first + count - 1);
}

// The piece of col's memory that is shown: the row being written, what lies before it and after it.
struct CopyStrip {
  bool whole = false;
  float y = 0, height = 18;
  PulledAxis axis;            // whole: by address of col
  float row_x = 0, cell = 1;  // not whole: the row's first element, px an element
  Rect before, after;         // not whole: the end of the row before, room for the row after

  [[nodiscard]] float x(const Geometry& g, const RowElement& e) const {
    if (whole) return axis.at(address_of(g, e.col));
    return row_x + static_cast<float>(e.k) * cell;
  }
};

CopyStrip copy_strip(const Geometry& g, Rect at, float y, float unit) {
  CopyStrip strip;
  strip.y = y;
  strip.height = std::round(18 * unit);
  strip.whole = whole_memory_fits(g, at.w);
  if (strip.whole) return strip;
  const float least = std::round(44 * unit);
  strip.cell = entry_size(g.K, 2 * least, at.w, 16 * unit);
  const float length = strip.cell * static_cast<float>(g.K);
  strip.row_x = std::round(at.x + (at.w - length) / 2);
  const float side = std::min(std::round(90 * unit), strip.row_x - at.x - 14);
  strip.before = {strip.row_x - 2 - side, y, side, strip.height};
  strip.after = {strip.row_x + length + 2, y, side, strip.height};
  return strip;
}

void draw_whole_copy(Painter& p, const StageContext& context, const CopyStrip& strip, std::int64_t row,
                     float motion) {
  const Geometry& g = context.geometry();
  for (std::int64_t r = 0; r < g.M; ++r) {
    for (std::int64_t k = 0; k < g.K; ++k) {
      const CellRef cell{TensorId::col, {r, k}};
      const Rect at{strip.axis.at(address_of(g, cell)), strip.y, strip.axis.size - 1, strip.height};
      const bool written = r < row || (r == row && static_cast<float>(k) < motion * static_cast<float>(g.K));
      const Color color = data_color(p, context, cell);
      if (!written)
        p.frame(at, p.theme().line1);
      else
        p.fill(at, r == row ? color : mix(p.theme().bg0, color, 0.45F));
      hit_cell(p, cell, {at.x, at.y, at.w + 1, at.h});
    }
  }
  const float x0 = strip.axis.at(row * g.K);
  p.outline(
      {x0 - 1, strip.y - 1, strip.axis.at(row * g.K + g.K - 1) + strip.axis.size - x0 + 1, strip.height + 2},
      p.theme().text0);
}

void draw_cut_copy(Painter& p, const StageContext& context, const CopyStrip& strip, std::int64_t row,
                   float motion) {
  const Geometry& g = context.geometry();
  const Theme& t = p.theme();
  const Picture picture = tensor_matrix(context.walkthrough, TensorId::col);
  const Coloring coloring = coloring_of(*context.walkthrough, TensorId::col, context.options);
  const auto top = static_cast<double>(row);
  const float length = strip.cell * static_cast<float>(g.K);
  const auto written = static_cast<std::int64_t>(std::floor(motion * static_cast<float>(g.K)));
  const Rect all{strip.row_x, strip.y, length, strip.height};
  if (written < g.K) p.frame(all, t.line1);
  p.picture_part({all.x, all.y, strip.cell * static_cast<float>(written), all.h}, picture, 0, top,
                 static_cast<double>(written), 1, coloring);
  CellHit hit{.tensor = TensorId::col, .origin = {row, 0}};
  hit.col_axis = 1;
  hit.cell_w = strip.cell;
  hit.cell_h = strip.height;
  p.hit(all, hit);
  const auto side = static_cast<std::int64_t>(std::min(strip.before.w / strip.cell, static_cast<float>(g.K)));
  const float wide = static_cast<float>(side) * strip.cell, middle = strip.y + strip.height / 2;
  const auto dots = [&](float x) {
    for (int i = 0; i < 3; ++i) p.fill({x + static_cast<float>(i) * 5, middle - 1, 2, 2}, t.text2);
  };
  if (row > 0) {
    const Rect at{strip.before.right() - wide, strip.y, wide, strip.height};
    p.picture_part(at, picture, static_cast<double>(g.K - side), top - 1, static_cast<double>(side), 1,
                   coloring, 0.42F);
    hit.origin = {row - 1, g.K - side};
    p.hit(at, hit);
    if (row > 1 || side < g.K) dots(at.x - 16);
  }
  if (row + 1 < g.M) {
    p.frame({strip.after.x, strip.y, wide, strip.height}, t.line1);
    if (row + 2 < g.M || side < g.K) dots(strip.after.x + wide + 5);
  }
  p.outline({all.x - 1, all.y - 1, all.w + 2, all.h + 2}, t.text0);
}

}  // namespace

void draw_memory_view(Painter& p, const StageContext& context, const MemoryBand& band, std::int64_t row,
                      const UnfoldedCell& cell) {
  const Geometry& g = context.geometry();
  const Theme& t = p.theme();
  const float u = unit_of(p);
  const Rect strip_at{band.at.x, band.at.y + std::round(18 * u), band.at.w, 0};
  const MemoryStrip strip = memory_strip(context, strip_at, row, cell.col.at[1], u);
  band_label(p, {band.label_x, strip.y + std::round(11 * u)}, band.at.x - band.label_x - 4,
             context.texts.get("reshape.memory"), context.texts.get("reshape.nothing_moves"));
  draw_memory_strip(p, context, strip, row);
  draw_strip_labels(p, context, strip, row, cell, band.at.x - 8);
  // From one number of the window to the next it is always the same jump.
  const std::vector<RowElement> elements = shown_elements(g, strip, row);
  const float y = strip.y + strip.height + p.type().label + 10;
  const float hop = y + 5;
  for (std::size_t i = 0; i + 1 < elements.size(); ++i) {
    if (elements[i + 1].k != elements[i].k + 1) continue;
    const float x0 = std::round(strip.element(elements[i]).centre().x) + 2,
                x1 = std::round(strip.element(elements[i + 1]).centre().x) - 2;
    p.polyline({{x0, y}, {x0, hop}, {x1, hop}, {x1, y + 2}}, t.text2);
    p.arrow_head({x1, y}, 3, Painter::Toward::up, t.text2);
    const std::string words = "+" + std::to_string(elements[i + 1].address - elements[i].address);
    const float wide = p.text_width(words, p.type().label, Face::mono);
    if (wide + 10 > x1 - x0) continue;
    p.fill({(x0 + x1 - wide) / 2 - 4, hop - 3, wide + 8, 6}, t.bg0);
    p.text(words, {(x0 + x1) / 2, hop + p.type().label * 0.36F},
           {p.type().label, Face::mono, t.text1, Align::centre});
  }
  p.lit(strip.element(row_element(g, row, cell.col.at[0] == row ? cell.col.at[1] : 0)));
}

void draw_memory_copy(Painter& p, const StageContext& context, const MemoryBand& band, std::int64_t row,
                      const UnfoldedCell& cell) {
  const Geometry& g = context.geometry();
  const Theme& t = p.theme();
  const float u = unit_of(p);
  const Rect upper{band.at.x, band.at.y + std::round(16 * u), band.at.w, 0};
  const MemoryStrip strip = memory_strip(context, upper, row, cell.col.at[1], u);
  const auto motion = static_cast<float>(context.motion);
  CopyStrip copy = copy_strip(g, band.at, strip.y + std::round(72 * u), u);
  copy.axis = strip.axis;
  copy.axis.group = g.K;

  band_label(p, {band.label_x, strip.y + std::round(11 * u)}, band.at.x - band.label_x - 4,
             context.texts.get("reshape.memory"), context.texts.get("reshape.nothing_moves"));
  band_label(p, {band.label_x, copy.y + std::round(2 * u)}, band.at.x - band.label_x - 4,
             context.texts.get("reshape.memory_col"),
             context.texts.get("reshape.end_to_end", {{"rows", grouped(g.M)}}));
  draw_memory_strip(p, context, strip, row);
  draw_strip_labels(p, context, strip, row, cell, band.at.x - 8);
  if (copy.whole)
    draw_whole_copy(p, context, copy, row, motion);
  else
    draw_cut_copy(p, context, copy, row, motion);

  // Each number's way, as far as it has come.
  const float top = strip.y + strip.height + p.type().label + 8, end = copy.y - 4;
  const auto join = [&](const RowElement& e, Color color, float width) {
    const Vec2 from{strip.element(e).centre().x, top};
    const Vec2 to{copy.x(g, e) + (copy.whole ? copy.axis.size - 1 : copy.cell) / 2, end};
    p.line(from, {from.x + (to.x - from.x) * motion, from.y + (to.y - from.y) * motion}, color, width);
  };
  const bool here = cell.col.at[0] == row;
  const std::vector<RowElement> elements = shown_elements(g, strip, row);
  for (const RowElement& e : elements) {
    if (!here || e.col != cell.col) join(e, t.text2, 1);
  }
  for (const RowElement& e : elements) {
    if (!here || e.col != cell.col) continue;
    join(e, t.name == ThemeName::light ? t.casing : t.accent, 2);
    p.lit(strip.element(e));
    const float wide = copy.whole ? copy.axis.size - 1 : copy.cell;
    if (motion >= 1) p.lit({copy.x(g, e), copy.y, std::max(2.0F, wide), copy.height});
  }

  // The rows' places below, the written row's addresses under it.
  const float below = copy.y + copy.height + p.type().label + 5;
  const RowPlace now = place_of_row(g, row);
  const TextStyle mono{p.type().label, Face::mono, t.text2, Align::centre};
  const auto place = [&](const RowPlace& at, bool bold) {
    std::string words = "(";
    if (g.N > 1) words += axis_markup(Axis::N, std::to_string(at.n), bold) + ",";
    return words + axis_markup(Axis::OH, std::to_string(at.oh), bold) + "," +
           axis_markup(Axis::OW, std::to_string(at.ow), bold) + ")";
  };
  std::string names = g.N > 1 ? "(" + axis_markup(Axis::N, "n") + "," : "(";
  names += axis_markup(Axis::OH, "oh") + "," + axis_markup(Axis::OW, "ow") + ")";
  const std::string span = range_of(row * g.K, g.K);
  if (copy.whole) {
    p.rich(names, {band.at.x - 8, below}, {p.type().label, Face::mono, t.text2, Align::right});
    for (std::int64_t r = 0; r < g.M; ++r) {
      const float x = (copy.axis.at(r * g.K) + copy.axis.at(r * g.K + g.K - 1) + copy.axis.size) / 2;
      const std::string words = place(place_of_row(g, r), r == row);
      if (p.rich_width(words, mono) <= static_cast<float>(g.K) * copy.axis.size + copy.axis.group_gap)
        p.rich(words, {x, below}, mono);
    }
    const float x = (copy.axis.at(row * g.K) + copy.axis.at(row * g.K + g.K - 1) + copy.axis.size) / 2;
    p.text(span, {x, below + p.type().label + 4}, {p.type().label, Face::mono, t.text1, Align::centre});
  } else {
    const float middle = copy.row_x + copy.cell * static_cast<float>(g.K) / 2;
    p.rich(context.texts.get(
               "reshape.row_span",
               {{"row", std::to_string(row)}, {"place", names + " = " + place(now, true)}, {"span", span}}),
           {middle, below}, {p.type().label, Face::mono, t.text1, Align::centre});
  }
}

}  // namespace unfold::view::unfolding
