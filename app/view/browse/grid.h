#pragma once

#include "core/layer/axis_parts.h"
#include "core/layer/cell_map.h"

#include <optional>
#include <vector>

namespace unfold::view {

// How a tensor of any rank lies in two dimensions: every cell has one place (row, column) of a grid of equal
// cells, without gaps. Drawing, headers and pointing all go by this one pair of functions.
//
// A row's number is written in mixed radix, one digit for each part, the slowest first: for conv (n, f / 8,
// oh); a column's (f % 8, ow). A part is `at[axis] / divisor % size`.
struct GridPart {
  int axis = 0;
  std::int64_t divisor = 1, size = 1;
};
struct TensorGrid {
  TensorId tensor = TensorId::x;
  Shape shape;
  std::vector<GridPart> row_parts, col_parts;  // the last of each runs along one axis of the tensor
  std::int64_t rows = 1, cols = 1;
  Mistake mistake = Mistake::none;  // of the layer: it may have left other axes
  bool matrix = false;              // seen stretched: its rows and columns are lists, no picture
};
// Matrices lie as they are, a tensor of one axis as a column, out_nhwc as the matrix that it is a view of. x
// and img: images down, channels across. W, conv, pool: eight filters or maps side by side (sixteen of more
// than 64). col6: FH x FW planes of OH x OW, channels across; col6_t: OH x OW windows of FH x FW, their
// channels side by side.
[[nodiscard]] TensorGrid tensor_grid(const Geometry& g, TensorId tensor);

struct GridPlace {
  std::int64_t row = 0, col = 0;
  bool operator==(const GridPlace&) const = default;
};
[[nodiscard]] GridPlace place_of(const TensorGrid& grid, const Index& cell);
// None where the grid's last row of maps is not full, and outside of the grid.
[[nodiscard]] std::optional<Index> cell_at_place(const TensorGrid& grid, GridPlace place);

// A rectangle of the grid in which the rows run along one axis of the tensor and the columns along another
// (-1: there is one row or one column). `origin` is the cell at its top left place.
struct GridBlock {
  Index origin;
  int row_axis = -1, col_axis = -1;
  GridPlace at;
  std::int64_t rows = 1, cols = 1;
  std::int64_t cell_rows = 1, cell_cols = 1;  // places that one index of the axes spans
};
struct GridRange {
  std::int64_t row0 = 0, row1 = 0, col0 = 0, col1 = 0;  // last ones excluded
};
// The blocks that meet `range`, cut to it. `levels` of the fastest parts are taken together: 0 gives the
// planes themselves, 1 blocks whose cells are whole planes, named by the first cell in each.
[[nodiscard]] std::vector<GridBlock> blocks_in(const TensorGrid& grid, const GridRange& range,
                                               int levels = 0);
// How many that would be, before any is made.
[[nodiscard]] std::int64_t count_blocks(const TensorGrid& grid, const GridRange& range, int levels);
// The largest `levels`.
[[nodiscard]] int most_levels(const TensorGrid& grid);

// The rows and columns of a plane: the size of the last part of each.
[[nodiscard]] std::int64_t plane_rows(const TensorGrid& grid);
[[nodiscard]] std::int64_t plane_cols(const TensorGrid& grid);

}  // namespace unfold::view
