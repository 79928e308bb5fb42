#include "core/lesson/bank_groups.h"

#include "core/base/error.h"
#include "core/lesson/lesson.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace unfold {
namespace {

using ::testing::ElementsAre;

TEST(BankGroups, ABankOfAllChannelsIsCutWhereAPersonAsksForGroups) {
  const BankGroups whole = bank_groups({64, 3, 3, 3}, 1, false, {}, false);
  EXPECT_EQ(whole.channels, 3);
  EXPECT_FALSE(whole.cut);
  EXPECT_THAT(whole.choices, ElementsAre(1, 3));
  const BankGroups depthwise = bank_groups({64, 3, 3, 3}, 3, true, {}, false);
  EXPECT_EQ(depthwise.channels, 3);
  EXPECT_TRUE(depthwise.cut);
  EXPECT_FALSE(bank_groups({64, 3, 3, 3}, 2, true, {}, false).cut) << "2 does not divide 3";
}

TEST(BankGroups, ADepthwiseBankTakesTheColoursOfAPicture) {
  const BankGroups file = bank_groups({6, 1, 3, 3}, 3, false, {}, false);
  EXPECT_EQ(file.channels, 3);
  EXPECT_FALSE(file.cut);
  EXPECT_THAT(file.choices, ElementsAre(1, 3)) << "one group reads the picture's gray";
  EXPECT_THAT(bank_groups({4, 1, 3, 3}, 1, false, {}, false).choices, ElementsAre(1));
}

TEST(BankGroups, OfATypedXOnlyThoseThatGiveItsChannels) {
  EXPECT_THAT(bank_groups({4, 4, 3, 3}, 1, false, 4, false).choices, ElementsAre(1, 2, 4));
  EXPECT_THAT(bank_groups({4, 2, 3, 3}, 2, false, 4, false).choices, ElementsAre(2));
  EXPECT_THAT(bank_groups({2, 1, 3, 3}, 1, false, 1, false).choices, ElementsAre(1));
}

TEST(BankGroups, CuttingKeepsOfEachFilterTheChannelsOfItsGroup) {
  Array bank{{5, 4, 1, 2}, {}};
  for (int i = 0; i < 40; ++i) bank.data.push_back(static_cast<float>(i));
  const Array cut = cut_to_groups(bank, 2);
  EXPECT_EQ(cut.shape, (Shape{4, 2, 1, 2}));
  // Filters 0 and 1 keep channels 0 and 1, filters 2 and 3 keep 2 and 3.
  EXPECT_THAT(cut.data, ElementsAre(0, 1, 2, 3, 8, 9, 10, 11, 20, 21, 22, 23, 28, 29, 30, 31));
}

TEST(Load, ThreeGroupsOfTheBatchLessonAre63DepthwiseFilters) {
  Choice choice;
  choice.lesson = "batch";
  choice.groups = 3;
  const Document document = load(choice);
  EXPECT_EQ(document.input.x->shape, (Shape{10, 3, 7, 7}));
  EXPECT_EQ(document.input.W->shape, (Shape{63, 1, 3, 3}));
  EXPECT_EQ(document.input.params.groups, 3);
  EXPECT_TRUE(document.bank_cut);
  EXPECT_EQ(document.filters_cut, 1) << "3 does not divide 64";
  choice.groups = 1;
  EXPECT_EQ(load(choice).input.W->shape, (Shape{64, 3, 3, 3}));
  EXPECT_EQ(load(choice).filters_cut, 0);
  choice.groups = 2;
  try {
    static_cast<void>(load(choice));
    FAIL() << "2 does not divide 3";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "groups 2: vgg_3x3.npy, whose shape is (64, 3, 3, 3), runs in 1 or 3");
  }
}

}  // namespace
}  // namespace unfold
