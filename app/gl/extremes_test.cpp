#include "app/gl/extremes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace unfold::gl {
namespace {

using view::Reducing;

struct Outlier {
  std::int64_t row = 0, col = 0;
  float value = 0;
};

// Noise between -0.1 and 0.1, and one cell that is not.
view::Picture matrix(std::int64_t rows, std::int64_t cols, Outlier outlier, Reducing reducing) {
  view::Picture p;
  p.width = cols;
  p.height = rows;
  p.reducing = reducing;
  using Fill = std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*)>;
  p.fill = std::make_shared<const Fill>(
      [=](std::int64_t x0, std::int64_t y0, std::int64_t w, std::int64_t h, float* out) {
        for (std::int64_t y = y0; y < y0 + h; ++y)
          for (std::int64_t x = x0; x < x0 + w; ++x)
            *out++ = static_cast<float>((y * 7919 + x * 104729) % 201 - 100) / 1000;
        if (outlier.row >= y0 && outlier.row < y0 + h && outlier.col >= x0 && outlier.col < x0 + w)
          out[(outlier.row - y0 - h) * w + outlier.col - x0] = outlier.value;
      });
  return p;
}

// As the cache asks for it: in tiles of 256, all of the picture on `tall` pixels.
std::vector<float> seen_whole(const view::Picture& p, std::int64_t wide, std::int64_t tall) {
  const double step_x = std::max(1.0, static_cast<double>(p.width) / static_cast<double>(wide));
  const double step_y = static_cast<double>(p.height) / static_cast<double>(tall);
  const std::int64_t w = reduced_size(p.width, step_x), h = reduced_size(p.height, step_y);
  std::vector<float> all(static_cast<std::size_t>(w * h));
  for (std::int64_t y0 = 0; y0 < h; y0 += 256)
    for (std::int64_t x0 = 0; x0 < w; x0 += 256) {
      const Reduction part{.step_x = step_x,
                           .step_y = step_y,
                           .x0 = x0,
                           .y0 = y0,
                           .w = std::min<std::int64_t>(256, w - x0),
                           .h = std::min<std::int64_t>(256, h - y0)};
      const std::vector<float> tile = reduce(p, part);
      for (std::int64_t y = 0; y < part.h; ++y)
        std::copy_n(tile.begin() + y * part.w, part.w, all.begin() + (y0 + y) * w + x0);
    }
  return all;
}

using Matrix = std::tuple<std::int64_t, std::int64_t, std::int64_t>;  // rows, columns, pixels down
class TallMatrix : public ::testing::TestWithParam<Matrix> {};

TEST_P(TallMatrix, ShowsItsOneOutlierWhenAllOfItIsOnTheScreen) {
  const auto [rows, cols, tall] = GetParam();
  for (const Outlier outlier : {Outlier{0, 0, 1.0F}, Outlier{rows - 1, cols - 1, -1.0F},
                                Outlier{rows / 3 + 1, cols / 2, -1.0F}, Outlier{rows / 7 * 5, 1, 1.0F}})
    for (const Reducing reducing : {Reducing::mean_or_outlier, Reducing::farthest_from_zero}) {
      const std::vector<float> pixels = seen_whole(matrix(rows, cols, outlier, reducing), 760, tall);
      EXPECT_EQ(std::count(pixels.begin(), pixels.end(), outlier.value), 1)
          << outlier.row << ", " << outlier.col << " of " << rows << " rows";
      const auto found = std::find(pixels.begin(), pixels.end(), outlier.value) - pixels.begin();
      EXPECT_NEAR(static_cast<double>(found / cols),
                  static_cast<double>(outlier.row) * static_cast<double>(tall) / static_cast<double>(rows),
                  1.0);
      EXPECT_EQ(found % cols, outlier.col);
    }
}
INSTANTIATE_TEST_SUITE_P(Extremes, TallMatrix,
                         ::testing::Values(Matrix{50176, 27, 540}, Matrix{802816, 4, 540},
                                           Matrix{50176, 27, 539}, Matrix{50177, 27, 613}));

TEST(Extremes, TheMeanWouldHaveHiddenIt) {
  const Outlier outlier{25000, 13, 1.0F};
  const std::vector<float> pixels = seen_whole(matrix(50176, 27, outlier, Reducing::mean), 760, 540);
  EXPECT_LT(*std::max_element(pixels.begin(), pixels.end()), 0.2F);
}

TEST(Extremes, WidthIsReducedAsHeightIs) {
  const Outlier outlier{40, 4321, -2.0F};
  const std::vector<float> pixels =
      seen_whole(matrix(300, 9000, outlier, Reducing::mean_or_outlier), 200, 100);
  EXPECT_EQ(std::count(pixels.begin(), pixels.end(), -2.0F), 1);
}

TEST(Extremes, TheLargerMagnitudeWinsOrWhatIsNoPartOfTheSpread) {
  const auto pick = [](std::initializer_list<float> values, Reducing reducing) {
    Extent extent;
    for (const float v : values) extent.add(v);
    return extent.pick(reducing);
  };
  EXPECT_EQ(pick({0.5F, 0.6F, -0.7F}, Reducing::farthest_from_zero), -0.7F);
  EXPECT_EQ(pick({0.9F, 0.8F, 0.9F, 0.1F}, Reducing::mean_or_outlier), 0.1F);
  EXPECT_EQ(pick({0.9F, 0.8F, 0.9F, 0.1F}, Reducing::farthest_from_zero), 0.9F);
  EXPECT_EQ(pick({3.0F}, Reducing::mean_or_outlier), 3.0F);
  EXPECT_EQ(pick({1, 2, 1, 2, 1, 2}, Reducing::mean_or_outlier), 1.5F);
}

TEST(Extremes, PaddingGivesWayAndWhatIsNoNumberStays) {
  constexpr float inf = std::numeric_limits<float>::infinity();
  Extent extent;
  extent.add(-inf);
  EXPECT_EQ(extent.pick(Reducing::farthest_from_zero), -inf);
  extent.add(0.25F);
  EXPECT_EQ(extent.pick(Reducing::farthest_from_zero), 0.25F);
  extent.add(inf);
  EXPECT_EQ(extent.pick(Reducing::mean_or_outlier), inf);
  extent.add(std::numeric_limits<float>::quiet_NaN());
  EXPECT_TRUE(std::isnan(extent.pick(Reducing::mean_or_outlier)));
}

TEST(Extremes, TwoPartsJoinToTheWhole) {
  Extent whole, first, second;
  for (int i = 0; i < 40; ++i) {
    const float v = std::sin(static_cast<float>(i) * 1.7F);
    whole.add(v);
    (i < 13 ? first : second).add(v);
  }
  first.add(second);
  EXPECT_EQ(first.least, whole.least);
  EXPECT_EQ(first.most, whole.most);
  EXPECT_EQ(first.count, whole.count);
  for (const Reducing reducing : {Reducing::mean_or_outlier, Reducing::farthest_from_zero})
    EXPECT_EQ(first.pick(reducing), whole.pick(reducing));
}

}  // namespace
}  // namespace unfold::gl
