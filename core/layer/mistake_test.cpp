#include "core/layer/mistake.h"

#include "core/base/error.h"
#include "core/layer/ledger.h"
#include "core/layer/testing.h"
#include "core/layer/timing.h"

#include <gtest/gtest.h>

namespace unfold {
namespace {

constexpr LayerParams plain{.stride = 1, .pad = 1};

LayerParams with(Mistake mistake) {
  LayerParams params = plain;
  params.mistake = mistake;
  return params;
}

std::string refusal(const Shape& x, const Shape& W, const LayerParams& params) {
  try {
    (void)make_geometry(x, W, params);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Mistake, is_named_and_found_by_its_name) {
  for (int i = 0; i < mistake_count; ++i) {
    const auto mistake = static_cast<Mistake>(i);
    EXPECT_EQ(mistake_named(name(mistake)), mistake);
  }
  EXPECT_EQ(mistake_named("no_such"), std::nullopt);
}

TEST(Mistake, without_padding_keeps_the_padding_that_was_asked_for) {
  const Geometry g = make_geometry({1, 3, 8, 8}, {2, 3, 3, 3}, with(Mistake::no_padding));
  EXPECT_EQ(g.pad, 0);
  EXPECT_EQ(g.HP, 8);
  EXPECT_EQ(g.OH, 6);
  EXPECT_EQ(g.params().pad, 1);
  EXPECT_EQ(g.params(), with(Mistake::no_padding));
  EXPECT_EQ(meant(g), make_geometry({1, 3, 8, 8}, {2, 3, 3, 3}, plain));
}

TEST(Mistake, without_padding_says_what_no_longer_fits) {
  EXPECT_EQ(
      refusal({1, 1, 3, 3}, {2, 1, 3, 3}, with(Mistake::no_padding)),
      "no_padding: without the padding of 1 the maps are 1x1 and the pool window 2x2 does not fit: pool "
      "must be at most 1");
  EXPECT_EQ(
      refusal({1, 1, 2, 2}, {2, 1, 3, 3}, with(Mistake::no_padding)),
      "no_padding: without the padding of 1 the filter 3x3 does not fit the picture 2x2: choose a larger "
      "picture, or another mistake");
}

TEST(Mistake, leaves_the_axes_as_NumPy_has_them) {
  const Geometry skipped = make_geometry({2, 3, 8, 9}, {2, 3, 3, 4}, with(Mistake::no_transpose));
  EXPECT_EQ(shape_of(skipped, TensorId::col6_t), shape_of(skipped, TensorId::col6));
  EXPECT_EQ(axis_names(TensorId::col, 0, Mistake::no_transpose).count, 0);
  const Geometry swapped = make_geometry({2, 3, 8, 9}, {2, 3, 3, 4}, with(Mistake::swap_c_fh));
  EXPECT_EQ(shape_of(swapped, TensorId::col6_t), (Shape{2, swapped.OH, swapped.OW, 3, 3, 4}));
  EXPECT_EQ(axis_names(TensorId::col6_t, 3, Mistake::swap_c_fh).parts[0], Axis::FH);
  EXPECT_EQ(axis_names(TensorId::col, 1, Mistake::swap_c_fh).parts[1], Axis::C);
  EXPECT_EQ(axis_names(TensorId::col_W, 0, Mistake::swap_c_fh).parts[0], Axis::C);
}

TEST(Ledger, of_the_photo_counts_what_NumPy_holds_and_what_Unfold_holds) {
  const Geometry g = make_geometry({1, 3, 224, 224}, {64, 3, 7, 7}, {.stride = 2, .pad = 3});
  const Ledger ledger = ledger_of(g, false);
  EXPECT_DOUBLE_EQ(ledger.growth, 12.25);
  EXPECT_EQ(ledger.multiply_adds, std::int64_t{12544} * 147 * 64);
  std::int64_t numpy = 0;
  // One picture: its col is a view, np.shares_memory(col, col6), and its pooling windows are a copy.
  for (const TensorId id : {TensorId::x, TensorId::img, TensorId::col6, TensorId::W, TensorId::out2d,
                            TensorId::pool_col, TensorId::pool_windows, TensorId::pool_max})
    numpy += 4 * shape_of(g, id).count();
  EXPECT_EQ(ledger.numpy_bytes, numpy);
  EXPECT_EQ(ledger.unfold_bytes, 4 * (3 * 224 * 224 + 64 * 147 + 64 * 112 * 112 + 64 * 56 * 56));
  EXPECT_EQ(ledger.lines.size(), 14U);
}

TEST(Ledger, of_a_batch_counts_col_as_a_copy) {
  const Geometry g = make_geometry({10, 3, 7, 7}, {64, 3, 3, 3}, plain);
  for (const LedgerLine& line : ledger_of(g, false).lines) {
    if (line.tensor == TensorId::col) {
      EXPECT_EQ(line.in_numpy, Held::memory);
    }
    if (line.tensor == TensorId::pool_windows) {
      EXPECT_EQ(line.in_numpy, Held::view);
    }
  }
}

TEST(Ledger, knows_that_a_reshape_without_its_transpose_copies_nothing) {
  const Geometry g = make_geometry({1, 3, 8, 8}, {2, 3, 3, 3}, with(Mistake::no_transpose));
  for (const LedgerLine& line : ledger_of(g, false).lines) {
    if (line.tensor == TensorId::col) {
      EXPECT_EQ(line.in_numpy, Held::view);
    }
  }
}

TEST(Timing, measures_a_small_layer_whole_and_a_large_one_in_a_stated_part) {
  const auto layer =
      Walkthrough::compute(testing::random_input({{3, 2, 20, 16}, {4, 2, 3, 3}, {.stride = 1, .pad = 1}}));
  const auto whole = time_layer(*layer);
  ASSERT_TRUE(whole);
  EXPECT_TRUE(whole->whole);
  EXPECT_EQ(whole->x, (Shape{3, 2, 20, 16}));
  EXPECT_GT(whole->loop_seconds, 0);
  EXPECT_GT(whole->product_seconds, 0);
  const std::int64_t row = 16 * 2 * 9 * 4;
  const auto images = time_layer(*layer, {}, 2 * 20 * row);
  EXPECT_EQ(images->x, (Shape{2, 2, 20, 16}));
  EXPECT_FALSE(images->whole);
  const auto rows = time_layer(*layer, {}, 6 * row);
  EXPECT_EQ(rows->x, (Shape{1, 2, 6, 16}));
  EXPECT_LE(rows->multiply_adds, 6 * row);
  EXPECT_FALSE(time_layer(*layer, [](double) { return false; }));
}

TEST(Timing, takes_a_part_of_every_layer_that_can_be) {
  for (const testing::Sizes& sizes : testing::with_mistakes(testing::swept_sizes(60))) {
    const auto layer = Walkthrough::compute(testing::random_input(sizes));
    for (const std::int64_t most : {1, 50, 1000}) {
      EXPECT_TRUE(time_layer(*layer, {}, most)) << testing::words(sizes);
    }
  }
}

}  // namespace
}  // namespace unfold
