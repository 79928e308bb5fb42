#include "core/lesson/test_pattern.h"

#include "core/io/testing.h"

#include <array>
#include <set>

namespace unfold {
namespace {

using ::testing::HasSubstr;
using testing_files::refusal;

std::array<int, 3> at(const Image& image, std::int64_t x, std::int64_t y) {
  const std::size_t i = static_cast<std::size_t>((y * image.width + x) * 3);
  return {image.rgb[i], image.rgb[i + 1], image.rgb[i + 2]};
}

TEST(TestPattern, IsFoundByItsName) {
  for (const PatternKind kind : pattern_kinds()) EXPECT_EQ(pattern_named(name(kind)), kind);
  EXPECT_EQ(pattern_named("zones"), std::nullopt);
  EXPECT_EQ(to_string(TestPattern{}), "edges:224");
}

TEST(TestPattern, IsDrawnInAnySizeAndTheSameEachTime) {
  for (const PatternKind kind : pattern_kinds()) {
    for (const std::int64_t size : {8, 9, 33, 224}) {
      const Image image = drawn({kind, size});
      EXPECT_EQ(image.width, size);
      EXPECT_EQ(image.height, size);
      ASSERT_EQ(image.rgb.size(), static_cast<std::size_t>(size * size * 3));
      EXPECT_EQ(image.rgb, drawn({kind, size}).rgb);
      EXPECT_GT(std::set<std::uint8_t>(image.rgb.begin(), image.rgb.end()).size(), 1U);
    }
  }
  for (const std::int64_t size : {-1, 0, 7, 4097})
    EXPECT_THAT(refusal([&] {
                  static_cast<void>(drawn({PatternKind::zone, size}));
                }),
                HasSubstr("8 to 4096"));
}

TEST(TestPattern, ZoneIsTheSameInAllFourDirectionsAndFinerOutwards) {
  const Image image = drawn({PatternKind::zone, 225});
  for (std::int64_t y = 0; y < 225; ++y)
    for (std::int64_t x = 0; x < 225; ++x) {
      ASSERT_EQ(at(image, x, y), at(image, y, x));
      ASSERT_EQ(at(image, x, y), at(image, 224 - x, y));
    }
  EXPECT_EQ(at(image, 112, 112), (std::array{255, 255, 255}));
  const auto turns = [&](std::int64_t from, std::int64_t to) {
    int count = 0;
    for (std::int64_t x = from + 1; x < to; ++x)
      count += (at(image, x, 112)[0] > 127) != (at(image, x - 1, 112)[0] > 127);
    return count;
  };
  EXPECT_LT(turns(112, 140), turns(140, 168));
  EXPECT_LT(turns(140, 168), turns(168, 196));
}

TEST(TestPattern, BarsAreTheEightFullColoursInTheirOrder) {
  const Image image = drawn({PatternKind::bars, 224});
  const std::array<std::array<int, 3>, 8> colours{{{255, 255, 255},
                                                   {255, 255, 0},
                                                   {0, 255, 255},
                                                   {0, 255, 0},
                                                   {255, 0, 255},
                                                   {255, 0, 0},
                                                   {0, 0, 255},
                                                   {0, 0, 0}}};
  for (std::size_t bar = 0; bar < 8; ++bar)
    EXPECT_EQ(at(image, static_cast<std::int64_t>(bar) * 28 + 14, 20), colours[bar]) << bar;
  EXPECT_EQ(at(image, 0, 223), (std::array{0, 0, 0}));
  EXPECT_EQ(at(image, 223, 223), (std::array{255, 255, 255}));
}

TEST(TestPattern, EdgesHaveUprightBarsAtTheLeftAndLevelOnesAtTheRight) {
  const Image image = drawn({PatternKind::edges, 224});
  int along = 0;
  for (std::int64_t i = 1; i < 112; ++i) along += at(image, i, 5) != at(image, i - 1, 5);
  EXPECT_EQ(along, 7);                              // eight bars of 14
  EXPECT_EQ(at(image, 120, 5), at(image, 138, 5));  // along a bar of the first band, 28 long
  EXPECT_NE(at(image, 120, 5), at(image, 120, 20));
}

}  // namespace
}  // namespace unfold
