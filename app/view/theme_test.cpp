#include "app/view/theme.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

float contrast(Color a, Color b) {
  const float x = luminance(a);
  const float y = luminance(b);
  return (std::max(x, y) + 0.05F) / (std::min(x, y) + 0.05F);
}

constexpr ThemeName themes[] = {ThemeName::dark, ThemeName::light};

TEST(Theme, SetsWordsAndAxesSoThatTheyCanBeReadOnEveryGroundTheyStandOn) {
  for (const ThemeName name : themes) {
    const Theme t = make_theme(name);
    for (const Color ground : {t.bg0, t.bg1, t.bg2, t.lit}) {
      EXPECT_GE(contrast(t.text0, ground), 7);
      EXPECT_GE(contrast(t.text1, ground), 4.5);
      for (int axis = 1; axis < 8; ++axis) EXPECT_GE(contrast(t.axis[axis], ground), 4.0) << "axis " << axis;
    }
    EXPECT_GE(contrast(t.text2, t.bg0), 4.5);
    EXPECT_GE(contrast(t.text2, t.bg1), 4.5);
    EXPECT_GE(contrast(t.accent_ink, t.accent), 7);
    EXPECT_GE(contrast(t.accent_text, t.bg0), 7);
  }
}

TEST(Theme, GivesEveryAxisAColourOfItsOwn) {
  for (const ThemeName name : themes) {
    const Theme t = make_theme(name);
    for (int a = 1; a < 8; ++a)
      for (int b = a + 1; b < 8; ++b) EXPECT_NE(t.axis[a], t.axis[b]);
  }
}

TEST(Theme, FindsInkThatCanBeReadOnAnyDataColour) {
  for (const ThemeName name : themes) {
    const Theme t = make_theme(name);
    for (const ColorMap map : {ColorMap::gray, ColorMap::viridis, ColorMap::diverging})
      for (int i = 0; i < 256; ++i) {
        const Color ground = color_table(name, map)[i];
        EXPECT_GE(contrast(ink_on(t, ground), ground), 3.8) << i;
      }
  }
}

TEST(ColorTable, ShowsPlusAndMinusOfTheSameMagnitudeEquallyLight) {
  for (const ThemeName name : themes)
    for (int i = 0; i < 128; ++i) {
      const float minus = std::cbrt(luminance(color_table(name, ColorMap::diverging)[i]));
      const float plus = std::cbrt(luminance(color_table(name, ColorMap::diverging)[255 - i]));
      EXPECT_NEAR(minus, plus, 0.06F) << i;
    }
}

TEST(ColorTable, LetsZeroRecedeIntoTheGround) {
  for (const ThemeName name : themes) {
    const Theme t = make_theme(name);
    const Color* table = color_table(name, ColorMap::diverging);
    EXPECT_LT(contrast(table[128], t.bg0), 1.15);
    EXPECT_GT(contrast(table[0], t.bg0), 5);
    EXPECT_GT(contrast(table[255], t.bg0), 5);
  }
}

TEST(ColorTable, GrowsLighterWithTheValueInGrayAndViridis) {
  for (const ThemeName name : themes)
    for (const ColorMap map : {ColorMap::gray, ColorMap::viridis})
      for (int i = 1; i < 256; ++i)
        EXPECT_GE(luminance(color_table(name, map)[i]) + 0.004F, luminance(color_table(name, map)[i - 1]))
            << i;
}

TEST(Coloring, ClipsWhatLiesBeyondItsRange) {
  const Theme t = make_theme(ThemeName::dark);
  const Coloring coloring{ColorMap::diverging, -2, 2};
  EXPECT_EQ(color_of(t, coloring, 50), color_of(t, coloring, 2));
  EXPECT_EQ(color_of(t, coloring, -50), color_of(t, coloring, -2));
  EXPECT_EQ(color_of(t, coloring, NAN), t.error);
}

TEST(Type, IsNeverTooSmallToRead) {
  for (const float scale : {1.0F, 1.15F}) {
    const Type t = desk_type(scale);
    for (const float size : {t.title, t.statement, t.text, t.code, t.label}) EXPECT_GE(size, 11);
  }
  const Type t = present_type();
  for (const float size : {t.title, t.statement, t.text, t.code, t.label}) EXPECT_GE(size, 27);
}

}  // namespace
}  // namespace unfold::view
