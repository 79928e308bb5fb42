#pragma once

#include "core/layer/cell_map.h"
#include "core/layer/playback.h"

#include <cstdint>
#include <vector>

namespace unfold {

// All cells of all tensors that hold this cell's value by copying, itself included, in the pipeline's order:
// of a pixel its place in x and img and each of its up to FH*FW copies in col6, col6_t and col; of a weight W
// and col_W; of a sum out2d to pool_windows; of a maximum pool_max and pool. What was padding has no cell in
// x, or in conv. A bias stands alone.
[[nodiscard]] std::vector<CellRef> copies(const Geometry& g, const CellRef& cell);

// Everything that a cell has to do with, one sum or one maximum far. `from`: the cells that its value was
// made of, wherever those stand on the way there; `to`: the values it goes into, and where they are copied.
//
// A pixel: to the sums of all its windows, in the maps of its group. A weight, a bias: to all sums of its
// filter, in out2d, out_nhwc and conv. A sum: from its row of col, its column of col_W, its bias, and back to
// x and W; to its maxima. A maximum: from its window, back to out2d. Boxes of one tensor share no cell. Of a
// sum, what a mistake scatters is left out: without the transpose, or with axes swapped under groups, its
// cells of x to col6_t, with W reshaped wrongly those of W.
struct Kin {
  std::vector<CellRef> same;
  std::vector<CellBox> from, to;
};
[[nodiscard]] Kin kin_of(const Geometry& g, bool has_bias, const CellRef& cell);

// The tensor whose memory this one reads: itself, or for a view the one it is a view of.
[[nodiscard]] TensorId memory_of(TensorId id);
// The cell's element number in that memory (C order, in elements).
[[nodiscard]] std::int64_t place_in_memory(const Geometry& g, const CellRef& cell);

// Where the cell is made: the stage of its tensor and the step of it that writes this cell.
[[nodiscard]] Position step_of(const Geometry& g, const Playback& playback, const CellRef& cell);

}  // namespace unfold
