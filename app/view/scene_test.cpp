#include "app/view/scene.h"

#include <gtest/gtest.h>

namespace unfold::view {
namespace {

// Every fourth row and every second column of a plane of col6, 5 rows of 7.
CellHit strided() {
  CellHit hit{.tensor = TensorId::col6,
              .origin = {1, 2, 0, 3, 0, 0},
              .row_axis = 4,
              .col_axis = 5,
              .row0 = 8,
              .col0 = 1,
              .row_step = 4,
              .col_step = 2};
  hit.cell_w = 6;
  hit.cell_h = 3.5F;
  return hit;
}
constexpr Rect at{100, 40, 42, 17.5F};

TEST(CellHit, SaysOfEveryPlaceWhichCellLiesThereAndOfTheCellWhichPlace) {
  const CellHit hit = strided();
  for (int i = 0; i < 5; ++i)
    for (int j = 0; j < 7; ++j) {
      const CellRef cell = cell_at(
          at, hit, {at.x + (static_cast<float>(j) + 0.5F) * 6, at.y + (static_cast<float>(i) + 0.5F) * 3.5F});
      EXPECT_EQ(cell, (CellRef{TensorId::col6, {1, 2, 0, 3, 8 + 4 * i, 1 + 2 * j}}));
      EXPECT_EQ(rect_of(at, hit, cell),
                (Rect{100 + 6.0F * static_cast<float>(j), 40 + 3.5F * static_cast<float>(i), 6, 3.5F}));
    }
}

TEST(CellHit, HasNoPlaceForACellOfAnotherPlaneBetweenItsStepsOrBeyondItsEnd) {
  const CellHit hit = strided();
  for (const Index& index : {Index{0, 2, 0, 3, 8, 1}, Index{1, 2, 0, 3, 9, 1}, Index{1, 2, 0, 3, 4, 1},
                             Index{1, 2, 0, 3, 28, 1}, Index{1, 2, 0, 3, 8, 15}})
    EXPECT_EQ(rect_of(at, hit, {TensorId::col6, index}), Rect{}) << to_string(index);
  EXPECT_EQ(rect_of(at, hit, {TensorId::col, {0, 0}}), Rect{});
}

TEST(CellHit, OfOneCellIsThatCellEverywhere) {
  CellHit hit{.tensor = TensorId::pool, .origin = {0, 5, 1, 2}};
  hit.cell_w = 42;
  hit.cell_h = 17.5F;
  EXPECT_EQ(cell_at(at, hit, {141, 57}), (CellRef{TensorId::pool, {0, 5, 1, 2}}));
  EXPECT_EQ(rect_of(at, hit, {TensorId::pool, {0, 5, 1, 2}}), at);
}

TEST(Scene, AnswersWithTheLastPlaceUnderThePointer) {
  Scene scene;
  scene.hits.push_back({{0, 0, 10, 10}, TipHit{"below"}});
  scene.hits.push_back({{5, 5, 10, 10}, TipHit{"above"}});
  const auto tip = [&](Vec2 p) {
    const Hit* hit = hit_at(scene, p);
    return hit == nullptr ? "" : std::get<TipHit>(hit->what).tip;
  };
  EXPECT_EQ(tip({2, 2}), "below");
  EXPECT_EQ(tip({7, 7}), "above");
  EXPECT_EQ(tip({15, 7}), "") << "an edge belongs to its neighbour";
}

}  // namespace
}  // namespace unfold::view
