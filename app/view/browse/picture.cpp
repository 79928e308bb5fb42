#include "app/view/browse/picture.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace unfold::view {
namespace {

using Fill = std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*)>;

// The rectangle's blocks are read plane by plane and set side by side.
void fill_rect(const Walkthrough& walk, const TensorGrid& grid, const GridRange& range, float* out) {
  const std::int64_t wide = range.col1 - range.col0;
  const std::int64_t tall = range.row1 - range.row0;
  const bool full = grid.shape.count() == grid.rows * grid.cols;
  if (!full) std::fill(out, out + wide * tall, -std::numeric_limits<float>::infinity());
  std::vector<float> values;
  for (const GridBlock& block : blocks_in(grid, range)) {
    const Walkthrough::Plane plane{.tensor = grid.tensor,
                                   .origin = block.origin,
                                   .row_axis = block.row_axis,
                                   .col_axis = block.col_axis};
    if (block.cols == wide) {
      walk.read_plane(plane, 0, 0, block.rows, block.cols, out + (block.at.row - range.row0) * wide);
      continue;
    }
    values.resize(static_cast<std::size_t>(block.rows * block.cols));
    walk.read_plane(plane, 0, 0, block.rows, block.cols, values.data());
    for (std::int64_t row = 0; row < block.rows; ++row)
      std::copy_n(values.data() + row * block.cols, block.cols,
                  out + (block.at.row - range.row0 + row) * wide + block.at.col - range.col0);
  }
}

}  // namespace

Picture grid_picture(std::shared_ptr<const Walkthrough> walk, TensorGrid grid, Reducing reducing) {
  Picture picture;
  picture.id = picture_id(
      {walk->serial(), 40, static_cast<std::uint64_t>(grid.tensor), static_cast<std::uint64_t>(reducing)});
  picture.width = grid.cols;
  picture.height = grid.rows;
  picture.reducing = reducing;
  Fill fill = [walk = std::move(walk), grid = std::move(grid)](std::int64_t x0, std::int64_t y0,
                                                               std::int64_t w, std::int64_t h, float* out) {
    fill_rect(*walk, grid, {y0, y0 + h, x0, x0 + w}, out);
  };
  picture.fill = std::make_shared<const Fill>(std::move(fill));
  return picture;
}

}  // namespace unfold::view
