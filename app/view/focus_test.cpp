#include "app/view/focus.h"

#include "app/view/test_support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace unfold::view {
namespace {

WindowScenes window_of(const State& s, Vec2 size = {1280, 800}) {
  return build_window(s, Texts(s.options.language), testing::FixedMeasure(), size);
}

// Every control in turn, until the first comes again.
std::vector<Rect> round_trip(State s, int by) {
  std::vector<Rect> seen;
  for (int i = 0; i < 500; ++i) {
    s.focus = next_focus(window_of(s), s, by);
    if (!s.focus || (!seen.empty() && *s.focus == seen.front())) return seen;
    seen.push_back(*s.focus);
  }
  return {};
}

TEST(Focus, GoesThroughEveryControlAndBackAgain) {
  const State s = testing::loaded(testing::toy_sizes());
  const WindowScenes scenes = window_of(s);
  const std::vector<Focusable> all = controls(scenes, s);
  ASSERT_GT(all.size(), 25U);
  std::vector<Rect> forward = round_trip(s, 1), back = round_trip(s, -1);
  EXPECT_EQ(forward.size(), all.size());
  EXPECT_EQ(forward.front(), all.front().at);
  EXPECT_EQ(back.front(), all.back().at);
  EXPECT_EQ(forward.size(), back.size());
}

// Whatever a click on the window's own parts does can be done by the keyboard.
TEST(Focus, LeavesNoControlOut) {
  for (const Stage stage : {Stage::input, Stage::im2col, Stage::gemm, Stage::maps, Stage::pool}) {
    State s = testing::loaded(testing::photo_sizes());
    s.playback.at = {stage, 0};
    const WindowScenes scenes = window_of(s);
    const std::vector<Focusable> all = controls(scenes, s);
    for (const Hit& hit : scenes.chrome.hits) {
      if (!std::holds_alternative<ActionHit>(hit.what) || hit.at.w * hit.at.h > 0.4F * 1280 * 800) continue;
      EXPECT_TRUE(std::ranges::any_of(all, [&](const Focusable& one) { return one.at == hit.at; }))
          << static_cast<int>(stage) << ": " << hit.at.x << ", " << hit.at.y;
    }
  }
}

TEST(Focus, StaysInAnOpenMenuAndGoesFromLineToLine) {
  State s = testing::loaded(testing::toy_sizes());
  static_cast<void>(apply(s, act::ToggleMenu{act::MenuName::layer}));
  const WindowScenes scenes = window_of(s);
  std::set<float> heights;
  for (const Focusable& one : controls(scenes, s)) {
    EXPECT_GT(one.at.y, scenes.layout.top.bottom());
    heights.insert(one.at.centre().y);
  }
  s.focus = next_line(window_of(s), s, 1);
  const float first = s.focus->centre().y;
  s.focus = next_line(window_of(s), s, 1);
  EXPECT_GT(s.focus->centre().y, first + 5);
  s.focus = next_line(window_of(s), s, -1);
  EXPECT_EQ(s.focus->centre().y, first);
}

// The button in the bar that opens this menu.
Rect button_of(const State& s, act::MenuName menu) {
  for (const Hit& hit : window_of(s).chrome.hits) {
    const auto* action = std::get_if<ActionHit>(&hit.what);
    const auto* toggle = action == nullptr ? nullptr : action->action.get_if<act::ToggleMenu>();
    if (toggle != nullptr && toggle->menu == menu) return hit.at;
  }
  return {};
}

// As Enter on its button opens it.
State opened_by_key(State s, act::MenuName menu) {
  s.focus = button_of(s, menu);
  static_cast<void>(apply(s, focused(window_of(s), s).hit->action));
  EXPECT_EQ(s.menu, menu);
  return s;
}

TEST(Focus, OfAMenuThatAKeyOpenedIsAtTheChosenLineAndTheArrowsLeaveIt) {
  for (const act::MenuName menu :
       {act::MenuName::lesson, act::MenuName::picture, act::MenuName::weights, act::MenuName::layer}) {
    State s = opened_by_key(testing::loaded(testing::toy_sizes()), menu);
    const WindowScenes opened = window_of(s);
    ASSERT_TRUE(opened.menu);
    const Focusable ringed = focused(opened, s);
    ASSERT_NE(ringed.hit, nullptr) << "a ring from the beginning";
    EXPECT_EQ(ringed.at, opened.menu->line);
    State down = s, up = s;
    down.focus = next_line(opened, down, 1);
    up.focus = next_line(opened, up, -1);
    EXPECT_NE(focused(window_of(down), down).at, ringed.at) << "the first arrow goes on";
    const std::vector<Focusable> lines = controls(opened, s);
    const bool is_last = std::ranges::none_of(
        lines, [&](const Focusable& one) { return one.at.centre().y > ringed.at.centre().y + 5; });
    EXPECT_EQ(down.focus->y > ringed.at.y, !is_last) << "after the last one comes the first";
    down.focus = next_line(window_of(down), down, -1);
    EXPECT_EQ(down.focus->centre().y, ringed.at.centre().y);
    EXPECT_NE(up.focus->y, ringed.at.y);
  }
}

TEST(Focus, OfAMenuThatAPointerOpenedGoesOnFromTheChosenLineOrBeginsAtTheFirst) {
  State s = testing::loaded(testing::toy_sizes());
  static_cast<void>(apply(s, act::ToggleMenu{act::MenuName::lesson}));
  const WindowScenes lessons = window_of(s);
  EXPECT_EQ(focused(lessons, s).hit, nullptr) << "no ring for a pointer";
  ASSERT_TRUE(lessons.menu && lessons.menu->chosen);
  EXPECT_GT(next_line(lessons, s, 1)->y, lessons.menu->line.y);
  static_cast<void>(apply(s, act::ToggleMenu{act::MenuName::layer}));
  const WindowScenes layer = window_of(s);
  ASSERT_TRUE(layer.menu && !layer.menu->chosen);
  EXPECT_EQ(next_line(layer, s, 1)->centre().y, layer.menu->line.centre().y);
}

TEST(Focus, PassesOverTheHeadingsOfAMenu) {
  State s = opened_by_key(testing::loaded(testing::toy_sizes()), act::MenuName::picture);
  const WindowScenes scenes = window_of(s);
  for (const Focusable& one : controls(scenes, s)) {
    const auto* toggle = one.hit->action.get_if<act::ToggleMenu>();
    EXPECT_TRUE(toggle == nullptr || one.at == scenes.menu->line) << "only what is chosen closes it";
  }
}

TEST(Focus, IsSeenAndIsWhatEnterPresses) {
  State s = testing::loaded(testing::toy_sizes());
  EXPECT_EQ(focused(window_of(s), s).hit, nullptr);
  const std::size_t before = window_of(s).overlay.items.size();
  s.focus = next_focus(window_of(s), s, 1);
  const WindowScenes scenes = window_of(s);
  EXPECT_GT(scenes.overlay.items.size(), before) << "a ring";
  ASSERT_NE(focused(scenes, s).hit, nullptr);
  EXPECT_EQ(focused(scenes, s).at, *s.focus);
  static_cast<void>(apply(s, act::Escape{}));
  EXPECT_EQ(s.focus, std::nullopt);
}

TEST(Focus, TheNeighbourOfAPinnedCellIsPinnedByKeyAndTheRimHolds) {
  State s = testing::loaded(testing::toy_sizes());
  static_cast<void>(apply(s, act::Pin{{TensorId::img, {0, 0, 3, 4}}}));
  static_cast<void>(apply(s, act::PinBy{1, 0}));
  EXPECT_EQ(s.pinned, (CellRef{TensorId::img, {0, 0, 4, 4}}));
  static_cast<void>(apply(s, act::PinBy{1, 1}));
  EXPECT_EQ(s.pinned, (CellRef{TensorId::img, {0, 0, 4, 4}})) << "the last";
  static_cast<void>(apply(s, act::PinBy{0, -1}));
  EXPECT_EQ(s.pinned, (CellRef{TensorId::img, {0, 0, 4, 3}}));
}

}  // namespace
}  // namespace unfold::view
