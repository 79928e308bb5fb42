#include "core/layer/histogram.h"

#include "core/layer/testing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace unfold {
namespace {

// As np.histogram's documentation defines it: edges evenly apart, each bin open above but for the last.
std::vector<std::int64_t> plain_counts(const std::vector<float>& values, float lo, float hi) {
  std::vector<std::int64_t> counts(histogram_bins, 0);
  const double width = (static_cast<double>(hi) - static_cast<double>(lo)) / histogram_bins;
  for (const float v : values) {
    if (!std::isfinite(v)) continue;
    int bin = 0;
    while (bin + 1 < histogram_bins &&
           static_cast<double>(lo) + (bin + 1) * width <= static_cast<double>(v) && hi > lo)
      ++bin;
    ++counts[static_cast<std::size_t>(bin)];
  }
  return counts;
}

// The two ways to round an edge may part a value that lies on it: so close to one another the counts are.
void expect_same_counts(const Histogram& h, const std::vector<float>& values, const std::string& where) {
  const std::vector<std::int64_t> right = plain_counts(values, h.lo, h.hi);
  std::int64_t apart = 0;
  for (std::size_t i = 0; i < right.size(); ++i) apart += std::abs(h.counts[i] - right[i]);
  EXPECT_LE(apart, 2) << where;
  EXPECT_EQ(h.finite() + h.not_finite, std::ssize(values)) << where;
}

TEST(Histogram, of_every_tensor_counts_each_of_its_cells_once) {
  Workers workers(3);
  for (const testing::Sizes& sizes : testing::swept_sizes(60)) {
    const auto layer = Walkthrough::compute(testing::random_input(sizes));
    for (const TensorId id : testing::every_tensor()) {
      std::vector<float> values(static_cast<std::size_t>(layer->shape(id).count()));
      layer->read(id, 0, layer->shape(id).count(), values.data());
      const Histogram h = tensor_histogram(*layer, id, workers);
      EXPECT_EQ(h.lo, layer->stats(id).min);
      EXPECT_EQ(h.hi, layer->stats(id).max);
      expect_same_counts(h, values, testing::words(sizes) + " " + std::string(name(id)));
    }
  }
}

TEST(Histogram, of_a_map_counts_that_map_alone) {
  for (const testing::Sizes& sizes : testing::swept_sizes(20)) {
    const auto layer = Walkthrough::compute(testing::random_input(sizes));
    for (const TensorId id : {TensorId::conv, TensorId::pool}) {
      const Shape shape = layer->shape(id);
      const std::int64_t size = shape[2] * shape[3];
      for (std::int64_t i = 0; i < shape[0] * shape[1]; ++i) {
        std::vector<float> values(static_cast<std::size_t>(size));
        layer->read(id, i * size, size, values.data());
        expect_same_counts(map_histogram(*layer, id, i / shape[1], i % shape[1]), values,
                           testing::words(sizes));
      }
    }
  }
}

TEST(Histogram, is_the_same_for_any_number_of_threads) {
  const auto layer = Walkthrough::compute(testing::random_input({{2, 3, 9, 7}, {5, 3, 3, 3}, {.pad = 1}}));
  Workers one(1), seven(7);
  EXPECT_EQ(tensor_histogram(*layer, TensorId::conv, one), tensor_histogram(*layer, TensorId::conv, seven));
}

TEST(Histogram, puts_edges_where_numpy_puts_them) {
  const Histogram h = histogram_of(std::vector<float>{0.0F, 0.5F, 1.0F, 1.5F, 2.0F}, 0.0F, 2.0F, 4);
  EXPECT_EQ(h.counts, (std::vector<std::int64_t>{1, 1, 1, 2}));
}

TEST(Histogram, leaves_out_what_is_not_finite_and_says_how_many) {
  const float infinity = std::numeric_limits<float>::infinity();
  const Histogram h = histogram_of(std::vector<float>{1.0F, std::nanf(""), -infinity, 3.0F}, 1.0F, 3.0F, 2);
  EXPECT_EQ(h.counts, (std::vector<std::int64_t>{1, 1}));
  EXPECT_EQ(h.not_finite, 2);
}

TEST(Histogram, of_one_value_over_and_over_is_one_bin) {
  const Histogram h = histogram_of(std::vector<float>(9, 4.0F), 4.0F, 4.0F, 8);
  EXPECT_EQ(h.counts[0], 9);
  EXPECT_EQ(h.largest(), 9);
  EXPECT_EQ(h.bin(4.0F), 0);
}

}  // namespace
}  // namespace unfold
