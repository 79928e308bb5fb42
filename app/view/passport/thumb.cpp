#include "app/view/passport/passport.h"

#include "app/view/pictures.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

// Which two axes of the tensor are looked at; rows of -1: a column of numbers.
struct Axes {
  int row = 0, col = 1;
};
Axes axes_of(TensorId id) {
  switch (id) {
  case TensorId::x:
  case TensorId::img:
  case TensorId::W:
  case TensorId::conv:
  case TensorId::pool: return {2, 3};
  case TensorId::col6:
  case TensorId::col6_t: return {4, 5};
  case TensorId::out_nhwc: return {1, 2};
  case TensorId::b:
  case TensorId::pool_max: return {0, -1};
  case TensorId::col:
  case TensorId::col_W:
  case TensorId::out2d:
  case TensorId::pool_col:
  case TensorId::pool_windows: return {0, 1};
  }
  return {0, 1};
}

bool is_matrix(TensorId id) {
  const Axes axes = axes_of(id);
  return axes.row == 0;
}

Coloring coloring_for(const StageContext& s, const CellRef& cell) {
  const Walkthrough& walk = *s.walkthrough;
  if (cell.tensor == TensorId::conv || cell.tensor == TensorId::pool)
    return map_coloring(walk, TensorId::conv, cell.at[0], cell.at[1], s.options);
  const bool pixel =
      cell.tensor == TensorId::img || cell.tensor == TensorId::col6 || cell.tensor == TensorId::col6_t;
  return coloring_of(walk, pixel ? TensorId::x : cell.tensor, s.options);
}

// The part of `size` rows that is seen: all, or `most` of them about the cell.
struct Part {
  std::int64_t first = 0, count = 0;
};
Part part_of(std::int64_t at, std::int64_t size, std::int64_t most) {
  const std::int64_t count = std::min(size, most);
  return {std::clamp<std::int64_t>(at - count / 2, 0, size - count), count};
}

}  // namespace

void draw_thumb(Painter& p, const StageContext& s, const CellRef& cell, Rect box) {
  const TensorId id = cell.tensor;
  const Axes axes = axes_of(id);
  const Shape shape = s.walkthrough->shape(id);
  const std::int64_t rows = shape[axes.row], cols = axes.col < 0 ? 1 : shape[axes.col];
  const std::int64_t row = cell.at[axes.row], col = axes.col < 0 ? 0 : cell.at[axes.col];
  constexpr std::int64_t around = 22;  // of a matrix: as many rows and columns as can be told apart
  const Part r = is_matrix(id) ? part_of(row, rows, around) : Part{0, rows};
  const Part c = is_matrix(id) ? part_of(col, cols, around) : Part{0, cols};
  const auto tall = static_cast<float>(r.count), wide = static_cast<float>(c.count);
  const float scale = box.w / std::max(tall, wide);
  const float h = std::max(4.0F, std::round(tall * scale)), w = std::max(4.0F, std::round(wide * scale));
  const Rect at{std::round(box.x + (box.w - w) / 2), std::round(box.y + (box.h - h) / 2), w, h};
  const bool image = id == TensorId::x || id == TensorId::img;
  Picture picture;
  if (image) {
    picture = image_rgb(s.walkthrough, s.document.preprocess, id, cell.at[0], -1, p.theme().pad);
  } else if (is_matrix(id)) {
    picture = tensor_matrix(s.walkthrough, id);
  } else {
    const Walkthrough::Plane plane{
        .tensor = id, .origin = cell.at, .row_axis = axes.row, .col_axis = axes.col};
    Walkthrough::Plane from_first = plane;
    from_first.origin[axes.row] = 0;
    from_first.origin[axes.col] = 0;
    picture = tensor_plane(s.walkthrough, from_first, rows, cols);
  }
  p.picture_part(at, picture, static_cast<double>(c.first), static_cast<double>(r.first),
                 static_cast<double>(c.count), static_cast<double>(r.count), coloring_for(s, cell));
  p.frame(at.inset(-1), p.theme().line2);
  const float cw = w / wide, ch = h / tall;
  const float x = at.x + static_cast<float>(col - c.first) * cw,
              y = at.y + static_cast<float>(row - r.first) * ch;
  const float mw = std::max(cw, 5.0F), mh = std::max(ch, 5.0F);
  const float mx = std::clamp(std::round(x + cw / 2 - mw / 2), at.x, std::max(at.x, at.right() - mw));
  const float my = std::clamp(std::round(y + ch / 2 - mh / 2), at.y, std::max(at.y, at.bottom() - mh));
  p.lit({mx, my, std::round(mw), std::round(mh)});
}

}  // namespace unfold::view
