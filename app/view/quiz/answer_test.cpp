#include "app/view/quiz/quiz.h"

#include "app/view/quiz/draw.h"
#include "app/view/test_support.h"

#include <gtest/gtest.h>

#include <algorithm>

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
void go_on(State& s) { static_cast<void>(apply(s, act::GoOn{})); }
Question open(const State& s) { return open_question(s, Texts(s.options.language)).value(); }

// What a click can give as an answer.
std::vector<act::GiveAnswer> offers(const State& s, Vec2 size = {1280, 800}) {
  const WindowScenes w = build_window(s, Texts(s.options.language), testing::FixedMeasure(), size);
  std::vector<act::GiveAnswer> all;
  for (const Hit& hit : w.chrome.hits)
    if (const auto* button = std::get_if<ActionHit>(&hit.what))
      if (const auto* give = button->action.get_if<act::GiveAnswer>()) all.push_back(*give);
  return all;
}

TEST(Quiz, SaysThatItIsRightAndOpensTheStageWhenThePersonGoesOn) {
  State s = asked(testing::batch_sizes(), Stage::pool);
  type(s, "3");
  static_cast<void>(apply(s, act::NextBox{1}));
  type(s, "3");
  go_on(s);
  EXPECT_FALSE(s.quiz->done.contains({Ask::pooled_size})) << "it is not answered yet";
  check(s);
  EXPECT_EQ(s.quiz->outcome, Answered::right_at_once);
  EXPECT_TRUE(is_asked(s)) << "its reason stands there";
  type(s, "9");
  EXPECT_EQ(s.quiz->outcome, Answered::right_at_once) << "nothing more is typed";
  go_on(s);
  EXPECT_EQ(open(s).ask, Ask::pool_unread) << "the next question of the stage";
  static_cast<void>(apply(s, act::ShowAnswer{}));
  go_on(s);
  EXPECT_FALSE(is_asked(s));
  EXPECT_EQ(s.quiz->done.at({Ask::pooled_size}), Answered::right_at_once);
  EXPECT_EQ(s.quiz->done.at({Ask::pool_unread}), Answered::shown);
  EXPECT_EQ(score_of(s).right, 1);
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
  EXPECT_EQ(s.quiz->outcome, Answered::right_later);
}

TEST(Quiz, AnAnswerIsOfTheLayerThatItWasGivenFor) {
  State s = asked(testing::batch_sizes(), Stage::reshape);
  type(s, "490");
  check(s);
  ASSERT_TRUE(s.quiz->right[0]);
  auto document = std::make_shared<Document>(*s.document);
  document->input.params.stride = 2;
  Choice choice = s.choice;
  choice.stride = 2;
  accept(s, choice, document, Walkthrough::compute(document->input));
  ASSERT_TRUE(is_asked(s));
  EXPECT_FALSE(at_question(s, open(s)).right[0]);
  type(s, "27");
  check(s);
  EXPECT_FALSE(s.quiz->outcome) << "that is neither of both";
  EXPECT_EQ(s.quiz->given.size(), 2U) << "the list is of the whole lesson";
}

TEST(Quiz, KeepsAllAnswersOfTheLesson) {
  State s = asked(testing::batch_sizes(), Stage::pad);
  for (const char* typed : {"8", "9"}) type(s, typed), check(s);
  s.playback.at = {Stage::reshape, 0};
  type(s, "250");
  check(s);
  ASSERT_EQ(s.quiz->given.size(), 3U);
  EXPECT_EQ(s.quiz->given[0].slip, "quiz.slip_pad_once");
  EXPECT_TRUE(s.quiz->given[1].right);
  EXPECT_EQ(s.quiz->given[2].what.ask, Ask::col_shape);
  const WindowScenes w = build_window(s, Texts(Language::en), testing::FixedMeasure(), {1280, 800});
  for (const char* words : {"8", "9", "250"})
    EXPECT_TRUE(std::ranges::any_of(w.chrome.items, [&](const Item& item) {
      const auto* text = std::get_if<TextItem>(&item);
      return text != nullptr && text->text == words && text->baseline.x > w.layout.right.x;
    })) << words;
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

TEST(Quiz, IsAnsweredByClicksAlone) {
  for (const testing::Sizes& sizes : {testing::toy_sizes(), testing::batch_sizes(), testing::photo_sizes()})
    for (int i = 0; i < stage_count; ++i) {
      State s = asked(sizes, static_cast<Stage>(i));
      for (int clicks = 0; is_asked(s) && clicks < 40; ++clicks) {
        if (is_answered(s)) {
          go_on(s);
          continue;
        }
        const Question q = open(s);
        const std::vector<act::GiveAnswer> all = offers(s);
        const auto right = std::ranges::find_if(all, [&](const act::GiveAnswer& give) {
          const std::size_t space = give.text.find(' ');
          return is_right(q.boxes[give.box], give.text.substr(0, space)) &&
                 (space == std::string::npos || is_right(q.boxes[1], give.text.substr(space + 1)));
        });
        ASSERT_NE(right, all.end()) << sizes.lesson << " " << name(q.ask);
        ASSERT_GE(all.size(), 2U) << "a single one would be no question";
        static_cast<void>(apply(s, *right));
      }
      EXPECT_FALSE(is_asked(s)) << sizes.lesson << " " << name(static_cast<Stage>(i));
      for (const auto& [what, answered] : s.quiz->done)
        EXPECT_EQ(answered, Answered::right_at_once) << name(what.ask);
    }
}

TEST(Quiz, IsAnsweredByLettersAlone) {
  State s = asked(testing::batch_sizes(), Stage::reshape);
  for (int presses = 0; presses < 2; ++presses) {
    const Question q = open(s);
    const std::size_t box = at_question(s, q).box;
    const std::vector<Candidate> all = candidates_of(s, q, box);
    ASSERT_EQ(offered(s), all.size());
    const auto wrong =
        std::ranges::find_if(all, [&](const Candidate& c) { return !is_right(q.boxes[box], c.text); });
    const auto pick = [&](auto which) {
      static_cast<void>(apply(s, act::PickCandidate{static_cast<std::size_t>(which - all.begin())}));
    };
    pick(wrong);
    pick(wrong);
    EXPECT_EQ(s.quiz->wrong[box].size(), 1U) << "what is struck out is not chosen again";
    pick(std::ranges::find_if(all, [&](const Candidate& c) { return is_right(q.boxes[box], c.text); }));
  }
  EXPECT_EQ(s.quiz->outcome, Answered::right_later);
}

TEST(Quiz, OpensTheStageWhereItAsked) {
  const auto opened = [](const testing::Sizes& sizes, Stage stage) {
    State s = asked(sizes, stage);
    while (is_asked(s)) {
      static_cast<void>(apply(s, act::ShowAnswer{}));
      go_on(s);
    }
    return s;
  };
  const State sum = opened(testing::toy_sizes(), Stage::gemm);
  const GemmAt element = gemm_at(sum.walkthrough->geometry(), sum.playback.orders.gemm, sum.playback.at.step);
  EXPECT_EQ(sum.playback.at.stage, Stage::gemm);
  EXPECT_EQ(element.row, 4);
  EXPECT_EQ(element.column, 1);
  const State maximum = opened(testing::photo_sizes(), Stage::pool_max);
  const Question q = *question_of(maximum, Ask::maximum, Texts(Language::en));
  EXPECT_EQ(maximum.playback.at, (Position{Stage::pool_max, q.cell->at[0]}));
  const State row = opened(testing::batch_sizes(), Stage::reshape);
  const LoopAt w = asked_row(row, nullptr);
  EXPECT_EQ(row.playback.at, (Position{Stage::reshape, (w.n * 7 + w.oy) * 7 + w.ox}));
  const State window = opened(testing::batch_sizes(), Stage::transpose);
  ASSERT_TRUE(window.pinned) << "its only step shows the window that was asked about";
  EXPECT_EQ(window.pinned->at, (Index{5, 3, 4, 0, 0, 0}));
}

TEST(Quiz, StopsTheStepsAndLetsThemGoOn) {
  State s = asked(testing::toy_sizes(), Stage::input);
  static_cast<void>(apply(s, act::TogglePlay{}));
  for (int i = 0; i < 100 && s.playback.playing; ++i) static_cast<void>(tick(s, 0.05));
  EXPECT_EQ(s.playback.at.stage, Stage::pad) << "no step is taken behind a question";
  while (is_asked(s)) {
    static_cast<void>(apply(s, act::ShowAnswer{}));
    go_on(s);
  }
  EXPECT_TRUE(s.playback.playing);
}

TEST(Quiz, SwitchedOffKeepsWhatWasAnswered) {
  State s = asked(testing::batch_sizes(), Stage::reshape);
  type(s, "250");
  check(s);
  static_cast<void>(apply(s, act::ShowAnswer{}));
  go_on(s);
  s.playback.at = {Stage::pad, 0};
  type(s, "9");
  static_cast<void>(apply(s, act::NextBox{1}));
  type(s, "9");
  check(s);
  ASSERT_TRUE(is_answered(s)) << "not gone on from";
  const std::size_t given = s.quiz->given.size();
  static_cast<void>(apply(s, act::ToggleQuiz{}));
  EXPECT_FALSE(is_asked(s));
  for (int i = 0; i < stage_count; ++i) EXPECT_FALSE(asks_at(s, static_cast<Stage>(i)));
  static_cast<void>(apply(s, act::ToggleQuiz{}));
  EXPECT_EQ(s.quiz->given.size(), given);
  EXPECT_EQ(s.quiz->done.at({Ask::col_shape}), Answered::shown);
  EXPECT_EQ(score_of(s).right, 1) << "what was answered counts, gone on from or not";
  EXPECT_EQ(open(s).ask, Ask::zero_pixel) << "and is not asked again";
}

TEST(Quiz, GivesAwayNothingBeforeItsAnswer) {
  const testing::FixedMeasure measure;
  State s = asked(testing::batch_sizes(), Stage::gemm);
  const auto says = [&](const std::string& words) {
    const WindowScenes w = build_window(s, Texts(Language::en), measure, {1280, 800});
    for (const Scene* scene : {&w.chrome, &w.canvas})
      for (const Item& item : scene->items)
        if (const auto* text = std::get_if<TextItem>(&item))
          if (text->text.find(words) != std::string::npos) return true;
    return false;
  };
  EXPECT_FALSE(says("(490, 64)"));
  EXPECT_FALSE(says("= 64")) << "the reason comes with the answer";
  static_cast<void>(apply(s, act::ShowAnswer{}));
  EXPECT_EQ(s.quiz->outcome, Answered::shown);
  go_on(s);
  EXPECT_EQ(s.quiz->done.at({Ask::product_shape}), Answered::shown);
  EXPECT_TRUE(says("490"));
}

}  // namespace
}  // namespace unfold::view
