#include "app/view/settings.h"

#include "app/view/state.h"
#include "core/base/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace unfold::view {
namespace {

using ::testing::HasSubstr;

std::string refused(const std::string& json) {
  try {
    static_cast<void>(parse_settings(json, "settings.json", {}));
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

TEST(Settings, ReadBackAsTheyWereWritten) {
  Settings settings{
      .language = Language::ja, .theme = ThemeName::light, .less_motion = true, .scale = 1.25F, .keys = {}};
  settings.keys.chords["play"] = {{Key::k}, {Key::space, true}};
  settings.keys.chords["undo"] = {{Key::z, true, true}};
  settings.keys.chords["browse"] = {};
  settings.keys.chords["keys"] = {{Key::question, true}};
  EXPECT_EQ(parse_settings(settings_text(settings), "settings.json", {}), settings);
}

TEST(Settings, WhatIsNotSaidStays) {
  const Settings otherwise{
      .language = Language::ja, .theme = ThemeName::light, .less_motion = true, .scale = 2, .keys = {}};
  EXPECT_EQ(parse_settings("{}", "settings.json", otherwise), otherwise);
}

TEST(Settings, ARefusalNamesTheLineAndTheKey) {
  EXPECT_THAT(refused("{\n\"languge\": \"ja\"}"),
              HasSubstr("settings.json, line 2: has the unknown key \"languge\""));
  EXPECT_THAT(refused("{\n\n\"scale\": 1.1}"), HasSubstr("line 3: scale is none of 0.75"));
  EXPECT_THAT(refused("{\"theme\": \"blue\"}"), HasSubstr("\"dark\" or \"light\" is needed"));
  EXPECT_THAT(refused("{\"keys\": {\"plya\": [\"K\"]}}"), HasSubstr("\"plya\", which there is not"));
  EXPECT_THAT(refused("{\"keys\": {\"play\": [\"F13\"]}}"), HasSubstr("\"F13\" of play is no key"));
  EXPECT_THAT(refused("{\"keys\": {\"play\": [\"K\"], \"undo\": [\"Ctrl+U\", \"K\"]}}"),
              HasSubstr("\"K\" is of play and of undo"));
  EXPECT_THAT(refused("{"), HasSubstr("is not JSON at line 1"));
}

TEST(Settings, OnlyWhatAPersonChangesIsKept) {
  // Japanese for this run by the command line; the theme changed by hand.
  const Settings kept{},
      before{
          .language = Language::ja, .theme = ThemeName::dark, .less_motion = false, .scale = 1, .keys = {}};
  Settings now = before;
  now.theme = ThemeName::light;
  const Settings result = with_changes(kept, before, now);
  EXPECT_EQ(result.language, Language::en);
  EXPECT_EQ(result.theme, ThemeName::light);
}

TEST(KeyMap, APersonsKeyTakesThePlaceOfTheTables) {
  KeyMap map;
  map.chords["play"] = {{Key::k}};
  const auto means = [&]<typename A>(const A*, Chord chord) {
    const std::optional<Action> action = action_for(&map, chord);
    return action && action->get_if<A>() != nullptr;
  };
  EXPECT_TRUE(means(static_cast<const act::TogglePlay*>(nullptr), {Key::k}))
      << "it goes before the command that had the key";
  EXPECT_FALSE(action_for(&map, {Key::space}));
  EXPECT_TRUE(means(static_cast<const act::StepBy*>(nullptr), {Key::right}));
  for (const Command& command : commands())
    if (command.id == "play") {
      EXPECT_EQ(keys_shown(&map, command), "K");
    }
}

TEST(KeyMap, EveryChordOfTheTableCanBeWritten) {
  for (const Command& command : commands()) {
    Chord chord = command.chord;
    // A question mark is typed with Shift, whether the table says so or not.
    if (chord.key == Key::question) chord.shift = true;
    EXPECT_EQ(chord_from(to_string(command.chord)), chord) << to_string(command.chord);
  }
  for (const char* text : {"", "Ctrl+", "Alt+K", "Ctrl+Ctrl+K", "KK", "+"})
    EXPECT_FALSE(chord_from(text)) << text;
}

}  // namespace
}  // namespace unfold::view
