#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/gemm_outer.h"
#include "app/view/stages/gemm_parts.h"
#include "app/view/stages/unfolded_cell.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::gemm {

namespace {

constexpr float at_rest = 0.42F;

Rect less_grid(Rect r, bool cells) { return cells ? Rect{r.x, r.y, r.w - 1, r.h - 1} : r; }

// The runs of the k axis, cut where a group begins and ends.
std::vector<PulledAxis::Run> cut_at(const PulledAxis& k, std::int64_t first, std::int64_t last) {
  std::vector<PulledAxis::Run> runs;
  const std::int64_t ends[] = {first, last};
  for (const PulledAxis::Run& run : k.runs()) {
    std::int64_t from = run.from;
    for (const std::int64_t end : ends) {
      if (end <= from || end >= run.to) continue;
      runs.push_back(part_of(run, from, end, k.extent(run.from)));
      from = end;
    }
    runs.push_back(part_of(run, from, run.to, k.extent(run.from)));
  }
  return runs;
}

void draw_rows(Painter& p, const Work& work, const Layout& l) {
  const Coloring coloring = coloring_of(*work.context.walkthrough, TensorId::col, work.context.options);
  // A whole row is at work where all its groups are.
  const bool all = work.mode == GemmStep::row || work.mode == GemmStep::all;
  const std::int64_t first = work.g().group_of_filter(work.column) * work.g().KG, end = first + work.g().KG;
  for (const PulledAxis::Run& rows : l.rows.runs()) {
    for (const PulledAxis::Run& cols : cut_at(l.k_across, first, end)) {
      const bool of_group = cols.from >= first && cols.to <= end;
      const bool bright = (rows.pulled && (all || of_group)) || cols.pulled;
      draw_matrix_block(p, work.context,
                        {TensorId::col, rows, cols, l.rows.extent(rows.from), l.k_across.extent(cols.from),
                         bright ? 1.0F : at_rest, bright},
                        coloring);
    }
  }
}

void draw_columns(Painter& p, const Work& work, const Layout& l) {
  const Coloring coloring = coloring_of(*work.context.walkthrough, TensorId::col_W, work.context.options);
  // By rows and for everything at once each column is at work.
  const bool all = work.mode == GemmStep::row || work.mode == GemmStep::all;
  for (const PulledAxis::Run& rows : l.k_down.runs()) {
    for (const PulledAxis::Run& cols : l.f.runs()) {
      const bool bright = cols.pulled || rows.pulled || all;
      draw_matrix_block(p, work.context,
                        {TensorId::col_W, rows, cols, l.k_down.extent(rows.from), l.f.extent(cols.from),
                         bright ? 1.0F : at_rest, bright},
                        coloring);
    }
  }
}

void draw_out(Painter& p, const Work& work, const Layout& l) {
  const Coloring coloring = coloring_of(*work.context.walkthrough, TensorId::out2d, work.context.options);
  for (const PulledAxis::Run& rows : l.rows.runs()) {
    const std::int64_t there = work.done_columns(rows.from);
    for (const PulledAxis::Run& cols : l.f.runs()) {
      const float size = l.f.extent(cols.from), height = l.rows.extent(rows.from);
      const std::int64_t end = std::clamp(there, cols.from, cols.to);
      const bool bright = rows.pulled || cols.pulled || work.mode == GemmStep::all;
      if (end > cols.from)
        draw_matrix_block(p, work.context,
                          {TensorId::out2d, rows, part_of(cols, cols.from, end, size), height, size,
                           bright ? 1.0F : at_rest, bright},
                          coloring);
      if (end < cols.to) {
        const MatrixBlock later{TensorId::out2d, rows, part_of(cols, end, cols.to, size), height, size};
        draw_empty_block(p, later);
        CellHit hit{.tensor = TensorId::out2d,
                    .origin = {0, 0},
                    .row_axis = 0,
                    .col_axis = 1,
                    .row0 = rows.from,
                    .col0 = end};
        hit.cell_w = size;
        hit.cell_h = height;
        p.hit({later.cols.at, rows.at, later.cols.length, rows.length}, hit);
      }
    }
  }
}

// Letters over the channels of a k axis, or the place in the window over each of a few terms.
void draw_letters(Painter& p, const Work& work, const Layout& l) {
  const Geometry& g = work.g();
  const float size = p.type().label;
  const std::int64_t plane = g.FH * g.FW;
  if (l.numbers && g.C == 1) {
    for (std::int64_t k = 0; k < g.K; ++k) {
      const Index at = unfolding::unfolded(g, {TensorId::col, {work.row, k}}).col6.at;
      p.rich(unfolding::axis_markup(Axis::FH, std::to_string(at[2])) + "," +
                 unfolding::axis_markup(Axis::FW, std::to_string(at[3])),
             {l.k_across.centre(k), l.letters_y}, {size, Face::mono, p.theme().text2, Align::centre});
      p.rich(unfolding::axis_markup(Axis::FH, std::to_string(at[2])) + "," +
                 unfolding::axis_markup(Axis::FW, std::to_string(at[3])),
             {l.f.start - 6, l.k_down.centre(k) + size * 0.36F},
             {size, Face::mono, p.theme().text2, Align::right});
    }
    return;
  }
  if (g.C == 1) return;
  float free_x = -1e9F, free_y = -1e9F;
  for (std::int64_t c = 0; c < g.C; ++c) {
    const std::string words = channel_name(g, c);
    const float wide = p.text_width(words, size, Face::mono);
    const float x = (l.k_across.at(c * plane) + l.k_across.at(c * plane + plane - 1) + l.k_across.size) / 2;
    if (x - wide / 2 >= free_x) {
      p.text(words, {x, l.letters_y}, {size, Face::mono, p.theme().axis_color(Axis::C), Align::centre});
      free_x = x + wide / 2 + 6;
    }
    if (c >= g.CG) continue;
    const float y = (l.k_down.at(c * plane) + l.k_down.at(c * plane + plane - 1) + l.k_down.size) / 2;
    if (y - size / 2 >= free_y && g.CG > 1) {
      p.text(channel_name(g, work.sum, c), {l.f.start - 5, y + size * 0.36F},
             {size, Face::mono, p.theme().axis_color(Axis::C), Align::right});
      free_y = y + size / 2 + 2;
    }
  }
  p.hit_axis({l.k_across.start, l.letters_y - size, l.k_across.length(), size + 2}, Axis::C);
}

// A name and its shape; the shape only where it fits.
void draw_name(Painter& p, const Work& work, TensorId id, Vec2 baseline, float width) {
  const Shape shape = shape_of(work.g(), id);
  const float name_w = p.text_width(name(id), p.type().text, Face::mono_bold);
  const float digits = p.text_width(to_string(shape), p.type().code, Face::mono);
  if (name_w + 8 + digits - p.text_width(" ", p.type().code, Face::mono) <= width)
    p.tensor_label(id, shape, baseline);
  else
    p.text(name(id), baseline, {p.type().text, Face::mono_bold, p.theme().text0});
}

void draw_names(Painter& p, const Work& work, const Layout& l) {
  const Geometry& g = work.g();
  const Texts& texts = work.context.texts;
  if (l.bar.w > 0)
    draw_where_bar(p, l.bar, work.row, g.M,
                   texts.get("gemm.where", {{"row", grouped(work.row)}, {"rows", grouped(g.M)}}));
  const float gap = std::round(12 * l.unit);
  const float col_room = l.f.start - gap - l.row_corner.x;
  draw_name(p, work, TensorId::col, {l.row_corner.x, l.foot_y}, col_room);
  if (l.rows.count < g.M) {
    const std::string shown =
        texts.get("gemm.shown", {{"n", std::to_string(l.rows.count)}, {"rows", std::to_string(g.M)}});
    const float wide = p.text_width(shown, p.type().label);
    const float label_w = p.text_width("col ", p.type().text, Face::mono_bold) +
                          p.text_width(to_string(shape_of(g, TensorId::col)), p.type().code, Face::mono);
    if (wide + label_w + 16 <= col_room)
      p.text(shown, {l.f.start - gap, l.foot_y}, {p.type().label, Face::ui, p.theme().text2, Align::right});
  }
  const float f_room = l.right.x - l.f.start - gap;
  draw_name(p, work, TensorId::col_W, {l.f.start, l.head_y}, f_room);
  draw_name(p, work, TensorId::out2d, {l.f.start, l.foot_y}, f_room);
}

// The columns of col that the element at work reads.
TermSpan span_at_work(const Work& work, const Layout& l) {
  Sum at_work;
  at_work.first = work.g().group_of_filter(work.column) * work.g().KG;
  at_work.a.resize(static_cast<std::size_t>(work.g().KG));
  return term_span(l.k_across, at_work);
}

// Column k of col and row k of col_W at work on all of out2d; the explained element outlined in all three.
void frame_outer(Painter& p, const Work& work, const Layout& l) {
  const std::int64_t k = work.terms - 1;
  const float less = l.numbers ? 1.0F : 0.0F;
  const auto column_at = [&](std::int64_t i) {
    return Rect{l.k_across.at(i), l.rows.start, l.k_across.extent(i) - less, l.rows.length() - less};
  };
  const Rect column = column_at(work.sum.first + k);
  // The same term of the other groups.
  for (std::int64_t i = k; i < work.g().K; i += work.g().KG)
    if (i != work.sum.first + k) p.outline(column_at(i), p.theme().text0);
  const Rect row{l.f.start, l.k_down.at(k), l.f.length() - less, l.k_down.extent(k) - less};
  p.lit(column);
  p.lit(row);
  p.lit({l.f.start, l.rows.start, l.f.length() - less, l.rows.length() - less});
  const std::int64_t r = work.sum.row, f = work.sum.column;
  if (r < l.rows.first || r >= l.rows.first + l.rows.count) return;
  const auto seen = [](Rect at) {
    const float w = std::max(at.w, 3.0F), h = std::max(at.h, 3.0F);
    return Rect{at.centre().x - w / 2, at.centre().y - h / 2, w, h};
  };
  const Color ink = p.theme().text0;
  p.outline(seen({column.x, l.rows.at(r), column.w, l.rows.size - less}), ink);
  p.outline(seen({l.f.at(f), row.y, l.f.size - less, row.h}), ink);
  p.outline(seen({l.f.at(f), l.rows.at(r), l.f.size - less, l.rows.size - less}), ink);
}

}  // namespace

void draw_product(Painter& p, const Work& work, const Layout& l) {
  const Theme& t = p.theme();
  draw_rows(p, work, l);
  draw_columns(p, work, l);
  if (work.mode == GemmStep::outer)
    draw_partial_out(p, work, l);
  else
    draw_out(p, work, l);
  draw_letters(p, work, l);

  if (work.mode == GemmStep::outer) {
    frame_outer(p, work, l);
    draw_names(p, work, l);
    return;
  }
  const bool cells = l.numbers, column_cells = numbered(p, l.f.pulled_size, l.k_down.size);
  // By rows and for everything at once every group is at work, else that of the element.
  const bool every_group = work.mode == GemmStep::row || work.mode == GemmStep::all;
  const TermSpan span = span_at_work(work, l);
  const float row_x = every_group ? l.k_across.start : span.start;
  const float row_end = every_group ? l.k_across.end() : span.end;
  const Rect row = less_grid({row_x, l.rows.at(work.row), row_end - row_x, l.rows.pulled_size}, cells);
  const Rect column =
      less_grid({l.f.at(work.column), l.k_down.start, l.f.pulled_size, l.k_down.length()}, column_cells);
  const Rect element = less_grid({column.x, row.y, l.f.pulled_size, l.rows.pulled_size},
                                 numbered(p, l.f.pulled_size, l.rows.pulled_size));
  const Rect out_row{l.f.start, row.y, l.f.length(), element.h};
  const Color joint = t.name == ThemeName::light ? t.casing : t.accent;
  const bool one = work.mode == GemmStep::term || work.mode == GemmStep::element;
  if (work.mode != GemmStep::all)
    p.lit(row);
  else
    p.outline(row, t.text0);
  if (one)
    p.lit(column);
  else
    p.outline(column, t.text0);
  const float y = std::round(row.centre().y), x = std::round(column.centre().x);
  if (one) {
    // To the element, or as far as out2d's edge where its cells carry numbers.
    const bool over_numbers = numbered(p, l.f.size, l.rows.size);
    p.cased_line({l.k_across.end() + 3, y}, {over_numbers ? l.f.start - 3 : element.x - 3, y}, joint);
    p.cased_line({x, column.bottom() + 3}, {x, over_numbers ? l.rows.start - 3 : element.y - 3}, joint);
    p.lit(element);
  } else if (work.mode == GemmStep::row) {
    p.lit(out_row);
    p.outline(element, t.text0);
  } else {
    p.outline(element, t.text0);
  }

  draw_names(p, work, l);
}

}  // namespace unfold::view::gemm
