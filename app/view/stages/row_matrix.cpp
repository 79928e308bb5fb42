#include "app/view/stages/row_matrix.h"

#include "app/view/format.h"
#include "app/view/pictures.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

namespace unfold::view::unfolding {

namespace {

std::string place_words(const Geometry& g, std::int64_t row, bool bold) {
  const RowPlace at = place_of_row(g, row);
  return (g.N > 1 ? axis_markup(Axis::N, std::to_string(at.n), bold) + "," : "") +
         axis_markup(Axis::OH, std::to_string(at.oh), bold) + "," +
         axis_markup(Axis::OW, std::to_string(at.ow), bold);
}

// The bar that says where the rows lie, then a row's place, the longest.
float names_width(const Painter& p, const Geometry& g, float unit) {
  const TextStyle mono{p.type().label, Face::mono, {}};
  const float place = p.rich_width(place_words(g, g.M - 1, true), mono);
  return std::max(std::round((g.N > 1 ? 72 : 60) * unit), std::round(12 * unit + place + 12));
}

struct RowMatrix {
  PulledAxis rows, cols;
  bool numbers = false;
};

RowMatrix fit(const Painter& p, const Geometry& g, Rect room, std::int64_t row, float unit) {
  RowMatrix m;
  const std::int64_t group = g.C > 1 ? g.FH * g.FW : g.FW;
  const std::int64_t groups = g.K / group;
  m.cols.group = group;
  m.cols.group_gap = groups > 12 ? 1.0F : g.K > 60 ? 4.0F : 6.0F;
  m.cols.count = g.K;
  m.cols.start = room.x;
  const float gaps = static_cast<float>(groups - 1) * m.cols.group_gap;
  m.cols.size = entry_size(g.K, gaps, room.w, std::round(64 * unit));
  const float pull = std::round(6 * unit);
  const float number_h = std::round(22 * unit);
  m.numbers = numbered(p, m.cols.size, number_h);
  m.rows.pulled = row;
  m.rows.pulled_gap = pull;
  m.rows.start = room.y;
  if (m.numbers) {
    if (g.C == 1 && g.OW <= 6) m.rows.group_gap = std::round(5 * unit);
    const float breaks = m.rows.group_gap * static_cast<float>((g.M - 1) / g.OW + 1);
    m.rows.size = std::floor(
        std::clamp((room.h - 2 * pull - breaks - 2) / static_cast<float>(g.M), 17.0F * unit, 26 * unit));
  } else {
    const float least_rows = std::min<float>(25, static_cast<float>(g.M));
    m.rows.size = std::clamp(std::floor((room.h - 2 * pull - 12) / least_rows), 1.0F,
                             std::max(1.0F, std::floor(m.cols.size)));
  }
  m.rows.pulled_size = std::max(m.rows.size, std::round(10 * unit));
  if (m.rows.group_gap > 0) m.rows.group = g.OW;
  const float fixed_part = 2 * pull + m.rows.pulled_size - m.rows.size;
  const auto fits = [&](std::int64_t n) {
    const float breaks =
        m.rows.group > 0 ? static_cast<float>((n - 1) / m.rows.group + 1) * m.rows.group_gap : 0;
    return static_cast<float>(n) * m.rows.size + fixed_part + breaks <= room.h;
  };
  auto shown = std::min(g.M, static_cast<std::int64_t>((room.h - fixed_part) / m.rows.size));
  while (shown > 1 && !fits(shown)) --shown;
  m.rows.count = std::max<std::int64_t>(1, shown);
  m.rows.first = first_around(row, m.rows.count, g.M);
  return m;
}

// fh over its fw, or the channels over their columns.
void draw_heads(Painter& p, const Geometry& g, const RowMatrix& m, float y) {
  // Columns in another order than (C, FH, FW) bear no names.
  if (g.mistake == Mistake::no_transpose || g.mistake == Mistake::swap_c_fh) return;
  const Theme& t = p.theme();
  const float size = p.type().code, line = size + 3;
  const auto span = [&](std::int64_t from, std::int64_t count) {
    return std::pair{m.cols.at(from), m.cols.at(from + count - 1) + m.cols.size};
  };
  if (m.numbers) {
    p.text("fh", {m.cols.start - 10, y - line - 4}, {size, Face::mono, t.axis_color(Axis::FH), Align::right});
    p.text("fw", {m.cols.start - 10, y - 5}, {size, Face::mono, t.axis_color(Axis::FW), Align::right});
    for (std::int64_t from = 0; from < g.K; from += g.FW) {
      const auto [x0, x1] = span(from, g.FW);
      p.text(std::to_string(from / g.FW % g.FH), {(x0 + x1) / 2, y - line - 4},
             {size, Face::mono, t.axis_color(Axis::FH), Align::centre});
      p.hline(x0, x1 - 1, y - line - 1, t.axis_color(Axis::FH));
      for (std::int64_t w = 0; w < g.FW; ++w) {
        p.text(std::to_string(w), {m.cols.centre(from + w), y - 4},
               {size, Face::mono, t.axis_color(Axis::FW), Align::centre});
      }
    }
    p.hit_axis({m.cols.start, y - 2 * line - 4, m.cols.length(), line + 2}, Axis::FH);
    p.hit_axis({m.cols.start, y - line, m.cols.length(), line - 2}, Axis::FW);
    return;
  }
  if (g.C == 1) return;
  const std::int64_t plane = g.FH * g.FW;
  const bool rgb = g.C == 3;
  float free = -1e9F;
  for (std::int64_t c = 0; c < g.C; ++c) {
    const auto [x0, x1] = span(c * plane, plane);
    const std::string words =
        rgb ? "c = " + std::to_string(c) + " (" + std::string(1, "RGB"[c]) + ")" : std::to_string(c);
    const float wide = p.text_width(words, size, Face::mono), middle = (x0 + x1) / 2;
    if (middle - wide / 2 < free) continue;
    p.text(words, {middle, y - 9}, {size, Face::mono, t.axis_color(Axis::C), Align::centre});
    free = middle + wide / 2 + 6;
  }
  for (std::int64_t c = 0; c < g.C && m.cols.group_gap >= 4; ++c) {
    const auto [x0, x1] = span(c * plane, plane);
    p.hline(x0, x1 - 1, y - 5, t.axis_color(Axis::C), 2);
  }
  p.hit_axis({m.cols.start, y - line - 6, m.cols.length(), line + 4}, Axis::C);
}

void draw_row_names(Painter& p, const StageContext& context, const RowMatrix& m, float left, float bottom,
                    std::int64_t row) {
  const Geometry& g = context.geometry();
  const Theme& t = p.theme();
  const float size = m.numbers ? p.type().code : p.type().label;
  const auto name_row = [&](std::int64_t r) {
    const bool on = r == row;
    // Two lines stand beside a row that has no number of its own: the row's number and its place.
    const bool two = on && !m.numbers;
    const float base = std::min(m.rows.centre(r) + size * 0.36F, bottom - (two ? size * 0.7F : 0));
    const TextStyle mono{size, Face::mono, t.text2, Align::right};
    const std::string place = place_words(g, r, on);
    if (m.numbers) {
      p.text(std::to_string(r), {left, base},
             {size, on ? Face::mono_bold : Face::mono, on ? t.text0 : t.text2});
      p.rich(place, {m.cols.start - 9, base}, mono);
    } else if (two) {
      p.text(std::to_string(r), {m.cols.start - 12, base - size * 0.7F},
             {size, Face::mono_bold, t.text0, Align::right});
      p.rich(place, {m.cols.start - 12, base + size * 0.7F}, mono);
    } else {
      p.text(std::to_string(r), {m.cols.start - 12, base}, {size, Face::mono, t.text2, Align::right});
    }
  };
  if (m.numbers) {
    for (std::int64_t r = m.rows.first; r < m.rows.first + m.rows.count; ++r) name_row(r);
    return;
  }
  name_row(row);
  const std::int64_t last = m.rows.first + m.rows.count - 1;
  if (m.rows.centre(row) - m.rows.at(m.rows.first) > 3 * size) name_row(m.rows.first);
  if (m.rows.at(last) - m.rows.centre(row) > 3 * size) name_row(last);
}

}  // namespace

float row_numbers_width(const Painter& p, const Geometry& g, float room, float unit) {
  const std::int64_t group = g.C > 1 ? g.FH * g.FW : g.FW;
  const float wide =
      names_width(p, g, unit) + 36.0F * static_cast<float>(g.K) + 6 * static_cast<float>(g.K / group - 1);
  return wide <= room ? wide : 0;
}

Rect draw_row_matrix(Painter& p, const StageContext& context, Rect at, std::int64_t row,
                     const UnfoldedCell& cell) {
  const Geometry& g = context.geometry();
  const float u = p.type().label / 11;
  const float label_y = at.y + p.type().text;
  p.tensor_label(TensorId::col, shape_of(g, TensorId::col), {at.x, label_y});
  const float head = std::round(50 * u), names = names_width(p, g, u);
  const Rect room{at.x + names, at.y + head, at.w - names, at.h - head};
  const RowMatrix m = fit(p, g, room, row, u);
  draw_heads(p, g, m, room.y);
  draw_row_names(p, context, m, at.x + (m.rows.count < g.M ? std::round(12 * u) : 0), at.bottom(), row);
  const Coloring coloring = coloring_of(*context.walkthrough, TensorId::col, context.options);
  for (const PulledAxis::Run& rows : m.rows.runs()) {
    for (const PulledAxis::Run& cols : m.cols.runs()) {
      const MatrixBlock block{
          TensorId::col, rows, cols, m.rows.extent(rows.from), m.cols.size, rows.pulled ? 1.0F : 0.42F,
          rows.pulled};
      if (rows.from <= row)
        draw_matrix_block(p, context, block, coloring);
      else
        draw_empty_block(p, block);
    }
  }
  const Rect frame{m.cols.start, m.rows.at(row), m.cols.length() - (m.numbers ? 1.0F : 0.0F),
                   m.rows.pulled_size - (m.numbers ? 1.0F : 0.0F)};
  p.outline(frame, p.theme().text0);
  if (cell.col.at[0] == row) {
    const std::int64_t k = cell.col.at[1];
    p.lit({m.cols.at(k), frame.y, std::max(2.0F, m.cols.size - (m.numbers ? 1.0F : 0.0F)), frame.h});
  }
  if (m.rows.count < g.M) {
    const Rect bar{at.x, room.y, 6, m.rows.end() - room.y};
    draw_where_bar(p, bar, row, g.M,
                   context.texts.get("reshape.where", {{"row", grouped(row)}, {"rows", grouped(g.M)}}));
    const std::string words =
        context.texts.get("reshape.shown", {{"n", std::to_string(m.rows.count)}, {"rows", grouped(g.M)}});
    const float wide = p.text_width(words, p.type().label);
    const float label_end = at.x + p.text_width("col (", p.type().text, Face::mono_bold) +
                            p.text_width(to_string(shape_of(g, TensorId::col)), p.type().code, Face::mono);
    if (at.right() - wide > label_end + 8)
      p.text(words, {at.right(), label_y}, {p.type().label, Face::ui, p.theme().text2, Align::right});
  } else {
    const std::string words = context.texts.get("reshape.one_row_one_window");
    p.text(words, {std::max(room.x, at.x + 150 * u), label_y}, {p.type().code, Face::ui, p.theme().text2});
  }
  return frame;
}

}  // namespace unfold::view::unfolding
