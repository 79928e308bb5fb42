#include "app/view/browse/grid.h"

#include <algorithm>

namespace unfold::view {
namespace {

std::int64_t product(const std::vector<GridPart>& parts, std::size_t from = 0) {
  std::int64_t n = 1;
  for (std::size_t i = from; i < parts.size(); ++i) n *= parts[i].size;
  return n;
}

// An axis of filters or maps in rows of a few.
struct Wrapped {
  GridPart down, across;
};
Wrapped wrapped(int axis, std::int64_t count) {
  const std::int64_t across = std::min<std::int64_t>(count, count > 64 ? 16 : 8);
  return {{axis, across, (count + across - 1) / across}, {axis, 1, across}};
}

std::int64_t number_of(const std::vector<GridPart>& parts, const Index& cell) {
  std::int64_t number = 0;
  for (const GridPart& part : parts) number = number * part.size + cell[part.axis] / part.divisor % part.size;
  return number;
}

void add_number(const std::vector<GridPart>& parts, std::int64_t number, Index& cell) {
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    cell[part->axis] += number % part->size * part->divisor;
    number /= part->size;
  }
}

bool exists(const TensorGrid& grid, const Index& cell) {
  for (int axis = 0; axis < cell.rank(); ++axis)
    if (cell[axis] >= grid.shape[axis]) return false;
  return true;
}

// One axis of the grid, seen `levels` parts up from its fastest one.
struct Strip {
  int axis = -1;
  std::int64_t span = 1;   // places of one index
  std::int64_t count = 1;  // indices of a block
  [[nodiscard]] std::int64_t block() const { return span * count; }
};
Strip strip(const std::vector<GridPart>& parts, int levels) {
  if (parts.empty()) return {};
  const auto last = static_cast<std::int64_t>(parts.size()) - 1;
  const auto at = static_cast<std::size_t>(std::max<std::int64_t>(0, last - levels));
  return {parts[at].axis, product(parts, at + 1), parts[at].size};
}

struct Piece {
  std::int64_t at = 0;     // the first place
  std::int64_t count = 1;  // indices
};
// The blocks of a strip that meet from..to, each cut to whole indices.
std::vector<Piece> pieces(const Strip& s, std::int64_t from, std::int64_t to) {
  std::vector<Piece> all;
  for (std::int64_t block = from / s.block(); block * s.block() < to; ++block) {
    const std::int64_t start = block * s.block();
    const std::int64_t first = std::max<std::int64_t>(0, (from - start) / s.span);
    const std::int64_t end = std::min(s.count, (to - start + s.span - 1) / s.span);
    all.push_back({start + first * s.span, end - first});
  }
  return all;
}

GridRange inside(const TensorGrid& grid, GridRange r) {
  r.row0 = std::clamp<std::int64_t>(r.row0, 0, grid.rows);
  r.row1 = std::clamp<std::int64_t>(r.row1, r.row0, grid.rows);
  r.col0 = std::clamp<std::int64_t>(r.col0, 0, grid.cols);
  r.col1 = std::clamp<std::int64_t>(r.col1, r.col0, grid.cols);
  return r;
}

}  // namespace

TensorGrid tensor_grid(const Geometry& g, TensorId tensor) {
  TensorGrid grid;
  grid.tensor = tensor;
  grid.mistake = g.mistake;
  grid.shape = shape_of(g, tensor);
  const Shape& s = grid.shape;
  const auto whole = [&](int axis) { return GridPart{axis, 1, s[axis]}; };
  switch (tensor) {
  case TensorId::x:
  case TensorId::img:
    grid.row_parts = {whole(0), whole(2)};
    grid.col_parts = {whole(1), whole(3)};
    break;
  case TensorId::col6:
    grid.row_parts = {whole(0), whole(2), whole(4)};
    grid.col_parts = {whole(1), whole(3), whole(5)};
    break;
  case TensorId::col6_t:
    grid.row_parts = {whole(0), whole(1), whole(4)};
    grid.col_parts = {whole(2), whole(3), whole(5)};
    break;
  case TensorId::W: {
    const Wrapped filters = wrapped(0, s[0]);
    grid.row_parts = {filters.down, whole(2)};
    grid.col_parts = {filters.across, whole(1), whole(3)};
    break;
  }
  case TensorId::conv:
  case TensorId::pool: {
    const Wrapped maps = wrapped(1, s[1]);
    grid.row_parts = {whole(0), maps.down, whole(2)};
    grid.col_parts = {maps.across, whole(3)};
    break;
  }
  case TensorId::out_nhwc:
    grid.row_parts = {whole(0), whole(1), whole(2)};
    grid.col_parts = {whole(3)};
    grid.matrix = true;
    break;
  case TensorId::col:
  case TensorId::col_W:
  case TensorId::out2d:
  case TensorId::pool_col:
  case TensorId::pool_windows:
    grid.row_parts = {whole(0)};
    grid.col_parts = {whole(1)};
    grid.matrix = true;
    break;
  case TensorId::b:
  case TensorId::pool_max:
    grid.row_parts = {whole(0)};
    grid.matrix = true;
    break;
  }
  grid.rows = product(grid.row_parts);
  grid.cols = product(grid.col_parts);
  return grid;
}

GridPlace place_of(const TensorGrid& grid, const Index& cell) {
  return {number_of(grid.row_parts, cell), number_of(grid.col_parts, cell)};
}

std::optional<Index> cell_at_place(const TensorGrid& grid, GridPlace place) {
  if (place.row < 0 || place.row >= grid.rows || place.col < 0 || place.col >= grid.cols) return std::nullopt;
  Index cell;
  for (int axis = 0; axis < grid.shape.rank(); ++axis) cell.push_back(0);
  add_number(grid.row_parts, place.row, cell);
  add_number(grid.col_parts, place.col, cell);
  if (!exists(grid, cell)) return std::nullopt;
  return cell;
}

std::vector<GridBlock> blocks_in(const TensorGrid& grid, const GridRange& range, int levels) {
  const GridRange r = inside(grid, range);
  std::vector<GridBlock> blocks;
  if (r.row0 == r.row1 || r.col0 == r.col1) return blocks;
  const Strip down = strip(grid.row_parts, levels);
  const Strip across = strip(grid.col_parts, levels);
  const std::vector<Piece> columns = pieces(across, r.col0, r.col1);
  for (const Piece& row : pieces(down, r.row0, r.row1)) {
    for (const Piece& col : columns) {
      const std::optional<Index> origin = cell_at_place(grid, {row.at, col.at});
      if (!origin) continue;
      GridBlock block{*origin, down.axis, across.axis, {row.at, col.at}};
      block.rows = row.count;
      block.cols = col.count;
      block.cell_rows = down.span;
      block.cell_cols = across.span;
      // Of a row of maps that is not full only those that are there.
      const auto there = [&](const Strip& s, std::int64_t count) {
        return s.axis < 0 ? count : std::min(count, grid.shape[s.axis] - (*origin)[s.axis]);
      };
      block.rows = there(down, block.rows);
      block.cols = there(across, block.cols);
      blocks.push_back(block);
    }
  }
  return blocks;
}

std::int64_t count_blocks(const TensorGrid& grid, const GridRange& range, int levels) {
  const GridRange r = inside(grid, range);
  if (r.row0 == r.row1 || r.col0 == r.col1) return 0;
  const auto count = [](const Strip& s, std::int64_t from, std::int64_t to) {
    return (to - 1) / s.block() - from / s.block() + 1;
  };
  return count(strip(grid.row_parts, levels), r.row0, r.row1) *
         count(strip(grid.col_parts, levels), r.col0, r.col1);
}

int most_levels(const TensorGrid& grid) {
  // An axis in rows of eight has no blocks of its own.
  for (const GridPart& part : grid.col_parts)
    for (const GridPart& other : grid.row_parts)
      if (part.axis == other.axis) return 0;
  return static_cast<int>(std::max<std::size_t>({1, grid.row_parts.size(), grid.col_parts.size()})) - 1;
}

std::int64_t plane_rows(const TensorGrid& grid) {
  return grid.row_parts.empty() ? 1 : grid.row_parts.back().size;
}
std::int64_t plane_cols(const TensorGrid& grid) {
  return grid.col_parts.empty() ? 1 : grid.col_parts.back().size;
}

}  // namespace unfold::view
