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
  return refusal({g.N, g.C, g.H, g.W}, {g.FN, g.CG, g.FH, g.FW}, params) == "accepted";
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

TEST(Geometry, of_a_dilated_grouped_and_unevenly_padded_layer_is_what_PyTorch_says) {
  // conv2d(pad(x, (left 1, right 2, top 0, bottom 3)), W, stride=2, dilation=3, groups=2), then
  // max_pool2d(kernel_size=2, stride=2, ceil_mode=True).
  const LayerParams params{
      .stride = 2, .pad = {0, 1, 3, 2}, .dilation = 3, .groups = 2, .pool = 2, .pool_ceil = true};
  const Geometry g = make_geometry({5, 4, 12, 15}, {6, 2, 3, 2}, params);
  EXPECT_EQ(shape_of(g, TensorId::img), (Shape{5, 4, 15, 18}));
  EXPECT_EQ(shape_of(g, TensorId::col), (Shape{5 * 5 * 8, 24}));
  EXPECT_EQ(shape_of(g, TensorId::col_W), (Shape{12, 6}));
  EXPECT_EQ(shape_of(g, TensorId::conv), (Shape{5, 6, 5, 8}));
  EXPECT_EQ(shape_of(g, TensorId::pool), (Shape{5, 6, 3, 4}));
  EXPECT_EQ(g.pool_rows().over(), 1);
  EXPECT_EQ(g.pool_cols().over(), 0);
  EXPECT_EQ(g.params(), params);
}

TEST(Geometry, rounds_a_pooled_size_up_only_while_the_last_window_begins_on_the_map) {
  const auto pooled = [](std::int64_t map, const LayerParams& params) {
    return make_geometry({1, 1, map, map}, {1, 1, 1, 1}, params).QH;
  };
  EXPECT_EQ(pooled(5, {.pool = 2, .pool_stride = 2, .pool_ceil = false}), 2);
  EXPECT_EQ(pooled(5, {.pool = 2, .pool_stride = 2, .pool_ceil = true}), 3);
  EXPECT_EQ(pooled(1, {.pool = 2, .pool_stride = 2, .pool_ceil = true}), 1);
  // ceil((1 + 2 - 2) / 2) + 1 = 2 windows, but the second one would begin in the padding after the map.
  EXPECT_EQ(pooled(1, {.pool = 2, .pool_stride = 2, .pool_pad = 1, .pool_ceil = true}), 1);
}

TEST(Geometry, refuses_a_wrong_number_by_name_and_says_the_right_one) {
  EXPECT_EQ(refused_params({.stride = 0}), "stride 0: must be at least 1");
  EXPECT_EQ(refused_params({.pad = -1}), "pad -1: must be at least 0");
  EXPECT_EQ(refused_params({.pad = 1, .pool = 0}), "pool 0: must be at least 1");
  EXPECT_EQ(refused_params({.pad = 1, .pool_stride = -2}), "pool stride -2: must be at least 1");
  EXPECT_EQ(refused_params({.pad = 1, .pool_pad = 2}), "pool pad 2: must be at most 1");
  EXPECT_EQ(refused_params({.pad = 1, .pool_pad = -1}), "pool pad -1: must be at least 0");
  EXPECT_EQ(refused_params({.pad = {1, 1, -1, 0}}), "pad at the bottom -1: must be at least 0");
  EXPECT_EQ(refused_params({.pad = 1, .pool_pad = {0, 2, 0, 0}}),
            "pool pad at the left 2: must be at most 1");
  EXPECT_EQ(refused_params({.dilation = 0}), "dilation 0: must be at least 1");
  EXPECT_EQ(refused_params({.groups = 0}), "groups 0: must be at least 1");
  EXPECT_EQ(refused_params({.pad = 1, .pool_dilation = 0}), "pool dilation 0: must be at least 1");
}

TEST(Geometry, refuses_groups_that_do_not_divide_and_says_which_would) {
  EXPECT_EQ(refusal({1, 6, 3, 3}, {8, 3, 3, 3}, {.groups = 4}),
            "groups 4: must divide the 6 channels of x, as 3 does");
  EXPECT_EQ(refusal({1, 6, 3, 3}, {8, 2, 3, 3}, {.groups = 3}),
            "groups 3: must divide the 8 filters of W, as 2 does");
  EXPECT_EQ(refusal({1, 6, 3, 3}, {8, 6, 3, 3}, {.groups = 2}),
            "W (8, 6, 3, 3) has 6 channels: must have 3, as x (1, 6, 3, 3) in 2 groups");
}

TEST(Geometry, refuses_a_filter_that_does_not_fit_and_says_which_would) {
  EXPECT_EQ(
      refusal({1, 1, 5, 5}, {1, 1, 7, 7}, {}),
      "filter 7x7 does not fit the padded picture 5x5: pad must be at least 1 or the filter at most 5x5");
  EXPECT_EQ(
      refusal({1, 1, 5, 2}, {1, 1, 3, 7}, {.pad = 1}),
      "filter 3x7 does not fit the padded picture 7x4: pad must be at least 3 or the filter at most 7x4");
}

TEST(Geometry, refuses_a_dilation_that_does_not_fit_and_says_which_would) {
  EXPECT_EQ(
      refusal({1, 1, 7, 6}, {1, 1, 3, 3}, {.dilation = 4}),
      "filter 3x3 with dilation 4 spans 9x9 and does not fit the padded picture 7x6: pad must be at least "
      "2 or dilation at most 2");
  EXPECT_EQ(refusal({1, 1, 3, 3}, {1, 1, 1, 1}, {.pool = 2, .pool_pad = 1, .pool_dilation = 4}),
            "pool dilation 4: must be at most 3, for the maps are 3x3");
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

// Is the range's upper end there because a control must end somewhere, not because the next value is wrong?
bool capped(const Geometry& g, Param which, std::int64_t hi) {
  switch (which) {
  case Param::stride: return hi >= std::max(g.HP - g.rows().extent(), g.WP - g.cols().extent());
  case Param::pad:
  case Param::pad_top:
  case Param::pad_left:
  case Param::pad_bottom:
  case Param::pad_right: return hi >= 64;
  case Param::dilation: return g.FH == 1 && g.FW == 1;
  case Param::pool_stride:
    return hi >= std::max(g.pool_rows().padded(), g.pool_cols().padded()) - g.pool_rows().extent();
  case Param::pool_ceil: return hi == 1;
  case Param::groups:
  case Param::pool:
  case Param::pool_pad: return false;
  }
  return false;
}

TEST(ValidRange, holds_exactly_the_values_that_are_valid_while_the_others_stay) {
  for (const testing::Sizes& sizes : testing::swept_sizes(400)) {
    const Geometry g = testing::geometry_of(sizes);
    for (int i = 0; i < param_count; ++i) {
      const auto which = static_cast<Param>(i);
      const ParamRange range = valid_range(g, which);
      const std::string where = testing::words(sizes) + " param " + std::to_string(i);
      const std::int64_t present = value_of(sizes.params, which);
      EXPECT_LE(range.lo, present) << where;
      EXPECT_GE(range.hi, present) << where;
      for (std::int64_t v = range.lo; v <= range.hi; ++v) {
        EXPECT_TRUE(valid(g, with_value(sizes.params, which, v))) << where << " value " << v;
      }
      // A range has the present value in it, be it of sides that differ.
      const bool lowest = which == Param::pool_ceil && range.lo == 0;
      if (!lowest) {
        EXPECT_FALSE(valid(g, with_value(sizes.params, which, range.lo - 1)))
            << where << " below " << range.lo;
      }
      if (!capped(g, which, range.hi)) {
        EXPECT_FALSE(valid(g, with_value(sizes.params, which, range.hi + 1)))
            << where << " above " << range.hi;
      }
    }
  }
}

}  // namespace
}  // namespace unfold
