#include "app/view/languages.h"

#include "app/view/settings.h"
#include "app/view/state.h"
#include "app/view/texts.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace unfold::view {
namespace {

TEST(Languages, AreThoseThatHaveTexts) {
  ASSERT_GE(languages().size(), 2U);
  EXPECT_EQ(code_of(Language::en), "en");
  EXPECT_EQ(code_of(Language::ja), "ja");
  EXPECT_EQ(names_of(Language::ja).name, "日本語");
  const std::vector<std::string> codes =
      language_codes({"lessons/fr.json", "texts/de.json", "texts/cs/a.json", "texts/cs/b.json",
                      "texts/en/shell.json", "texts/ja/shell.json", "texts/readme.txt"});
  EXPECT_EQ(codes, (std::vector<std::string>{"en", "ja", "cs", "de"}));
}

TEST(Languages, HaveTheirTextsInAFolderOrInAFile) {
  EXPECT_TRUE(is_text_of("texts/de.json", "de"));
  EXPECT_TRUE(is_text_of("texts/de/shell.json", "de"));
  EXPECT_FALSE(is_text_of("texts/den.json", "de"));
  EXPECT_FALSE(is_text_of("lessons/de.json", "de"));
}

TEST(Languages, ComeRoundWithTheKey) {
  State s;
  const Language from = s.options.language;
  for (std::size_t i = 0; i < languages().size(); ++i) {
    static_cast<void>(apply(s, act::ToggleLanguage{}));
    EXPECT_EQ(s.options.language == from, i + 1 == languages().size());
  }
}

TEST(Languages, AreKeptByTheirCodesAndFoundInTheLocale) {
  for (const auto& [code, language] : language_words()) {
    Settings settings;
    settings.language = language;
    EXPECT_EQ(parse_settings(settings_text(settings), "settings", {}).language, language);
    EXPECT_EQ(language_of(std::string(code) + "_XX.UTF-8"), language);
  }
  EXPECT_EQ(language_of("C.UTF-8"), Language::en);
  EXPECT_EQ(language_of("jam_JM"), Language::en);
}

TEST(Languages, FallBackToEnglishWhereTheyLackWords) {
  for (const auto& [code, language] : language_words()) {
    const Texts texts(language), english(Language::en);
    for (const auto& [key, words] : english.all()) EXPECT_NE(texts.get(key), key) << code;
  }
}

}  // namespace
}  // namespace unfold::view
