#include "app/view/state.h"

#include "app/view/commands.h"
#include "app/view/test_support.h"

#include <gtest/gtest.h>

namespace unfold::view {
namespace {

// Applies an action and hands back what it asked of the world outside.
Effects then(State& s, const Action& action) { return apply(s, action); }

State toy() { return testing::loaded(testing::toy_sizes()); }
State photo() { return testing::loaded(testing::photo_sizes()); }

TEST(State, OpensAStageAtItsLastStepWithAllOfItDone) {
  State s = toy();
  then(s, act::OpenStage{Stage::im2col});
  EXPECT_EQ(s.playback.at, (Position{Stage::im2col, 8}));
}

TEST(State, PausesWhenThePersonSteps) {
  State s = toy();
  then(s, act::TogglePlay{});
  ASSERT_TRUE(s.playback.playing);
  then(s, act::StepBy{1});
  EXPECT_FALSE(s.playback.playing);
}

TEST(State, PausesWhenThePersonPointsOrPins) {
  State s = toy();
  then(s, act::TogglePlay{});
  then(s, act::Point{{TensorId::x, {0, 0, 1, 1}}});
  EXPECT_FALSE(s.playback.playing);
  then(s, act::TogglePlay{});
  then(s, act::Pin{{TensorId::x, {0, 0, 1, 1}}});
  EXPECT_FALSE(s.playback.playing);
}

TEST(State, LetsGoOfAPinnedCellWhenItIsClickedAgain) {
  State s = toy();
  const CellRef cell{TensorId::x, {0, 0, 1, 1}};
  then(s, act::Pin{cell});
  EXPECT_EQ(s.pinned, cell);
  then(s, act::Pin{cell});
  EXPECT_FALSE(s.pinned);
}

TEST(State, ClosesTheTopmostThingFirst) {
  State s = toy();
  s.options.present = true;
  s.pinned = CellRef{TensorId::x, {0, 0, 0, 0}};
  s.message = "a.npy: is empty";
  s.keys_sheet = true;
  s.menu = act::MenuName::lesson;
  s.file_dialog = act::MenuName::picture;
  const auto open = [&] {
    return (s.file_dialog != act::MenuName::none) + (s.menu != act::MenuName::none) + s.keys_sheet +
           !s.message.empty() + s.pinned.has_value() + s.options.present;
  };
  for (int left = 6; left > 0; --left) {
    EXPECT_EQ(open(), left);
    then(s, act::Escape{});
  }
  EXPECT_EQ(open(), 0);
  then(s, act::Escape{});
  EXPECT_FALSE(s.quit) << "Esc never quits";
}

TEST(State, EscapeClosesTheDialogBeforeTheSheetAndTheSheetBeforeThePresentation) {
  State s = toy();
  s.file_dialog = act::MenuName::weights;
  s.keys_sheet = true;
  s.options.present = true;
  then(s, act::Escape{});
  EXPECT_TRUE(s.keys_sheet && s.options.present);
  then(s, act::Escape{});
  EXPECT_TRUE(!s.keys_sheet && s.options.present);
}

TEST(State, AsksForAnotherStrideAndKeepsTheRest) {
  State s = photo();
  s.choice.pad = 3;
  const Effects effects = then(s, act::SetParam{Param::stride, 3});
  ASSERT_TRUE(effects.load);
  EXPECT_EQ(effects.load->stride, 3);
  EXPECT_EQ(effects.load->pad, 3);
  EXPECT_EQ(effects.load->lesson, "photo");
  EXPECT_EQ(s.walkthrough->geometry().stride, 2) << "the last good one stays until then";
  EXPECT_TRUE(s.busy);
}

TEST(State, CannotChooseAnInvalidSize) {
  State s = toy();
  for (int i = 0; i < param_count; ++i)
    for (const std::int64_t value : {std::int64_t{-5}, std::int64_t{0}, std::int64_t{1'000'000}}) {
      const Effects effects = then(s, act::SetParam{static_cast<Param>(i), value});
      if (!effects.load) continue;
      LayerParams params = s.walkthrough->geometry().params();
      const Choice& c = *effects.load;
      params = {.stride = c.stride.value_or(params.stride),
                .pad = c.pad.value_or(params.pad),
                .dilation = c.dilation.value_or(params.dilation),
                .groups = c.groups.value_or(params.groups),
                .pool = c.pool.value_or(params.pool),
                .pool_stride = c.pool_stride.value_or(params.pool_stride),
                .pool_pad = c.pool_pad ? Sides(*c.pool_pad) : params.pool_pad,
                .pool_ceil = c.pool_ceil.value_or(params.pool_ceil)};
      EXPECT_NO_THROW(static_cast<void>(make_geometry({1, 1, 3, 3}, {2, 1, 3, 3}, params)));
    }
}

TEST(State, ChangesOneSideOfThePaddingAndKeepsTheOthers) {
  State s = photo();
  EXPECT_EQ(then(s, act::SetParam{Param::pad_top, 1}).load->pad, Sides(1, 3, 3, 3));
  s.menu = act::MenuName::layer;
  EXPECT_EQ(then(s, act::SetParam{Param::pad_right, 0}).load->pad, Sides(1, 3, 3, 0))
      << "of what is asked for";
  EXPECT_EQ(s.menu, act::MenuName::layer) << "stays open for the next step";
  EXPECT_EQ(then(s, act::SetParam{Param::dilation, 2}).load->dilation, 2);
  EXPECT_EQ(then(s, act::SetParam{Param::pool_ceil, 1}).load->pool_ceil, true);
}

TEST(State, RunsInTheGroupsThatTheBankAllowsAndNoOthers) {
  State s = photo();
  EXPECT_FALSE(then(s, act::SetParam{Param::groups, 3}).load) << "the document allows one";
  auto document = std::make_shared<Document>(*s.document);
  document->group_choices = {1, 3};
  s.document = document;
  s.choice.edits = {{{TensorId::W, {0, 2, 0, 0}}, 1}, {{TensorId::x, {0, 0, 0, 0}}, 1}};
  EXPECT_FALSE(then(s, act::SetParam{Param::groups, 2}).load);
  const Effects effects = then(s, act::SetParam{Param::groups, 3});
  ASSERT_TRUE(effects.load);
  EXPECT_EQ(effects.load->groups, 3);
  EXPECT_EQ(effects.load->edits.size(), 1U) << "an edit of W is of a bank of other channels";
}

TEST(State, OpensALessonWithNothingOfTheLastOneLeft) {
  State s = photo();
  s.choice.picture = "mine.png";
  s.choice.stride = 3;
  const Effects effects = then(s, act::OpenLesson{"toy"});
  ASSERT_TRUE(effects.load);
  Choice fresh;
  fresh.lesson = "toy";
  EXPECT_TRUE(effects.load->source);
  fresh.source = effects.load->source;  // the lesson as it was read just now
  EXPECT_EQ(*effects.load, fresh);
}

TEST(State, OpensAPictureWithTheWeightsItHas) {
  State s = photo();
  s.choice.weights = "conv1.npy";
  const Effects effects = then(s, act::OpenPicture{"mine.png"});
  ASSERT_TRUE(effects.load);
  EXPECT_EQ(effects.load->picture, std::filesystem::path("mine.png"));
  EXPECT_EQ(effects.load->weights, std::filesystem::path("conv1.npy"));
}

TEST(State, GoesBackToTheLessonsOwnPictureWithTheWeightsItHas) {
  State s = photo();
  s.choice.picture = "mine.png";
  s.choice.weights = "conv1.npy";
  const Effects picture = then(s, act::OpenPicture{});
  ASSERT_TRUE(picture.load);
  EXPECT_FALSE(picture.load->picture);
  EXPECT_TRUE(picture.load->weights);
  refuse(s, "mine.png: is gone");
  const Effects weights = then(s, act::OpenWeights{});
  EXPECT_FALSE(weights.load->weights);
  EXPECT_TRUE(weights.load->picture);
}

TEST(State, GoesOnFromWhatWasAskedForWhileThatIsStillComputed) {
  State s = photo();
  then(s, act::SetMistake{Mistake::swap_c_fh});
  const Effects next = then(s, act::SetParam{Param::stride, 3});
  ASSERT_TRUE(next.load);
  EXPECT_EQ(next.load->mistake, Mistake::swap_c_fh);
  EXPECT_EQ(next.load->stride, 3);
  EXPECT_FALSE(then(s, act::SetParam{Param::stride, 3}).load) << "it is asked for already";
}

TEST(State, TellsADroppedPictureFromDroppedWeights) {
  State s = photo();
  EXPECT_FALSE(then(s, act::Drop{{"bank.NPY"}}).load);
  EXPECT_EQ(s.choosing->file, "bank.NPY") << "what is in it is looked at first";
  EXPECT_TRUE(then(s, act::Drop{{"cat.jpeg"}}).load->picture);
}

TEST(State, LeavesEverythingWhereItIsWhenALoadIsRefused) {
  State s = photo();
  then(s, act::OpenStage{Stage::gemm});
  const auto walkthrough = s.walkthrough;
  const Choice choice = s.choice;
  const Playback playback = s.playback;
  then(s, act::OpenPicture{"none.png"});
  refuse(s, "none.png: there is no such file");
  EXPECT_EQ(s.walkthrough, walkthrough);
  EXPECT_EQ(s.choice, choice);
  EXPECT_EQ(s.playback, playback);
  EXPECT_EQ(s.message, "none.png: there is no such file");
  EXPECT_FALSE(s.busy);
}

TEST(State, EscapeStopsALayerThatIsBeingComputed) {
  State s = photo();
  const Choice choice = s.choice;
  then(s, act::SetParam{Param::stride, 3});
  ASSERT_TRUE(s.asked && s.busy);
  const Effects effects = apply(s, act::Escape{});
  EXPECT_TRUE(effects.cancel_load);
  EXPECT_FALSE(effects.load);
  EXPECT_FALSE(s.asked || s.busy);
  then(s, act::SetParam{Param::pool, 3});
  EXPECT_EQ(s.asked->stride, choice.stride) << "the next change begins with what is there";
  then(s, act::Escape{});
  EXPECT_FALSE(apply(s, act::Escape{}).cancel_load);
}

TEST(State, StaysAtItsStageWhenASizeChanges) {
  State s = photo();
  then(s, act::OpenStage{Stage::reshape});
  s.pinned = CellRef{TensorId::col, {12543, 0}};
  Choice choice = s.choice;
  choice.stride = 4;
  testing::Sizes sizes = testing::photo_sizes();
  sizes.params.stride = 4;
  const State other = testing::loaded(sizes);
  accept(s, choice, other.document, other.walkthrough);
  EXPECT_EQ(s.playback.at.stage, Stage::reshape);
  EXPECT_LT(s.playback.at.step, 56 * 56);
  EXPECT_FALSE(s.pinned) << "its cell is no more";
}

TEST(State, AStageThatIsDoneStaysDoneWithOtherWeights) {
  const auto step_with = [](std::int64_t before, std::int64_t FN) {
    State s = toy();
    then(s, act::Seek{{Stage::pool, before}});
    testing::Sizes sizes = testing::toy_sizes();
    sizes.W[0] = FN;
    Choice choice = s.choice;
    choice.weights = "other.npy";
    const State other = testing::loaded(sizes);
    accept(s, choice, other.document, other.walkthrough);
    return s.playback.at.step;
  };
  EXPECT_EQ(step_with(1, 5), 4);
  EXPECT_EQ(step_with(0, 5), 0) << "of two steps the first";
  EXPECT_EQ(step_with(1, 1), 0);
}

TEST(State, BeginsANewLessonAtItsBeginning) {
  State s = toy();
  then(s, act::OpenStage{Stage::pool});
  const State other = testing::loaded(testing::batch_sizes());
  accept(s, other.choice, other.document, other.walkthrough);
  EXPECT_EQ(s.playback.at, Position{});
  EXPECT_EQ(s.camera, Camera{});
}

TEST(State, HoldsThePointThatIsZoomedAbout) {
  State s = toy();
  const auto on_screen = [&](Vec2 p) {
    return Vec2{(p.x - s.camera.origin.x) * s.camera.zoom, (p.y - s.camera.origin.y) * s.camera.zoom};
  };
  then(s, act::PanBy{{30, -20}});
  const Vec2 about{120, 80};
  const Vec2 before = on_screen(about);
  then(s, act::ZoomBy{3, about});
  EXPECT_NEAR(on_screen(about).x, before.x, 1e-3);
  EXPECT_NEAR(on_screen(about).y, before.y, 1e-3);
  then(s, act::Fit{});
  EXPECT_EQ(s.camera, Camera{});
}

TEST(State, ZoomsNeitherInNorOutForEver) {
  State s = toy();
  for (int i = 0; i < 100; ++i) then(s, act::ZoomBy{1.5F, std::nullopt});
  EXPECT_FLOAT_EQ(s.camera.zoom, 64);
  for (int i = 0; i < 100; ++i) then(s, act::ZoomBy{0.5F, std::nullopt});
  EXPECT_FLOAT_EQ(s.camera.zoom, 0.5F);
}

TEST(State, PansWithThePointerAtAnyZoom) {
  State s = toy();
  then(s, act::ZoomBy{4, Vec2{}});
  then(s, act::PanBy{{8, 4}});
  EXPECT_FLOAT_EQ(s.camera.origin.x, -2);
  EXPECT_FLOAT_EQ(s.camera.origin.y, -1);
}

TEST(State, GoesRoundTheFiltersAndTheImages) {
  State s = testing::loaded(testing::batch_sizes());
  then(s, act::SelectFilter{63});
  then(s, act::SelectFilterBy{1});
  EXPECT_EQ(s.options.filter, 0);
  then(s, act::SelectFilterBy{-1});
  EXPECT_EQ(s.options.filter, 63);
  then(s, act::SelectImageBy{-1});
  EXPECT_EQ(s.options.image, 9);
  then(s, act::SelectImage{99});
  EXPECT_EQ(s.options.image, 9);
}

TEST(State, TheOtherOrderOfTheLoopKeepsTheCellThatIsLookedAt) {
  State s = testing::loaded(testing::batch_sizes());
  then(s, act::Seek{{Stage::im2col, 4}});
  s.pinned = CellRef{TensorId::img, {3, 0, 2, 5}};
  then(s, act::NextLoop{});
  EXPECT_EQ(s.playback.orders.loop, LoopOrder::window);
  const Geometry& g = s.walkthrough->geometry();
  LoopAt at = loop_at(g, LoopOrder::window, s.playback.at.step);
  EXPECT_EQ(at.n, 3);
  EXPECT_EQ(s.options.image, 3) << "the window's picture is the one that is shown";
  then(s, act::SelectImage{7});
  at = loop_at(g, LoopOrder::window, s.playback.at.step);
  EXPECT_EQ(at.n, 7) << "the same window of the other picture";
  then(s, act::SetLoop{LoopOrder::offset});
  EXPECT_EQ(s.playback.orders.loop, LoopOrder::offset);
  EXPECT_LT(s.playback.at.step, 9);
}

TEST(State, TheOrdersOfTheProductFollowOneAnotherAndKeepTheElement) {
  State s = toy();
  then(s, act::Seek{{Stage::gemm, 9}});  // row 4, column 1
  s.options.filter = 1;
  std::vector<GemmStep> orders;
  for (int i = 0; i < 5; ++i) {
    then(s, act::NextGemm{});
    orders.push_back(s.playback.orders.gemm);
  }
  EXPECT_EQ(orders, (std::vector<GemmStep>{GemmStep::row, GemmStep::outer, GemmStep::all, GemmStep::term,
                                           GemmStep::element}));
  EXPECT_EQ(s.playback.at.step % 2, 1) << "column 1 still";
}

TEST(State, TogglesLanguageThemeAndPresentMode) {
  State s = toy();
  const ViewOptions before = s.options;
  for (const Action& action : {Action{act::ToggleLanguage{}}, Action{act::ToggleTheme{}},
                               Action{act::TogglePresent{}}, Action{act::ToggleLessMotion{}}}) {
    then(s, action);
    EXPECT_NE(s.options, before);
    then(s, action);
    EXPECT_EQ(s.options, before);
  }
}

TEST(State, HasNothingToDoBeforeTheFirstLayerIsThere) {
  State s;
  for (const Command& command : commands()) {
    const Effects effects = then(s, command.action);
    EXPECT_FALSE(effects.load) << command.id;
  }
  EXPECT_FALSE(tick(s, 1));
}

TEST(State, RestsWhenNothingMoves) {
  State s = toy();
  for (int i = 0; i < 10; ++i) tick(s, 0.5);
  EXPECT_FALSE(moving(s));
  EXPECT_FALSE(tick(s, 0.5));
  then(s, act::StepBy{1});
  EXPECT_TRUE(moving(s)) << "the step's motion";
  s.options.less_motion = true;
  EXPECT_FALSE(moving(s));
}

TEST(State, KeepsItsSpeedWithinHalfAStepAndSixty) {
  State s = toy();
  then(s, act::SetSpeed{1000});
  EXPECT_EQ(s.playback.speed, 60);
  then(s, act::SetSpeed{0});
  EXPECT_EQ(s.playback.speed, 0.5);
}

}  // namespace
}  // namespace unfold::view
