#include "core/layer/tensor_id.h"

#include "core/layer/stage.h"
#include "core/layer/testing.h"

#include <gtest/gtest.h>

namespace unfold {
namespace {

std::int64_t size_of(const Geometry& g, TensorId id, Axis axis) {
  const bool pool = id >= TensorId::pool_col;
  switch (axis) {
  case Axis::none: return 0;
  case Axis::N: return g.N;
  case Axis::C: return id == TensorId::W || id == TensorId::col_W ? g.CG : g.C;
  case Axis::FH: return pool ? g.PH : g.FH;
  case Axis::FW: return pool ? g.PW : g.FW;
  case Axis::OH: return pool ? g.QH : g.OH;
  case Axis::OW: return pool ? g.QW : g.OW;
  case Axis::FN: return g.FN;
  }
  return 0;
}

TEST(TensorId, is_found_by_the_name_it_has) {
  for (const TensorId id : testing::every_tensor()) EXPECT_EQ(tensor_named(name(id)), id);
  EXPECT_EQ(tensor_named("col5"), std::nullopt);
  EXPECT_EQ(name(TensorId::pool_windows), "pool_windows");
}

TEST(TensorId, axes_are_as_long_as_the_parts_they_are_made_of) {
  for (const testing::Sizes& sizes : testing::swept_sizes(20)) {
    const Geometry g = testing::geometry_of(sizes);
    for (const TensorId id : testing::every_tensor()) {
      const Shape shape = shape_of(g, id);
      for (int axis = 0; axis < shape.rank(); ++axis) {
        const AxisNames names = axis_names(id, axis);
        ASSERT_GE(names.count, 1);
        if (names.parts[0] == Axis::none) continue;
        std::int64_t size = 1;
        for (int part = 0; part < names.count; ++part) size *= size_of(g, id, names.parts[part]);
        EXPECT_EQ(size, shape[axis]) << name(id) << " axis " << axis << " " << testing::words(sizes);
      }
    }
  }
}

TEST(TensorId, a_view_has_as_many_values_as_the_tensor_before_it) {
  const Geometry g = testing::geometry_of(testing::corner_sizes()[6]);
  for (const TensorId id : testing::every_tensor()) {
    if (!is_view(id) || id == TensorId::col_W) continue;
    EXPECT_EQ(shape_of(g, id).count(), shape_of(g, static_cast<TensorId>(static_cast<int>(id) - 1)).count())
        << name(id);
  }
}

TEST(Stage, is_found_by_the_name_it_has) {
  for (int i = 0; i < stage_count; ++i)
    EXPECT_EQ(stage_named(name(static_cast<Stage>(i))), static_cast<Stage>(i));
  EXPECT_EQ(stage_named("im2co"), std::nullopt);
}

TEST(Stage, of_a_tensor_makes_that_tensor_or_one_that_belongs_to_it) {
  for (int i = 0; i < stage_count; ++i) {
    const auto stage = static_cast<Stage>(i);
    if (stage != Stage::allocate) {
      EXPECT_EQ(stage_of(tensor_of(stage)), stage) << name(stage);
    }
  }
  EXPECT_EQ(stage_of(TensorId::W), Stage::weights);
  EXPECT_EQ(stage_of(TensorId::out_nhwc), Stage::maps);
}

TEST(Stage, has_the_steps_of_the_table) {
  const Geometry g = make_geometry({1, 3, 224, 224}, {64, 3, 3, 3}, {.stride = 1, .pad = 1});
  EXPECT_EQ(step_count(g, Stage::im2col, {.gemm = GemmStep::all}), 9);
  EXPECT_EQ(step_count(g, Stage::im2col, {.loop = LoopOrder::window}), 50176);
  EXPECT_EQ(step_count(g, Stage::gemm, {.gemm = GemmStep::outer}), 27);
  EXPECT_EQ(step_count(g, Stage::reshape, {.gemm = GemmStep::all}), 50176);
  EXPECT_EQ(step_count(g, Stage::weights, {.gemm = GemmStep::all}), 64);
  EXPECT_EQ(step_count(g, Stage::gemm, {.gemm = GemmStep::term}), 86'704'128);
  EXPECT_EQ(step_count(g, Stage::gemm, {.gemm = GemmStep::element}), 50176 * 64);
  EXPECT_EQ(step_count(g, Stage::gemm, {.gemm = GemmStep::row}), 50176);
  EXPECT_EQ(step_count(g, Stage::gemm, {.gemm = GemmStep::all}), 1);
  EXPECT_EQ(step_count(g, Stage::pool_im2col, {.gemm = GemmStep::all}), 4);
  EXPECT_EQ(step_count(g, Stage::pool_max, {.gemm = GemmStep::all}), 802816);
  EXPECT_EQ(step_count(g, Stage::pool, {.gemm = GemmStep::all}), 64);
}

}  // namespace
}  // namespace unfold
