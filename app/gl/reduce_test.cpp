#include "app/gl/reduce.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace unfold::gl {
namespace {

// A picture whose every texel is told apart from the others; the rectangles that were asked for are kept.
struct Made {
  std::int64_t width = 0, height = 0;
  int channels = 1;
  std::shared_ptr<std::int64_t> read = std::make_shared<std::int64_t>(0);  // texels

  [[nodiscard]] float at(std::int64_t x, std::int64_t y, int c) const {
    return static_cast<float>(x) + 1000 * static_cast<float>(y) + 0.25F * static_cast<float>(c);
  }
  [[nodiscard]] view::Picture picture() const {
    view::Picture p;
    p.width = width;
    p.height = height;
    p.channels = channels;
    using Fill = std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*)>;
    p.fill = std::make_shared<const Fill>(
        [made = *this](std::int64_t x0, std::int64_t y0, std::int64_t w, std::int64_t h, float* out) {
          EXPECT_TRUE(x0 >= 0 && y0 >= 0 && w > 0 && h > 0 && x0 + w <= made.width && y0 + h <= made.height)
              << "asked for " << w << "x" << h << " at " << x0 << ", " << y0 << " of " << made.width << "x"
              << made.height;
          *made.read += w * h;
          for (std::int64_t y = y0; y < y0 + h; ++y)
            for (std::int64_t x = x0; x < x0 + w; ++x)
              for (int c = 0; c < made.channels; ++c) *out++ = made.at(x, y, c);
        });
    return p;
  }
};

struct Span {
  std::int64_t first, last;  // last excluded
};
// Pixel i covers the texels from i*step to (i+1)*step, both rounded down, and never none.
Span span(std::int64_t i, double step, std::int64_t size) {
  const auto edge = [&](std::int64_t k) {
    return static_cast<std::int64_t>(std::floor(static_cast<double>(k) * step));
  };
  const std::int64_t first = std::min(edge(i), size - 1);
  return {first, std::min(size, std::max(first + 1, edge(i + 1)))};
}

float mean(const Made& made, std::int64_t px, std::int64_t py, int c, double step_x, double step_y) {
  const Span cols = span(px, step_x, made.width);
  const Span rows = span(py, step_y, made.height);
  double sum = 0;
  for (std::int64_t y = rows.first; y < rows.last; ++y)
    for (std::int64_t x = cols.first; x < cols.last; ++x) sum += static_cast<double>(made.at(x, y, c));
  return static_cast<float>(sum / static_cast<double>((rows.last - rows.first) * (cols.last - cols.first)));
}

std::vector<float> whole(const Made& made, double step_x, double step_y) {
  return reduce(made.picture(), {.step_x = step_x,
                                 .step_y = step_y,
                                 .w = reduced_size(made.width, step_x),
                                 .h = reduced_size(made.height, step_y)});
}

TEST(Reduce, EachPixelIsTheMeanOfItsTexels) {
  for (const Made& made : {Made{24, 18, 1}, Made{23, 19, 3}, Made{1, 7, 1}, Made{7, 1, 3}, Made{1, 1, 1}}) {
    for (const double step_x : {1.0, 1.5, 2.0, 3.0, 7.3}) {
      for (const double step_y : {1.0, 1.25, 2.0, 5.0, 11.9}) {
        const std::vector<float> pixels = whole(made, step_x, step_y);
        const std::int64_t w = reduced_size(made.width, step_x);
        const std::int64_t h = reduced_size(made.height, step_y);
        ASSERT_EQ(pixels.size(), static_cast<std::size_t>(w * h * made.channels));
        for (std::int64_t y = 0; y < h; ++y)
          for (std::int64_t x = 0; x < w; ++x)
            for (int c = 0; c < made.channels; ++c)
              ASSERT_NEAR(pixels[static_cast<std::size_t>((y * w + x) * made.channels + c)],
                          mean(made, x, y, c, step_x, step_y), 2e-3)
                  << "pixel " << x << ", " << y << " channel " << c << " of " << made.width << "x"
                  << made.height << " by " << step_x << ", " << step_y;
      }
    }
  }
}

TEST(Reduce, TexelsInMemoryAreReducedWhereTheyStand) {
  constexpr std::int64_t width = 37, height = 23, pitch = 41;
  const Made made{width, height, 1};
  std::vector<float> memory(static_cast<std::size_t>(pitch * height), 1e30F);
  for (std::int64_t y = 0; y < height; ++y)
    for (std::int64_t x = 0; x < width; ++x)
      memory[static_cast<std::size_t>(y * pitch + x)] = made.at(x, y, 0);
  view::Picture picture = made.picture();
  picture.texels = memory.data();
  picture.pitch = pitch;
  for (const double step : {1.5, 2.0, 4.3, 60.0}) {
    const Reduction all{.step_x = step,
                        .step_y = step / 1.3,
                        .w = reduced_size(width, step),
                        .h = reduced_size(height, step / 1.3)};
    EXPECT_EQ(reduce(picture, all), reduce(made.picture(), all)) << step;
  }
  *made.read = 0;
  static_cast<void>(reduce(picture, {.step_x = 2, .step_y = 2, .w = 10, .h = 10}));
  EXPECT_EQ(*made.read, 0) << "nothing is copied first";
}

TEST(Reduce, AStepOfOneCopies) {
  const Made made{9, 5, 3};
  const std::vector<float> pixels = reduce(made.picture(), {.x0 = 2, .y0 = 1, .w = 4, .h = 3});
  ASSERT_EQ(pixels.size(), 36U);
  for (std::int64_t y = 0; y < 3; ++y)
    for (std::int64_t x = 0; x < 4; ++x)
      for (int c = 0; c < 3; ++c)
        EXPECT_EQ(pixels[static_cast<std::size_t>((y * 4 + x) * 3 + c)], made.at(x + 2, y + 1, c));
}

TEST(Reduce, TheStepsOfTheTwoAxesAreTheirOwn) {
  const Made made{12, 12};
  EXPECT_EQ(whole(made, 1, 4).size(), 12U * 3);
  EXPECT_EQ(whole(made, 4, 1).size(), 3U * 12);
  EXPECT_NEAR(whole(made, 4, 1)[0], 1.5, 1e-6);     // columns 0 to 3
  EXPECT_NEAR(whole(made, 1, 4)[0], 1500.0, 1e-3);  // rows 0 to 3
}

TEST(Reduce, TilesJoinWithoutASeam) {
  const Made made{61, 47, 1};
  for (const double step : {1.0, 2.0, 2.7, 4.1}) {
    const std::int64_t w = reduced_size(made.width, step);
    const std::int64_t h = reduced_size(made.height, step);
    const std::vector<float> all = whole(made, step, step);
    for (std::int64_t y0 = 0; y0 < h; y0 += 5) {
      for (std::int64_t x0 = 0; x0 < w; x0 += 7) {
        const Reduction tile{.step_x = step,
                             .step_y = step,
                             .x0 = x0,
                             .y0 = y0,
                             .w = std::min<std::int64_t>(7, w - x0),
                             .h = std::min<std::int64_t>(5, h - y0)};
        const std::vector<float> pixels = reduce(made.picture(), tile);
        for (std::int64_t y = 0; y < tile.h; ++y)
          for (std::int64_t x = 0; x < tile.w; ++x)
            ASSERT_EQ(pixels[static_cast<std::size_t>(y * tile.w + x)],
                      all[static_cast<std::size_t>((y0 + y) * w + x0 + x)])
                << "pixel " << x << ", " << y << " of the tile at " << x0 << ", " << y0 << ", step " << step;
      }
    }
  }
}

TEST(Reduce, TheLastPixelHoldsTheRest) {
  const Made made{10, 1};
  const std::vector<float> pixels = whole(made, 4, 1);  // 0-3, 4-7, 8-9
  ASSERT_EQ(pixels.size(), 3U);
  EXPECT_NEAR(pixels[1], 5.5, 1e-6);
  EXPECT_NEAR(pixels[2], 8.5, 1e-6);
}

TEST(Reduce, OfVeryManyRowsOnlySomeAreRead) {
  const Made made{4, 30'000'000};
  const std::vector<float> pixels =
      reduce(made.picture(), {.step_x = 1, .step_y = 100'000, .w = 4, .h = 300});
  EXPECT_LT(*made.read, 4 * 300 * 100);
  for (std::int64_t y = 0; y < 300; ++y) {
    // The rows that are read lie evenly among all of them: their mean is near the mean of all.
    const double middle = 1000.0 * (static_cast<double>(y) * 100'000 + 49999.5);
    ASSERT_NEAR(static_cast<double>(pixels[static_cast<std::size_t>(y * 4)]), middle, 1000.0 * 100'000 / 100)
        << "row " << y;
  }
}

TEST(ReducedSize, CoversAllTexelsWithoutAnEmptyPixel) {
  EXPECT_EQ(reduced_size(10, 1), 10);
  EXPECT_EQ(reduced_size(10, 3), 4);
  EXPECT_EQ(reduced_size(9, 3), 3);
  EXPECT_EQ(reduced_size(1, 50), 1);
  EXPECT_EQ(reduced_size(50176, 50176.0 / 600), 600);
  for (std::int64_t texels = 1; texels < 200; ++texels) {
    for (const double step : {1.0, 1.1, 1.7, 2.0, 3.9, 64.0}) {
      const std::int64_t n = reduced_size(texels, step);
      EXPECT_GE(static_cast<double>(n) * step, static_cast<double>(texels) - 1e-3);
      EXPECT_TRUE(n == 1 || static_cast<double>(n - 1) * step < static_cast<double>(texels));
    }
  }
}

}  // namespace
}  // namespace unfold::gl
