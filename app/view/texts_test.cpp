#include "app/view/texts.h"

#include "app/view/commands.h"
#include "app/view/keymap.h"
#include "assets/assets.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace unfold::view {
namespace {

std::map<std::string, std::string> words_in(const std::string& folder) {
  std::map<std::string, std::string> words;
  for (const Asset& asset : assets()) {
    if (!asset.name.starts_with(folder)) continue;
    const char* begin = static_cast<const char*>(static_cast<const void*>(asset.bytes.data()));
    const nlohmann::json file = nlohmann::json::parse(begin, begin + asset.bytes.size());
    for (const auto& [key, value] : file.items()) {
      EXPECT_FALSE(words.contains(key)) << key << " is said twice in " << folder;
      words[key] = value.get<std::string>();
    }
  }
  return words;
}

std::multiset<std::string> places_in(const std::string& text) {
  std::multiset<std::string> places;
  for (std::size_t at = text.find("${"); at != std::string::npos; at = text.find("${", at + 1))
    places.insert(text.substr(at, text.find('}', at) - at + 1));
  return places;
}

TEST(Texts, SayEverythingInBothLanguages) {
  const auto en = words_in("texts/en/");
  const auto ja = words_in("texts/ja/");
  ASSERT_GT(en.size(), 100U);
  for (const auto& [key, text] : en) EXPECT_TRUE(ja.contains(key)) << key << " has no Japanese words";
  for (const auto& [key, text] : ja) EXPECT_TRUE(en.contains(key)) << key << " has no English words";
}

TEST(Texts, HaveTheSamePlacesForValuesInBothLanguages) {
  const auto en = words_in("texts/en/");
  const auto ja = words_in("texts/ja/");
  for (const auto& [key, text] : en) {
    const auto other = ja.find(key);
    if (other == ja.end()) continue;
    const auto left = places_in(text);
    const auto right = places_in(other->second);
    // A value may be said twice in one language and once in the other.
    EXPECT_EQ(std::set<std::string>(left.begin(), left.end()),
              std::set<std::string>(right.begin(), right.end()))
        << key;
  }
}

TEST(Texts, CloseEveryBracketTheyOpen) {
  for (const char* folder : {"texts/en/", "texts/ja/"})
    for (const auto& [key, text] : words_in(folder)) {
      int open = 0;
      int deepest = 0;
      for (const char c : text) {
        open += (c == '{') - (c == '}');
        deepest = std::max(deepest, open);
        EXPECT_GE(open, 0) << key;
      }
      EXPECT_EQ(open, 0) << key;
      EXPECT_LE(deepest, 2) << key;  // "{FH b|${y}}"
    }
}

TEST(Texts, NameEveryCommand) {
  const Texts texts(Language::en);
  for (const Command& command : commands())
    EXPECT_TRUE(texts.all().contains("command." + std::string(command.id))) << command.id;
}

TEST(Texts, PutValuesInTheirPlaces) {
  const Texts texts(Language::en);
  EXPECT_EQ(texts.get("cell.red", {{"byte", "143"}}).find("${"), std::string::npos);
  EXPECT_NE(texts.get("cell.red", {{"byte", "143"}}).find("143"), std::string::npos);
  EXPECT_EQ(texts.get("nobody.wrote_this"), "nobody.wrote_this");
}

TEST(Texts, LeaveAPlaceOfAKeyThatIsNotRightAsItStands) {
  auto none = std::make_shared<KeyMap>();
  none->chords["play"] = {};
  const Texts with(Language::en), without(Language::en, none);
  struct Case {
    const char *words, *with, *without;
  };
  for (const Case& c : std::vector<Case>{
           {"${if:play}Press ${key:play}.${end}${end} Then row 3.", "Press Space.${end} Then row 3.",
            "${end} Then row 3."},
           {"${key:play}${else} or ${if:play}yes${else}no${else}so${end}.",
            "Space${else} or ${if:play}yes${else}no${else}so${end}.",
            "${else} or ${if:play}yes${else}no${else}so${end}."},
           {"Press ${key:pley}, not ${key:play}.", "Press ${key:pley}, not Space.",
            "Press ${key:pley}, not ."},
           {"${if:play}a ${if:pley}${key:play}${else}b${end} c${end}.", "a ${if:pley}Space${else}b${end} c.",
            "."},
           {"${if:play}Press ${key:play}.", "${if:play}Press Space.", "${if:play}Press ."},
           {"${if:play}a${else}b, then row 3.", "${if:play}a${else}b, then row 3.",
            "${if:play}a${else}b, then row 3."},
           {"${key:play} or ${key:play", "Space or ${key:play", " or ${key:play"},
           {"${key: ${key:play} ${if: ${if:play}a${end}", "${key: Space ${if: a", "${key:  ${if: "},
       }) {
    EXPECT_EQ(with.with_keys(c.words), c.with);
    EXPECT_EQ(without.with_keys(c.words), c.without);
  }
}

}  // namespace
}  // namespace unfold::view
