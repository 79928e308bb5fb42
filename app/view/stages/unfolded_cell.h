#pragma once

#include "app/view/stages/stage_view.h"

#include <cstdint>
#include <vector>

// What the pictures of transpose and of reshape share.
namespace unfold::view::unfolding {

// One number of the unfolding under its three names, and the place of img that it is a copy of.
struct UnfoldedCell {
  CellRef img, col6, col6_t, col;
  bool padding = false;  // img's ring: no pixel of x
};
[[nodiscard]] UnfoldedCell unfolded(const Geometry& g, const CellRef& col_cell);

// The cell that is explained, as far as it lies in the unfolding; else `otherwise`, a cell of col.
[[nodiscard]] UnfoldedCell explained_cell(const StageContext& context, const CellRef& otherwise);

// A row off the middle of the picture, and in a row a column whose place in the window is neither first nor
// last and whose pixel is no padding where that can be.
[[nodiscard]] std::int64_t row_that_teaches(const Geometry& g, std::int64_t n);
[[nodiscard]] CellRef col_cell_that_teaches(const Geometry& g, std::int64_t row);

// Element k of a row of col, and where it lies in the memory of col6.
struct RowElement {
  std::int64_t k = 0;
  CellRef col, col6;
  std::int64_t address = 0;
};
[[nodiscard]] RowElement row_element(const Geometry& g, std::int64_t row, std::int64_t k);
// The place of a row's window.
struct RowPlace {
  std::int64_t n = 0, oh = 0, ow = 0;
};
[[nodiscard]] RowPlace place_of_row(const Geometry& g, std::int64_t row);
// Is a row of col the window of its place? Not where the transpose was left out.
[[nodiscard]] bool rows_are_windows(const Geometry& g);

[[nodiscard]] std::int64_t address_of(const Geometry& g, const CellRef& cell);
[[nodiscard]] bool is_padding(const Geometry& g, const CellRef& cell);  // img, col6, col6_t or col
// Data of x, img or its unfolding; padding is flat.
[[nodiscard]] Color data_color(const Painter& p, const StageContext& context, const CellRef& cell);
// One cell in `ground`, lit or at rest, with its value, or its address where the person asked for those, once
// it is large enough on the screen.
void draw_number(Painter& p, const StageContext& context, const CellRef& cell, Rect at, Color ground,
                 bool lit);
// The same in its data's colour.
void draw_cell(Painter& p, const StageContext& context, const CellRef& cell, Rect at, bool lit);
void hit_cell(Painter& p, const CellRef& cell, Rect at);

[[nodiscard]] std::string axis_markup(Axis axis, const std::string& words, bool bold = false);
[[nodiscard]] std::vector<Toggle> label_toggles(const StageContext& context);

}  // namespace unfold::view::unfolding
