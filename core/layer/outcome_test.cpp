#include "core/layer/outcome.h"

#include "core/layer/follow.h"
#include "core/layer/testing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace unfold {
namespace {

using Key = std::int64_t;  // a cell of conv as its element number

Key key(const Geometry& g, const CellRef& cell) { return flatten(shape_of(g, cell.tensor), cell.at); }

std::vector<CellRef> every_cell(const Geometry& g, TensorId id) {
  std::vector<CellRef> cells;
  const Shape shape = shape_of(g, id);
  for (std::int64_t i = 0; i < shape.count(); ++i) cells.push_back({id, unflatten(shape, i)});
  return cells;
}

// The cells of conv that hold this value or have it as a term, target by target.
std::set<Key> sums_of(const Geometry& g, const CellRef& cell) {
  std::set<Key> sums;
  for (const CellRef& same : copies(g, cell)) {
    if (same.tensor == TensorId::conv) sums.insert(key(g, same));
    const bool is_factor =
        same.tensor == TensorId::col || same.tensor == TensorId::col_W || same.tensor == TensorId::b;
    if (!is_factor) continue;
    const CellBox box = targets(g, true, same).at(0);
    for (std::int64_t i = 0; i < box.cells(); ++i) {
      const Index by = unflatten(box.count, i);
      for (const CellRef& sum : copies(g, {box.tensor, {box.first[0] + by[0], box.first[1] + by[1]}}))
        if (sum.tensor == TensorId::conv) sums.insert(key(g, sum));
    }
  }
  return sums;
}

TEST(Outcome, counts_every_sum_and_every_sum_that_wins_a_window) {
  std::vector<testing::Sizes> all = testing::swept_sizes(24, 7);
  std::erase_if(all, [](const testing::Sizes& s) {
    const Geometry g = testing::geometry_of(s);
    return g.M * g.K > 1500 || g.M * g.FN > 300;
  });
  const std::vector<testing::Sizes> mistaken = testing::mistaken_sizes();
  all.insert(all.end(), mistaken.begin(), mistaken.end());
  for (const testing::Sizes& sizes : all) {
    const auto layer = Walkthrough::compute(testing::random_input(sizes));
    const Geometry& g = layer->geometry();
    std::set<Key> winners;
    for (std::int64_t row = 0; row < g.N * g.QH * g.QW * g.FN; ++row) {
      const CellRef best{TensorId::pool_windows, {row, layer->argmax(row)}};
      for (const CellRef& same : copies(g, best))
        if (same.tensor == TensorId::conv) winners.insert(key(g, same));
    }
    for (const TensorId id : testing::every_tensor()) {
      for (const CellRef& cell : every_cell(g, id)) {
        const std::string where = testing::words(sizes) + " " + std::string(name(id)) + to_string(cell.at);
        const std::set<Key> sums = sums_of(g, cell);
        const Outcome outcome = outcome_of(*layer, cell);
        ASSERT_EQ(outcome.sums, std::ssize(sums)) << where;
        if (sums.empty()) continue;
        const auto wins =
            std::count_if(sums.begin(), sums.end(), [&](const Key& k) { return winners.contains(k); });
        ASSERT_EQ(outcome.wins, wins) << where;
        const std::vector<CellRef> same = copies(g, cell);
        const auto in_col = std::count_if(same.begin(), same.end(),
                                          [](const CellRef& c) { return c.tensor == TensorId::col; });
        EXPECT_EQ(outcome.copies, in_col) << where;
        // Without the transpose two copies may lie in one row.
        if (in_col > 0 && (g.mistake != Mistake::no_transpose || is_harmless(g))) {
          EXPECT_EQ(outcome.sums, in_col * g.FN / g.groups) << where;
        }
      }
    }
  }
}

TEST(Outcome, counts_no_more_windows_than_it_may) {
  const auto layer = Walkthrough::compute(testing::random_input({{1, 1, 8, 8}, {4, 1, 3, 3}, {}}));
  EXPECT_FALSE(outcome_of(*layer, {TensorId::x, {0, 0, 4, 4}}, 5).wins);
  EXPECT_TRUE(outcome_of(*layer, {TensorId::x, {0, 0, 4, 4}}).wins);
}

TEST(Way, leads_through_the_copy_that_is_asked_for) {
  const Geometry g = make_geometry({1, 3, 224, 224}, {64, 3, 7, 7}, {.stride = 2, .pad = 3});
  const CellRef pixel{TensorId::x, {0, 0, 41, 52}};
  for (const CellBox& copy : targets(g, false, {TensorId::img, {0, 0, 44, 55}})) {
    const std::vector<CellRef> way =
        follow(g, pixel, Way{.filter = 3, .y = copy.first[2], .x = copy.first[3]});
    EXPECT_NE(std::find(way.begin(), way.end(), CellRef{TensorId::col6, copy.first}), way.end());
    EXPECT_EQ(way.back().tensor, TensorId::pool);
    EXPECT_EQ(way.back().at[1], 3);
  }
  EXPECT_EQ(follow(g, pixel, Way{.filter = 3, .y = 3, .x = 3}), follow(g, pixel, 3)) << "no such copy";
}

TEST(Way, leads_back_from_a_maximum_to_the_cell_it_is) {
  const auto layer = Walkthrough::compute(testing::random_input({{1, 1, 8, 8}, {2, 1, 3, 3}, {}}));
  const Geometry& g = layer->geometry();
  for (std::int64_t row = 0; row < g.N * g.QH * g.QW * g.FN; ++row) {
    const CellRef most{TensorId::pool_max, {row}};
    for (const CellRef& cell : follow(g, most, Way{.window_column = layer->argmax(row)})) {
      if (cell.tensor < TensorId::out2d) continue;
      EXPECT_EQ(layer->at(cell), layer->at(most));
    }
  }
}

}  // namespace
}  // namespace unfold
