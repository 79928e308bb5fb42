#include "app/view/stages/matrix_picture.h"

#include "app/view/pictures.h"
#include "app/view/stages/unfolded_cell.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {

bool numbered(const Painter& p, float cell_w, float cell_h) {
  return cell_w * p.zoom() >= 36 && cell_h * p.zoom() >= 16;
}

namespace {

bool is_unfolding(TensorId id) { return id == TensorId::col; }

void draw_numbers(Painter& p, const StageContext& context, const MatrixBlock& b, const Coloring& coloring) {
  for (std::int64_t r = b.rows.from; r < b.rows.to; ++r) {
    for (std::int64_t c = b.cols.from; c < b.cols.to; ++c) {
      const Rect at{b.cols.at + static_cast<float>(c - b.cols.from) * b.col_size,
                    b.rows.at + static_cast<float>(r - b.rows.from) * b.row_size, b.col_size - 1,
                    b.row_size - 1};
      const CellRef cell{b.tensor, {r, c}};
      if (is_unfolding(b.tensor)) {
        unfolding::draw_cell(p, context, cell, at, b.bright);
        continue;
      }
      unfolding::draw_number(p, context, cell, at,
                             color_of(p.theme(), coloring, context.walkthrough->at(cell)), b.bright);
    }
  }
}

}  // namespace

void draw_matrix_block(Painter& p, const StageContext& context, const MatrixBlock& b,
                       const Coloring& coloring) {
  const Rect at{b.cols.at, b.rows.at, b.cols.length, b.rows.length};
  if (at.w <= 0 || at.h <= 0) return;
  const std::int64_t rows = b.rows.to - b.rows.from, cols = b.cols.to - b.cols.from;
  if (numbered(p, b.col_size, b.row_size) && rows * cols <= 2000) {
    draw_numbers(p, context, b, coloring);
  } else {
    p.picture_part(at, tensor_matrix(context.walkthrough, b.tensor), static_cast<double>(b.cols.from),
                   static_cast<double>(b.rows.from), static_cast<double>(cols), static_cast<double>(rows),
                   coloring, b.alpha);
  }
  CellHit hit{.tensor = b.tensor,
              .origin = {0, 0},
              .row_axis = 0,
              .col_axis = 1,
              .row0 = b.rows.from,
              .col0 = b.cols.from};
  hit.cell_w = b.col_size;
  hit.cell_h = b.row_size;
  p.hit(at, hit);
}

void draw_empty_block(Painter& p, const MatrixBlock& b) {
  const Rect at{b.cols.at, b.rows.at, b.cols.length, b.rows.length};
  if (at.w <= 0 || at.h <= 0) return;
  const Theme& t = p.theme();
  if (!numbered(p, b.col_size, b.row_size)) {
    p.fill(at, t.bg1);
    if (t.name == ThemeName::light) p.frame(at, t.line1);
    return;
  }
  for (std::int64_t r = 0; r < b.rows.to - b.rows.from; ++r) {
    for (std::int64_t c = 0; c < b.cols.to - b.cols.from; ++c) {
      p.frame({at.x + static_cast<float>(c) * b.col_size, at.y + static_cast<float>(r) * b.row_size,
               b.col_size - 1, b.row_size - 1},
              t.line1);
    }
  }
}

void draw_where_bar(Painter& p, Rect bar, std::int64_t at, std::int64_t total, const std::string& tip) {
  const Theme& t = p.theme();
  p.fill(bar, t.bg2);
  if (t.name == ThemeName::light) p.frame(bar, t.line1);
  const float y =
      bar.y + (bar.h - 3) * static_cast<float>(at) / static_cast<float>(std::max<std::int64_t>(1, total - 1));
  const Rect mark{bar.x - 1, std::round(y), bar.w + 2, 3};
  if (t.name == ThemeName::light) p.fill({mark.x - 1, mark.y - 1, mark.w + 2, mark.h + 2}, t.casing);
  p.fill(mark, t.accent);
  p.tip({bar.x - 4, bar.y, bar.w + 8, bar.h}, tip);
}

}  // namespace unfold::view
