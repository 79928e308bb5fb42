#include "app/view/quiz/quiz.h"

#include "app/view/quiz/tied_window.h"
#include "app/view/test_support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace unfold::view {
namespace {

std::vector<testing::Sizes> all_sizes() {
  std::vector<testing::Sizes> all = testing::further_sizes();
  all.push_back(testing::toy_sizes());
  all.push_back(testing::batch_sizes());
  all.push_back(testing::photo_sizes());
  all.push_back({{1, 1, 8, 8}, {2, 1, 3, 3}, {.stride = 2, .pad = 1, .pool = 3, .pool_stride = 3}, "floor"});
  return all;
}

// Every answer against the shapes of the tensors themselves.
TEST(Quiz, AsksForWhatTheTensorsAre) {
  for (const testing::Sizes& sizes : all_sizes()) {
    const State s = testing::loaded(sizes);
    const Geometry& g = s.walkthrough->geometry();
    const Texts texts(Language::en);
    const auto answer = [&](Ask ask, std::size_t box) {
      return question_of(s, ask, texts)->boxes[box].answer;
    };
    const auto axis = [&](TensorId id, int i) { return static_cast<double>(shape_of(g, id)[i]); };
    EXPECT_EQ(answer(Ask::padded_size, 0), axis(TensorId::img, 2)) << sizes.lesson;
    EXPECT_EQ(answer(Ask::padded_size, 1), axis(TensorId::img, 3)) << sizes.lesson;
    EXPECT_EQ(answer(Ask::places, 0), axis(TensorId::col6, 4)) << sizes.lesson;
    EXPECT_EQ(answer(Ask::places, 1), axis(TensorId::col6, 5)) << sizes.lesson;
    EXPECT_EQ(answer(Ask::col_shape, 0), axis(TensorId::col, 0)) << sizes.lesson;
    EXPECT_EQ(answer(Ask::col_shape, 1), axis(TensorId::col, 1)) << sizes.lesson;
    EXPECT_EQ(answer(Ask::product_shape, 0), axis(TensorId::out2d, 0)) << sizes.lesson;
    EXPECT_EQ(answer(Ask::product_shape, 1), axis(TensorId::out2d, 1)) << sizes.lesson;
    EXPECT_EQ(answer(Ask::pooled_size, 0), axis(TensorId::pool, 2)) << sizes.lesson;
    EXPECT_EQ(answer(Ask::pooled_size, 1), axis(TensorId::pool, 3)) << sizes.lesson;
    const Question max = *question_of(s, Ask::maximum, texts);
    EXPECT_EQ(max.boxes[0].answer, s.walkthrough->at(TensorId::pool_max, max.cell->at)) << sizes.lesson;
    if (const auto sum = question_of(s, Ask::sum, texts)) {
      EXPECT_NEAR(sum->boxes[0].answer, s.walkthrough->at(TensorId::out2d, sum->cell->at), 1e-4)
          << sizes.lesson;
    }
    if (const auto row = question_of(s, Ask::row_of_window, texts)) {
      EXPECT_EQ(s.walkthrough->at(TensorId::col, {std::llround(row->boxes[0].answer), 0}),
                s.walkthrough->at(*row->cell))
          << sizes.lesson;
    }
    if (const auto window = question_of(s, Ask::window_of_row, texts)) {
      const LoopAt at = asked_row(s, nullptr);
      EXPECT_EQ(s.walkthrough->at(TensorId::col, {window->at->step, g.K - 1}),
                s.walkthrough->at(TensorId::col6_t,
                                  {at.n, std::llround(window->boxes[0].answer),
                                   std::llround(window->boxes[1].answer), g.C - 1, g.FH - 1, g.FW - 1}))
          << sizes.lesson;
    }
  }
}

// Which rows are read is counted by the cell map, not by the formula.
TEST(Quiz, AsksForTheRowsThatNothingReads) {
  int asked_for = 0;
  for (const testing::Sizes& sizes : all_sizes()) {
    const State s = testing::loaded(sizes);
    const Geometry& g = s.walkthrough->geometry();
    if (const auto q = question_of(s, Ask::unread, Texts(Language::en))) {
      std::int64_t unread = 0;
      for (std::int64_t h = g.HP; h > 0 && targets(g, false, {TensorId::img, {0, 0, h - 1, 0}}).empty(); --h)
        ++unread;
      EXPECT_EQ(q->boxes[0].answer, static_cast<double>(unread)) << sizes.lesson;
      ++asked_for;
    }
    if (const auto q = question_of(s, Ask::pool_unread, Texts(Language::en))) {
      EXPECT_EQ(q->boxes[0].answer == 0, g.pool_rows().over() > 0) << sizes.lesson;
      ++asked_for;
    }
  }
  EXPECT_GE(asked_for, 4);
}

TEST(Quiz, AZeroOfThePaddingIsAnyThatHasNoSource) {
  for (const testing::Sizes& sizes : all_sizes()) {
    const State s = testing::loaded(sizes);
    const Geometry& g = s.walkthrough->geometry();
    const auto q = question_of(s, Ask::zero_pixel, Texts(Language::en));
    if (!q) continue;
    const auto [rows, cols] = asked_corner(g);
    for (std::int64_t h = 0; h < rows; ++h)
      for (std::int64_t w = 0; w < cols; ++w)
        EXPECT_EQ(is_right(q->boxes[0], std::to_string(h * g.WP + w)),
                  sources(g, false, {TensorId::img, {0, 0, h, w}}).empty())
            << sizes.lesson << " " << h << ", " << w;
  }
}

// A pooling window in which the largest number stands twice is asked about before one in which it does not.
TEST(Quiz, LooksForATieAndAsksWhichCellArgmaxNames) {
  State s = testing::loaded({{1, 1, 6, 6}, {1, 1, 1, 1}, {.stride = 1, .pad = 0}, "ties"});
  const State plain = testing::loaded(testing::photo_sizes());
  EXPECT_EQ(equal_cells(plain, asked_pool_window(plain, nullptr)).size(), 1U);
  EXPECT_FALSE(question_of(plain, Ask::argmax, Texts(Language::en)));
  auto document = std::make_shared<Document>(*s.document);
  auto x = std::make_shared<Array>(*document->input.x);
  auto W = std::make_shared<Array>(Array{{1, 1, 1, 1}, {1.0F}});
  x->data[6 * 4 + 1] = x->data[6 * 5 + 0] = 2;  // of the window (2, 0): cells 1 and 2
  document->input.x = x, document->input.W = W;
  accept(s, s.choice, document, Walkthrough::compute(document->input));
  const auto q = question_of(s, Ask::argmax, Texts(Language::en));
  ASSERT_TRUE(q);
  EXPECT_EQ(q->cell->at, (Index{6}));
  EXPECT_EQ(q->boxes[0].answer, 1);
  EXPECT_EQ(slip_of(s.walkthrough->geometry(), *q, 0, "2")->text, "quiz.slip_equal_later");
  EXPECT_EQ(slip_of(s.walkthrough->geometry(), *q, 0, "0")->text, "quiz.slip_less");
}

// The table of slips: what each wrong number of the notebook's batch comes from.
TEST(Quiz, KnowsTheSlipsThatPeopleMake) {
  const auto slip = [](const testing::Sizes& sizes, Ask ask, std::size_t box, const char* typed) {
    const State s = testing::loaded(sizes);
    const Question q = *question_of(s, ask, Texts(Language::en));
    const auto found = slip_of(s.walkthrough->geometry(), q, box, typed);
    return found ? found->text : std::string();
  };
  const testing::Sizes batch = testing::batch_sizes();
  EXPECT_EQ(slip(batch, Ask::col_shape, 0, "250"), "quiz.slip_pad_rows") << "10 · 5 · 5";
  EXPECT_EQ(slip(batch, Ask::col_shape, 0, "360"), "quiz.slip_plus_one_rows") << "10 · 6 · 6";
  EXPECT_EQ(slip(batch, Ask::col_shape, 0, "49"), "quiz.slip_n") << "7 · 7";
  EXPECT_EQ(slip(batch, Ask::col_shape, 0, "27"), "quiz.slip_swapped");
  EXPECT_EQ(slip(batch, Ask::col_shape, 0, "1,470"), "quiz.slip_c_twice") << "490 · 3";
  EXPECT_EQ(slip(batch, Ask::col_shape, 1, "9"), "quiz.slip_c");
  EXPECT_EQ(slip(batch, Ask::col_shape, 1, "490"), "quiz.slip_swapped");
  EXPECT_EQ(slip(batch, Ask::places, 0, "5"), "quiz.slip_pad");
  EXPECT_EQ(slip(batch, Ask::places, 0, "6"), "quiz.slip_plus_one");
  EXPECT_EQ(slip(batch, Ask::padded_size, 0, "8"), "quiz.slip_pad_once");
  EXPECT_EQ(slip(batch, Ask::col_shape, 0, "491"), "");
  EXPECT_EQ(slip(batch, Ask::product_shape, 1, "27"), "quiz.slip_product");
  EXPECT_EQ(slip(testing::photo_sizes(), Ask::unread, 0, "0"), "quiz.slip_none_unread");
  EXPECT_EQ(slip(testing::further_sizes()[3], Ask::pooled_size, 0, "2"), "quiz.slip_floor")
      << "ceil of 5 / 2";
}

TEST(Quiz, EverySlipHasItsWordsAndNoneIsTheAnswer) {
  for (const Language language : {Language::en, Language::ja}) {
    const Texts texts(language);
    for (const testing::Sizes& sizes : all_sizes()) {
      const State s = testing::loaded(sizes);
      for (int i = 0; i < ask_count; ++i) {
        const auto q = question_of(s, static_cast<Ask>(i), texts);
        for (std::size_t box = 0; q && box < q->boxes.size(); ++box)
          for (const Slip& slip : slips_of(s.walkthrough->geometry(), *q, box)) {
            EXPECT_TRUE(texts.all().contains(slip.text)) << slip.text;
            EXPECT_TRUE(texts.all().contains(slip.text + "_why")) << slip.text;
            EXPECT_NE(slip.value, q->boxes[box].answer) << slip.text;
          }
      }
    }
  }
}

// Candidates: the right one once, the same each time, and no place of its own.
TEST(QuizCandidates, HoldTheRightOneOnceInAnOrderThatTellsNothing) {
  std::array<int, most_candidates> at{};
  for (std::int64_t H = 5; H < 45; ++H) {
    const State s = testing::loaded({{1, 3, H, H + 1}, {4, 3, 3, 3}, {.stride = 1, .pad = 1}, "sizes"});
    for (const Ask ask :
         {Ask::padded_size, Ask::places, Ask::col_shape, Ask::product_shape, Ask::pooled_size}) {
      const Question q = *question_of(s, ask, Texts(Language::en));
      for (std::size_t box = 0; box < 2; ++box) {
        const std::vector<Candidate> all = candidates_of(s, q, box);
        ASSERT_EQ(all.size(), most_candidates);
        std::set<std::string> texts;
        int right = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
          texts.insert(all[i].text);
          if (!is_right(q.boxes[box], all[i].text)) continue;
          ++right, ++at[i];
        }
        EXPECT_EQ(right, 1);
        EXPECT_EQ(texts.size(), all.size());
        const std::vector<Candidate> again = candidates_of(s, q, box);
        for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].text, again[i].text);
      }
    }
  }
  for (const int times : at) EXPECT_NEAR(times, 100, 35) << "of 400";
}

TEST(QuizCandidates, OfAPlaceAndOfASumHoldTheRightOne) {
  for (const testing::Sizes& sizes : all_sizes()) {
    const State s = testing::loaded(sizes);
    for (int i = 0; i < ask_count; ++i) {
      const auto q = question_of(s, static_cast<Ask>(i), Texts(Language::en));
      if (!q) continue;
      int right = 0;
      for (const Candidate& c : candidates_of(s, *q, 0)) {
        const std::size_t space = c.text.find(' ');
        right += is_right(q->boxes[0], c.text.substr(0, space)) &&
                 (space == std::string::npos || is_right(q->boxes[1], c.text.substr(space + 1)));
      }
      EXPECT_EQ(right, 1) << sizes.lesson << " " << name(q->ask);
    }
  }
}

}  // namespace
}  // namespace unfold::view
