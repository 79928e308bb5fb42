#pragma once

#include "app/view/stages/pulled_axis.h"
#include "app/view/stages/stage_view.h"

namespace unfold::view {

// Blocks of one matrix (rank 2) on the screen, with its hits; numbers where cells are large enough.
struct MatrixBlock {
  TensorId tensor = TensorId::col;
  PulledAxis::Run rows, cols;
  float row_size = 1, col_size = 1;  // px a cell
  float alpha = 1;
  bool bright = true;  // numbered cells: lit, else at rest
};
[[nodiscard]] bool numbered(const Painter& p, float cell_w, float cell_h);
void draw_matrix_block(Painter& p, const StageContext& context, const MatrixBlock& block,
                       const Coloring& coloring);
// An empty block: computed later.
void draw_empty_block(Painter& p, const MatrixBlock& block);
// Where the shown entries of an axis lie in all of it: a bar with an accent mark.
void draw_where_bar(Painter& p, Rect bar, std::int64_t at, std::int64_t total, const std::string& tip);

}  // namespace unfold::view
