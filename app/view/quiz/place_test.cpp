#include "app/view/quiz/asked_place.h"
#include "app/view/quiz/quiz.h"
#include "app/view/test_support.h"
#include "app/view/tour/tour.h"
#include "core/lesson/lesson_file.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// A question that a lesson's step asks is about the place where the step stands.
namespace unfold::view {
namespace {

TourStep asks(Stage stage, std::optional<std::int64_t> step = {}, std::optional<CellRef> pin = {}) {
  return {.at = {stage, step}, .pin = pin, .ask = true};
}

// At the first of these steps, in a layer of that size.
State at_step(std::vector<TourStep> steps, const testing::Sizes& sizes = testing::batch_sizes()) {
  State s = testing::loaded(sizes);
  auto file = std::make_shared<LessonFile>();
  file->tour.steps = std::move(steps);
  auto document = std::make_shared<Document>(*s.document);
  document->source = file;
  s.document = document;
  static_cast<void>(apply(s, act::TourTo{0}));
  return s;
}

Question asked(const State& s, Ask ask) { return question_of(s, ask, Texts(Language::en)).value(); }
void finish(State& s) {
  for (int i = 0; is_asked(s) && i < 9; ++i) {
    static_cast<void>(apply(s, act::ShowAnswer{}));
    static_cast<void>(apply(s, act::GoOn{}));
  }
}

TEST(QuizPlace, ARowIsThatOfTheStep) {
  const State s = at_step({asks(Stage::reshape, 60)});
  const Question q = asked(s, Ask::window_of_row);
  EXPECT_EQ(q.boxes[0].answer, 1);
  EXPECT_EQ(q.boxes[1].answer, 4);
  EXPECT_NE(q.prompt.find("Row {b|60}"), std::string::npos) << q.prompt;
  EXPECT_EQ(q.at, (Position{Stage::reshape, 60}));
}

TEST(QuizPlace, APinnedCellGoesBeforeTheStep) {
  const State s = at_step({asks(Stage::reshape, 60, CellRef{TensorId::col, {100, 3}})});
  EXPECT_NE(asked(s, Ask::window_of_row).prompt.find("Row {b|100}"), std::string::npos);
  const State pixel = at_step({asks(Stage::reshape, 0, CellRef{TensorId::conv, {2, 5, 3, 1}})});
  EXPECT_NE(asked(pixel, Ask::window_of_row).prompt.find("Row {b|120}"), std::string::npos)
      << "(2·7 + 3)·7 + 1";
}

TEST(QuizPlace, AWindowIsThatOfThePinnedCell) {
  const State s = at_step({asks(Stage::transpose, 0, CellRef{TensorId::col6_t, {2, 3, 4, 1, 0, 2}})});
  const Question q = asked(s, Ask::row_of_window);
  EXPECT_EQ(q.boxes[0].answer, (2 * 7 + 3) * 7 + 4);
  EXPECT_EQ(q.window.oy, 3) << "what is drawn";
  for (const Slip& slip : slips_of(s.walkthrough->geometry(), q, 0)) EXPECT_NE(slip.value, q.boxes[0].answer);
}

TEST(QuizPlace, ASumIsThatOfTheStepInTheOrderOfTheProduct) {
  const Geometry g = testing::loaded(testing::toy_sizes()).walkthrough->geometry();
  TourStep step = asks(Stage::gemm, 5);
  EXPECT_EQ(asked(at_step({step}, testing::toy_sizes()), Ask::sum).cell, (CellRef{TensorId::out2d, {2, 1}}));
  step.look.product = GemmStep::row;
  step.look.filter = 0;
  EXPECT_EQ(asked(at_step({step}, testing::toy_sizes()), Ask::sum).cell, (CellRef{TensorId::out2d, {5, 0}}));
  step.look.product = GemmStep::all;
  EXPECT_EQ(asked(at_step({step}, testing::toy_sizes()), Ask::sum).cell,
            (CellRef{TensorId::out2d, {g.M / 2, g.FN - 1}}))
      << "all at once is no place";
  const State pinned =
      at_step({asks(Stage::gemm, 5, CellRef{TensorId::conv, {0, 0, 2, 1}})}, testing::toy_sizes());
  const Question q = asked(pinned, Ask::sum);
  EXPECT_EQ(q.cell, (CellRef{TensorId::out2d, {7, 0}}));
  EXPECT_NEAR(q.boxes[0].answer, pinned.walkthrough->at(TensorId::out2d, {7, 0}), 1e-4);
  EXPECT_NE(q.prompt.find('7'), std::string::npos) << q.prompt;
}

TEST(QuizPlace, AMaximumIsThatOfTheStepsWindowAndItsMap) {
  const Geometry g = testing::loaded(testing::batch_sizes()).walkthrough->geometry();
  const std::int64_t window = (1 * g.QH * g.QW + 4) * g.FN + 17;
  const State s = at_step({asks(Stage::pool_max, window)});
  const Question q = asked(s, Ask::maximum);
  EXPECT_EQ(q.cell, (CellRef{TensorId::pool_max, {window}}));
  EXPECT_EQ(q.boxes[0].answer, s.walkthrough->at(TensorId::pool_max, {window}));
  EXPECT_NE(q.prompt.find("17"), std::string::npos) << "the map of that window: " << q.prompt;
  const State pinned = at_step({asks(Stage::pool_max, {}, CellRef{TensorId::pool, {3, 20, 1, 2}})});
  EXPECT_EQ(asked(pinned, Ask::maximum).cell->at[0], ((3 * g.QH + 1) * g.QW + 2) * g.FN + 20);
}

TEST(QuizPlace, WithoutAPlaceOfItsOwnItIsAsEver) {
  const State plain = testing::loaded(testing::batch_sizes());
  // A stage's first step is where it begins; a weight stands in no window.
  for (const Stage stage : {Stage::transpose, Stage::reshape, Stage::gemm, Stage::pool_max})
    for (const TourStep& step :
         {asks(stage, 0), asks(stage, 0, CellRef{TensorId::W, {1, 0, 2, 2}}), TourStep{.at = {stage, 60}}}) {
      const State s = at_step({step});
      for (const Ask ask : asks_of(plain, stage)) {
        const Question was = asked(plain, ask), is = asked(s, ask);
        EXPECT_EQ(is.boxes[0].answer, was.boxes[0].answer) << name(stage);
        EXPECT_EQ(is.at, was.at) << name(stage);
        EXPECT_EQ(is.place, -1);
      }
    }
}

TEST(QuizPlace, TheStageOpensAsTheStepHasIt) {
  const CellRef pin{TensorId::col6_t, {2, 3, 4, 1, 0, 2}};
  State s = at_step({asks(Stage::transpose, 0, pin)});
  static_cast<void>(apply(s, act::Unpin{}));
  finish(s);
  EXPECT_EQ(s.pinned, pin);
  s = at_step({asks(Stage::reshape, 60)});
  static_cast<void>(apply(s, act::StepBy{2}));
  ASSERT_TRUE(is_asked(s));
  finish(s);
  EXPECT_EQ(s.playback.at, (Position{Stage::reshape, 60}));
}

TEST(QuizPlace, EachStepOfAStageAsksAboutItsOwn) {
  State s = at_step({asks(Stage::reshape, 60), asks(Stage::reshape, 100), asks(Stage::pool)});
  const int all = score_of(s).all;
  finish(s);
  EXPECT_FALSE(is_asked(s));
  static_cast<void>(apply(s, act::TourTo{1}));
  ASSERT_TRUE(is_asked(s)) << "about its own row";
  EXPECT_NE(open_question(s, Texts(Language::en))->prompt.find("Row {b|100}"), std::string::npos);
  EXPECT_EQ(open_question(s, Texts(Language::en))->ask, Ask::window_of_row)
      << "the shape of col is the same at both";
  EXPECT_EQ(score_of(s).all, all) << "whichever is stood at";
  EXPECT_EQ(score_of(s).number, all) << "the last of them";
  finish(s);
  EXPECT_FALSE(is_asked(s));
  static_cast<void>(apply(s, act::TourTo{0}));
  EXPECT_FALSE(is_asked(s)) << "it was answered";
}

TEST(QuizPlace, AnAnswerThatIsLeftByTheLessonsKeysCounts) {
  State s = at_step({asks(Stage::reshape, 60), asks(Stage::pool)});
  const Question q = open_question(s, Texts(Language::en)).value();
  std::string right;
  for (const AnswerBox& box : q.boxes)
    right += (right.empty() ? "" : " ") + std::to_string(static_cast<std::int64_t>(box.answer));
  static_cast<void>(apply(s, act::GiveAnswer{0, right}));
  ASSERT_TRUE(is_answered(s));
  static_cast<void>(apply(s, act::TourTo{1}));
  static_cast<void>(apply(s, act::AnswerText{"1"}));
  EXPECT_EQ(score_of(s).right, 1);
  static_cast<void>(apply(s, act::TourTo{0}));
  EXPECT_NE(open_question(s, Texts(Language::en))->ask, q.ask) << "it is not asked again";
}

TEST(QuizPlace, AStepsOwnOrderOfTheProductIsTheOneItCountsIn) {
  TourStep step = asks(Stage::gemm, 5);
  step.look.product = GemmStep::element;
  State s = at_step({step}, testing::toy_sizes());
  const CellRef cell = asked(s, Ask::sum).cell.value();
  static_cast<void>(apply(s, act::NextGemm{}));
  ASSERT_NE(s.playback.orders.gemm, GemmStep::element);
  EXPECT_EQ(asked(s, Ask::sum).cell, cell);
}

TEST(QuizPlace, ThePicturesAndTheOffersAreOfThatPlace) {
  for (const TourStep& step :
       {asks(Stage::reshape, 60), asks(Stage::transpose, 0, CellRef{TensorId::col, {3, 0}}),
        asks(Stage::pool_max, 40), asks(Stage::gemm, 7)}) {
    const State s = at_step({step});
    for (const Ask ask : asks_of(s, step.at.stage)) {
      const Question q = asked(s, ask);
      if (ask == Ask::zero_pixel) continue;
      int right = 0;
      for (const Candidate& one : candidates_of(s, q, 0))
        right += is_right(q.boxes[0], one.text.substr(0, one.text.find(' '))) &&
                 (!is_place(ask) || is_right(q.boxes[1], one.text.substr(one.text.find(' ') + 1)));
      EXPECT_EQ(right, candidates_of(s, q, 0).empty() ? 0 : 1) << name(ask);
    }
  }
}

}  // namespace
}  // namespace unfold::view
