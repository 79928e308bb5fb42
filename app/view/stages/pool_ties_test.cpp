#include "app/view/stages/drawn_stage.h"
#include "app/view/stages/pool_code.h"

#include <gtest/gtest.h>

namespace unfold::view {
namespace {

std::shared_ptr<const Walkthrough> pooled(const Shape& x, float value, std::int64_t pool, std::int64_t stride,
                                          std::int64_t pad) {
  auto array =
      std::make_shared<Array>(Array{x, std::vector<float>(static_cast<std::size_t>(x.count()), value)});
  auto weight = std::make_shared<Array>(Array{{1, 1, 1, 1}, {1.0F}});
  LayerInput input{array, weight, nullptr, {.stride = 1, .pad = 0}};
  input.params.pool = pool;
  input.params.pool_stride = stride;
  input.params.pool_pad = pad;
  return Walkthrough::compute(std::move(input));
}

Playback at_window(std::int64_t step) {
  Playback playback;
  playback.at = {Stage::pool_max, step};
  return playback;
}

std::size_t hatches(const testing::Drawn& d) {
  std::size_t n = 0;
  for (const Item& item : d.window.canvas.items)
    if (std::holds_alternative<HatchItem>(item)) ++n;
  return n;
}

bool says(const StageStory& story, const std::string& part) {
  for (const std::string& words : story.words)
    if (words.find(part) != std::string::npos) return true;
  return false;
}

TEST(PoolTies, EqualNumbersAreSaidAndTheFirstIsKept) {
  const auto walkthrough = pooled({1, 1, 6, 6}, 0.5F, 2, 2, 0);
  const testing::Drawn d = testing::drawn(walkthrough, pool_max_view, at_window(4), {});
  EXPECT_EQ(walkthrough->argmax(4), 0);
  EXPECT_TRUE(says(d.story, "{text0|4 cells}"));
  testing::expect_well_drawn(d, *walkthrough, false);
}

TEST(PoolTies, WhatNoWindowReadsIsHatchedWithItsReason) {
  const auto walkthrough = pooled({1, 1, 7, 7}, 0.5F, 3, 3, 0);  // two windows and one row over
  const Geometry& g = walkthrough->geometry();
  const testing::Drawn d = testing::drawn(walkthrough, pool_max_view, at_window(3), {});
  EXPECT_EQ(hatches(d), 13U + 1U) << "each number at the map's edges, and the line that says what that means";
  const auto large = pooled({1, 1, 40, 40}, 0.5F, 3, 3, 0);
  EXPECT_GE(hatches(testing::drawn(large, pool_max_view, at_window(168), {})), 2U + 13U)
      << "the edges of a picture of the map, and each number in them";
  EXPECT_TRUE(says(d.story, "(7 − 3)/3"));
  EXPECT_EQ(g.pool_unread_rows(), 1);
  const auto whole = pooled({1, 1, 6, 6}, 0.5F, 3, 3, 0);
  EXPECT_EQ(hatches(testing::drawn(whole, pool_max_view, at_window(3), {})), 0U);
}

TEST(PoolTies, OverlappingWindowsWithPaddingAreWellDrawnEverywhere) {
  for (const auto& [size, pool, stride, pad] : std::vector<std::array<std::int64_t, 4>>{
           {12, 3, 2, 1}, {13, 3, 2, 1}, {9, 2, 3, 0}, {5, 5, 1, 2}, {8, 4, 4, 0}}) {
    const auto walkthrough = pooled({1, 1, size, size}, 0.25F, pool, stride, pad);
    const std::int64_t steps = step_count(walkthrough->geometry(), Stage::pool_max, {});
    for (const std::int64_t step : {std::int64_t{0}, steps / 2, steps - 1}) {
      for (const bool present : {false, true}) {
        testing::Look look;
        look.options.present = present;
        testing::expect_well_drawn(testing::drawn(walkthrough, pool_max_view, at_window(step), look),
                                   *walkthrough, present);
      }
    }
  }
}

}  // namespace
}  // namespace unfold::view
