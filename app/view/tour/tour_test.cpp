#include "app/view/tour/tour.h"

#include "app/view/quiz/quiz.h"
#include "app/view/rich_text.h"
#include "app/view/test_support.h"
#include "app/view/tour/lesson_test_support.h"
#include "core/lesson/lesson_file.h"
#include "core/lesson/lesson_writer.h"

#include <gtest/gtest.h>

#include <set>

namespace unfold::view {
namespace {

using testing::opened_lesson;

State with_tour(Tour tour, const testing::Sizes& sizes = testing::toy_sizes()) {
  State state = testing::loaded(sizes);
  auto file = std::make_shared<LessonFile>();
  file->tour = std::move(tour);
  auto document = std::make_shared<Document>(*state.document);
  document->source = file;
  state.document = document;
  return state;
}

TourStep at(Stage stage, std::optional<std::int64_t> step = {}) { return {.at = {stage, step}}; }

TEST(Tour, GoesFromStepToStepAndStopsAtItsEnds) {
  State s = with_tour({{}, {}, {at(Stage::pad), at(Stage::im2col, 3), at(Stage::pool)}, {}});
  static_cast<void>(apply(s, act::TourBy{1}));
  EXPECT_EQ(s.playback.at, (Position{Stage::pad, 0})) << "before its first step the first is the next";
  static_cast<void>(apply(s, act::TourBy{1}));
  EXPECT_EQ(s.playback.at, (Position{Stage::im2col, 3}));
  EXPECT_EQ(tour_step(s), 1U);
  static_cast<void>(apply(s, act::TourBy{1}));
  static_cast<void>(apply(s, act::TourBy{1}));
  EXPECT_EQ(s.playback.at.stage, Stage::pool);
  static_cast<void>(apply(s, act::TourBy{-2}));
  EXPECT_EQ(s.playback.at.stage, Stage::pad);
  static_cast<void>(apply(s, act::TourBy{-1}));
  EXPECT_EQ(s.playback.at.stage, Stage::pad);
}

TEST(Tour, WithoutOneTheKeysStep) {
  State s = testing::loaded(testing::toy_sizes());
  s.playback.at = {Stage::im2col, 3};
  static_cast<void>(apply(s, act::TourBy{1}));
  EXPECT_EQ(s.playback.at, (Position{Stage::im2col, 4}));
  EXPECT_EQ(tour_step(s), std::nullopt);
}

TEST(Tour, SpeaksWhereThePersonIs) {
  State s = with_tour({{}, {}, {at(Stage::im2col, 1), at(Stage::im2col, 5), at(Stage::pool)}, {}});
  const auto step_at = [&](Stage stage, std::int64_t step) {
    s.playback.at = {stage, step};
    return tour_step(s);
  };
  EXPECT_EQ(step_at(Stage::pad, 0), std::nullopt);
  EXPECT_EQ(step_at(Stage::im2col, 0), 0U) << "before the first of a stage that one speaks";
  EXPECT_EQ(step_at(Stage::im2col, 4), 0U);
  EXPECT_EQ(step_at(Stage::im2col, 5), 1U);
  EXPECT_EQ(step_at(Stage::im2col, 8), 1U);
  EXPECT_EQ(step_at(Stage::pool, 0), 2U);
}

TEST(Tour, TellsTwoVisitsOfOnePlaceApart) {
  State s = with_tour({{}, {}, {at(Stage::pad), at(Stage::maps), at(Stage::pad), at(Stage::pool)}, {}});
  for (const std::size_t step : {0U, 1U, 2U, 3U}) {
    static_cast<void>(apply(s, act::TourTo{step}));
    EXPECT_EQ(tour_step(s), step);
  }
}

TEST(Tour, AStepSetsThePinTheLookAndTheCamera) {
  TourStep step = at(Stage::im2col, 4);
  step.pin = CellRef{TensorId::col6, {0, 0, 1, 1, 2, 2}};
  step.axis = Axis::FH;
  step.look.loop = LoopOrder::offset;
  step.look.filter = 1;
  step.look.labels = CellLabels::addresses;
  step.look.colors = {{TensorId::conv, Colors::viridis}};
  step.camera = {2.0, 0.25, 0.5};
  State s = with_tour({{}, {}, {step, at(Stage::gemm)}, {}});
  static_cast<void>(apply(s, act::TourTo{0}));
  EXPECT_EQ(s.pinned, step.pin);
  EXPECT_EQ(s.hovered_axis, Axis::FH);
  EXPECT_EQ(s.options.filter, 1);
  EXPECT_EQ(s.options.labels, CellLabels::addresses);
  EXPECT_EQ(s.options.look(TensorId::conv).colors, Colors::viridis);
  EXPECT_FLOAT_EQ(s.camera.zoom, 2);
  const TourStep seen = step_of_screen(s);
  EXPECT_EQ(seen.at, step.at);
  EXPECT_EQ(seen.pin, step.pin);
  EXPECT_EQ(seen.look.colors, step.look.colors);
  ASSERT_TRUE(seen.camera);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR((*seen.camera)[i], (*step.camera)[i], 1e-5);
  static_cast<void>(apply(s, act::TourTo{1}));
  EXPECT_FALSE(s.pinned) << "another step has no pin";
  EXPECT_EQ(s.camera, Camera{});
}

TEST(Tour, AStepMayAskBeforeItsStageShowsItself) {
  TourStep step = at(Stage::reshape, 3);
  step.ask = true;
  State s = with_tour({{}, {}, {at(Stage::allocate), step, at(Stage::gemm)}, {}});
  static_cast<void>(apply(s, act::TourTo{0}));
  EXPECT_FALSE(is_asked(s)) << "this one does not ask";
  static_cast<void>(apply(s, act::TourTo{1}));
  EXPECT_TRUE(is_asked(s));
  static_cast<void>(apply(s, act::TourTo{2}));
  EXPECT_FALSE(is_asked(s)) << "the others stay as they are";
  static_cast<void>(apply(s, act::TourTo{1}));
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(is_asked(s)) << "its stage has two questions";
    static_cast<void>(apply(s, act::ShowAnswer{}));
    static_cast<void>(apply(s, act::GoOn{}));
  }
  EXPECT_FALSE(is_asked(s));
}

TEST(Tour, AStepIsMadeToAskAndNotToAskInTheWindow) {
  State s = with_tour({{}, {}, {at(Stage::allocate), at(Stage::reshape, 3), at(Stage::im2col)}, {}});
  const auto asks = [&](std::size_t i) { return s.document->source->tour.steps[i].ask; };
  static_cast<void>(apply(s, act::TourTo{1}));
  static_cast<void>(apply(s, act::ToggleAsk{}));
  EXPECT_TRUE(asks(1));
  EXPECT_FALSE(asks(0));
  EXPECT_FALSE(s.notice.words.empty());
  EXPECT_FALSE(is_asked(s)) << "it is gone to already";
  static_cast<void>(apply(s, act::TourTo{0}));
  static_cast<void>(apply(s, act::TourTo{1}));
  EXPECT_TRUE(is_asked(s));
  EXPECT_NE(lesson_text(s.choice, *s.document, step_of_screen(s), "a.unfold").find("\"ask\": true"),
            std::string::npos)
      << "and it is saved";
  // Another picture or stride loads the lesson's file anew.
  auto document = std::make_shared<Document>(*s.document);
  auto file = std::make_shared<LessonFile>(*document->source);
  file->tour.steps[1].ask = false;
  document->source = file;
  Choice choice = s.choice;
  choice.stride = 2;
  accept(s, choice, document, s.walkthrough);
  EXPECT_TRUE(asks(1)) << "what the person has switched on stays";
  static_cast<void>(apply(s, act::ToggleAsk{}));
  EXPECT_FALSE(asks(1));
  EXPECT_FALSE(is_asked(s));
  static_cast<void>(apply(s, act::TourTo{2}));
  static_cast<void>(apply(s, act::ToggleAsk{}));
  EXPECT_FALSE(asks(2)) << "its stage has no question";
  EXPECT_FALSE(s.message.empty());
}

TEST(Tour, WhatTheLayerHasNotIsItsLast) {
  TourStep step = at(Stage::im2col, 400);
  step.pin = CellRef{TensorId::col6, {0, 0, 7, 7, 2, 2}};
  step.look.filter = 63;
  step.look.channel = 2;
  step.look.image = 9;
  State s = with_tour({{}, {}, {step}, {}});
  static_cast<void>(apply(s, act::TourTo{0}));
  EXPECT_EQ(s.playback.at, (Position{Stage::im2col, 8}));
  EXPECT_FALSE(s.pinned);
  EXPECT_EQ(s.options.filter, 1);
  EXPECT_EQ(s.options.channel, 0);
  EXPECT_EQ(s.options.image, 0);
}

TEST(Tour, HidesWhatALessonLeavesOut) {
  State s = with_tour({{},
                       {},
                       {},
                       {Control::pipeline, Control::timeline, Control::code, Control::cell, Control::menus,
                        Control::parameters}});
  const Texts texts(Language::en);
  const testing::FixedMeasure measure;
  const WindowScenes bare = build_window(s, texts, measure, {1280, 800});
  EXPECT_EQ(bare.layout.rail.w, 0);
  EXPECT_EQ(bare.layout.bottom.h, 0);
  const auto actions = [](const WindowScenes& w, auto is) {
    return std::count_if(w.chrome.hits.begin(), w.chrome.hits.end(), [&](const Hit& hit) {
      const auto* one = std::get_if<ActionHit>(&hit.what);
      return one != nullptr && is(one->action);
    });
  };
  const auto is_param = [](const Action& a) { return a.get_if<act::SetParam>() != nullptr; };
  const auto is_menu = [](const Action& a) { return a.get_if<act::ToggleMenu>() != nullptr; };
  EXPECT_EQ(actions(bare, is_param), 0);
  EXPECT_EQ(actions(bare, is_menu), 0);
  const WindowScenes whole = build_window(testing::loaded(testing::toy_sizes()), texts, measure, {1280, 800});
  EXPECT_GT(actions(whole, is_param), 0);
  EXPECT_GT(actions(whole, is_menu), 0);
}

// Every built-in lesson, from its first step to its last, in both languages.
TEST(BuiltInLessons, PlayToTheEndInBothLanguages) {
  const testing::FixedMeasure measure;
  const Theme theme = make_theme(ThemeName::dark);
  for (const std::string& lesson : lesson_names()) {
    State s = opened_lesson(lesson);
    const Tour* tour = tour_of(s);
    ASSERT_NE(tour, nullptr);
    ASSERT_GE(tour->steps.size(), 13U) << lesson;
    EXPECT_TRUE(tour->title.contains("en") && tour->title.contains("ja")) << lesson;
    std::set<Stage> visited;
    for (std::size_t i = 0; i < tour->steps.size(); ++i) {
      const TourStep& step = tour->steps[i];
      const std::string where = lesson + " step " + std::to_string(i) + ": ";
      static_cast<void>(apply(s, act::TourTo{i}));
      ASSERT_EQ(tour_step(s), i) << where;
      visited.insert(s.playback.at.stage);
      const std::int64_t steps = step_count(s.walkthrough->geometry(), step.at.stage, s.playback.orders);
      EXPECT_LT(step.at.step.value_or(0), steps) << where << "there is no such step";
      EXPECT_EQ(s.pinned, step.pin) << where << "there is no such cell";
      for (const Language language : {Language::en, Language::ja}) {
        s.options.language = language;
        const std::optional<TourWords> words = tour_words(s, Texts(language));
        ASSERT_TRUE(words);
        EXPECT_FALSE(words->title.empty() || words->paragraphs.empty() || words->brief.empty()) << where;
        std::string all = words->title + words->brief;
        for (const std::string& paragraph : words->paragraphs) all += paragraph;
        EXPECT_EQ(all.find("${"), std::string::npos) << where << all;
        std::string read;
        for (const Span& span : parse_rich(all, theme, {.size = 13, .color = {}})) read += span.text;
        EXPECT_EQ(read.find_first_of("{}"), std::string::npos) << where << read;
      }
      for (const char* language : {"en", "ja"})
        for (const Translations* texts : {&step.title, &step.words, &step.brief})
          EXPECT_TRUE(texts->contains(language)) << where << "lacks " << language;
      s.options.language = Language::ja;
      s.options.present = true;
      const WindowScenes present = build_window(s, Texts(Language::ja), measure, {1024, 768});
      EXPECT_FALSE(present.canvas.items.empty()) << where;
      s.options.present = false;
    }
    EXPECT_EQ(visited.size(), static_cast<std::size_t>(stage_count)) << lesson << " leaves a stage out";
  }
}

}  // namespace
}  // namespace unfold::view
