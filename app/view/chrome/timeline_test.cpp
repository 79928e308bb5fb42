#include "app/view/chrome/timeline.h"

#include "app/view/test_support.h"

#include <gtest/gtest.h>

namespace unfold::view {
namespace {

const testing::Sizes every_size[] = {testing::toy_sizes(),
                                     testing::batch_sizes(),
                                     testing::photo_sizes(),
                                     {{1, 1, 40, 40}, {3, 1, 8, 8}, {}, "eight"},
                                     {{1, 1, 40, 40}, {70, 1, 11, 11}, {}, "eleven"}};

Geometry geometry_of(const testing::Sizes& s) { return make_geometry(s.x, s.W, s.params); }

TEST(Timeline, FindsTheStepAgainFromWhereItsHeadStands) {
  for (const testing::Sizes& sizes : every_size)
    for (const float width : {636.0F, 760.0F, 1268.0F})
      for (const StepOrders& orders :
           {StepOrders{LoopOrder::offset, GemmStep::term}, StepOrders{},
            StepOrders{LoopOrder::window, GemmStep::row}, StepOrders{LoopOrder::offset, GemmStep::all},
            StepOrders{LoopOrder::window, GemmStep::outer}}) {
        const Geometry g = geometry_of(sizes);
        const auto segments = timeline(g, orders, 188, width);
        for (const Segment& s : segments) {
          // Where steps are closer than a float can tell, the neighbour does.
          const auto apart = static_cast<double>(s.steps) / static_cast<double>(s.w);
          for (const std::int64_t step : {std::int64_t{0}, s.steps / 3, s.steps * 23 / 49, s.steps - 1}) {
            const Position there = position_at(segments, s.head_x(step) - (s.group > 0 ? 0 : 1e-3F));
            EXPECT_EQ(there.stage, s.stage) << sizes.lesson << " " << name(s.stage) << " " << step;
            EXPECT_NEAR(static_cast<double>(there.step), static_cast<double>(step),
                        apart < 0.5 ? 0 : 0.02 * apart + 1)
                << sizes.lesson << " " << name(s.stage);
          }
        }
      }
}

TEST(Timeline, FillsItsWidthFromEndToEndAndInOrder) {
  for (const testing::Sizes& sizes : every_size) {
    const auto segments = timeline(geometry_of(sizes), StepOrders{}, 188, 760);
    ASSERT_EQ(segments.size(), static_cast<std::size_t>(stage_count));
    EXPECT_EQ(segments.front().x, 188);
    EXPECT_NEAR(segments.back().x + segments.back().w, 948, 20);
    EXPECT_LE(segments.back().x + segments.back().w, 949);
    for (std::size_t i = 1; i < segments.size(); ++i)
      EXPECT_GE(segments[i].x, segments[i - 1].x + segments[i - 1].w);
  }
}

TEST(Timeline, ShowsEveryStepOfASmallLoopInGroupsOfARowOfTheFilter) {
  const auto segments = timeline(geometry_of(testing::photo_sizes()), StepOrders{}, 188, 760);
  const Segment& loop = segments[static_cast<std::size_t>(Stage::im2col)];
  ASSERT_GT(loop.group, 0);
  EXPECT_EQ(loop.group, 7);
  const float within = loop.tick_x(1) - loop.tick_x(0);
  EXPECT_GT(loop.tick_x(7) - loop.tick_x(6), within) << "a gap after each row";
  EXPECT_EQ(segments[static_cast<std::size_t>(Stage::reshape)].group, 0) << "12,544 ticks are a bar";
}

TEST(Timeline, AnswersLeftAndRightOfItsEndsWithTheFirstAndTheLastStep) {
  const Geometry g = geometry_of(testing::photo_sizes());
  const auto segments = timeline(g, StepOrders{}, 188, 760);
  EXPECT_EQ(position_at(segments, -50), Position{});
  EXPECT_EQ(position_at(segments, 5000), last_position(g, {}));
}

TEST(Timeline, SlidesToWhereThePointerIs) {
  const State s = testing::loaded(testing::photo_sizes());
  const testing::FixedMeasure measure;
  const WindowScenes window = build_window(s, Texts(Language::en), measure, {1280, 800});
  const Rect bar = timeline_rect(window.layout);
  const auto segments = timeline(s.walkthrough->geometry(), s.playback.orders, bar.x, bar.w);
  const Segment& loop = segments[static_cast<std::size_t>(Stage::im2col)];
  const auto action = slide(s, window.layout, Slider::timeline, {loop.head_x(23), bar.centre().y});
  ASSERT_TRUE(action);
  EXPECT_EQ(testing::as<act::Seek>(*action).to, (Position{Stage::im2col, 23}));
}

TEST(Speed, GoesThereAndBackAgain) {
  for (const double speed : {0.5, 1.0, 1.5, 2.0, 4.0, 10.0, 30.0, 60.0})
    EXPECT_EQ(slider_to_speed(speed_to_slider(speed)), speed);
  EXPECT_EQ(slider_to_speed(-1), 0.5);
  EXPECT_EQ(slider_to_speed(2), 60);
}

}  // namespace
}  // namespace unfold::view
