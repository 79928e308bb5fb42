#include "core/layer/check.h"

#include "core/layer/oracle.h"
#include "core/layer/testing.h"

#include <gtest/gtest.h>

#include <cmath>

namespace unfold {
namespace {

using testing::Sizes;

Sizes a_layer(Mistake mistake) {
  return {{2, 3, 9, 8}, {4, 3, 3, 3}, {.stride = 1, .pad = 1, .mistake = mistake}};
}

TEST(OracleRow, is_the_oracle_element_by_element_to_the_last_bit) {
  OracleRow row;
  for (const Sizes& sizes : testing::swept_sizes(60)) {
    const LayerInput input = testing::random_input(sizes, sizes.x[0] != 2);
    const Geometry g = testing::geometry_of(sizes);
    for (std::int64_t n = 0; n < g.N; ++n) {
      for (std::int64_t f = 0; f < g.FN; ++f) {
        for (std::int64_t oy = 0; oy < g.OH; ++oy) {
          const std::vector<double>& values = row.compute(g, *input.x, *input.W, input.b.get(), n, f, oy);
          ASSERT_EQ(std::ssize(values), g.OW);
          for (std::int64_t ox = 0; ox < g.OW; ++ox) {
            EXPECT_EQ(values[static_cast<std::size_t>(ox)],
                      oracle_element(g, *input.x, *input.W, input.b.get(), n, f, oy, ox))
                << testing::words(sizes);
          }
        }
      }
    }
  }
}

TEST(Check, compares_every_cell_of_the_maps_and_of_the_pooled_maps) {
  for (const Sizes& sizes : testing::swept_sizes(60)) {
    const auto layer = Walkthrough::compute(testing::random_input(sizes));
    for (const int threads : {1, 3}) {
      const LayerCheck check = check_layer(*layer, {}, threads);
      EXPECT_EQ(check.conv.compared, layer->shape(TensorId::conv).count());
      EXPECT_EQ(check.pool.compared, layer->shape(TensorId::pool).count());
      EXPECT_TRUE(check.is_complete());
      EXPECT_TRUE(check.ok()) << testing::words(sizes);
      EXPECT_LT(check.conv.largest, 1e-5);
    }
  }
}

// The comparison as anybody would write it: one cell after the other.
Comparison by_hand(const Walkthrough& layer, double allowed) {
  const Geometry right = meant(layer.geometry());
  Comparison all{.tensor = TensorId::conv, .cells = layer.conv().shape.count()};
  for (std::int64_t i = 0; i < all.cells; ++i) {
    const Index at = unflatten(layer.conv().shape, i);
    const double truth = oracle_element(right, layer.x(), layer.W(), layer.b(), at[0], at[1], at[2], at[3]);
    const double off = std::abs(static_cast<double>(layer.conv().at(at)) - truth);
    ++all.compared;
    if (off > all.largest) all.largest = off, all.largest_at = CellRef{TensorId::conv, at};
    if (off <= allowed) continue;
    ++all.differing;
    if (!all.first_wrong) all.first_wrong = CellRef{TensorId::conv, at};
  }
  return all;
}

TEST(Check, finds_the_first_and_the_largest_difference_of_a_mistake_and_counts_them_all) {
  for (const Mistake mistake : {Mistake::no_transpose, Mistake::swap_c_fh, Mistake::wrong_reshape_W}) {
    const auto layer = Walkthrough::compute(testing::random_input(a_layer(mistake)));
    const Comparison expected = by_hand(*layer, 1e-4 * layer->stats(TensorId::conv).abs_max);
    EXPECT_GT(expected.differing, expected.cells / 2) << name(mistake);
    for (const int threads : {1, 4}) {
      const LayerCheck check = check_layer(*layer, {}, threads);
      EXPECT_FALSE(check.ok());
      EXPECT_EQ(check.conv, expected) << name(mistake);
      EXPECT_EQ(check.pool.differing, 0) << "the pooling of a wrong map is right in itself";
    }
  }
}

TEST(Check, of_a_layer_without_its_padding_says_both_shapes_and_compares_nothing) {
  const auto layer = Walkthrough::compute(testing::random_input(a_layer(Mistake::no_padding)));
  const LayerCheck check = check_layer(*layer);
  EXPECT_EQ(check.shape, (Shape{2, 4, 7, 6}));
  EXPECT_EQ(check.right_shape, (Shape{2, 4, 9, 8}));
  EXPECT_EQ(check.conv.compared, 0);
  EXPECT_TRUE(check.is_complete());
  EXPECT_FALSE(check.ok());
}

TEST(Check, is_fine_where_a_mistake_changes_nothing) {
  int harmless = 0, harmful = 0, unseen = 0;
  for (const Sizes& sizes : testing::with_mistakes(testing::swept_sizes(200))) {
    const auto layer = Walkthrough::compute(testing::random_input(sizes));
    if (sizes.params.mistake == Mistake::none) continue;
    const bool fine = check_layer(*layer).ok();
    if (is_harmless(layer->geometry())) {
      EXPECT_TRUE(fine) << testing::words(sizes);
      ++harmless;
    } else {
      ++(fine ? unseen : harmful);
    }
  }
  EXPECT_GT(harmless, 20);
  // Where every window lies in the padding all sums are equal, mistake or not.
  EXPECT_GT(harmful, 100);
  EXPECT_LT(unseen, 10);
}

TEST(Check, says_how_much_it_has_compared_when_it_is_stopped) {
  const auto layer = Walkthrough::compute(testing::random_input(a_layer(Mistake::none)));
  const LayerCheck check = check_layer(
      *layer, [](double done) { return done < 0.4; }, 1);
  EXPECT_FALSE(check.is_complete());
  EXPECT_TRUE(check.ok());
  EXPECT_GT(check.conv.compared, check.conv.cells / 3);
  EXPECT_LT(check.conv.compared, check.conv.cells / 2);
  EXPECT_EQ(check.pool.compared, 0);
}

}  // namespace
}  // namespace unfold
