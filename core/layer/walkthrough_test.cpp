#include "core/layer/walkthrough.h"

#include "core/base/error.h"
#include "core/layer/check.h"
#include "core/layer/oracle.h"
#include "core/layer/testing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>

namespace unfold {
namespace {

using testing::Sizes;

constexpr float nan = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

LayerInput input_of(Array x, Array W, LayerParams params) {
  return {std::make_shared<Array>(std::move(x)), std::make_shared<Array>(std::move(W)), nullptr, params};
}

std::string refusal(const LayerInput& input) {
  try {
    (void)Walkthrough::compute(input);
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Walkthrough, agrees_with_the_plain_loop_nest_over_swept_sizes) {
  for (const Sizes& sizes : testing::swept_sizes(300)) {
    for (const bool bias : {false, true}) {
      const auto layer = Walkthrough::compute(testing::random_input(sizes, bias));
      const Geometry& g = layer->geometry();
      const Array conv = oracle_convolution(g, layer->x(), layer->W(), layer->b());
      ASSERT_EQ(layer->conv().shape, conv.shape);
      for (std::size_t i = 0; i < conv.data.size(); ++i) {
        ASSERT_NEAR(layer->conv().data[i], conv.data[i], 1e-5F) << testing::words(sizes) << " element " << i;
      }
      EXPECT_EQ(layer->pool().data, oracle_pooling(g, testing::array_of(layer->conv())).data)
          << testing::words(sizes);
      EXPECT_TRUE(check_layer(*layer).ok()) << testing::words(sizes);
    }
  }
}

TEST(Walkthrough, of_the_toy_shows_its_mean_and_its_edge) {
  const Array x{{1, 1, 3, 3},
                {0.12008749F, 0.26034823F, 0.31243241F, 0.89416154F, 0.13200925F, 0.68446477F, 0.68226961F,
                 0.8210616F, 0.3151989F}};
  Array W{{2, 1, 3, 3}, std::vector<float>(9, 1.0F / 9)};
  for (int y = 0; y < 3; ++y) W.data.insert(W.data.end(), {-1.0F, 0.0F, 1.0F});
  const auto layer = Walkthrough::compute(input_of(x, W, {.stride = 1, .pad = 1}));
  EXPECT_NEAR(layer->at(TensorId::conv, {0, 0, 1, 1}), 0.46911484F, 1e-6F);
  EXPECT_NEAR(layer->at(TensorId::conv, {0, 1, 1, 1}), -0.38442256F, 1e-6F);
  EXPECT_EQ(layer->at(TensorId::col, {0, 0}), 0.0F);
  EXPECT_EQ(layer->at(TensorId::col, {0, 4}), 0.12008749F);
}

TEST(Walkthrough, gives_the_same_bits_for_any_number_of_threads) {
  const Sizes sizes{
      {2, 3, 61, 83}, {7, 3, 5, 5}, {.stride = 1, .pad = 2, .pool = 3, .pool_stride = 2, .pool_pad = 1}};
  const auto one = Walkthrough::compute(testing::random_input(sizes), {}, 1);
  for (const int threads : {2, 3, 8, 100}) {
    const auto many = Walkthrough::compute(testing::random_input(sizes), {}, threads);
    EXPECT_EQ(one->conv().data, many->conv().data);
    EXPECT_EQ(one->pool().data, many->pool().data);
    EXPECT_EQ(one->stats(TensorId::col).mean, many->stats(TensorId::col).mean);
    EXPECT_EQ(one->stats(TensorId::conv).abs_995, many->stats(TensorId::conv).abs_995);
  }
}

TEST(Walkthrough, reports_progress_that_only_grows_and_ends_done) {
  double last = 0.0;
  const Sizes sizes{{1, 3, 128, 128}, {16, 3, 5, 5}, {}};
  const auto layer = Walkthrough::compute(
      testing::random_input(sizes),
      [&](double done) {
        EXPECT_GE(done, last);
        last = done;
        return true;
      },
      1);
  ASSERT_NE(layer, nullptr);
  EXPECT_DOUBLE_EQ(last, 1.0);
}

TEST(Walkthrough, is_null_when_it_was_cancelled) {
  const Sizes sizes{{1, 3, 128, 128}, {16, 3, 5, 5}, {}};
  for (const double until : {0.0, 0.5, 0.9}) {
    for (const int threads : {1, 2}) {
      const auto layer = Walkthrough::compute(
          testing::random_input(sizes), [&](double done) { return done < until; }, threads);
      if (threads == 1) {
        EXPECT_EQ(layer, nullptr) << until;
      }
    }
  }
}

TEST(Walkthrough, refuses_a_bias_of_another_length) {
  LayerInput input = testing::random_input({{1, 1, 3, 3}, {2, 1, 3, 3}, {.stride = 1, .pad = 1}});
  input.b = testing::random_array({3}, 1);
  EXPECT_EQ(refusal(input), "b (3,): must be (2,), one value for each filter of W");
}

TEST(Walkthrough, refuses_more_memory_than_there_is) {
#ifdef UNFOLD_SANITIZED
  GTEST_SKIP() << "a sanitizer ends the process at such a request";
#endif
  LayerInput input = testing::random_input({{1, 1, 1, 1}, {64, 1, 1, 1}, {.pool = 1, .pool_stride = 1}});
  input.params.pad = std::int64_t{1} << 22;
  const std::string line = refusal(input);
  EXPECT_TRUE(
      line.starts_with("the maps (1, 64, 8388609, 8388609) and the pooled maps (1, 64, 8388609, 8388609) "
                       "take 36028805.6 GB of memory, and "))
      << line;
  EXPECT_TRUE(line.ends_with(" GB are free: choose fewer filters or a larger stride")) << line;
}

TEST(Walkthrough, has_a_serial_of_its_own) {
  std::set<std::uint64_t> serials;
  for (int i = 0; i < 20; ++i)
    serials.insert(Walkthrough::compute(testing::random_input(testing::corner_sizes()[0]))->serial());
  EXPECT_EQ(serials.size(), 20U);
}

TEST(Walkthrough, keeps_a_NaN_in_a_maximum_as_NumPy_does_and_names_it_the_winner) {
  const Array W{{1, 1, 1, 1}, {1.0F}};
  for (std::size_t at = 0; at < 4; ++at) {
    Array x{{1, 1, 2, 2}, {6, 9, 8, 7}};
    x.data[at] = nan;
    const auto layer = Walkthrough::compute(input_of(x, W, {}));
    EXPECT_TRUE(std::isnan(layer->at(TensorId::pool, {0, 0, 0, 0}))) << at;
    EXPECT_EQ(layer->argmax(0), static_cast<std::int64_t>(at));
    EXPECT_TRUE(check_layer(*layer).ok());
  }
}

TEST(Walkthrough, names_the_first_of_several_equal_maxima) {
  const auto layer = Walkthrough::compute(input_of({{1, 1, 2, 2}, {1, 5, 5, 5}}, {{1, 1, 1, 1}, {1.0F}}, {}));
  EXPECT_EQ(layer->argmax(0), 1);
}

TEST(Walkthrough, pads_a_pooling_window_with_minus_infinity_or_with_zeros) {
  const Array W{{1, 1, 1, 1}, {-1.0F}};
  const Array x{{1, 1, 2, 2}, {1, 2, 3, 4}};
  LayerParams params{.pool = 2, .pool_stride = 1, .pool_pad = 1};
  const auto excluded = Walkthrough::compute(input_of(x, W, params));
  EXPECT_EQ(excluded->at(TensorId::pool_col, {0, 0}), -infinity);
  EXPECT_EQ(excluded->at(TensorId::pool, {0, 0, 0, 0}), -1.0F);
  params.pool_padding = PoolPadding::zeros;
  const auto zeros = Walkthrough::compute(input_of(x, W, params));
  EXPECT_EQ(zeros->at(TensorId::pool_col, {0, 0}), 0.0F);
  EXPECT_EQ(zeros->at(TensorId::pool, {0, 0, 0, 0}), 0.0F);
  EXPECT_EQ(zeros->at(TensorId::pool, {0, 0, 1, 1}), -1.0F);
}

}  // namespace
}  // namespace unfold
