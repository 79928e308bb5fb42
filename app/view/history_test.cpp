#include "app/view/history.h"

#include "app/view/test_support.h"

#include <gtest/gtest.h>

namespace unfold::view {
namespace {

State toy() { return testing::loaded(testing::toy_sizes()); }

// The worker's answer to what was asked for.
void answer(State& s, const Effects& effects) {
  ASSERT_TRUE(effects.load);
  auto document = std::make_shared<Document>(*s.document);
  LayerParams& params = document->input.params;
  params.stride = effects.load->stride.value_or(1);
  params.pad = effects.load->pad.value_or(Sides(1));
  accept(s, *effects.load, document, Walkthrough::compute(document->input));
}

void set(State& s, Param param, std::int64_t value) { answer(s, apply(s, act::SetParam{param, value})); }

TEST(History, AChangedParameterIsTakenBackAndDoneAgain) {
  State s = toy();
  set(s, Param::stride, 2);
  set(s, Param::pad, 2);
  answer(s, apply(s, act::Undo{}));
  EXPECT_EQ(s.walkthrough->geometry().stride, 2);
  EXPECT_EQ(s.walkthrough->geometry().pad.top, 1);
  answer(s, apply(s, act::Undo{}));
  EXPECT_EQ(s.walkthrough->geometry().stride, 1);
  EXPECT_FALSE(apply(s, act::Undo{}).load) << "there is nothing before the first";
  answer(s, apply(s, act::Redo{}));
  answer(s, apply(s, act::Redo{}));
  EXPECT_EQ(s.walkthrough->geometry().stride, 2);
  EXPECT_EQ(s.walkthrough->geometry().pad.top, 2);
  EXPECT_FALSE(apply(s, act::Redo{}).load);
}

TEST(History, AJumpIsTakenBackAtOnce) {
  State s = toy();
  static_cast<void>(apply(s, act::OpenStage{Stage::gemm}));
  static_cast<void>(apply(s, act::Seek{{Stage::im2col, 3}}));
  EXPECT_FALSE(apply(s, act::Undo{}).load);
  EXPECT_EQ(s.playback.at.stage, Stage::gemm);
  static_cast<void>(apply(s, act::Undo{}));
  EXPECT_EQ(s.playback.at, (Position{Stage::input, 0}));
  static_cast<void>(apply(s, act::Redo{}));
  static_cast<void>(apply(s, act::Redo{}));
  EXPECT_EQ(s.playback.at, (Position{Stage::im2col, 3}));
}

TEST(History, ADragOfTheTimelineIsOneJumpAndAStepIsNone) {
  State s = toy();
  static_cast<void>(apply(s, act::Seek{{Stage::pad, 0}}));
  for (std::int64_t step = 0; step < 9; ++step)
    static_cast<void>(apply(s, act::Seek{{Stage::im2col, step}, true}));
  static_cast<void>(apply(s, act::StepBy{1}));
  EXPECT_EQ(s.history.past.size(), 1U);
  static_cast<void>(apply(s, act::Undo{}));
  EXPECT_EQ(s.playback.at.stage, Stage::input);
}

TEST(History, ThePlaceComesBackWithTheLayer) {
  State s = toy();
  static_cast<void>(apply(s, act::Seek{{Stage::im2col, 7}}));
  set(s, Param::stride, 2);
  static_cast<void>(apply(s, act::OpenStage{Stage::pool}));
  static_cast<void>(apply(s, act::Undo{}));
  answer(s, apply(s, act::Undo{}));
  EXPECT_EQ(s.walkthrough->geometry().stride, 1);
  EXPECT_EQ(s.playback.at, (Position{Stage::im2col, 7}));
}

TEST(History, AChangeOfOnesOwnEndsWhatCouldBeDoneAgain) {
  State s = toy();
  set(s, Param::stride, 2);
  answer(s, apply(s, act::Undo{}));
  set(s, Param::pad, 0);
  EXPECT_FALSE(apply(s, act::Redo{}).load);
  answer(s, apply(s, act::Undo{}));
  EXPECT_EQ(s.walkthrough->geometry().pad.top, 1);
}

TEST(History, AValueThatIsWoundIsOneChange) {
  Choice before;
  before.edits = {{{TensorId::x, {0, 0, 1, 1}}, 0.5F}};
  Choice now = before;
  now.edits.back().value = 0.75F;
  EXPECT_TRUE(goes_on_with_edit(before, now));
  now.stride = 2;
  EXPECT_FALSE(goes_on_with_edit(before, now));
  now = before;
  now.edits.push_back({{TensorId::x, {0, 0, 1, 2}}, 1.0F});
  EXPECT_FALSE(goes_on_with_edit(before, now));
  EXPECT_FALSE(goes_on_with_edit({}, before));
}

TEST(History, ARefusedReturnLeavesThePersonWhereTheyAre) {
  State s = toy();
  set(s, Param::stride, 2);
  static_cast<void>(apply(s, act::Undo{}));
  refuse(s, "a.png: is gone");
  EXPECT_EQ(s.walkthrough->geometry().stride, 2);
  answer(s, apply(s, act::Undo{}));
  EXPECT_EQ(s.walkthrough->geometry().stride, 1) << "it can be tried again";
}

TEST(History, AnotherChangeBeforeTheWayBackIsOverLosesNoStep) {
  State s = toy();
  set(s, Param::stride, 2);
  static_cast<void>(apply(s, act::Undo{}));
  set(s, Param::pad, 2);
  EXPECT_EQ(s.history.past.size(), 2U);
  answer(s, apply(s, act::Undo{}));
  answer(s, apply(s, act::Undo{}));
  EXPECT_EQ(s.walkthrough->geometry().stride, 1);
  EXPECT_EQ(s.walkthrough->geometry().pad.top, 1);
}

}  // namespace
}  // namespace unfold::view
