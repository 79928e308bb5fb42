#include "app/view/format.h"

#include <gtest/gtest.h>

#include <limits>

namespace unfold::view {
namespace {

TEST(Format, WritesARealMinusAndNoSignOnARoundedZero) {
  EXPECT_EQ(fixed(-2.1178, 2), "−2.12");
  EXPECT_EQ(fixed(-0.001, 2), "0.00");
  EXPECT_EQ(with_sign(0.87, 2), "+0.87");
  EXPECT_EQ(with_sign(-0.47, 2), "−0.47");
  EXPECT_EQ(with_sign(-0.004, 2), "0.00");
}

TEST(Format, SetsACommaAtEveryThirdDigit) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(802816), "802,816");
  EXPECT_EQ(grouped(-1234567), "−1,234,567");
}

TEST(Format, GivesACellAsManyDigitsAsItHasRoomFor) {
  EXPECT_EQ(cell_number(0.12008749, 30), "");
  EXPECT_EQ(cell_number(0.12008749, 36), "0.12");
  EXPECT_EQ(cell_number(0.12008749, 40), "0.120");
  EXPECT_EQ(cell_number(0.12008749, 64), "0.12009");
  EXPECT_EQ(cell_number(-26.39, 40), "−26.39") << "a long whole part pushes decimals out";
}

TEST(Format, WritesAWholeNumberWithoutDecimals) {
  EXPECT_EQ(cell_number(2134, 40), "2134");
  EXPECT_EQ(cell_number(-1, 64), "−1");
  EXPECT_EQ(cell_number(2223223, 40), "") << "not cut";
  EXPECT_EQ(cell_number(2223223, 64), "2223223");
  EXPECT_EQ(value_text(2134, 5), "2134");
  EXPECT_EQ(value_text(0.12008749, 5), "0.12009");
  EXPECT_EQ(value_text(0, 5), "0");
}

TEST(Format, TellsNothingFromAlmostNothing) {
  EXPECT_EQ(cell_number(0, 64), "0");
  EXPECT_EQ(cell_number(-1e-5, 40), "−1e−5");
  EXPECT_EQ(cell_number(9.7e-6, 40), "1e−5");
}

TEST(Format, NeverCallsANumberZeroForWantOfRoom) {
  EXPECT_EQ(cell_number(0.392, 40, 27), ".4") << "two characters wide";
  EXPECT_EQ(cell_number(-0.384, 52, 27), "−.4");
  EXPECT_EQ(cell_number(-0.384, 40, 27), "");
  EXPECT_EQ(cell_number(-26.39, 52, 27), "−26");
  for (float px = 36; px < 120; px += 1) {
    for (const double v : {0.5, -0.04, 0.004, -3e-4, 1e-7})
      EXPECT_NE(cell_number(v, px, 27), "0") << v << " in " << px;
  }
}

TEST(Format, LeavesOutTheZeroBeforeThePointAndThenDecimals) {
  const auto shorter = [](const std::string& text) {
    std::string ascii = text;
    for (std::size_t at; (at = ascii.find("−")) != std::string::npos;) ascii.replace(at, 3, "-");
    return view::shorter({text, std::strtod(ascii.c_str(), nullptr)}).text;
  };
  EXPECT_EQ(shorter("−0.12"), "−.12");
  EXPECT_EQ(shorter("−.126"), "−0.13");
  EXPECT_EQ(shorter("+0.07"), "+.07");
  EXPECT_EQ(shorter("+0.126"), "+0.13");
  EXPECT_EQ(shorter("2.996"), "3.00");
  EXPECT_EQ(shorter("26.4"), "26");
  EXPECT_EQ(shorter("26"), "");
  EXPECT_EQ(shorter(".3"), "") << "not 0";
  EXPECT_EQ(shorter("−0.04"), "−.04");
  EXPECT_EQ(shorter("−.04"), "") << "not 0.0";
  EXPECT_EQ(shorter("0.004"), "4e−3") << "shorter, and still not 0";
  EXPECT_EQ(shorter("−0.0040"), "−0.004");
  EXPECT_EQ(shorter("1e−5"), "");
  EXPECT_EQ(shorter("0"), "");
  for (std::string text = "−0.12345"; !text.empty(); text = shorter(text))
    EXPECT_LE(text.size(), 10U) << "it ends";
}

TEST(Format, RoundsFromTheNumberAndNotFromWhatWasRoundedBefore) {
  CellNumber number{"−2.225", -2.2247};
  number = shorter(number);
  EXPECT_EQ(number.text, "−2.22");
  EXPECT_EQ(shorter(number).text, "−2.2");
  EXPECT_EQ(shorter({"0.0251", 0.02496}).text, "0.025");
}

TEST(Format, HasWordsForWhatIsNoNumber) {
  EXPECT_EQ(fixed(std::numeric_limits<double>::infinity(), 2), "∞");
  EXPECT_EQ(fixed(-std::numeric_limits<double>::infinity(), 2), "−∞");
  EXPECT_EQ(fixed(std::numeric_limits<double>::quiet_NaN(), 2), "nan");
}

TEST(Format, NeverSetsANumberSmallerThanElevenPixels) {
  for (float px = 0; px < 200; px += 1) {
    EXPECT_GE(cell_number_size(px), 11);
    EXPECT_LE(cell_number_size(px), 16);
  }
}

}  // namespace
}  // namespace unfold::view
