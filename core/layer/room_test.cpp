#include "core/layer/room.h"

#include "core/base/memory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace unfold {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Geometry& photo() {
  static const Geometry g = make_geometry({1, 3, 3000, 4000}, {64, 3, 7, 7}, {.stride = 2, .pad = 3});
  return g;
}

TEST(Room, counts_the_maps_and_the_pooled_maps) {
  EXPECT_EQ(map_bytes(photo()), 4LL * 64 * (1500 * 2000 + 750 * 1000));
}

TEST(Room, says_before_it_begins_what_does_not_fit_and_what_would) {
  EXPECT_FALSE(too_large(photo(), 2'000'000'000));
  const auto refusal = too_large(photo(), 700'000'000);
  ASSERT_TRUE(refusal);
  const std::string line = refusal->what();
  EXPECT_THAT(line, HasSubstr("(1, 64, 1500, 2000)"));
  EXPECT_THAT(line, HasSubstr("take 1.0 GB of memory, and 0.5 GB are free"));
  const auto size = largest_picture(photo(), std::int64_t{490'284'800} * 9 / 10);
  ASSERT_TRUE(size);
  EXPECT_EQ(refusal->fits, size);
  EXPECT_THAT(line,
              HasSubstr("--resize " + std::to_string(size->width) + "x" + std::to_string(size->height)));
  EXPECT_EQ(line.find('\n'), std::string::npos);
}

TEST(Room, offers_the_largest_picture_that_fits_and_keeps_its_form) {
  const std::int64_t bytes = 300'000'000;
  const auto size = largest_picture(photo(), bytes);
  ASSERT_TRUE(size);
  const auto bytes_of = [](const PictureSize& s) {
    return map_bytes(make_geometry({1, 3, s.height, s.width}, {64, 3, 7, 7}, {.stride = 2, .pad = 3}));
  };
  EXPECT_LE(bytes_of(*size), bytes);
  EXPECT_GT(bytes_of({size->width * 21 / 20, size->height * 21 / 20}), bytes);
  EXPECT_NEAR(static_cast<double>(size->width) / static_cast<double>(size->height), 4.0 / 3, 0.01);
  EXPECT_EQ(largest_picture(photo(), 2'000'000'000), (PictureSize{4000, 3000}));
  EXPECT_FALSE(largest_picture(photo(), 10));
}

TEST(Room, offers_no_picture_where_not_even_the_smallest_fits) {
  const auto refusal = too_large(photo(), 0);
  ASSERT_TRUE(refusal);
  EXPECT_FALSE(refusal->fits);
  EXPECT_THAT(refusal->what(), Not(HasSubstr("--resize")));
}

TEST(Room, says_the_same_of_memory_that_was_refused_though_it_seemed_free) {
  const TooLarge refusal = refused_memory(photo());
  EXPECT_THAT(refusal.what(),
              HasSubstr("(1, 64, 1500, 2000) and the pooled maps (1, 64, 750, 1000) take 1.0 GB"));
  ASSERT_TRUE(refusal.fits);
  EXPECT_LT(refusal.fits->width, 4000);
  EXPECT_THAT(refusal.what(), HasSubstr("fewer filters or a larger stride"));
}

TEST(Room, asks_the_system_for_what_is_free) {
#if defined(__linux__)
  const auto free = available_memory();
  ASSERT_TRUE(free);
  EXPECT_GT(*free, 1'000'000);
#endif
}

}  // namespace
}  // namespace unfold
