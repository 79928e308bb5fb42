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

TEST(History, TwoQuickReturnsThatAreGivenUpLoseNoStep) {
  for (const bool back : {true, false}) {
    State s = toy();
    set(s, Param::stride, 2);
    set(s, Param::pad, 2);
    set(s, Param::pad, 0);
    for (int i = 0; i < 3 && !back; ++i) answer(s, apply(s, act::Undo{}));
    const std::vector<Moment> past = s.history.past, future = s.history.future;
    const Choice choice = s.choice;
    for (int i = 0; i < 2; ++i) static_cast<void>(back ? apply(s, act::Undo{}) : apply(s, act::Redo{}));
    static_cast<void>(apply(s, act::Escape{}));
    EXPECT_EQ(s.history.past, past);
    EXPECT_EQ(s.history.future, future);
    EXPECT_EQ(s.choice, choice);
  }
}

TEST(History, AJumpWhileAReturnIsAwaitedIsAStepOfItsOwn) {
  State s = toy();
  set(s, Param::stride, 2);
  static_cast<void>(apply(s, act::Undo{}));
  static_cast<void>(apply(s, act::OpenStage{Stage::gemm}));
  static_cast<void>(apply(s, act::Escape{}));
  ASSERT_EQ(s.history.past.size(), 2U);
  static_cast<void>(apply(s, act::Undo{}));
  EXPECT_EQ(s.playback.at.stage, Stage::input);
}

// Fields over cells. The worker's answer is another number in x.
void answer_edit(State& s, const Effects& effects) {
  ASSERT_TRUE(effects.load);
  auto document = std::make_shared<Document>(*s.document);
  accept(s, *effects.load, document, Walkthrough::compute(document->input));
}
const CellRef pixel{TensorId::x, {0, 0, 1, 1}};

TEST(History, AnEditThatIsWoundAndGivenUpLeavesNoTrace) {
  State s = toy();
  set(s, Param::stride, 2);
  answer(s, apply(s, act::Undo{}));
  const std::vector<Moment> past = s.history.past, future = s.history.future;
  ASSERT_EQ(future.size(), 1U);
  static_cast<void>(apply(s, act::EditCell{pixel}));
  for (int i = 0; i < 3; ++i) answer_edit(s, apply(s, act::NudgeEdit{1}));
  EXPECT_EQ(s.history.past.size(), past.size() + 1) << "what is tried is one step";
  EXPECT_TRUE(s.history.future.empty()) << "and another way than the one that was taken back";
  answer_edit(s, apply(s, act::Escape{}));
  EXPECT_TRUE(s.choice.edits.empty());
  EXPECT_EQ(s.history.past, past);
  EXPECT_EQ(s.history.future, future);
  answer(s, apply(s, act::Redo{}));
  EXPECT_EQ(s.walkthrough->geometry().stride, 2);
}

TEST(History, AnEditThatIsWoundThroughItsOldNumberIsOneStep) {
  State s = toy();
  static_cast<void>(apply(s, act::EditCell{pixel}));
  answer_edit(s, apply(s, act::NudgeEdit{1}));
  answer_edit(s, apply(s, act::ResetCell{}));
  answer_edit(s, apply(s, act::NudgeEdit{2}));
  static_cast<void>(apply(s, act::ApplyEdit{}));
  ASSERT_EQ(s.history.past.size(), 1U);
  EXPECT_TRUE(s.history.past.back().choice.edits.empty());
  EXPECT_EQ(s.choice.edits.size(), 1U);
}

TEST(History, AnEditThatIsWoundFurtherEndsWhatCouldBeDoneAgain) {
  State s = toy();
  static_cast<void>(apply(s, act::EditCell{pixel}));
  answer_edit(s, apply(s, act::NudgeEdit{1}));
  static_cast<void>(apply(s, act::ApplyEdit{}));
  set(s, Param::stride, 2);
  answer(s, apply(s, act::Undo{}));
  ASSERT_EQ(s.history.future.size(), 1U);
  static_cast<void>(apply(s, act::EditCell{pixel}));
  answer_edit(s, apply(s, act::NudgeEdit{1}));
  static_cast<void>(apply(s, act::ApplyEdit{}));
  EXPECT_TRUE(s.history.future.empty());
  EXPECT_FALSE(apply(s, act::Redo{}).load);
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
