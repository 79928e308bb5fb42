#include "core/layer/playback.h"

#include "core/layer/testing.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace unfold {
namespace {

constexpr GemmStep every_gemm[] = {GemmStep::term, GemmStep::element, GemmStep::row, GemmStep::all,
                                   GemmStep::outer};
constexpr LoopOrder every_loop[] = {LoopOrder::offset, LoopOrder::window};

std::vector<StepOrders> every_orders() {
  std::vector<StepOrders> all;
  for (const LoopOrder loop : every_loop)
    for (const GemmStep gemm : every_gemm) all.push_back({loop, gemm});
  return all;
}

Geometry toy() { return make_geometry({1, 1, 3, 3}, {2, 1, 3, 3}, {.stride = 1, .pad = 1}); }
Geometry vgg() { return make_geometry({1, 3, 224, 224}, {64, 3, 3, 3}, {.stride = 1, .pad = 1}); }

Playback playing(Position at = {}, double speed = 4.0) {
  Playback p;
  p.at = at;
  p.playing = true;
  p.speed = speed;
  return p;
}

TEST(Playback, every_step_visited_backwards_equals_the_forward_pass) {
  for (const testing::Sizes& sizes : testing::swept_sizes(10)) {
    const Geometry g = testing::geometry_of(sizes);
    for (const StepOrders& orders : every_orders()) {
      std::vector<Position> forward;
      Playback p;
      p.orders = orders;
      for (p = to_start(g, p); forward.empty() || p.at != forward.back(); p = step_by(g, p, 1)) {
        forward.push_back(p.at);
      }
      EXPECT_EQ(forward.back(), last_position(g, orders));
      std::int64_t steps = 0;
      for (int s = 0; s < stage_count; ++s) steps += step_count(g, static_cast<Stage>(s), orders);
      EXPECT_EQ(std::ssize(forward), steps);
      EXPECT_TRUE(std::is_sorted(forward.begin(), forward.end()));

      std::vector<Position> backward;
      for (p = to_end(g, p); backward.empty() || p.at != backward.back(); p = step_by(g, p, -1)) {
        backward.push_back(p.at);
      }
      std::reverse(backward.begin(), backward.end());
      EXPECT_EQ(forward, backward) << testing::words(sizes);
    }
  }
}

TEST(Playback, many_steps_at_once_are_as_many_one_by_one) {
  const Geometry g = toy();
  Playback one;
  for (std::int64_t n = 1; n < 200; ++n) {
    one = step_by(g, one, 1);
    EXPECT_EQ(step_by(g, {}, n).at, one.at);
    EXPECT_EQ(step_by(g, one, -n).at, Position{});
  }
}

TEST(Playback, a_step_past_the_last_of_a_stage_enters_the_next) {
  const Geometry g = toy();
  Playback p = seek(g, {}, {Stage::im2col, 8});
  p = step_by(g, p, 1);
  EXPECT_EQ(p.at, (Position{Stage::transpose, 0}));
  p = step_by(g, p, -1);
  EXPECT_EQ(p.at, (Position{Stage::im2col, 8}));
}

TEST(Playback, any_distance_stops_at_the_ends) {
  constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t back = std::numeric_limits<std::int64_t>::min();
  for (const StepOrders& orders : every_orders()) {
    const Playback p = with_orders(vgg(), {}, orders, {});
    EXPECT_EQ(step_by(vgg(), p, far).at, last_position(vgg(), orders));
    EXPECT_EQ(step_by(vgg(), to_end(vgg(), p), back).at, Position{});
  }
}

TEST(Playback, seek_clamps) {
  const Geometry g = toy();
  EXPECT_EQ(seek(g, {}, {Stage::im2col, 99}).at, (Position{Stage::im2col, 8}));
  EXPECT_EQ(seek(g, {}, {Stage::im2col, -5}).at, (Position{Stage::im2col, 0}));
  EXPECT_EQ(seek(g, {}, {static_cast<Stage>(99), 0}).at.stage, Stage::pool);
}

TEST(Playback, stepping_seeking_and_jumping_pause) {
  const Geometry g = toy();
  const Playback p = playing({Stage::im2col, 3});
  EXPECT_FALSE(step_by(g, p, 1).playing);
  EXPECT_FALSE(step_by(g, p, -1).playing);
  EXPECT_FALSE(seek(g, p, {Stage::gemm, 3}).playing);
  EXPECT_FALSE(seek(g, p, p.at).playing);
  EXPECT_FALSE(stage_by(g, p, 1).playing);
  EXPECT_FALSE(to_start(g, p).playing);
  EXPECT_FALSE(to_end(g, p).playing);
}

TEST(Playback, a_new_step_starts_its_motion_and_the_same_step_does_not) {
  const Geometry g = toy();
  Playback p;
  EXPECT_GE(p.elapsed, 1e9);
  p = step_by(g, p, 1);
  EXPECT_EQ(p.elapsed, 0.0);
  p = advance(g, p, 0.5);
  EXPECT_EQ(p.elapsed, 0.5);
  p = seek(g, p, p.at);
  EXPECT_EQ(p.elapsed, 0.5);
  p = seek(g, p, {Stage::gemm, 2});
  EXPECT_EQ(p.elapsed, 0.0);
}

TEST(Playback, stage_by_goes_to_the_first_step_of_that_stage) {
  const Geometry g = toy();
  const Playback p = seek(g, {}, {Stage::reshape, 4});
  EXPECT_EQ(stage_by(g, p, 1).at, (Position{Stage::weights, 0}));
  EXPECT_EQ(stage_by(g, p, -1).at, (Position{Stage::transpose, 0}));
  EXPECT_EQ(stage_by(g, p, -99).at, Position{});
  EXPECT_EQ(stage_by(g, p, 99).at, (Position{Stage::pool, 0}));
  const Playback end = to_end(g, p);
  EXPECT_EQ(stage_by(g, end, 1).at, end.at);
}

TEST(Playback, advance_takes_speed_steps_a_second) {
  const Geometry g = toy();
  const Position start{Stage::im2col, 0};
  EXPECT_EQ(advance(g, playing(start, 4.0), 0.2499).at, start);
  EXPECT_EQ(advance(g, playing(start, 4.0), 0.25).at, (Position{Stage::im2col, 1}));
  EXPECT_EQ(advance(g, playing(start, 4.0), 1.0).at, (Position{Stage::im2col, 4}));
  EXPECT_EQ(advance(g, playing(start, 0.5), 2.0).at, (Position{Stage::im2col, 1}));
  EXPECT_EQ(advance(g, playing(start, 60.0), 0.1).at, (Position{Stage::im2col, 6}));
  EXPECT_EQ(advance(g, playing(start, 1000.0), 0.1).at, (Position{Stage::im2col, 6}));
}

TEST(Playback, many_short_frames_are_one_long_one) {
  const Geometry g = toy();
  Playback frames = playing();
  for (int i = 0; i < 64 * 3; ++i) frames = advance(g, frames, 1.0 / 64);
  const Playback at_once = advance(g, playing(), 3.0);
  EXPECT_EQ(frames.at, at_once.at);
  EXPECT_NEAR(frames.elapsed, at_once.elapsed, 1e-9);
  EXPECT_NEAR(frames.owed, at_once.owed, 1e-9);
}

TEST(Playback, what_is_left_of_a_frame_belongs_to_the_new_step) {
  const Playback p = advance(toy(), playing({Stage::im2col, 0}, 4.0), 0.3);
  EXPECT_NEAR(p.elapsed, 0.05, 1e-12);
}

TEST(Playback, a_paused_one_only_ages) {
  const Geometry g = toy();
  Playback p = seek(g, {}, {Stage::im2col, 2});
  p = advance(g, p, 10.0);
  EXPECT_EQ(p.at, (Position{Stage::im2col, 2}));
  EXPECT_EQ(p.elapsed, 10.0);
  EXPECT_EQ(advance(g, p, -1.0), p);
}

TEST(Playback, play_stops_on_the_very_last_step_and_play_there_starts_again) {
  const Geometry g = toy();
  Playback p = advance(g, playing(), 1e9);
  EXPECT_EQ(p.at, last_position(g, p.orders));
  EXPECT_FALSE(p.playing);
  p = toggle_play(g, p);
  EXPECT_TRUE(p.playing);
  EXPECT_EQ(p.at, Position{});
  p = toggle_play(g, advance(g, p, 0.6));
  EXPECT_FALSE(p.playing);
  EXPECT_EQ(p.at, (Position{Stage::allocate, 0}));
}

TEST(Playback, a_long_stage_is_played_in_blocks_and_a_short_one_step_by_step) {
  const Geometry g = vgg();
  Playback p;
  for (const StepOrders& orders : every_orders()) {
    for (int s = 0; s < stage_count; ++s) {
      p.orders = orders;
      p.at = {static_cast<Stage>(s), 0};
      const std::int64_t steps = step_count(g, p.at.stage, orders);
      const std::int64_t beats = (steps + play_block(g, p) - 1) / play_block(g, p);
      EXPECT_LE(beats, 128);
      EXPECT_GE(beats, std::min<std::int64_t>(steps, 100));
    }
  }
  p = seek(g, {}, {Stage::im2col, 0});
  EXPECT_EQ(play_block(g, p), 1);
}

TEST(Playback, no_block_leaps_over_the_last_step_of_a_stage) {
  const Geometry g = vgg();
  Playback p = playing({Stage::gemm, 0});
  const std::int64_t last = step_count(g, Stage::gemm, p.orders) - 1;
  bool seen = false;
  for (int i = 0; i < 200 && p.at.stage == Stage::gemm; ++i) {
    p = advance(g, p, 0.25);
    seen = seen || p.at == Position{Stage::gemm, last};
  }
  EXPECT_TRUE(seen);
  EXPECT_EQ(p.at, (Position{Stage::maps, 0}));
}

TEST(Playback, the_step_of_a_cell_works_on_that_cell) {
  const Geometry g = toy();
  for (const GemmStep gemm : every_gemm) {
    for (std::int64_t row = 0; row < g.M; ++row) {
      for (std::int64_t column = 0; column < g.FN; ++column) {
        const std::int64_t step = gemm_step_of(g, gemm, row, column);
        ASSERT_LT(step, step_count(g, Stage::gemm, {.gemm = gemm}));
        const GemmAt at = gemm_at(g, gemm, step);
        EXPECT_EQ(at.terms, g.K);
        if (gemm != GemmStep::all && gemm != GemmStep::outer) {
          EXPECT_EQ(at.row, row);
        }
        if (gemm == GemmStep::term || gemm == GemmStep::element) {
          EXPECT_EQ(at.column, column);
        }
      }
    }
  }
}

TEST(Playback, by_terms_each_step_adds_one_until_the_element_is_whole) {
  const Geometry g = toy();
  EXPECT_EQ(gemm_at(g, GemmStep::term, 0).terms, 1);
  EXPECT_EQ(gemm_at(g, GemmStep::term, 8).terms, 9);
  EXPECT_EQ(gemm_at(g, GemmStep::term, 9).column, 1);
  EXPECT_EQ(gemm_at(g, GemmStep::term, 9).terms, 1);
  EXPECT_EQ(gemm_at(g, GemmStep::term, 18).row, 1);
}

TEST(Playback, by_outer_products_each_step_adds_one_term_to_all_sums) {
  const Geometry g = toy();
  EXPECT_EQ(gemm_at(g, GemmStep::outer, 0).terms, 1);
  EXPECT_EQ(gemm_at(g, GemmStep::outer, g.K - 1).terms, g.K);
}

TEST(Playback, another_kind_of_step_keeps_the_row_and_the_element) {
  const Geometry g = toy();
  const CellRef element{TensorId::out2d, {5, 1}};
  Playback p = seek(g, {}, {Stage::gemm, gemm_step_of(g, GemmStep::element, 5, 1)});
  const auto take = [&](GemmStep gemm) { p = with_orders(g, p, {.gemm = gemm}, element); };
  take(GemmStep::term);
  EXPECT_EQ(gemm_at(g, GemmStep::term, p.at.step).row, 5);
  EXPECT_EQ(gemm_at(g, GemmStep::term, p.at.step).column, 1);
  EXPECT_EQ(gemm_at(g, GemmStep::term, p.at.step).terms, 1);
  take(GemmStep::row);
  EXPECT_EQ(p.at.step, 5);
  take(GemmStep::outer);
  EXPECT_EQ(p.at.step, 0) << "all sums open at their first term";
  take(GemmStep::element);
  EXPECT_EQ(gemm_at(g, GemmStep::element, p.at.step).row, 5);
  EXPECT_EQ(gemm_at(g, GemmStep::element, p.at.step).column, 1);
  take(GemmStep::all);
  EXPECT_EQ(p.at.step, 0);
  const Playback elsewhere = seek(g, p, {Stage::reshape, 3});
  EXPECT_EQ(with_orders(g, elsewhere, {.gemm = GemmStep::row}, element).at, elsewhere.at);
}

TEST(Playback, the_other_order_of_the_loop_keeps_the_cell) {
  const Geometry g = make_geometry({3, 2, 9, 8}, {2, 2, 3, 2}, {.stride = 2, .pad = 1});
  const CellRef cell{TensorId::col6, {2, 1, 1, 1, 3, 2}};
  Playback p = seek(g, {}, {Stage::im2col, loop_step_of(g, LoopOrder::offset, cell.at)});
  EXPECT_EQ(p.at.step, 3);
  p = with_orders(g, p, {.loop = LoopOrder::window}, cell);
  const LoopAt at = loop_at(g, LoopOrder::window, p.at.step);
  EXPECT_EQ(at.n, 2);
  EXPECT_EQ(at.oy, 3);
  EXPECT_EQ(at.ox, 2);
  EXPECT_LT(p.elapsed, 1) << "it is entered anew";
  EXPECT_EQ(with_orders(g, p, {.loop = LoopOrder::offset}, cell).at.step, 3);
}

TEST(Playback, both_orders_of_the_loop_write_each_cell_of_col6_once) {
  for (const testing::Sizes& sizes : testing::swept_sizes(12)) {
    const Geometry g = testing::geometry_of(sizes);
    const Shape shape = shape_of(g, TensorId::col6);
    for (const LoopOrder loop : every_loop) {
      const std::int64_t steps = step_count(g, Stage::im2col, {.loop = loop});
      std::vector<std::int64_t> written(static_cast<std::size_t>(steps));
      for (std::int64_t i = 0; i < shape.count(); ++i) {
        const Index cell = unflatten(shape, i);
        const std::int64_t step = loop_step_of(g, loop, cell);
        ASSERT_GE(step, 0);
        ASSERT_LT(step, steps);
        ++written[static_cast<std::size_t>(step)];
        const LoopAt at = loop_at(g, loop, step);
        if (loop == LoopOrder::offset) {
          EXPECT_TRUE(at.y == cell[2] && at.x == cell[3]);
        } else {
          EXPECT_TRUE(at.n == cell[0] && at.oy == cell[4] && at.ox == cell[5]);
        }
      }
      for (const std::int64_t cells : written) EXPECT_EQ(cells, shape.count() / steps);
    }
  }
}

TEST(Playback, knows_how_long_ago_its_stage_was_entered) {
  const Geometry g = toy();
  Playback p = seek(g, {}, {Stage::im2col, 3});
  EXPECT_EQ(p.stage_elapsed, 0);
  p = step_by(g, advance(g, p, 0.5), 1);
  EXPECT_EQ(p.elapsed, 0);
  EXPECT_EQ(p.stage_elapsed, 0.5);
  p = advance(g, playing({Stage::im2col, 8}), 0.3);
  EXPECT_EQ(p.at.stage, Stage::transpose);
  EXPECT_EQ(p.stage_elapsed, p.elapsed);
  EXPECT_GE(still(p).stage_elapsed, 1e9);
  EXPECT_EQ(still(p).at, p.at);
}

TEST(Playback, fits_other_sizes_by_keeping_the_stage_and_clamping_the_step) {
  Playback p = seek(vgg(), {}, {Stage::reshape, 50000});
  p = fitted(toy(), p);
  EXPECT_EQ(p.at, (Position{Stage::reshape, 8}));
  EXPECT_GE(p.elapsed, 1e9);
}

}  // namespace
}  // namespace unfold
