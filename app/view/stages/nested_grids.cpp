#include "app/view/stages/nested_grids.h"

#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/axes_band.h"
#include "app/view/stages/loop_area.h"
#include "app/view/stages/pulled_axis.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::unfolding {

namespace {

// A grid of planes: outer axes down and across, and inside each plane two more.
struct Nested {
  TensorId tensor = TensorId::col6;
  Index origin;  // outer and inner axes at 0
  int outer_row = 2, outer_col = 3, inner_row = 4, inner_col = 5;
  std::int64_t row0 = 0, rows = 1, col0 = 0, cols = 1;  // planes shown
  std::int64_t inner_rows = 1, inner_cols = 1;
  float cell_w = 1, cell_h = 1, gap = 6;
  Vec2 corner;

  [[nodiscard]] loop::Area plane(std::int64_t r, std::int64_t c) const {
    const float w = cell_w * static_cast<float>(inner_cols) + gap,
                h = cell_h * static_cast<float>(inner_rows) + gap;
    return loop::area(
        {corner.x + static_cast<float>(c - col0) * w, corner.y + static_cast<float>(r - row0) * h},
        inner_rows, inner_cols, cell_w, cell_h);
  }
  [[nodiscard]] Index index(std::int64_t r, std::int64_t c) const {
    Index at = origin;
    at[outer_row] = r;
    at[outer_col] = c;
    return at;
  }
  [[nodiscard]] float width() const {
    return static_cast<float>(cols) * (cell_w * static_cast<float>(inner_cols) + gap) - gap;
  }
  [[nodiscard]] float height() const {
    return static_cast<float>(rows) * (cell_h * static_cast<float>(inner_rows) + gap) - gap;
  }
};

// Planes that all fit, whatever their scale.
void fit_all(Nested& n, std::int64_t rows, std::int64_t cols, Rect room, float cap_w, float cap_h) {
  n.rows = rows;
  n.cols = cols;
  n.gap = rows > 8 || cols > 8 ? 2 : 6;
  n.cell_w = entry_size(cols * n.inner_cols, static_cast<float>(cols - 1) * n.gap, room.w, cap_w);
  n.cell_h = entry_size(rows * n.inner_rows, static_cast<float>(rows - 1) * n.gap, room.h, cap_h);
  if (n.cell_w < 36 || n.cell_h < 16) n.cell_w = n.cell_h = std::min(n.cell_w, n.cell_h);
}

// As many planes around one as fit, at a size at which their cells can be told apart.
void fit_some(Nested& n, std::int64_t rows, std::int64_t cols, std::int64_t r, std::int64_t c, Rect room,
              float unit) {
  n.gap = 6;
  const auto across = [&](float cell, std::int64_t inner, float space) {
    return static_cast<std::int64_t>((space + n.gap) / (cell * static_cast<float>(inner) + n.gap));
  };
  float cell = std::round(12 * unit);
  while (cell > 1 && (across(cell, n.inner_cols, room.w) < std::min<std::int64_t>(3, cols) ||
                      across(cell, n.inner_rows, room.h) < std::min<std::int64_t>(3, rows)))
    cell -= 1;
  n.cell_w = n.cell_h = cell;
  n.cols = std::clamp<std::int64_t>(across(cell, n.inner_cols, room.w), 1, cols);
  n.rows = std::clamp<std::int64_t>(across(cell, n.inner_rows, room.h), 1, rows);
  n.col0 = first_around(c, n.cols, cols);
  n.row0 = first_around(r, n.rows, rows);
}

void draw_planes(Painter& p, const StageContext& context, const Nested& n, const Index& explained) {
  const Theme& t = p.theme();
  const Coloring coloring = coloring_of(*context.walkthrough, n.tensor, context.options);
  const bool numbers = n.cell_w * p.zoom() >= 36 && n.cell_h * p.zoom() >= 16 &&
                       n.rows * n.cols * n.inner_rows * n.inner_cols <= 2000;
  for (std::int64_t r = n.row0; r < n.row0 + n.rows; ++r) {
    for (std::int64_t c = n.col0; c < n.col0 + n.cols; ++c) {
      const loop::Area plane = n.plane(r, c);
      const Index first = n.index(r, c);
      const bool here = explained[n.outer_row] == r && explained[n.outer_col] == c;
      if (numbers) {
        for (std::int64_t i = 0; i < n.inner_rows; ++i) {
          for (std::int64_t j = 0; j < n.inner_cols; ++j) {
            CellRef cell{n.tensor, first};
            cell.at[n.inner_row] = i;
            cell.at[n.inner_col] = j;
            Rect at = plane.cell(i, j);
            at.w -= 1;
            at.h -= 1;
            draw_cell(p, context, cell, at, here);
          }
        }
      } else {
        const Walkthrough::Plane from{
            .tensor = n.tensor, .origin = first, .row_axis = n.inner_row, .col_axis = n.inner_col};
        p.picture(plane.at, tensor_plane(context.walkthrough, from, n.inner_rows, n.inner_cols), coloring,
                  here ? 1.0F : 0.55F);
      }
      loop::hit_area(p, plane, n.tensor, first, n.inner_row, n.inner_col);
      if (here)
        p.outline({plane.at.x, plane.at.y, plane.at.w - (numbers ? 1.0F : 0.0F),
                   plane.at.h - (numbers ? 1.0F : 0.0F)},
                  t.text0);
    }
  }
}

void draw_rulers(Painter& p, const Nested& n, const Index& explained) {
  const Theme& t = p.theme();
  const float size = p.type().code;
  const Axis down = axis_of(n.tensor, n.outer_row, p.mistake()),
             across = axis_of(n.tensor, n.outer_col, p.mistake());
  float free = -1e9F;
  for (std::int64_t c = n.col0; c < n.col0 + n.cols; ++c) {
    const Rect at = n.plane(n.row0, c).at;
    const bool on = explained[n.outer_col] == c;
    const std::string words = std::to_string(c);
    const float wide = p.text_width(words, size, Face::mono_bold);
    if (at.centre().x - wide / 2 < free) continue;
    free = at.centre().x + wide / 2 + 4;
    p.text(words, {at.centre().x, at.y - 6},
           {size, on ? Face::mono_bold : Face::mono, t.axis_color(across), Align::centre});
  }
  free = -1e9F;
  for (std::int64_t r = n.row0; r < n.row0 + n.rows; ++r) {
    const Rect at = n.plane(r, n.col0).at;
    const bool on = explained[n.outer_row] == r;
    if (at.centre().y - size / 2 < free) continue;
    free = at.centre().y + size / 2 + 3;
    p.text(std::to_string(r), {at.x - 7, at.centre().y + size * 0.36F},
           {size, on ? Face::mono_bold : Face::mono, t.axis_color(down), Align::right});
  }
  p.hit_axis({n.corner.x, n.corner.y - size - 8, n.width(), size + 6}, across);
  p.hit_axis({n.corner.x - 28, n.corner.y, 24, n.height()}, down);
}

Rect cell_rect(const Nested& n, const Index& at) {
  return n.plane(at[n.outer_row], at[n.outer_col]).cell(at[n.inner_row], at[n.inner_col]);
}

std::string indexed(const Nested& n, Mistake mistake) {
  std::string words = "{b m text0|" + std::string(name(n.tensor)) + "}{m text1|[}";
  static constexpr const char* lower[] = {"", "n", "c", "fh", "fw", "oh", "ow", "f"};
  for (int i = 0; i < 6; ++i) {
    const Axis axis = axis_of(n.tensor, i, mistake);
    if (i > 0) words += "{m text2|, }";
    const bool inner = i == n.inner_row || i == n.inner_col;
    const bool outer = i == n.outer_row || i == n.outer_col;
    if (inner)
      words += axis_markup(axis, ":");
    else
      words += axis_markup(axis, outer ? lower[static_cast<int>(axis)] : std::to_string(n.origin[i]));
  }
  return words + "{m text1|]}";
}

}  // namespace

void draw_nested_grids(Painter& p, const StageContext& context, Rect at, const UnfoldedCell& cell) {
  const Geometry& g = context.geometry();
  const Theme& t = p.theme();
  const float u = p.type().label / 11;
  const float head = std::round(50 * u), side = std::round(22 * u), middle = std::round(24 * u);
  const float half = std::floor((at.w - middle) / 2);
  const Index& before = cell.col6.at;
  const Index& after = cell.col6_t.at;

  Nested left;
  left.tensor = TensorId::col6;
  left.origin = {before[0], before[1], 0, 0, 0, 0};
  left.inner_rows = g.OH;
  left.inner_cols = g.OW;
  const Rect left_room{at.x + side, at.y + head, half - side, at.h - head};
  left.corner = {left_room.x, left_room.y};
  fit_all(left, g.FH, g.FW, left_room, 44 * u, 28 * u);

  Nested right;
  right.tensor = TensorId::col6_t;
  // Without the transpose the axes are still the loop's: planes of windows.
  const Shape shape = shape_of(g, TensorId::col6_t);
  const bool skipped = g.mistake == Mistake::no_transpose;
  right.origin = skipped ? Index{after[0], after[1], 0, 0, 0, 0} : Index{after[0], 0, 0, after[3], 0, 0};
  right.outer_row = skipped ? 2 : 1;
  right.outer_col = skipped ? 3 : 2;
  right.inner_row = 4;
  right.inner_col = 5;
  right.inner_rows = shape[4];
  right.inner_cols = shape[5];
  const std::int64_t rows = shape[right.outer_row], cols = shape[right.outer_col];
  const Rect right_room{at.x + half + middle + side, at.y + head, half - side, at.h - head};
  right.corner = {right_room.x, right_room.y};
  fit_all(right, rows, cols, right_room, 44 * u, 28 * u);
  if (!skipped && right.cell_w < 6 && rows * cols > 9)
    fit_some(right, rows, cols, after[1], after[2], right_room, u);

  const TextStyle words{p.type().code, Face::ui, t.text2};
  const auto title = [&](const Nested& n, float x, const std::string& below) {
    p.rich(indexed(n, g.mistake), {x, at.y + p.type().text}, {p.type().text, Face::ui, t.text1});
    p.rich(below, {x, at.y + p.type().text + std::round(17 * u)}, words);
  };
  title(left, at.x,
        context.texts.get("reshape.before_planes", {{"planes", std::to_string(g.FH * g.FW)},
                                                    {"oh", std::to_string(g.OH)},
                                                    {"ow", std::to_string(g.OW)}}));
  const bool part = right.rows < rows || right.cols < cols;
  title(right, at.x + half + middle,
        skipped ? context.texts.get("mistake.same_planes")
                : context.texts.get(part ? "reshape.after_windows_part" : "reshape.after_windows",
                                    {{"windows", grouped(rows * cols)},
                                     {"fh", std::to_string(shape[4])},
                                     {"fw", std::to_string(shape[5])},
                                     {"n", std::to_string(right.rows * right.cols)}}));
  for (const Nested* n : {&left, &right}) {
    const Index& explained = n == &left ? before : after;
    draw_planes(p, context, *n, explained);
    draw_rulers(p, *n, explained);
  }
  // One number, in both.
  const auto lit = [&](Rect r) {
    const float less = r.w >= 8 ? 1.0F : 0.0F;
    const Rect shown{r.x, r.y, std::max(3.0F, r.w - less), std::max(3.0F, r.h - less)};
    p.lit(shown);
    return shown;
  };
  const Rect from = lit(cell_rect(left, before)), to = lit(cell_rect(right, after));
  // The line runs between the cells and in the gutters, off the numbers.
  const float bend = at.x + half + middle / 2 - 4;
  const Color color = t.name == ThemeName::light ? t.casing : t.accent;
  const float y0 = std::round(left.plane(before[2], before[3]).at.bottom() + left.gap / 2 - 1);
  const float right_y =
      std::round(right.plane(after[right.outer_row], after[right.outer_col]).at.bottom() + right.gap / 2 - 1);
  const float y1 = std::abs(right_y - y0) <= 2 ? y0 : right_y;
  const float x0 = std::round(from.right()), x1 = std::round(to.x - 1);
  const std::vector<Vec2> way{{x0, from.bottom() + 3}, {x0, y0}, {bend, y0}, {bend, y1}, {x1, y1},
                              {x1, to.bottom() + 3}};
  p.polyline(way, t.bg0, 3);
  p.polyline(way, color, 1);
}

}  // namespace unfold::view::unfolding
