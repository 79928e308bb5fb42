#include "core/layer/tensor_read.h"

#include "core/layer/testing.h"

#include <gtest/gtest.h>

#include <limits>

namespace unfold {
namespace {

using testing::Sizes;

constexpr float untouched = 12345.0F;

TEST(TensorRead, a_run_is_the_cells_one_by_one_for_every_tensor) {
  for (const Sizes& sizes : testing::with_mistakes(testing::swept_sizes(40))) {
    const auto layer = Walkthrough::compute(testing::random_input(sizes));
    for (const TensorId id : testing::every_tensor()) {
      const Shape shape = layer->shape(id);
      std::vector<float> expected;
      for (std::int64_t i = 0; i < shape.count(); ++i) expected.push_back(layer->at(id, unflatten(shape, i)));
      std::mt19937 random(7);
      for (int trial = 0; trial < 20; ++trial) {
        std::int64_t first = trial == 0 ? 0 : testing::pick(random, 0, shape.count() - 1);
        const std::int64_t count =
            trial == 0 ? shape.count() : testing::pick(random, 0, shape.count() - first);
        std::vector<float> out(static_cast<std::size_t>(count) + 1, untouched);
        layer->read(id, first, count, out.data());
        for (std::int64_t i = 0; i < count; ++i, ++first) {
          ASSERT_EQ(out[static_cast<std::size_t>(i)], expected[static_cast<std::size_t>(first)])
              << testing::words(sizes) << " " << name(id) << " element " << first;
        }
        ASSERT_EQ(out.back(), untouched);
      }
    }
  }
}

// The cell that row i, column j of a rectangle shows, or 0 beyond the tensor.
float expected_at(const Walkthrough& layer, const Walkthrough::Plane& plane, std::int64_t row,
                  std::int64_t col) {
  Index at = plane.origin;
  if (plane.row_axis >= 0) at[plane.row_axis] += row * plane.row_step;
  if (plane.col_axis >= 0) at[plane.col_axis] += col * plane.col_step;
  const Shape shape = layer.shape(plane.tensor);
  for (int axis = 0; axis < at.rank(); ++axis) {
    if (at[axis] >= shape[axis]) return 0.0F;
  }
  return layer.at(plane.tensor, at);
}

TEST(TensorRead, a_rectangle_is_the_cells_one_by_one_for_every_tensor_and_pair_of_axes) {
  std::mt19937 random(3);
  for (const Sizes& sizes : testing::with_mistakes(testing::swept_sizes(40))) {
    const auto layer = Walkthrough::compute(testing::random_input(sizes));
    for (const TensorId id : testing::every_tensor()) {
      const Shape shape = layer->shape(id);
      for (int trial = 0; trial < 30; ++trial) {
        Walkthrough::Plane plane;
        plane.tensor = id;
        plane.row_axis = static_cast<int>(testing::pick(random, -1, shape.rank() - 1));
        do {
          plane.col_axis = static_cast<int>(testing::pick(random, -1, shape.rank() - 1));
        } while (plane.col_axis == plane.row_axis);
        plane.row_step = testing::pick(random, 1, 3);
        plane.col_step = testing::pick(random, 1, 3);
        for (int axis = 0; axis < shape.rank(); ++axis)
          plane.origin.push_back(testing::pick(random, 0, shape[axis] - 1));
        const std::int64_t r0 = testing::pick(random, 0, 4), c0 = testing::pick(random, 0, 4);
        const std::int64_t rows = testing::pick(random, 0, 9), cols = testing::pick(random, 0, 40);
        std::vector<float> out(static_cast<std::size_t>(rows * cols) + 1, untouched);
        layer->read_plane(plane, r0, c0, rows, cols, out.data());
        for (std::int64_t i = 0; i < rows * cols; ++i) {
          ASSERT_EQ(out[static_cast<std::size_t>(i)],
                    expected_at(*layer, plane, r0 + i / cols, c0 + i % cols))
              << testing::words(sizes) << " " << name(id) << " axes " << plane.row_axis << " "
              << plane.col_axis << " row " << i / cols << " column " << i % cols;
        }
        ASSERT_EQ(out.back(), untouched);
        if (rows * cols == 0) continue;
        const auto in_memory = layer->rows_of(plane, rows, cols);
        layer->read_plane(plane, 0, 0, rows, cols, out.data());
        for (std::int64_t i = 0; in_memory && i < rows * cols; ++i) {
          ASSERT_EQ(in_memory->first[i / cols * in_memory->pitch + i % cols],
                    out[static_cast<std::size_t>(i)])
              << testing::words(sizes) << " " << name(id) << " axes " << plane.row_axis << " "
              << plane.col_axis;
        }
      }
    }
  }
}

TEST(TensorRead, maps_and_pictures_stand_in_memory_row_by_row) {
  const auto layer = Walkthrough::compute(
      testing::random_input({{2, 3, 9, 8}, {4, 3, 3, 3}, {.stride = 2, .pad = 1, .pool = 2}}));
  const Geometry& g = layer->geometry();
  const auto rows_of = [&](TensorId id, std::int64_t c, std::int64_t rows, std::int64_t cols) {
    return layer->rows_of({id, {1, c, 0, 0}, 2, 3, 1, 1}, rows, cols);
  };
  const auto map = rows_of(TensorId::conv, 3, g.OH, g.OW);
  ASSERT_TRUE(map);
  EXPECT_EQ(map->first, layer->conv().data.data() + (g.FN + 3) * g.OH * g.OW);
  EXPECT_EQ(map->pitch, g.OW);
  EXPECT_TRUE(rows_of(TensorId::pool, 0, g.QH, g.QW));
  EXPECT_TRUE(rows_of(TensorId::x, 2, g.H, g.W));
  EXPECT_FALSE(rows_of(TensorId::img, 2, g.HP, g.WP)) << "it has padding";
  EXPECT_FALSE(rows_of(TensorId::conv, 3, g.OH + 1, g.OW)) << "it ends before";
  EXPECT_FALSE(layer->rows_of({TensorId::out2d, {0, 0}, 0, 1, 1, 1}, g.M, g.FN)) << "its columns are maps";
}

TEST(TensorRead, the_slice_of_one_im2col_step_is_a_strided_plane_of_img) {
  const auto layer =
      Walkthrough::compute(testing::random_input({{1, 2, 9, 8}, {1, 2, 3, 3}, {.stride = 2, .pad = 1}}));
  const Geometry& g = layer->geometry();
  std::vector<float> slice(static_cast<std::size_t>(g.OH * g.OW)), col(slice.size());
  layer->read_plane({TensorId::img, {0, 1, 2, 1}, 2, 3, g.stride, g.stride}, 0, 0, g.OH, g.OW, slice.data());
  layer->read_plane({TensorId::col6, {0, 1, 2, 1, 0, 0}, 4, 5, 1, 1}, 0, 0, g.OH, g.OW, col.data());
  EXPECT_EQ(slice, col);
}

}  // namespace
}  // namespace unfold
