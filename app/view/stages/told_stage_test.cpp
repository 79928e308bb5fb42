#include "app/view/stages/told_stage.h"

#include <gtest/gtest.h>

namespace unfold::view {
namespace {

using testing::has_code;
using testing::has_words;
using testing::told;

Choice pattern(PatternKind kind, std::int64_t size) {
  Choice choice;
  choice.pattern = TestPattern{kind, size};
  return choice;
}

TEST(ToldInput, OfATestPatternTheCodeDrawsItAndOpensNoFile) {
  for (const PatternKind kind : pattern_kinds()) {
    for (const std::int64_t size : {32, 33}) {
      const StageStory story = told(pattern(kind, size), Stage::input);
      EXPECT_FALSE(has_code(story, "Image.open")) << name(kind);
      EXPECT_TRUE(has_code(story, "Image.fromarray")) << name(kind);
      EXPECT_TRUE(has_code(story, std::to_string(size))) << name(kind);
      EXPECT_TRUE(has_words(story, "no file"));
    }
  }
  EXPECT_TRUE(has_code(told(pattern(PatternKind::zone, 224), Stage::input), "(np.arange(224) - 111.5)**2"));
  EXPECT_TRUE(has_code(told(pattern(PatternKind::zone, 225), Stage::input), "(np.arange(225) - 112)**2"));
  EXPECT_TRUE(has_code(told(Choice{}, Stage::input), "Image.open"));
}

Choice padded(std::int64_t stride, Sides pad) {
  Choice choice;
  choice.lesson = "vgg";  // 3x3 on 224x224
  choice.stride = stride;
  choice.pad = pad;
  return choice;
}

TEST(ToldPad, WhatTheZerosAreForIsTrueOfEverySide) {
  const auto story = [](std::int64_t stride, Sides pad) { return told(padded(stride, pad), Stage::pad); };
  EXPECT_TRUE(has_words(story(1, 1), "centred on the picture's edge"));
  for (const Sides& pad : {Sides{1, 1, 0, 1}, Sides{0, 1, 1, 1}, Sides{2, 2, 2, 2}})
    EXPECT_EQ(has_words(story(1, pad), "centred"), pad == Sides(2)) << to_string(pad);
  EXPECT_TRUE(has_words(story(1, {1, 0, 0, 1}), "{text0|above, right}"));
  // With stride 2 the zeros below and at the right of 224 are not read.
  EXPECT_TRUE(has_words(story(2, 1), "{text0|above, left}"));
  const StageStory unread = story(4, {0, 0, 1, 0});
  EXPECT_FALSE(has_words(unread, "beyond the picture's edge")) << "rows 0 to 222 are read";
  EXPECT_FALSE(has_words(unread, "centred"));
}

TEST(ToldWeights, OfABankCutIntoGroupsBothCutsAreSaid) {
  Choice choice;
  choice.lesson = "batch";
  choice.groups = 3;
  StageStory story = told(choice, Stage::weights);
  EXPECT_TRUE(has_words(story, "of each filter those of its group are kept"));
  EXPECT_TRUE(has_words(story, "{text0|64 filters}"));
  EXPECT_TRUE(has_words(story, "first {FN|63} are used"));
  EXPECT_TRUE(has_words(told(choice, Stage::weights, Language::ja), "最初の {FN|63} 枚"));
  choice.groups = 1;
  story = told(choice, Stage::weights);
  EXPECT_FALSE(has_words(story, "are used"));
}

}  // namespace
}  // namespace unfold::view
