#pragma once

#include "app/view/stages/loop_slice.h"

#include <functional>
#include <string>

namespace unfold::view::loop {

// A plane of cells somewhere on the canvas.
struct Area {
  Rect at;
  std::int64_t rows = 1, cols = 1;
  float cell_w = 1, cell_h = 1;

  [[nodiscard]] float x(std::int64_t col) const { return at.x + cell_w * static_cast<float>(col); }
  [[nodiscard]] float y(std::int64_t row) const { return at.y + cell_h * static_cast<float>(row); }
  [[nodiscard]] Rect cell(std::int64_t row, std::int64_t col) const {
    return {x(col), y(row), cell_w, cell_h};
  }
  [[nodiscard]] Rect block(std::int64_t row, std::int64_t col, std::int64_t n_rows,
                           std::int64_t n_cols) const {
    return {x(col), y(row), cell_w * static_cast<float>(n_cols), cell_h * static_cast<float>(n_rows)};
  }
};
[[nodiscard]] Area area(Vec2 corner, std::int64_t rows, std::int64_t cols, float cell_w, float cell_h);
// The largest whole number of pixels a cell that fits, at most `cap`; below one pixel a cell, whatever fits.
[[nodiscard]] float fitting_scale(std::int64_t rows, std::int64_t cols, float w, float h, float cap);

// Is a cell large enough, at this zoom, to carry its number?
[[nodiscard]] bool carries_number(const Painter& p, float cell_w, float cell_h);

struct ImageStyle {
  int channel = -1;     // -1: RGB
  float alpha = 1;      // towards the canvas
  bool numbers = true;  // where the cells are large enough
};
// x or img of image n, as a picture, or as numbered cells where one channel is shown in cells large enough.
void draw_image(Painter& p, const StageContext& context, TensorId x_or_img, std::int64_t n, const Area& at,
                const ImageStyle& style);
// One cell of x, img or col6 with its number: faded, as it is, or copied now (padding then shows as copied,
// too).
enum class CellLook { rest, plain, lit };
void draw_image_cell(Painter& p, const StageContext& context, const CellRef& cell, Rect at, CellLook look);
// The colour of a cell of one channel of x, img or col6; padding has the pad colour.
[[nodiscard]] Color cell_color(const Painter& p, const StageContext& context, const CellRef& cell, bool lit);
[[nodiscard]] bool is_padding(const Geometry& g, const CellRef& cell);
// Numbers over a picture that the camera has brought close enough.
void numbers_over(Painter& p, const StageContext& context, const Area& at, TensorId tensor,
                  const Index& origin, int row_axis, int col_axis, const Picture& below);

void hit_area(Painter& p, const Area& at, TensorId tensor, const Index& origin, int row_axis, int col_axis);
// Rows and columns that no window reads, hatched; gaps thinner than a pixel are left out.
void hatch_unread(Painter& p, const Geometry& g, const Area& img);

// A bar with end ticks and up to three words set into it; words that do not fit go outside the ends or away.
void span_h(Painter& p, float x0, float x1, float y, Color color, const std::string& left,
            const std::string& middle, const std::string& right, float lo, float hi);
// The same upright, words at its left: `top` and `bottom` are two lines each ("y", "3").
struct TwoLines {
  std::string first, second;
};
void span_v(Painter& p, float x, float y0, float y1, Color color, const TwoLines& top, const TwoLines& middle,
            const TwoLines& bottom);
// Row or column numbers of an area whose cells are large enough, every so many that they do not touch.
void ruler_top(Painter& p, const Area& at, float baseline, Color color, std::int64_t first = 0);
void ruler_left(Painter& p, const Area& at, float right, Color color, std::int64_t first = 0);

// A name, its shape after it; the shape is left out where both do not fit in `width`.
void label(Painter& p, TensorId tensor, const Shape& shape, Vec2 baseline, float width);

}  // namespace unfold::view::loop
