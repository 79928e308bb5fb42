#include "app/view/stages/drawn_stage.h"
#include "app/view/stages/gemm_parts.h"

#include <gtest/gtest.h>

namespace unfold::view {
namespace {

using testing::Layer;
using testing::Look;

constexpr GemmStep modes[] = {GemmStep::term, GemmStep::element, GemmStep::row, GemmStep::all,
                              GemmStep::outer};

Playback at_step(GemmStep gemm, std::int64_t step) {
  Playback playback;
  playback.orders.gemm = gemm;
  playback.at = {Stage::gemm, step};
  return playback;
}

TEST(Gemm, IsWellDrawnForEveryLayerWindowLanguageAndStep) {
  for (const Layer& layer : testing::many_layers()) {
    const auto walkthrough = testing::computed(layer);
    for (const GemmStep mode : modes) {
      const std::int64_t steps = step_count(walkthrough->geometry(), Stage::gemm, {.gemm = mode});
      for (const std::int64_t step : {std::int64_t{0}, steps * 3 / 5, steps - 1}) {
        for (const Vec2 window : {Vec2{1280, 800}, Vec2{1024, 768}, Vec2{1920, 1080}}) {
          for (const bool present : {false, true}) {
            for (const Language language : {Language::en, Language::ja}) {
              SCOPED_TRACE(testing::described(layer) + " step " + std::to_string(step) + " of " +
                           std::to_string(steps) + " in " + std::to_string(static_cast<int>(window.x)) +
                           (present ? " present" : "") + (language == Language::ja ? " ja" : " en"));
              Look look{window};
              look.options.present = present;
              look.options.language = language;
              testing::expect_well_drawn(testing::drawn(walkthrough, gemm_view, at_step(mode, step), look),
                                         *walkthrough, present);
            }
          }
        }
      }
    }
  }
}

TEST(Gemm, TheLastRunningSumAndTheBiasAreTheElement) {
  for (const Layer& layer : testing::many_layers()) {
    const auto walkthrough = testing::computed(layer);
    const Geometry& g = walkthrough->geometry();
    for (const std::int64_t row : {std::int64_t{0}, g.M / 2, g.M - 1}) {
      const gemm::Sum sum = gemm::take_apart(*walkthrough, row, g.FN - 1, g.KG);
      const auto value = static_cast<double>(walkthrough->at(TensorId::out2d, {row, g.FN - 1}));
      EXPECT_EQ(sum.value, value);
      const double off =
          1e-5 * static_cast<double>(std::max(1.0F, walkthrough->stats(TensorId::conv).abs_max));
      EXPECT_NEAR(sum.running.back() + sum.bias, value, off) << testing::described(layer);
      double shares = 0;
      for (const double share : sum.subtotals) shares += share;
      EXPECT_NEAR(shares + sum.bias, value, off) << testing::described(layer);
      EXPECT_EQ(sum.has_bias, layer.bias);
    }
  }
}

TEST(Gemm, TermByTermTheSumHoldsOnlyTheTermsAdded) {
  const auto walkthrough = testing::computed({{1, 1, 3, 3}, {2, 1, 3, 3}, 1, 1});
  const Geometry& g = walkthrough->geometry();
  const Playback playback =
      at_step(GemmStep::term, 4 * g.FN * g.K + g.K + 3);  // row 4, column 1, the fourth term
  const GemmAt at = gemm::element_at_work(*walkthrough, playback, {});
  EXPECT_EQ(at.row, 4);
  EXPECT_EQ(at.column, 1);
  EXPECT_EQ(at.terms, 4);
  const gemm::Sum sum = gemm::take_apart(*walkthrough, at.row, at.column, at.terms);
  EXPECT_FALSE(sum.whole());
  EXPECT_EQ(sum.term, 3);
  EXPECT_DOUBLE_EQ(sum.value, sum.products[0] + sum.products[1] + sum.products[2] + sum.products[3]);
}

TEST(Gemm, KnowsWhichElementsAreThere) {
  const auto walkthrough = testing::computed({{1, 1, 3, 3}, {2, 1, 3, 3}, 1, 1});
  const Document document;
  const ViewOptions options;
  const Texts texts(Language::en);
  const auto done = [&](GemmStep mode, std::int64_t step, std::int64_t row, std::int64_t column) {
    const Playback playback = at_step(mode, step);
    const StageContext context{walkthrough, document, playback, options, texts, 1, {TensorId::out2d, {0, 0}},
                               false};
    return gemm::work_of(context).done(row, column);
  };
  EXPECT_TRUE(done(GemmStep::element, 8, 3, 1));
  EXPECT_TRUE(done(GemmStep::element, 8, 4, 0));
  EXPECT_FALSE(done(GemmStep::element, 8, 4, 1));
  EXPECT_FALSE(done(GemmStep::term, 8 * 9, 4, 0)) << "its first term of nine";
  EXPECT_TRUE(done(GemmStep::term, 8 * 9 + 8, 4, 0));
  EXPECT_TRUE(done(GemmStep::row, 4, 4, 1));
  EXPECT_FALSE(done(GemmStep::row, 4, 5, 0));
  EXPECT_TRUE(done(GemmStep::all, 0, 8, 1));
  EXPECT_FALSE(done(GemmStep::outer, 7, 0, 0)) << "every element lacks its last term";
  EXPECT_TRUE(done(GemmStep::outer, 8, 8, 1));
}

TEST(Gemm, TheExplainedElementIsTheOneThePersonPointsAtOnceItIsThere) {
  const auto walkthrough = testing::computed({{1, 1, 3, 3}, {2, 1, 3, 3}, 1, 1});
  const Document document;
  const ViewOptions options;
  const Texts texts(Language::en);
  const Playback playback = at_step(GemmStep::element, 9);  // row 4, column 1
  const auto explained = [&](const CellRef& cell) {
    const gemm::Sum sum = gemm::work_of({walkthrough, document, playback, options, texts, 1, cell, true}).sum;
    return std::pair{sum.row, sum.column};
  };
  EXPECT_EQ(explained({TensorId::out2d, {2, 0}}), (std::pair<std::int64_t, std::int64_t>{2, 0}));
  EXPECT_EQ(explained({TensorId::out2d, {7, 0}}), (std::pair<std::int64_t, std::int64_t>{4, 1}))
      << "not yet computed";
  EXPECT_EQ(explained({TensorId::col, {1, 5}}), (std::pair<std::int64_t, std::int64_t>{1, 1}));
  EXPECT_EQ(explained({TensorId::col_W, {5, 0}}), (std::pair<std::int64_t, std::int64_t>{4, 0}));
  EXPECT_EQ(explained({TensorId::conv, {0, 1, 0, 2}}), (std::pair<std::int64_t, std::int64_t>{2, 1}));
  EXPECT_EQ(explained({TensorId::x, {0, 0, 0, 0}}), (std::pair<std::int64_t, std::int64_t>{4, 1}));
}

TEST(Gemm, ATermThatThePersonPointsAtIsTheOneSpelledOut) {
  const auto walkthrough = testing::computed({{1, 3, 8, 8}, {4, 3, 3, 3}, 1, 1});
  const Document document;
  const ViewOptions options;
  const Texts texts(Language::en);
  const Playback playback = at_step(GemmStep::element, 9);  // row 2, column 1
  const auto term = [&](const CellRef& cell) {
    return gemm::work_of({walkthrough, document, playback, options, texts, 1, cell, true}).sum;
  };
  EXPECT_EQ(term({TensorId::col, {2, 20}}).term, 20);
  EXPECT_EQ(term({TensorId::col, {2, 20}}).channel, 2);
  EXPECT_EQ(term({TensorId::col_W, {11, 1}}).term, 11);
  EXPECT_EQ(term({TensorId::W, {1, 1, 0, 2}}).term, 11);
  EXPECT_EQ(term({TensorId::W, {3, 1, 0, 2}}).column, 1) << "another filter's weight is no term of this sum";
}

TEST(Gemm, MatricesShareTheirEdges) {
  PulledAxis axis{.start = 10,
                  .size = 3,
                  .first = 100,
                  .count = 21,
                  .group = 10,
                  .group_gap = 4,
                  .pulled = 105,
                  .pulled_size = 9,
                  .pulled_gap = 6};
  float at = axis.start;
  for (const PulledAxis::Run& run : axis.runs()) {
    EXPECT_GE(run.at, at);
    EXPECT_FLOAT_EQ(run.at, axis.at(run.from));
    EXPECT_EQ(run.pulled, run.from == 105);
    at = run.at + run.length;
  }
  EXPECT_FLOAT_EQ(at, axis.end());
  EXPECT_FLOAT_EQ(axis.at(105), 10 + 5 * 3 + 6);
  EXPECT_FLOAT_EQ(axis.at(106), axis.at(105) + 9 + 6);
  EXPECT_FLOAT_EQ(axis.at(110), axis.at(109) + 3 + 4);
}

}  // namespace
}  // namespace unfold::view
