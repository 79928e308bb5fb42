#include "app/view/motion.h"

#include "app/view/test_support.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <span>
#include <sstream>

namespace unfold::view {
namespace {

using testing::after;
using testing::FixedMeasure;

void put(std::ostream& out, Rect r) { out << r.x << ' ' << r.y << ' ' << r.w << ' ' << r.h << ' '; }
void put(std::ostream& out, Vec2 v) { out << v.x << ' ' << v.y << ' '; }
void put(std::ostream& out, Color c) {
  out << int(c.r) << ' ' << int(c.g) << ' ' << int(c.b) << ' ' << int(c.a) << ' ';
}

// Everything that is seen, in words: equal words, equal pictures.
std::string seen(const Scene& scene) {
  std::ostringstream out;
  for (const Item& item : scene.items) {
    out << item.index() << ": ";
    std::visit(
        [&](const auto& i) {
          if constexpr (requires { i.at; }) put(out, i.at);
          if constexpr (requires { i.color; }) put(out, i.color);
          if constexpr (requires { i.from; }) put(out, i.from), put(out, i.to);
          if constexpr (requires { i.p0; }) put(out, i.p0), put(out, i.p1), put(out, i.p2), put(out, i.p3);
          if constexpr (requires { i.points; })
            for (const Vec2 p : i.points) put(out, p);
          if constexpr (requires {
                          i.a;
                          i.b;
                        })
            put(out, i.a), put(out, i.b), put(out, i.c);
          if constexpr (requires { i.text; }) put(out, i.baseline), out << i.text << ' ' << i.size;
          if constexpr (requires { i.picture; })
            out << i.picture.id << ' ' << i.sx << ' ' << i.sy << ' ' << i.sw << ' ' << i.sh << ' ' << i.alpha;
        },
        item);
    out << '\n';
  }
  return out.str();
}

std::string picture_of(const State& s, bool chrome = false) {
  const FixedMeasure measure;
  const WindowScenes window = build_window(s, Texts(s.options.language), measure, {1280, 800});
  return seen(window.canvas) + (chrome ? seen(window.chrome) : std::string());
}

State at(const testing::Sizes& sizes, Position position, const StepOrders& orders = {}) {
  State s = testing::loaded(sizes);
  s.playback.orders = orders;
  s.playback = seek(s.walkthrough->geometry(), s.playback, position);
  return s;
}

const StepOrders some_orders[] = {{},
                                  {LoopOrder::window, GemmStep::outer},
                                  {LoopOrder::offset, GemmStep::term},
                                  {LoopOrder::window, GemmStep::row}};
// A picture of thousands of windows takes its time: the first two say it all.
std::span<const StepOrders> orders_for(const testing::Sizes& sizes) {
  return std::span(some_orders).first(sizes.x[2] > 100 ? 2 : 4);
}

TEST(Motion, AtItsEndIsTheStillPictureAndNothingMovesOn) {
  for (const testing::Sizes& sizes : {testing::toy_sizes(), testing::batch_sizes(), testing::photo_sizes()}) {
    for (const StepOrders& orders : orders_for(sizes)) {
      State s = at(sizes, {}, orders);
      const Geometry g = s.walkthrough->geometry();
      for (int i = 0; i < stage_count; ++i) {
        const auto stage = static_cast<Stage>(i);
        s.playback = seek(g, s.playback, {stage, step_count(g, stage, orders) / 2});
        EXPECT_TRUE(moving(after(s, 0))) << name(stage);
        const State done = after(s, 1.3);
        EXPECT_FALSE(moving(done)) << name(stage);
        State still_state = s;
        still_state.playback = still(s.playback);
        EXPECT_EQ(picture_of(done, true), picture_of(still_state, true)) << name(stage);
      }
    }
  }
}

TEST(Motion, IsSeenInEveryStageThatCopiesOrRearranges) {
  State s = at(testing::photo_sizes(), {});
  const Geometry g = s.walkthrough->geometry();
  for (const StepOrders& orders : orders_for(testing::photo_sizes())) {
    s.playback.orders = orders;
    for (const Stage stage :
         {Stage::pad, Stage::im2col, Stage::transpose, Stage::reshape, Stage::weights, Stage::gemm,
          Stage::maps, Stage::pool_im2col, Stage::pool_reshape, Stage::pool_max}) {
      s.playback = seek(g, s.playback, {stage, step_count(g, stage, orders) / 2});
      State on_the_way = s;
      on_the_way.playback.elapsed = 0.08;
      on_the_way.playback.stage_elapsed = 10;
      State still_state = s;
      still_state.playback = still(s.playback);
      EXPECT_NE(picture_of(on_the_way), picture_of(still_state)) << name(stage);
    }
  }
}

TEST(Motion, AsksForOneMoreFrameAtItsEnd) {
  State s = at(testing::toy_sizes(), {Stage::im2col, 4});
  EXPECT_TRUE(tick(s, 0.1));
  EXPECT_TRUE(tick(s, 2)) << "the still picture is yet to be drawn";
  EXPECT_FALSE(tick(s, 0.1));
}

TEST(Motion, AStageAppearsOutOfTheGround) {
  const State s = at(testing::toy_sizes(), {Stage::allocate, 0});
  EXPECT_NE(picture_of(after(s, 0.1)), picture_of(after(s, 0.5)));
  EXPECT_EQ(stage_motion(after(s, 0.4)), 1);
}

TEST(Motion, LessMotionAndQuickPlayShowTheEndAtOnce) {
  State s = at(testing::toy_sizes(), {Stage::transpose, 0});
  const std::string end = picture_of(after(s, 5));
  EXPECT_NE(picture_of(after(s, 0.1)), end);
  s.options.less_motion = true;
  EXPECT_EQ(picture_of(after(s, 0.1)), end);
  EXPECT_FALSE(moving(after(s, 0.1)));
  s.options.less_motion = false;
  s.playback.playing = true;
  s.playback.speed = 8;
  EXPECT_EQ(picture_of(after(s, 0.1)), end);
}

TEST(Motion, LandsOnTheSamePictureHoweverAPlaceIsReached) {
  std::mt19937 random(7);
  const testing::Sizes sizes{{2, 2, 6, 5}, {3, 2, 3, 2}, {.stride = 2, .pad = 1}, "toy"};
  for (const StepOrders& orders : some_orders) {
    State s = at(sizes, {}, orders);
    const Geometry g = s.walkthrough->geometry();
    for (int trial = 0; trial < 12; ++trial) {
      const auto stage = static_cast<Stage>(std::uniform_int_distribution<int>(0, stage_count - 1)(random));
      const std::int64_t steps = step_count(g, stage, orders);
      const Position to{stage, std::uniform_int_distribution<std::int64_t>(0, steps - 1)(random)};
      const Playback jumped = seek(g, s.playback, to);
      const auto shown = [&](Playback p) {
        State there = s;
        p.playing = false;
        there.playback = still(p);
        return picture_of(there, true);
      };
      ASSERT_EQ(jumped.at, to);
      const std::string picture = shown(jumped);
      EXPECT_EQ(shown(step_by(g, step_by(g, jumped, 1), jumped.at == last_position(g, orders) ? 0 : -1)),
                picture);
      if (to != Position{}) {
        EXPECT_EQ(shown(step_by(g, step_by(g, jumped, -1), 1)), picture);
      }
      // Playing arrives there a beat after the step before it.
      Playback played = to == Position{} ? jumped : step_by(g, jumped, -1);
      if (to != Position{} && play_block(g, played) == 1) {
        played = toggle_play(g, played);
        for (int i = 0; i < 100 && played.at != to; ++i) played = advance(g, played, 0.03);
        EXPECT_EQ(played.at, to);
        EXPECT_EQ(shown(played), picture);
      }
    }
  }
}

TEST(Motion, DrawsNothingThatIsNotANumberOnItsWay) {
  for (const testing::Sizes& sizes : {testing::toy_sizes(), testing::photo_sizes()}) {
    for (const bool present : {false, true}) {
      for (const StepOrders& orders : orders_for(sizes)) {
        State s = at(sizes, {}, orders);
        s.options.present = present;
        const Geometry g = s.walkthrough->geometry();
        for (int i = 0; i < stage_count; ++i) {
          const auto stage = static_cast<Stage>(i);
          s.playback = seek(g, s.playback, {stage, step_count(g, stage, orders) / 2});
          for (const double seconds : {0.0, 0.07, 0.15}) {
            const std::string words = picture_of(after(s, seconds));
            EXPECT_EQ(words.find("nan"), std::string::npos) << name(stage);
            EXPECT_EQ(words.find("inf"), std::string::npos) << name(stage);
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace unfold::view
