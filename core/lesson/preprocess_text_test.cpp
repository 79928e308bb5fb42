#include "core/lesson/preprocess_text.h"

#include <gtest/gtest.h>

namespace unfold {
namespace {

TEST(PreprocessText, ReadsWhatItWrites) {
  for (const Normalize& n :
       {Normalize::none, Normalize::imagenet, Normalize{{0.5F, 0.5F, 0.5F}, {0.25F, 0.5F, 1}},
        Normalize{{-1.5F, 2, 300}, {1e-3F, 1, 1}}})
    EXPECT_EQ(normalize_from(to_string(n)), n) << to_string(n);
}

TEST(PreprocessText, TakesNothingForGranted) {
  EXPECT_EQ(crop_from("224x200"), Crop::to_centre(224, 200));
  EXPECT_EQ(crop_from("0,7,30,20"), Crop::to_box(0, 7, 30, 20));
  EXPECT_EQ(crop_from("none"), Crop{});
  EXPECT_EQ(short_side_from("256"), Resize::to_short_side(256));
  for (const char* text : {"", " ", "x", "1x", "0x1", "1,2,3", "1,2,3,0", "1e3", "9999999"}) {
    EXPECT_FALSE(crop_from(text)) << text;
    EXPECT_FALSE(normalize_from(text)) << text;
  }
  for (const char* text : {"", "0", "-1", "256 ", "2.5", "9999999"})
    EXPECT_FALSE(short_side_from(text)) << text;
}

}  // namespace
}  // namespace unfold
