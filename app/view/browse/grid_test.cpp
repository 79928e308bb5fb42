#include "app/view/browse/grid.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <utility>

namespace unfold::view {
namespace {

// Layers of any sizes, some with maps that do not fill their last row.
class AnyLayer {
 public:
  Geometry next() {
    const std::int64_t C = pick(1, 3), FH = pick(1, 4), FW = pick(1, 4), pad = pick(0, 2);
    const Shape x{pick(1, 3), C, FH + pick(0, 5), FW + pick(0, 5)};
    LayerParams params{.stride = pick(1, 3), .pad = pad, .pool = 1, .pool_stride = pick(1, 2)};
    const Shape W{FN_[static_cast<std::size_t>(pick(0, 5))], C, FH, FW};
    const Geometry g = make_geometry(x, W, params);
    params.pool = std::min<std::int64_t>({2, g.OH, g.OW});
    return make_geometry(x, W, params);
  }
  std::int64_t pick(std::int64_t lo, std::int64_t hi) {
    return std::uniform_int_distribution<std::int64_t>(lo, hi)(random_);
  }

 private:
  std::array<std::int64_t, 6> FN_{1, 2, 8, 11, 16, 67};
  std::mt19937 random_{20240611};
};

TEST(TensorGrid, EveryCellHasOnePlaceAndEveryPlaceItsCell) {
  AnyLayer any;
  for (int round = 0; round < 60; ++round) {
    const Geometry g = any.next();
    for (int id = 0; id < tensor_count; ++id) {
      const TensorGrid grid = tensor_grid(g, static_cast<TensorId>(id));
      const std::string what = std::string(name(grid.tensor)) + " " + to_string(grid.shape);
      std::set<std::pair<std::int64_t, std::int64_t>> places;
      for (std::int64_t i = 0; i < grid.shape.count(); ++i) {
        const Index cell = unflatten(grid.shape, i);
        const GridPlace place = place_of(grid, cell);
        ASSERT_EQ(cell_at_place(grid, place), cell) << what;
        places.emplace(place.row, place.col);
      }
      ASSERT_EQ(static_cast<std::int64_t>(places.size()), grid.shape.count()) << what;
      std::int64_t empty = 0;
      for (std::int64_t row = 0; row < grid.rows; ++row)
        for (std::int64_t col = 0; col < grid.cols; ++col) {
          const std::optional<Index> cell = cell_at_place(grid, {row, col});
          if (!cell) {
            ++empty;
            continue;
          }
          ASSERT_EQ(place_of(grid, *cell), (GridPlace{row, col})) << what;
        }
      ASSERT_EQ(grid.rows * grid.cols - empty, grid.shape.count()) << what;
    }
  }
}

TEST(TensorGrid, HasNoPlaceOutsideOfItself) {
  const TensorGrid grid = tensor_grid(AnyLayer().next(), TensorId::col6);
  EXPECT_FALSE(cell_at_place(grid, {-1, 0}));
  EXPECT_FALSE(cell_at_place(grid, {0, -1}));
  EXPECT_FALSE(cell_at_place(grid, {grid.rows, 0}));
  EXPECT_FALSE(cell_at_place(grid, {0, grid.cols}));
}

TEST(TensorGrid, TheBlocksOfARangeCoverItOnceAndAgreeWithThePlaces) {
  AnyLayer any;
  for (int round = 0; round < 40; ++round) {
    const Geometry g = any.next();
    for (int id = 0; id < tensor_count; ++id) {
      const TensorGrid grid = tensor_grid(g, static_cast<TensorId>(id));
      GridRange range;
      range.row0 = any.pick(0, grid.rows - 1);
      range.row1 = any.pick(range.row0 + 1, grid.rows);
      range.col0 = any.pick(0, grid.cols - 1);
      range.col1 = any.pick(range.col0 + 1, grid.cols);
      const std::vector<GridBlock> blocks = blocks_in(grid, range);
      ASSERT_LE(static_cast<std::int64_t>(blocks.size()), count_blocks(grid, range, 0));
      std::set<std::pair<std::int64_t, std::int64_t>> seen;
      for (const GridBlock& block : blocks)
        for (std::int64_t i = 0; i < block.rows; ++i)
          for (std::int64_t j = 0; j < block.cols; ++j) {
            Index cell = block.origin;
            if (block.row_axis >= 0) cell[block.row_axis] += i;
            if (block.col_axis >= 0) cell[block.col_axis] += j;
            const GridPlace place = place_of(grid, cell);
            ASSERT_EQ(place, (GridPlace{block.at.row + i, block.at.col + j})) << name(grid.tensor);
            ASSERT_TRUE(seen.emplace(place.row, place.col).second) << name(grid.tensor);
          }
      for (std::int64_t row = range.row0; row < range.row1; ++row)
        for (std::int64_t col = range.col0; col < range.col1; ++col)
          ASSERT_EQ(seen.contains({row, col}), cell_at_place(grid, {row, col}).has_value())
              << name(grid.tensor);
    }
  }
}

TEST(TensorGrid, SeenFromFartherAwayABlockNamesTheFirstCellOfEachPlane) {
  AnyLayer any;
  for (int round = 0; round < 40; ++round) {
    const Geometry g = any.next();
    for (const TensorId id : {TensorId::col6, TensorId::col6_t, TensorId::W, TensorId::conv, TensorId::x}) {
      const TensorGrid grid = tensor_grid(g, id);
      for (int levels = 1; levels <= most_levels(grid); ++levels)
        for (const GridBlock& block : blocks_in(grid, {0, grid.rows, 0, grid.cols}, levels))
          for (std::int64_t i = 0; i < block.rows; ++i)
            for (std::int64_t j = 0; j < block.cols; ++j) {
              const GridPlace place{block.at.row + i * block.cell_rows, block.at.col + j * block.cell_cols};
              const std::optional<Index> cell = cell_at_place(grid, place);
              ASSERT_TRUE(cell) << name(id);
              for (int axis = 0; axis < cell->rank(); ++axis)
                if (axis != block.row_axis && axis != block.col_axis) {
                  ASSERT_EQ((*cell)[axis], block.origin[axis]) << name(id) << " axis " << axis;
                }
            }
    }
  }
}

TEST(TensorGrid, LaysOutWhatEachTensorIs) {
  const Geometry g = make_geometry({1, 3, 224, 224}, {64, 3, 7, 7}, {.stride = 2, .pad = 3});
  const auto size = [&](TensorId id) {
    const TensorGrid grid = tensor_grid(g, id);
    return std::pair(grid.rows, grid.cols);
  };
  EXPECT_EQ(size(TensorId::x), std::pair(std::int64_t{224}, std::int64_t{3 * 224}));
  EXPECT_EQ(size(TensorId::col6), std::pair(std::int64_t{7 * 112}, std::int64_t{3 * 7 * 112}));
  EXPECT_EQ(size(TensorId::col6_t), std::pair(std::int64_t{112 * 7}, std::int64_t{112 * 3 * 7}));
  EXPECT_EQ(size(TensorId::col), std::pair(std::int64_t{12544}, std::int64_t{147}));
  EXPECT_EQ(size(TensorId::W), std::pair(std::int64_t{8 * 7}, std::int64_t{8 * 3 * 7}));
  EXPECT_EQ(size(TensorId::conv), std::pair(std::int64_t{8 * 112}, std::int64_t{8 * 112}));
  EXPECT_EQ(size(TensorId::out_nhwc), std::pair(std::int64_t{12544}, std::int64_t{64}));
  EXPECT_EQ(size(TensorId::pool_max), std::pair(std::int64_t{56 * 56 * 64}, std::int64_t{1}));
}

}  // namespace
}  // namespace unfold::view
