#pragma once

#include "core/layer/tensor_id.h"

#include <cstdint>
#include <optional>

namespace unfold {

// A tensor of the layer as strides over an array that is in memory: x, W, b, conv or pool.
//
// An axis is made of up to four parts (the rows of col of N, OH and OW), the last one running fastest. Taking
// part p at i moves i*offset elements through whole planes and (i*dh, i*dw) rows and columns inside a plane;
// a cell that leaves its plane is padding and reads `fill`.
struct StridedPart {
  std::int64_t size = 1, offset = 0, dh = 0, dw = 0;
};
struct StridedAxis {
  StridedPart parts[4];
  int count = 0;
};
struct StridedTensor {
  const float* data = nullptr;
  std::int64_t rows = 1, cols = 1;  // of a plane
  std::int64_t h0 = 0, w0 = 0;  // the place in its plane of the cell with all indices 0: minus the padding
  float fill = 0.0F;
  // What reads `beyond` in its place: a cell of the plane's row rows_end or more, of its column cols_end or
  // more. Only where the two fills differ.
  float beyond = 0.0F;
  std::int64_t rows_end = 0, cols_end = 0;
  Shape shape;
  StridedAxis axes[Dims::max_rank];
  // Of rank 0, or the shape whose axes those are: the tensor is then a plain reshape, its cells in C order
  // those of `unshaped`. For what no strides express.
  Shape unshaped;
};

// The arrays that hold the layer. `b` and, before they are computed, `conv` and `pool` may be null.
struct LayerData {
  const float* x = nullptr;
  const float* W = nullptr;
  const float* b = nullptr;
  const float* conv = nullptr;
  const float* pool = nullptr;
};
[[nodiscard]] StridedTensor strided(const Geometry& g, const LayerData& layer, TensorId id);

// What a cell in the ring of pool_pad reads as: minus infinity or zero; and one of a window that hangs over
// the ring.
[[nodiscard]] float pool_fill(const Geometry& g);
[[nodiscard]] float pool_beyond(const Geometry& g);

[[nodiscard]] float read_cell(const StridedTensor& t, const Index& index);
// `count` elements from element `first` on, in the tensor's own C order.
void read_run(const StridedTensor& t, std::int64_t first, std::int64_t count, float* out);

// `count` cells that are spread over all parts of all axes: for figures from a sample. No cell has to be
// found by its number.
void read_spread(const StridedTensor& t, std::int64_t count, float* out);

// Row i, column j of the rectangle is the cell at `origin` moved by (row0 + i)*row_step along row_axis and
// (col0 + j)*col_step along col_axis; an axis of -1 stands still. Beyond the tensor reads 0.
struct StridedRect {
  Index origin;
  int row_axis = 0, col_axis = 1;
  std::int64_t row_step = 1, col_step = 1;
  std::int64_t row0 = 0, col0 = 0, rows = 0, cols = 0;
};
void read_rect(const StridedTensor& t, const StridedRect& rect, float* out);

// Where the cells of a rectangle stand in memory as they would be read: row i at first + i*pitch, its columns
// side by side. None where there is padding, where the tensor ends before it does, or columns lie apart.
struct RowsInMemory {
  const float* first = nullptr;
  std::int64_t pitch = 0;
};
[[nodiscard]] std::optional<RowsInMemory> rows_in_memory(const StridedTensor& t, const StridedRect& rect);

}  // namespace unfold
