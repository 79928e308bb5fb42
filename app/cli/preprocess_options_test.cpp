#include "app/cli/preprocess_options.h"

#include "app/cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace unfold::cli {
namespace {

using ::testing::HasSubstr;

template <typename Parse> std::string refused(Parse parse, const std::string& text) {
  try {
    static_cast<void>(parse(text));
  } catch (const UsageError& error) {
    return error.what();
  }
  return "taken";
}

TEST(PreprocessOptions, NameTheMiddleABoxOrTheWhole) {
  EXPECT_EQ(parse_crop("224x200"), Crop::to_centre(224, 200));
  EXPECT_EQ(parse_crop("0,7,30,20"), Crop::to_box(0, 7, 30, 20));
  EXPECT_EQ(parse_crop("none"), Crop{});
  for (const char* text : {"", "224", "0x3", "3x0", "224x", "x224", "1,2,3", "1,2,3,0", "-1,2,3,4",
                           "1,2,3,4,5", "a,b,c,d", "1.5,2,3,4", "99999999999999999999x1", "1x1 "})
    EXPECT_THAT(refused(parse_crop, text), HasSubstr("as 224x224")) << text;
}

TEST(PreprocessOptions, ReadMeanAndStdInOneNumberOrThree) {
  EXPECT_EQ(parse_normalize("imagenet"), Normalize::imagenet);
  EXPECT_EQ(parse_normalize("none"), Normalize::none);
  EXPECT_EQ(parse_normalize("0.5/0.25"), (Normalize{{0.5F, 0.5F, 0.5F}, {0.25F, 0.25F, 0.25F}}));
  EXPECT_EQ(parse_normalize("103.9,116.8,123.7/1"), (Normalize{{103.9F, 116.8F, 123.7F}, {1, 1, 1}}));
  EXPECT_EQ(parse_normalize(to_string(Normalize{{-1, 2, 3}, {4, 5, 6e-3F}})),
            (Normalize{{-1, 2, 3}, {4, 5, 6e-3F}}));
  for (const char* text : {"", "mean", "0.5", "0.5/", "/0.5", "0.5/0", "0.5/-1", "1,2/3", "1,2,3,4/1",
                           "nan/1", "0/inf", "0.5/0.5/0.5", "0.5;0.5"})
    EXPECT_THAT(refused(parse_normalize, text), HasSubstr("0.5/0.5")) << text;
}

TEST(PreprocessOptions, ReadTheShortSideAndThePattern) {
  EXPECT_EQ(parse_short_side("256"), Resize::to_short_side(256));
  for (const char* text : {"", "0", "-3", "256px", "1e3"})
    EXPECT_THAT(refused(parse_short_side, text), HasSubstr("as 256")) << text;
  EXPECT_EQ(parse_pattern("zone"), (TestPattern{PatternKind::zone, 224}));
  EXPECT_EQ(parse_pattern("bars:32"), (TestPattern{PatternKind::bars, 32}));
  for (const char* text : {"", "zones", "zone:", "zone:7", "zone:4097", ":224", "bars:x"})
    EXPECT_THAT(refused(parse_pattern, text), HasSubstr("edges, zone, bars")) << text;
}

}  // namespace
}  // namespace unfold::cli
