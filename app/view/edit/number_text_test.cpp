#include "app/view/edit/number_text.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>

namespace unfold::view {
namespace {

std::string field_text(std::u32string_view typed) {
  std::string text;
  for (const char32_t c : typed) text += field_character(c).value_or('?');
  return text;
}

TEST(NumberText, ReadsWhatPeopleType) {
  EXPECT_EQ(parse_number("-1.5"), -1.5F);
  EXPECT_EQ(parse_number("1e-3"), 1e-3F);
  EXPECT_EQ(parse_number(".5"), 0.5F);
  EXPECT_EQ(parse_number("-.5"), -0.5F);
  EXPECT_EQ(parse_number("+2"), 2.0F);
  EXPECT_EQ(parse_number("5."), 5.0F);
  EXPECT_EQ(parse_number("2134"), 2134.0F);
  EXPECT_EQ(parse_number("2E2"), 200.0F);
  EXPECT_EQ(parse_number("1e-60"), 0.0F) << "too small to tell from zero";
}

TEST(NumberText, RefusesWhatIsNoNumber) {
  for (const char* text : {"", "-", ".", "+-1", "1e", "abc", "1.2.3", "0x10", "inf", "nan", "-inf", "1,5",
                           "1e60", "--1", "12a", "1 2"})
    EXPECT_EQ(parse_number(text), std::nullopt) << text;
}

TEST(NumberText, TakesWhatAJapaneseInputMethodSends) {
  EXPECT_EQ(field_text(U"１２３"), "123");
  EXPECT_EQ(field_text(U"−１．５"), "-1.5");
  EXPECT_EQ(field_text(U"ー０。５"), "-0.5");
  EXPECT_EQ(field_text(U"－２ｅ－３"), "-2e-3");
  EXPECT_EQ(field_character(U'あ'), std::nullopt);
  EXPECT_EQ(field_character(U'\t'), std::nullopt);
}

TEST(NumberText, WritesTheShortestTextThatIsReadBackAlike) {
  EXPECT_EQ(number_text(0.26034823F), "0.26034823");
  EXPECT_EQ(number_text(-1.0F), "-1");
  EXPECT_EQ(number_text(2134.0F), "2134");
  EXPECT_EQ(number_text(-0.0F), "0");
  EXPECT_EQ(number_text(1e-5F), "1e-05");
  std::mt19937 random(2);
  for (int i = 0; i < 20000; ++i) {
    const auto value = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
    if (!std::isfinite(value)) continue;
    const std::optional<float> back = parse_number(number_text(value));
    ASSERT_TRUE(back) << number_text(value);
    ASSERT_EQ(*back, value) << number_text(value);
  }
}

TEST(NumberText, WindsToTheNextMultiple) {
  EXPECT_EQ(nudged(0.26034823F, 1, 0.1F), 0.3F);
  EXPECT_EQ(nudged(0.26034823F, -1, 0.1F), 0.2F);
  EXPECT_EQ(nudged(0.3F, 1, 0.1F), 0.4F);
  EXPECT_EQ(nudged(0.3F, -1, 0.1F), 0.2F);
  EXPECT_EQ(nudged(0.1F, -1, 0.1F), 0.0F);
  EXPECT_EQ(nudged(0.0F, -1, 0.1F), -0.1F);
  EXPECT_EQ(nudged(2134.0F, 1, 1), 2135.0F);
  EXPECT_EQ(nudged(2134.0F, -10, 1), 2124.0F);
}

TEST(NumberText, WindsThereAndBack) {
  for (const float step : {1.0F, 0.1F, 0.01F, 0.001F}) {
    float value = 0;
    for (int i = 0; i < 57; ++i) value = nudged(value, 1, step);
    for (int i = 0; i < 57; ++i) value = nudged(value, -1, step);
    EXPECT_EQ(value, 0.0F) << step;
  }
}

TEST(NumberText, WindsLargeNumbersInLargerSteps) {
  EXPECT_EQ(nudge_step(2134), 1);
  EXPECT_EQ(nudge_step(1), 0.1F);
  EXPECT_EQ(nudge_step(0.89F), 0.1F);
  EXPECT_FLOAT_EQ(nudge_step(0.05F), 0.01F);
  EXPECT_EQ(nudge_step(0), 0.1F);
}

}  // namespace
}  // namespace unfold::view
