#include "core/lesson/input_fill.h"

#include "core/base/error.h"
#include "core/lesson/lesson.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace unfold {
namespace {

Shape random_shape(std::mt19937& random) {
  const auto pick = [&](unsigned most) { return static_cast<std::int64_t>(1 + random() % most); };
  return {pick(12), pick(4), pick(60), pick(60)};
}

std::string refused(FillKind kind, const Shape& shape) {
  try {
    static_cast<void>(filled({kind}, shape));
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

TEST(InputFill, AnAddressSpellsItsIndex) {
  const Array x = filled({FillKind::address}, {10, 3, 7, 7});
  EXPECT_EQ(x.at({2, 1, 3, 4}), 2134.0F) << "image 2, channel 1, row 3, column 4";
  EXPECT_EQ(x.at({0, 0, 0, 0}), 0.0F);
  EXPECT_EQ(x.at({9, 2, 6, 6}), 9266.0F);
}

TEST(InputFill, AnAxisOfManyHasMoreDigits) {
  const Array x = filled({FillKind::address}, {1, 3, 224, 224});
  EXPECT_EQ(address_digits(x.shape), (AddressDigits{1, 1, 3, 3}));
  EXPECT_EQ(x.at({0, 2, 17, 203}), 2017203.0F);
}

TEST(InputFill, EveryAddressOfAnyShapeLeadsBackToItsIndexAndNoTwoAreAlike) {
  std::mt19937 random(7);
  for (int i = 0; i < 8; ++i) {
    const Shape shape = i == 0 ? Shape{1, 2, 101, 103} : random_shape(random);
    const Array x = filled({FillKind::address}, shape);
    const AddressDigits digits = address_digits(shape);
    std::vector<float> all = x.data;
    std::sort(all.begin(), all.end());
    EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end()) << to_string(shape);
    for (std::int64_t at = 0; at < shape.count(); ++at) {
      const Index index = unflatten(shape, at);
      const float value = x.data[static_cast<std::size_t>(at)];
      ASSERT_EQ(index_at_address(digits, static_cast<std::int64_t>(value)), index) << to_string(shape);
    }
  }
}

TEST(InputFill, RefusesAnAddressThatFloat32WouldRound) {
  EXPECT_EQ(refused(FillKind::address, {1, 1, 10, 10}), "");
  EXPECT_NE(refused(FillKind::address, {10, 3, 224, 224}).find("92,223,223"), std::string::npos);
  EXPECT_NE(refused(FillKind::address, {1, 3, 3000, 4000}).find("16,777,216"), std::string::npos);
  EXPECT_NE(refused(FillKind::ramp, {1, 3, 3000, 4000}).find("35,999,999"), std::string::npos);
  EXPECT_EQ(refused(FillKind::ramp, {10, 3, 224, 224}), "");
}

TEST(InputFill, TheOthersFollowTheirRules) {
  const Shape shape{2, 3, 5, 4};
  const Array ramp = filled({FillKind::ramp}, shape);
  const Array ones = filled({FillKind::ones}, shape);
  const Array impulse = filled({FillKind::impulse}, shape);
  const Array board = filled({FillKind::checkerboard}, shape);
  for (std::int64_t at = 0; at < shape.count(); ++at) {
    const Index index = unflatten(shape, at);
    EXPECT_EQ(ramp.at(index), static_cast<float>(at));
    EXPECT_EQ(ones.at(index), 1.0F);
    EXPECT_EQ(impulse.at(index), index[1] == 0 && index[2] == 2 && index[3] == 2 ? 1.0F : 0.0F);
    EXPECT_EQ(board.at(index), static_cast<float>((index[2] + index[3]) % 2));
  }
}

TEST(InputFill, RandomIsSplitmix64OnEveryMachine) {
  // The published stream of seed 1234567: 6457827717110365317, 3203168211198807973, …
  EXPECT_EQ(random_value(1234567, 0), static_cast<float>(6457827717110365317U >> 40U) * 0x1p-24F);
  EXPECT_EQ(random_value(1234567, 1), static_cast<float>(3203168211198807973U >> 40U) * 0x1p-24F);
  const Array one = filled({FillKind::random, 1}, {1, 3, 20, 20});
  EXPECT_EQ(filled({FillKind::random, 1}, {1, 3, 20, 20}).data, one.data);
  EXPECT_NE(filled({FillKind::random, 2}, {1, 3, 20, 20}).data, one.data);
  double sum = 0;
  for (const float v : one.data) {
    EXPECT_GE(v, 0.0F);
    EXPECT_LT(v, 1.0F);
    sum += static_cast<double>(v);
  }
  EXPECT_NEAR(sum / static_cast<double>(one.data.size()), 0.5, 0.05);
}

TEST(InputFill, IsFoundByItsName) {
  for (const FillKind kind : fill_kinds()) EXPECT_EQ(fill_named(name(kind)), kind);
  EXPECT_EQ(fill_named("noise"), std::nullopt);
  EXPECT_EQ(to_string(InputFill{FillKind::random, 7}), "random 7");
  EXPECT_EQ(to_string(InputFill{FillKind::address}), "address");
}

TEST(InputFill, TakesTheLessonsShapeAndNoneOfItsNormalisation) {
  Choice choice;
  choice.lesson = "batch";
  choice.fill = InputFill{FillKind::address};
  choice.preprocess.normalize = Normalize::imagenet;
  const Document document = load(choice);
  EXPECT_EQ(document.input.x->shape, (Shape{10, 3, 7, 7}));
  EXPECT_EQ(document.input.x->at({2, 1, 3, 4}), 2134.0F);
  EXPECT_EQ(document.preprocess, Preprocess{});
  EXPECT_TRUE(document.pictures.empty());
  EXPECT_EQ(document.fill, choice.fill);
  EXPECT_EQ(document.picture_name, "address");
  choice.lesson = "toy";
  choice.preprocess.normalize.reset();
  EXPECT_EQ(load(choice).input.x->data, (std::vector<float>{0, 1, 2, 10, 11, 12, 20, 21, 22}));
}

}  // namespace
}  // namespace unfold
