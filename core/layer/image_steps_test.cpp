#include "core/layer/image_steps.h"

#include "core/layer/testing.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace unfold {
namespace {

TEST(ImageSteps, are_those_of_the_image_that_the_steps_row_belongs_to) {
  for (const testing::Sizes& sizes : testing::swept_sizes(40)) {
    const Geometry g = testing::geometry_of(sizes);
    for (std::int64_t step = 0; step < g.M; ++step)
      EXPECT_EQ(image_of(g, {}, {Stage::reshape, step}), unflatten(Shape{g.N, g.OH, g.OW}, step)[0]);
    for (const GemmStep gemm : {GemmStep::term, GemmStep::element, GemmStep::row}) {
      const std::int64_t steps = step_count(g, Stage::gemm, {.gemm = gemm});
      for (std::int64_t step = 0; step < steps; step += std::max<std::int64_t>(1, steps / 200))
        EXPECT_EQ(image_of(g, {.gemm = gemm}, {Stage::gemm, step}),
                  unflatten(Shape{g.N, g.OH, g.OW}, gemm_at(g, gemm, step).row)[0]);
    }
    const StepOrders by_windows{.loop = LoopOrder::window};
    for (std::int64_t step = 0; step < g.M; ++step)
      EXPECT_EQ(image_of(g, by_windows, {Stage::im2col, step}), loop_at(g, LoopOrder::window, step).n);
    const std::int64_t windows = step_count(g, Stage::pool_max, {});
    for (std::int64_t step = 0; step < windows; ++step)
      EXPECT_EQ(image_of(g, {}, {Stage::pool_max, step}), unflatten(Shape{g.N, g.QH, g.QW, g.FN}, step)[0]);
  }
}

TEST(ImageSteps, stay_at_the_same_row_element_or_window_of_another_image) {
  const Geometry g = make_geometry({4, 2, 7, 6}, {3, 2, 3, 3}, {.pad = 1});
  for (const GemmStep gemm : {GemmStep::term, GemmStep::element, GemmStep::row}) {
    for (std::int64_t step = 0; step < step_count(g, Stage::gemm, {.gemm = gemm}); step += 37) {
      const Position there = in_image(g, {.gemm = gemm}, {Stage::gemm, step}, 2);
      EXPECT_EQ(image_of(g, {.gemm = gemm}, there), 2);
      const GemmAt a = gemm_at(g, gemm, step);
      const GemmAt b = gemm_at(g, gemm, there.step);
      EXPECT_EQ(a.row % (g.OH * g.OW), b.row % (g.OH * g.OW));
      EXPECT_EQ(a.column, b.column);
      EXPECT_EQ(a.terms, b.terms);
    }
  }
  const StepOrders by_rows{.gemm = GemmStep::row};
  EXPECT_EQ(last_step(g, by_rows, Stage::gemm, 3), (Position{Stage::gemm, g.M - 1}));
  EXPECT_EQ(last_step(g, by_rows, Stage::gemm, 0), (Position{Stage::gemm, g.OH * g.OW - 1}));
}

TEST(ImageSteps, are_of_all_images_where_the_loop_takes_them_at_once) {
  const Geometry g = make_geometry({4, 2, 7, 6}, {3, 2, 3, 3}, {.pad = 1});
  for (const Stage stage : {Stage::input, Stage::im2col, Stage::weights, Stage::maps, Stage::pool}) {
    EXPECT_FALSE(image_of(g, {}, {stage, 0}));
    EXPECT_EQ(in_image(g, {}, {stage, 0}, 3), (Position{stage, 0}));
    EXPECT_EQ(last_step(g, {}, stage, 1).step, step_count(g, stage, {}) - 1);
  }
  EXPECT_FALSE(image_of(g, StepOrders{.gemm = GemmStep::all}, {Stage::gemm, 0}));
  EXPECT_FALSE(image_of(g, StepOrders{.gemm = GemmStep::outer}, {Stage::gemm, 0}));
}

}  // namespace
}  // namespace unfold
