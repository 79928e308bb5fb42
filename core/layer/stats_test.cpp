#include "core/layer/stats.h"

#include "core/layer/engine/kernel_sets.h"

#include "core/layer/testing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>

namespace unfold {
namespace {

std::vector<float> values_of(const Walkthrough& layer, TensorId id) {
  std::vector<float> values(static_cast<std::size_t>(layer.shape(id).count()));
  layer.read(id, 0, layer.shape(id).count(), values.data());
  return values;
}

// The figures taken the plain way, from values that are all finite.
TensorStats plain_stats(std::vector<float> values) {
  std::erase_if(values, [](float v) { return !std::isfinite(v); });
  TensorStats s;
  if (values.empty()) return s;
  double sum = 0.0;
  for (const float v : values) sum += static_cast<double>(v);
  s.mean = static_cast<float>(sum / static_cast<double>(values.size()));
  s.min = *std::min_element(values.begin(), values.end());
  s.max = *std::max_element(values.begin(), values.end());
  s.max_at = std::max_element(values.begin(), values.end()) - values.begin();
  for (float& v : values) v = std::abs(v);
  std::sort(values.begin(), values.end());
  s.abs_max = values.back();
  s.abs_995 = values[values.size() - 1 - values.size() / 200];
  return s;
}

// `tolerance` of the percentile, which is taken from a sample where there are many values.
void expect_stats(const TensorStats& is, const TensorStats& right, float tolerance,
                  const std::string& where) {
  EXPECT_EQ(is.min, right.min) << where;
  EXPECT_EQ(is.max, right.max) << where;
  EXPECT_EQ(is.abs_max, right.abs_max) << where;
  EXPECT_NEAR(is.mean, right.mean, 1e-5F) << where;
  EXPECT_NEAR(is.abs_995, right.abs_995, tolerance * right.abs_995) << where;
}

TEST(Stats, of_every_tensor_are_those_of_its_values) {
  for (const testing::Sizes& sizes : testing::swept_sizes(150)) {
    const auto layer = Walkthrough::compute(testing::random_input(sizes));
    for (const TensorId id : testing::every_tensor()) {
      expect_stats(layer->stats(id), plain_stats(values_of(*layer, id)),
                   layer->shape(id).count() > 8192 ? 0.05F : 0.0F,
                   testing::words(sizes) + " " + std::string(name(id)));
      EXPECT_EQ(layer->stats(id).max_at, 0);
    }
  }
}

TEST(Stats, of_every_map_are_those_of_its_values_and_say_where_its_maximum_lies) {
  for (const testing::Sizes& sizes : testing::swept_sizes(50)) {
    const auto layer = Walkthrough::compute(testing::random_input(sizes));
    for (const TensorId id : {TensorId::conv, TensorId::pool}) {
      const std::vector<float> all = values_of(*layer, id);
      const Shape shape = layer->shape(id);
      const std::int64_t size = shape[2] * shape[3];
      for (std::int64_t i = 0; i < shape[0] * shape[1]; ++i) {
        const TensorStats right = plain_stats({all.begin() + i * size, all.begin() + (i + 1) * size});
        const TensorStats& is = layer->map_stats(id, i / shape[1], i % shape[1]);
        expect_stats(is, right, 0.0F, testing::words(sizes));
        EXPECT_EQ(is.max_at, right.max_at);
      }
    }
  }
}

TEST(Stats, the_first_maximum_is_found_wherever_it_lies) {
  std::vector<float> values(5000, -1.0F);
  for (const std::size_t at : {0U, 1023U, 1024U, 3000U, 4999U}) {
    std::vector<float> v = values;
    v[at] = 2.0F;
    v.back() = 2.0F;
    EXPECT_EQ(tally_of(v, *engine::baseline_kernels()).max_at, static_cast<std::int64_t>(at));
  }
}

TEST(Stats, leave_out_what_is_not_finite) {
  const float infinity = std::numeric_limits<float>::infinity();
  const std::vector<float> values{1.0F, std::nanf(""), -infinity, 4.0F, infinity, -2.0F};
  const TensorStats s = tally_of(values, *engine::baseline_kernels()).stats(0.0F);
  EXPECT_EQ(s.min, -2.0F);
  EXPECT_EQ(s.max, 4.0F);
  EXPECT_EQ(s.max_at, 3);
  EXPECT_EQ(s.mean, 1.0F);
  EXPECT_EQ(tally_of(std::vector<float>{infinity}, *engine::baseline_kernels()).stats(0.0F).max, 0.0F);
}

TEST(Stats, a_percentile_from_a_sample_is_close_to_that_of_all) {
  std::vector<float> values(300'000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(i % 1000);
  std::vector<float> sample;
  for (std::int64_t i = 0; i < 4096; ++i) {
    sample.push_back(values[static_cast<std::size_t>(sample_place(i, 4096, std::ssize(values)))]);
  }
  EXPECT_NEAR(percentile_995(sample), 995.0F, 3.0F);
}

TEST(Stats, a_percentile_is_that_of_the_sorted_magnitudes_whatever_is_among_them) {
  std::minstd_rand random(1);
  std::normal_distribution<float> value;
  for (const std::size_t count : {1U, 2U, 200U, 201U, 1000U, 4096U, 5000U}) {
    for (const std::size_t odd : {0U, 1U, 40U}) {
      for (const bool flat : {false, true}) {
        std::vector<float> values(count);
        for (float& v : values) v = flat ? -0.5F : value(random);
        for (std::size_t i = 0; i < std::min(odd, count); ++i)
          values[i * 7 % count] = i % 2 == 0 ? std::nanf("") : -std::numeric_limits<float>::infinity();
        const float right = plain_stats(values).abs_995;
        const auto finite = std::ranges::count_if(values, [](float v) { return std::isfinite(v); });
        const auto held = std::ranges::count_if(values, [&](float v) { return std::abs(v) <= right; });
        EXPECT_GE(static_cast<double>(held), 0.995 * static_cast<double>(finite)) << count;
        EXPECT_EQ(percentile_995(values), right) << count << " values, " << odd << " not finite";
      }
    }
  }
}

TEST(Stats, the_places_of_a_sample_lie_inside_and_apart_whatever_the_size) {
  for (const std::int64_t count :
       {5LL, 4096LL, 4097LL, 100'000LL, 4'294'967'295LL, 4'294'967'296LL, 900'000'000'000LL}) {
    std::set<std::int64_t> places;
    const std::int64_t samples = std::min<std::int64_t>(4096, count);
    for (std::int64_t i = 0; i < samples; ++i) places.insert(sample_place(i, 4096, count));
    EXPECT_GE(*places.begin(), 0);
    EXPECT_LT(*places.rbegin(), count);
    EXPECT_GE(*places.rbegin(), count - count / 1000 - 1);
    EXPECT_GE(std::ssize(places), samples * 8 / 10) << count;
  }
}

}  // namespace
}  // namespace unfold
