#include "app/view/rich_text.h"

#include "app/view/test_support.h"

#include <gtest/gtest.h>

namespace unfold::view {
namespace {

using testing::FixedMeasure;

std::vector<std::string> lines_of(std::string_view markup, float width) {
  const Theme theme = make_theme(ThemeName::dark);
  const FixedMeasure measure;
  std::vector<std::string> lines;
  for (const PlacedSpan& placed : wrap(
           parse_rich(markup, theme, {.size = 10, .face = Face::ui, .color = theme.text1}), width, measure)) {
    lines.resize(static_cast<std::size_t>(placed.line) + 1);
    lines.back() += (lines.back().empty() ? "" : "|") + placed.span.text;
  }
  return lines;
}

TEST(RichText, ReadsColourFaceAndWeightOfEachRun) {
  const Theme theme = make_theme(ThemeName::dark);
  const auto spans =
      parse_rich("row {FH b|y = 3} of {m|img}", theme, {.size = 13, .face = Face::ui, .color = theme.text1});
  ASSERT_EQ(spans.size(), 4U);
  EXPECT_EQ(spans[0].text, "row ");
  EXPECT_EQ(spans[1].text, "y = 3");
  EXPECT_EQ(spans[1].color, theme.axis_color(Axis::FH));
  EXPECT_EQ(spans[1].face, Face::ui_bold);
  EXPECT_EQ(spans[3].face, Face::mono);
  EXPECT_LT(spans[3].size, 13) << "a monospaced word is set a size smaller among others";
}

TEST(RichText, UnderlinesAnAxisInRunningWordsOnTheLightTheme) {
  for (const ThemeName name : {ThemeName::dark, ThemeName::light}) {
    const Theme theme = make_theme(name);
    EXPECT_EQ(parse_rich("{OH|3 rows}", theme, {.color = theme.text1})[0].underlined,
              name == ThemeName::light);
    EXPECT_FALSE(parse_rich("{OH|3}", theme, {.face = Face::mono, .color = theme.text1})[0].underlined)
        << "code stays code";
  }
}

TEST(RichText, LeavesABracketThatIsNoMarkupAsItIs) {
  const Theme theme = make_theme(ThemeName::dark);
  EXPECT_EQ(parse_rich("{a", theme, {.color = theme.text1})[0].text, "{a");
  EXPECT_EQ(parse_rich("a } b", theme, {.color = theme.text1})[0].text, "a } b");
}

TEST(RichText, BreaksAtSpacesAndNeverInAWord) {
  for (const std::string& line : lines_of("one two three four", 60))
    EXPECT_EQ(line.find("thr"), line.find("three"));
  EXPECT_GT(lines_of("one two three four", 60).size(), 1U);
}

TEST(RichText, KeepsAWordTogetherThatChangesColourInItsMiddle) {
  const auto lines = lines_of("aaaa ({FH|3},{FW|2})", 45);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[1], "(|3|,|2|)");
}

TEST(RichText, BreaksBetweenJapaneseCharactersButNeverBeforeAFullStop) {
  // Ten to the line: the eleventh is the full stop, which takes the tenth along.
  const auto lines = lines_of("一二三四五六七八九十。次", 100);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_NE(lines[1].find("十"), std::string::npos);
  EXPECT_EQ(lines[0].find("。"), std::string::npos);
}

TEST(RichText, KeepsAWordInKatakanaTogether) {
  for (float width = 35; width < 90; width += 5) {
    for (const std::string& line : lines_of("窓をコピーする", width)) {
      EXPECT_EQ(line.find("コ") == std::string::npos, line.find("コピー") == std::string::npos) << line;
    }
  }
}

TEST(RichText, NeverLeavesAnOpeningBracketAtALinesEnd) {
  for (const std::string& line : lines_of("一二三四五六七八九「次の語」と", 100))
    EXPECT_FALSE(line.ends_with("「")) << line;
}

TEST(RichText, CountsCharactersNotBytes) {
  EXPECT_EQ(utf8_length("日本"), 3U);
  EXPECT_EQ(utf8_value("日本"), U'日');
  EXPECT_EQ(utf8_length("a"), 1U);
  EXPECT_EQ(utf8_length(""), 0U);
}

}  // namespace
}  // namespace unfold::view
