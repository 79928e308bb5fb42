#include "app/view/browse/parts.h"
#include "app/view/format.h"
#include "app/view/stages/unfolded_cell.h"
#include "core/layer/step_cells.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::browsing {
namespace {

constexpr double number_w = 36, number_h = 16;  // from here on a cell shows its digits

bool inside(const Rect& outer, const Rect& r) {
  return r.x >= outer.x && r.y >= outer.y && r.right() <= outer.right() && r.bottom() <= outer.bottom();
}

// Places of an unfinished last row of maps: ground, no cells.
void cover_missing(Painter& p, const Browsed& b) {
  if (b.grid.shape.count() == b.grid.rows * b.grid.cols) return;
  const std::int64_t rows = plane_rows(b.grid), cols = plane_cols(b.grid);
  const GridRange& r = b.view.range;
  for (std::int64_t row = r.row0 / rows * rows; row < r.row1; row += rows)
    for (std::int64_t col = r.col0 / cols * cols; col < r.col1; col += cols)
      if (!cell_at_place(b.grid, {row, col}))
        p.fill(rect_of_places(b.view, {row, col}, rows, cols), p.theme().bg0);
}

struct Digits {
  float size = 11;
  float strength = 1;  // fading in with the zoom
};

void draw_number(Painter& p, const StageContext& c, const Browsed& b, GridPlace place,
                 const Coloring& coloring, const Digits& digits) {
  const std::optional<Index> at = cell_at_place(b.grid, place);
  if (!at) return;
  const CellRef cell{b.grid.tensor, *at};
  const float value = c.walkthrough->at(cell);
  const Color ground =
      unfolding::is_padding(c.geometry(), cell) ? p.theme().pad : color_of(p.theme(), coloring, value);
  const Rect whole = rect_of_places(b.view, place, 1, 1);
  const Rect r{whole.x, whole.y, whole.w - 1, whole.h - 1};
  p.fill(whole, p.theme().bg0);
  p.fill(r, ground);
  const std::string words =
      p.fitted(in_cell(static_cast<double>(value), whole.w, digits.size), r.w - 2, digits.size, Face::mono);
  const float wide = p.text_width(words, digits.size, Face::mono);
  const Vec2 middle{r.x + r.w / 2, r.y + r.h / 2};
  const Rect box{middle.x - wide / 2 - 1, middle.y - digits.size * 0.5F, wide + 2, digits.size};
  if (words.empty() || !inside(b.view.cells, box)) return;
  p.text(words, {middle.x, middle.y + digits.size * 0.36F},
         {.size = digits.size,
          .face = Face::mono,
          .color = mix(ground, ink_on(p.theme(), ground), digits.strength),
          .align = Align::centre});
}

}  // namespace

void draw_cells(Painter& p, const StageContext& c, const Browsed& b, const Coloring& coloring) {
  cover_missing(p, b);
  const BrowseView& v = b.view;
  if (v.sx < number_w || v.sy < number_h) return;
  Digits digits;
  digits.size =
      std::clamp(cell_number_size(static_cast<float>(v.sx)), p.type().label, static_cast<float>(v.sy) - 3);
  // From the size that shows the first digits on they fade in over 8 px; cells that start there show them.
  const double over = std::max(v.sx - number_w, v.sy - number_h);
  digits.strength = static_cast<float>(std::clamp(0.35 + over / 8, 0.0, 1.0));
  for (std::int64_t row = v.range.row0; row < v.range.row1; ++row)
    for (std::int64_t col = v.range.col0; col < v.range.col1; ++col)
      draw_number(p, c, b, {row, col}, coloring, digits);
}

void draw_separators(Painter& p, const Browsed& b, const Geometry& g) {
  constexpr double least = 12;  // px between two lines
  const BrowseView& v = b.view;
  const auto lines = [&](bool of_rows) {
    const double scale = of_rows ? v.sy : v.sx;
    float width = 1;
    for (const std::int64_t period : periods(b.grid, g, of_rows)) {
      if (static_cast<double>(period) * scale < least) continue;
      const std::int64_t from = of_rows ? v.range.row0 : v.range.col0;
      const std::int64_t to = of_rows ? v.range.row1 : v.range.col1;
      for (std::int64_t at = (from / period + 1) * period; at < to; at += period) {
        const auto place =
            static_cast<float>(of_rows ? v.py(static_cast<double>(at)) : v.px(static_cast<double>(at)));
        const Rect line = of_rows ? Rect{v.content.x, place - width, v.content.w, width}
                                  : Rect{place - width, v.content.y, width, v.content.h};
        p.fill(line, p.theme().bg0);
      }
      width = std::min(3.0F, width + 1);
    }
  };
  lines(true);
  lines(false);
}

void draw_plane_names(Painter& p, const Browsed& b) {
  if (b.grid.matrix || count_blocks(b.grid, b.view.range, 0) > 256) return;
  const float size = p.type().label;
  const float tall = std::round(size * 1.25F);
  for (const GridBlock& block : blocks_in(b.grid, b.view.range)) {
    std::string words;
    for (int axis = 0; axis < b.grid.shape.rank(); ++axis) {
      if (axis == block.row_axis || axis == block.col_axis || b.grid.shape[axis] == 1) continue;
      words += (words.empty() ? "" : " ") +
               unfolding::axis_markup(names_of(b.grid, axis).parts[0],
                                      index_name(b.grid, axis, 0) + std::to_string(block.origin[axis]));
    }
    if (words.empty()) continue;
    const TextStyle style{.size = size, .face = Face::mono, .color = p.theme().text0};
    const float wide = p.rich_width(words, style) + 8;
    const Rect plane = rect_of_places(b.view, block.at, block.rows, block.cols);
    const float x = std::max(plane.x, b.view.cells.x), y = std::max(plane.y, b.view.cells.y);
    const Rect chip{x, y, wide, tall};
    const Rect room{x, y, std::min(plane.right(), b.view.cells.right()) - x,
                    std::min(plane.bottom(), b.view.cells.bottom()) - y};
    if (room.w < wide + 4 || room.h < tall * 2) continue;
    p.fill(chip, p.theme().bg0);
    p.rich(words, {x + 4, y + tall * 0.76F}, style);
  }
}

void hit_cells(Painter& p, const Browsed& b) {
  int levels = 0;
  while (levels < most_levels(b.grid) && count_blocks(b.grid, b.view.range, levels) > most_blocks) ++levels;
  for (const GridBlock& block : blocks_in(b.grid, b.view.range, levels)) {
    CellHit hit{.tensor = b.grid.tensor,
                .origin = block.origin,
                .row_axis = block.row_axis,
                .col_axis = block.col_axis};
    hit.rows = block.rows;
    hit.cols = block.cols;
    hit.cell_w = static_cast<float>(static_cast<double>(block.cell_cols) * b.view.sx);
    hit.cell_h = static_cast<float>(static_cast<double>(block.cell_rows) * b.view.sy);
    p.hit(rect_of_places(b.view, block.at, block.rows * block.cell_rows, block.cols * block.cell_cols), hit);
  }
}

namespace {

// The part of a box's range along one axis that a block shows: indices from the block's first on.
struct Stretch {
  std::int64_t first = 0, count = 0, step = 1;
};
Stretch stretch(const CellBox& box, int axis, std::int64_t start, std::int64_t length) {
  if (axis < 0) return {0, 1, 1};
  const std::int64_t step = box.step[axis];
  const std::int64_t end = box.first[axis] + (box.count[axis] - 1) * step;
  std::int64_t first = box.first[axis];
  if (first < start) first += (start - first + step - 1) / step * step;
  const std::int64_t last = std::min(end, start + length - 1);
  return {first - start, first > last ? 0 : (last - first) / step + 1, step};
}

bool holds_the_rest(const CellBox& box, const GridBlock& block) {
  for (int axis = 0; axis < block.origin.rank(); ++axis) {
    if (axis == block.row_axis || axis == block.col_axis) continue;
    const std::int64_t offset = block.origin[axis] - box.first[axis];
    if (offset < 0 || offset % box.step[axis] != 0 || offset / box.step[axis] >= box.count[axis])
      return false;
  }
  return true;
}

// However small, it is seen; however large, its edges are.
void mark(Painter& p, const BrowseView& view, Rect r) {
  const Rect room = view.content.inset(3);
  const auto kept = [](float& from, float& extent, float room_from, float room_extent) {
    if (extent > 12) {
      const float end = std::min(from + extent - 1, room_from + room_extent);
      from = std::max(from, room_from);
      extent = end - from;
    }
    extent = std::max(extent, 2.0F);
  };
  kept(r.x, r.w, room.x, room.w);
  kept(r.y, r.h, room.y, room.h);
  p.lit(r);
}

void mark_in_block(Painter& p, const Browsed& b, const CellBox& box, const GridBlock& block) {
  if (!holds_the_rest(box, block)) return;
  const auto start = [&](int axis) { return axis < 0 ? 0 : block.origin[axis]; };
  const Stretch rows = stretch(box, block.row_axis, start(block.row_axis), block.rows);
  const Stretch cols = stretch(box, block.col_axis, start(block.col_axis), block.cols);
  if (rows.count == 0 || cols.count == 0) return;
  // Cells side by side have one frame; strided ones each their own, where there is room.
  const auto apart = [](const Stretch& s, double scale) {
    return s.step > 1 && static_cast<double>(s.step) * scale >= 10;
  };
  const std::int64_t down = apart(rows, b.view.sy) ? rows.count : 1;
  const std::int64_t across = apart(cols, b.view.sx) ? cols.count : 1;
  if (down * across > 900) return;
  for (std::int64_t i = 0; i < down; ++i)
    for (std::int64_t j = 0; j < across; ++j)
      mark(p, b.view,
           rect_of_places(
               b.view, {block.at.row + rows.first + i * rows.step, block.at.col + cols.first + j * cols.step},
               down > 1 ? 1 : (rows.count - 1) * rows.step + 1,
               across > 1 ? 1 : (cols.count - 1) * cols.step + 1));
}

}  // namespace

void mark_step(Painter& p, const StageContext& c, const Browsed& b) {
  if (count_blocks(b.grid, b.view.range, 0) > most_blocks * 4) return;
  const std::vector<CellBox> boxes = step_cells(c.geometry(), c.playback.orders, c.playback.at);
  for (const CellBox& box : boxes) {
    if (box.tensor != b.grid.tensor) continue;
    for (const GridBlock& block : blocks_in(b.grid, b.view.range)) mark_in_block(p, b, box, block);
  }
}

}  // namespace unfold::view::browsing
