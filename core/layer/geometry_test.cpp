#include "core/layer/geometry.h"

#include "core/base/error.h"
#include "core/layer/testing.h"

#include <gtest/gtest.h>

#include <limits>

namespace unfold {
namespace {

constexpr std::int64_t huge = std::numeric_limits<std::int64_t>::max();

std::string refusal(const Shape& x, const Shape& W, const LayerParams& params) {
  try {
    (void)make_geometry(x, W, params);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}
std::string refused_params(const LayerParams& params) { return refusal({1, 1, 3, 3}, {2, 1, 3, 3}, params); }
bool valid(const Geometry& g, const LayerParams& params) {
  return refusal({g.N, g.C, g.H, g.W}, {g.FN, g.C, g.FH, g.FW}, params) == "accepted";
}

TEST(Geometry, of_vgg_has_the_shapes_that_the_notebook_prints) {
  const Geometry g = make_geometry({1, 3, 224, 224}, {64, 3, 3, 3}, {.stride = 1, .pad = 1});
  EXPECT_EQ(shape_of(g, TensorId::img), (Shape{1, 3, 226, 226}));
  EXPECT_EQ(shape_of(g, TensorId::col), (Shape{50176, 27}));
  EXPECT_EQ(shape_of(g, TensorId::col_W), (Shape{27, 64}));
  EXPECT_EQ(shape_of(g, TensorId::conv), (Shape{1, 64, 224, 224}));
  EXPECT_EQ(shape_of(g, TensorId::pool_windows), (Shape{802816, 4}));
  EXPECT_EQ(shape_of(g, TensorId::pool), (Shape{1, 64, 112, 112}));
}

TEST(Geometry, of_ResNet_leaves_one_row_and_one_column_unread) {
  const Geometry g = make_geometry({1, 3, 224, 224}, {64, 3, 7, 7}, {.stride = 2, .pad = 3});
  EXPECT_EQ(g.OH, 112);
  EXPECT_EQ(g.unread_rows(), 1);
  EXPECT_EQ(g.unread_cols(), 1);
  EXPECT_EQ(g.pool_unread_rows(), 0);
}

TEST(Geometry, gives_back_the_parameters_it_was_made_from) {
  const LayerParams params{.stride = 2,
                           .pad = 3,
                           .pool = 3,
                           .pool_stride = 2,
                           .pool_pad = 1,
                           .pool_kind = PoolKind::average,
                           .pool_padding = PoolPadding::zeros};
  EXPECT_EQ(make_geometry({1, 3, 24, 24}, {64, 3, 7, 7}, params).params(), params);
}

TEST(Geometry, refuses_a_wrong_number_by_name_and_says_the_right_one) {
  EXPECT_EQ(refused_params({.stride = 0}), "stride 0: must be at least 1");
  EXPECT_EQ(refused_params({.pad = -1}), "pad -1: must be at least 0");
  EXPECT_EQ(refused_params({.pad = 1, .pool = 0}), "pool 0: must be at least 1");
  EXPECT_EQ(refused_params({.pad = 1, .pool_stride = -2}), "pool stride -2: must be at least 1");
  EXPECT_EQ(refused_params({.pad = 1, .pool_pad = 2}), "pool pad 2: must be at most 1");
  EXPECT_EQ(refused_params({.pad = 1, .pool_pad = -1}), "pool pad -1: must be at least 0");
}

TEST(Geometry, refuses_a_filter_that_does_not_fit_and_says_which_would) {
  EXPECT_EQ(
      refusal({1, 1, 5, 5}, {1, 1, 7, 7}, {}),
      "filter 7x7 does not fit the padded picture 5x5: pad must be at least 1 or the filter at most 5x5");
  EXPECT_EQ(
      refusal({1, 1, 5, 2}, {1, 1, 3, 7}, {.pad = 1}),
      "filter 3x7 does not fit the padded picture 7x4: pad must be at least 3 or the filter at most 7x4");
}

TEST(Geometry, refuses_a_pool_window_that_does_not_fit_and_says_which_would) {
  EXPECT_EQ(
      refused_params({.pool = 2}),
      "pool window 2x2 does not fit the padded maps 1x1: pool must be at most 1 or pool pad at least 1");
}

TEST(Geometry, refuses_shapes_that_are_no_picture_and_no_filters) {
  EXPECT_EQ(refusal({3, 3}, {1, 1, 3, 3}, {}), "x (3, 3) has 2 axes: must have 4, (N, C, H, W)");
  EXPECT_EQ(refusal({1, 1, 3, 3}, {9}, {}), "W (9,) has 1 axes: must have 4, (FN, C, FH, FW)");
  EXPECT_EQ(refusal({1, 1, 0, 3}, {1, 1, 3, 3}, {}), "x (1, 1, 0, 3): H 0: must be at least 1");
  EXPECT_EQ(refusal({1, 1, 3, 3}, {0, 1, 3, 3}, {}), "W (0, 1, 3, 3): FN 0: must be at least 1");
  EXPECT_EQ(refusal({1, 1, 3, 3}, {2, 3, 3, 3}, {}),
            "W (2, 3, 3, 3) has 3 channels: must have 1, as x (1, 1, 3, 3)");
}

TEST(Geometry, refuses_sizes_that_no_count_holds) {
  const std::int64_t large = std::int64_t{1} << 30;
  EXPECT_EQ(refused_params({.pad = huge}), "pad 9223372036854775807: must be at most 1073741824");
  EXPECT_EQ(refused_params({.stride = huge}), "stride 9223372036854775807: must be at most 1073741824");
  EXPECT_NE(refused_params({.pad = large}).find("too many values"), std::string::npos);
  EXPECT_NE(refusal({large, large, large, large}, {1, large, 1, 1}, {}).find("too many values"),
            std::string::npos);
  EXPECT_NE(refusal({1, 1, large, 1}, {large, 1, 1, 1}, {.pad = 1}).find("too many values"),
            std::string::npos);
  EXPECT_NE(refusal({huge, 1, 1, 1}, {1, 1, 1, 1}, {}).find("must be at most"), std::string::npos);
}

TEST(Geometry, fits_a_pool_pad_as_large_as_the_refusal_says) {
  for (const std::int64_t map : {1, 2, 3}) {
    for (const std::int64_t pool : {2, 3, 4, 5, 9}) {
      const LayerParams params{.pool = pool, .pool_pad = std::max<std::int64_t>(0, (pool - map + 1) / 2)};
      EXPECT_EQ(refusal({1, 1, map, map}, {1, 1, 1, 1}, params), "accepted") << map << " " << pool;
    }
  }
}

LayerParams with(LayerParams params, Param which, std::int64_t value) {
  switch (which) {
  case Param::stride: params.stride = value; break;
  case Param::pad: params.pad = value; break;
  case Param::pool: params.pool = value; break;
  case Param::pool_stride: params.pool_stride = value; break;
  case Param::pool_pad: params.pool_pad = value; break;
  }
  return params;
}
std::int64_t value_of(const LayerParams& params, Param which) {
  switch (which) {
  case Param::stride: return params.stride;
  case Param::pad: return params.pad;
  case Param::pool: return params.pool;
  case Param::pool_stride: return params.pool_stride;
  case Param::pool_pad: return params.pool_pad;
  }
  return 0;
}

// Is the range's upper end there because a control must end somewhere, not because the next value is wrong?
bool capped(const Geometry& g, Param which, std::int64_t hi) {
  switch (which) {
  case Param::stride: return hi >= std::max(g.HP - g.FH, g.WP - g.FW);
  case Param::pad: return hi >= 64;
  case Param::pool_stride: return hi >= std::max(g.OH, g.OW) + 2 * g.pool_pad - g.PH;
  case Param::pool:
  case Param::pool_pad: return false;
  }
  return false;
}

TEST(ValidRange, holds_exactly_the_values_that_are_valid_while_the_others_stay) {
  for (const testing::Sizes& sizes : testing::swept_sizes(400)) {
    const Geometry g = testing::geometry_of(sizes);
    for (const Param which : {Param::stride, Param::pad, Param::pool, Param::pool_stride, Param::pool_pad}) {
      const ParamRange range = valid_range(g, which);
      const std::string where = testing::words(sizes) + " param " + std::to_string(static_cast<int>(which));
      const std::int64_t present = value_of(sizes.params, which);
      EXPECT_LE(range.lo, present) << where;
      EXPECT_GE(range.hi, present) << where;
      for (std::int64_t v = range.lo; v <= range.hi; ++v) {
        EXPECT_TRUE(valid(g, with(sizes.params, which, v))) << where << " value " << v;
      }
      EXPECT_FALSE(valid(g, with(sizes.params, which, range.lo - 1))) << where << " below " << range.lo;
      if (!capped(g, which, range.hi)) {
        EXPECT_FALSE(valid(g, with(sizes.params, which, range.hi + 1))) << where << " above " << range.hi;
      }
    }
  }
}

}  // namespace
}  // namespace unfold
