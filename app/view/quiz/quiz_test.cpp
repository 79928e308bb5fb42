#include "app/view/quiz/quiz.h"

#include "app/view/quiz/draw.h"
#include "app/view/test_support.h"

#include <gtest/gtest.h>

#include <cmath>

namespace unfold::view {
namespace {

State asked(const testing::Sizes& sizes, Stage stage) {
  State s = testing::loaded(sizes);
  static_cast<void>(apply(s, act::ToggleQuiz{}));
  s.playback.at = {stage, 0};
  return s;
}

void type(State& s, const std::string& text) { static_cast<void>(apply(s, act::AnswerText{text})); }
void check(State& s) { static_cast<void>(apply(s, act::CheckAnswer{})); }

// Every answer against the shapes of the tensors themselves.
TEST(Quiz, AsksForWhatTheTensorsAre) {
  std::vector<testing::Sizes> all = testing::further_sizes();
  all.push_back(testing::toy_sizes());
  all.push_back(testing::batch_sizes());
  all.push_back(testing::photo_sizes());
  for (const testing::Sizes& sizes : all) {
    const State s = testing::loaded(sizes);
    const Geometry& g = s.walkthrough->geometry();
    const Texts texts(Language::en);
    const auto answer = [&](Stage stage, std::size_t box) {
      return question_of(s, stage, texts)->boxes[box].answer;
    };
    const auto axis = [&](TensorId id, int i) { return static_cast<double>(shape_of(g, id)[i]); };
    EXPECT_EQ(answer(Stage::pad, 0), axis(TensorId::img, 2)) << sizes.lesson;
    EXPECT_EQ(answer(Stage::pad, 1), axis(TensorId::img, 3)) << sizes.lesson;
    EXPECT_EQ(answer(Stage::allocate, 0), axis(TensorId::col6, 4)) << sizes.lesson;
    EXPECT_EQ(answer(Stage::allocate, 1), axis(TensorId::col6, 5)) << sizes.lesson;
    EXPECT_EQ(answer(Stage::reshape, 0), axis(TensorId::col, 0)) << sizes.lesson;
    EXPECT_EQ(answer(Stage::reshape, 1), axis(TensorId::col, 1)) << sizes.lesson;
    EXPECT_EQ(answer(Stage::gemm, 0), axis(TensorId::out2d, 0)) << sizes.lesson;
    EXPECT_EQ(answer(Stage::gemm, 1), axis(TensorId::out2d, 1)) << sizes.lesson;
    EXPECT_EQ(answer(Stage::pool, 0), axis(TensorId::pool, 2)) << sizes.lesson;
    EXPECT_EQ(answer(Stage::pool, 1), axis(TensorId::pool, 3)) << sizes.lesson;
    const Question max = *question_of(s, Stage::pool_max, texts);
    EXPECT_EQ(max.boxes[0].answer, s.walkthrough->at(TensorId::pool_max, max.cell->at)) << sizes.lesson;
    if (const auto sum = question_of(s, Stage::maps, texts)) {
      EXPECT_NEAR(sum->boxes[0].answer, s.walkthrough->at(TensorId::out2d, sum->cell->at), 1e-4)
          << sizes.lesson;
    }
    const std::int64_t n = g.N / 2, oy = g.OH / 2, ox = std::min(g.OW - 1, g.OW / 2 + 1);
    const auto row = static_cast<std::int64_t>(answer(Stage::transpose, 0));
    EXPECT_EQ(s.walkthrough->at(TensorId::col, {row, 0}),
              s.walkthrough->at(TensorId::col6_t, {n, oy, ox, 0, 0, 0}))
        << sizes.lesson;
  }
}

TEST(Quiz, OpensTheStageWhenAllBoxesAreRight) {
  State s = asked(testing::batch_sizes(), Stage::reshape);
  ASSERT_TRUE(is_asked(s));
  type(s, "490");
  static_cast<void>(apply(s, act::NextBox{1}));
  type(s, "27");
  check(s);
  EXPECT_FALSE(is_asked(s));
  EXPECT_EQ(s.quiz->done.at(Stage::reshape), Answered::right_at_once);
}

TEST(Quiz, AWrongAnswerStaysStruckOutAndTheRightOneCounts) {
  State s = asked(testing::batch_sizes(), Stage::reshape);
  type(s, "250");
  check(s);
  EXPECT_TRUE(is_asked(s));
  EXPECT_EQ(s.quiz->wrong[0], std::vector<std::string>{"250"});
  EXPECT_TRUE(s.quiz->typed[0].empty());
  type(s, "490");
  check(s);
  EXPECT_TRUE(s.quiz->right[0]);
  EXPECT_EQ(s.quiz->box, 1U) << "the box that is left is chosen";
  type(s, "27");
  check(s);
  EXPECT_EQ(s.quiz->done.at(Stage::reshape), Answered::right_later);
}

// The table of slips: what each wrong number of the notebook's batch comes from.
TEST(Quiz, KnowsTheSlipsThatPeopleMake) {
  const Geometry g = testing::loaded(testing::batch_sizes()).walkthrough->geometry();
  const auto slip = [&](Stage stage, std::size_t box, double value) -> std::string {
    for (const Slip& one : slips_of(g, stage, box))
      if (one.value == value) return one.text;
    return {};
  };
  EXPECT_EQ(slip(Stage::reshape, 0, 250), "quiz.slip_pad_rows") << "10 · 5 · 5";
  EXPECT_EQ(slip(Stage::reshape, 0, 360), "quiz.slip_plus_one_rows") << "10 · 6 · 6";
  EXPECT_EQ(slip(Stage::reshape, 0, 49), "quiz.slip_n") << "7 · 7";
  EXPECT_EQ(slip(Stage::reshape, 0, 27), "quiz.slip_swapped");
  EXPECT_EQ(slip(Stage::reshape, 0, 1470), "quiz.slip_c_twice") << "490 · 3";
  EXPECT_EQ(slip(Stage::reshape, 1, 9), "quiz.slip_c");
  EXPECT_EQ(slip(Stage::reshape, 1, 490), "quiz.slip_swapped");
  EXPECT_EQ(slip(Stage::allocate, 0, 5), "quiz.slip_pad");
  EXPECT_EQ(slip(Stage::allocate, 0, 6), "quiz.slip_plus_one");
  EXPECT_EQ(slip(Stage::pad, 0, 8), "quiz.slip_pad_once");
  EXPECT_EQ(slip(Stage::reshape, 0, 491), "");
}

TEST(Quiz, EverySlipHasItsWords) {
  for (const Language language : {Language::en, Language::ja}) {
    const Texts texts(language);
    for (const testing::Sizes& sizes : testing::further_sizes()) {
      const Geometry g = testing::loaded(sizes).walkthrough->geometry();
      for (int i = 0; i < stage_count; ++i)
        for (const std::size_t box : {0U, 1U})
          for (const Slip& slip : slips_of(g, static_cast<Stage>(i), box)) {
            EXPECT_TRUE(texts.all().contains(slip.text)) << slip.text;
            EXPECT_TRUE(texts.all().contains(slip.text + "_why")) << slip.text;
          }
    }
  }
}

TEST(Quiz, AWholeNumberMayBeGrouped) {
  State s = asked(testing::photo_sizes(), Stage::reshape);
  type(s, "12,544");
  check(s);
  EXPECT_TRUE(s.quiz->right[0]);
}

TEST(Quiz, TakesNumbersWithPointOrCommaAndNothingElse) {
  EXPECT_EQ(number_in("0.25"), 0.25);
  EXPECT_EQ(number_in("-0,25"), -0.25);
  EXPECT_EQ(number_in("12"), 12);
  for (const char* text : {"", "-", "1.2.3", "1-2", "."}) EXPECT_FALSE(number_in(text)) << text;
  State s = asked(testing::toy_sizes(), Stage::pad);
  type(s, "a5b");
  EXPECT_EQ(s.quiz->typed[0], "5");
  static_cast<void>(apply(s, act::EraseAnswer{}));
  EXPECT_EQ(s.quiz->typed[0], "");
}

TEST(Quiz, GivesAwayNothingBeforeItsAnswer) {
  const testing::FixedMeasure measure;
  State s = asked(testing::batch_sizes(), Stage::reshape);
  const auto says = [&](const std::string& words) {
    const WindowScenes w = build_window(s, Texts(Language::en), measure, {1280, 800});
    for (const Scene* scene : {&w.chrome, &w.canvas})
      for (const Item& item : scene->items)
        if (const auto* text = std::get_if<TextItem>(&item))
          if (text->text.find(words) != std::string::npos) return true;
    return false;
  };
  EXPECT_FALSE(says("490"));
  static_cast<void>(apply(s, act::ShowAnswer{}));
  EXPECT_EQ(s.quiz->done.at(Stage::reshape), Answered::shown);
  EXPECT_TRUE(says("490"));
}

TEST(Quiz, IsDrawnInEveryStageThemeAndLanguage) {
  const testing::FixedMeasure measure;
  for (const testing::Sizes& sizes : {testing::toy_sizes(), testing::batch_sizes(), testing::photo_sizes()})
    for (int i = 0; i < stage_count; ++i) {
      State s = asked(sizes, static_cast<Stage>(i));
      if (!is_asked(s)) continue;
      type(s, "5");
      check(s);
      for (const bool present : {false, true}) {
        s.options.present = present;
        s.options.language = present ? Language::ja : Language::en;
        const WindowScenes w =
            build_window(s, Texts(s.options.language), measure, present ? Vec2{1024, 768} : Vec2{1280, 800});
        for (const Item& item : w.chrome.items)
          if (const auto* text = std::get_if<TextItem>(&item)) {
            EXPECT_EQ(text->text.find("quiz."), std::string::npos) << text->text << " has no words";
          }
      }
    }
}

}  // namespace
}  // namespace unfold::view
