#include "app/ui/font_files.h"
#include "app/ui/fonts.h"
#include "app/view/languages.h"
#include "app/view/texts.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace unfold::ui {
namespace {

TEST(Glyphs, AreThereForEveryCharacterOfEveryText) {
  for (const view::Face face :
       {view::Face::ui, view::Face::ui_bold, view::Face::mono, view::Face::mono_bold}) {
    const std::vector<FontFile> files = files_of(face);
    if (files.size() < 3) GTEST_SKIP() << "this machine has not all of the fonts";
    for (const auto& [code, language] : view::language_words()) {
      std::u32string left = characters_of(view::Texts(language));
      for (const FontFile& file : files) left = lacking(file, left);
      for (const char32_t c : left)
        ADD_FAILURE() << code << ": no font has U+" << std::hex << static_cast<unsigned>(c);
    }
  }
}

TEST(Glyphs, AreMissedWhereThereAreNone) {
  const auto sans = FontList().find("Noto Sans", false, "NotoSans-Regular.ttf");
  if (!sans) GTEST_SKIP() << "this machine has not Noto Sans";
  EXPECT_EQ(lacking(*sans, U"a日é"), U"日");
}

TEST(Glyphs, OfAnotherLanguageAreLookedForInAnyFont) {
  const FontList list;
  const auto found = list.find_for(U"日", false);
  if (!found) GTEST_SKIP() << "no font of this machine has it";
  EXPECT_TRUE(lacking(*found, U"日").empty());
  EXPECT_FALSE(list.find_for(U"\U000F1234", false)) << "nobody has that";
}

}  // namespace
}  // namespace unfold::ui
