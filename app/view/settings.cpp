#include "app/view/settings.h"

#include "app/view/languages.h"
#include "app/view/state.h"
#include "core/lesson/json_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace unfold::view {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::pair<std::string_view, ThemeName>, 2> themes{
    {{"dark", ThemeName::dark}, {"light", ThemeName::light}}};

float scale_from(const JsonReader& reader) {
  const Json& value = *reader.find("scale");
  if (value.is_number())
    for (const float scale : scales)
      if (value.get<float>() == scale) return scale;
  reader.fail("scale", "scale is none of 0.75, 0.9, 1, 1.25, 1.5, 1.75, 2, 2.5 and 3");
}

KeyMap keys_from(const JsonReader& reader) {
  KeyMap keys;
  const Json& value = *reader.find("keys");
  if (!value.is_object()) reader.fail("keys", R"(keys is no object of commands, as {"play": ["K"]})");
  for (const auto& [id, list] : value.items()) {
    if (!is_command(id)) reader.fail("keys", "keys has the command \"" + id + "\", which there is not");
    std::vector<Chord> chords;
    for (const Json& key : list.is_array() ? list : Json::array({list})) {
      const auto chord = key.is_string() ? chord_from(key.get_ref<const std::string&>()) : std::nullopt;
      if (!chord)
        reader.fail("keys",
                    "keys: " + key.dump() + " of " + id + R"( is no key, as "K", "Ctrl+Z" or "PageDown")");
      for (const auto& [other, taken] : keys.chords)
        if (std::ranges::find(taken, *chord) != taken.end())
          reader.fail("keys",
                      "keys: " + key.dump() + " is of " + other + " and of " + id + "; it can be of one");
      chords.push_back(*chord);
    }
    keys.chords[id] = std::move(chords);
  }
  return keys;
}

}  // namespace

Settings parse_settings(std::string_view json, const std::string& title, const Settings& otherwise) {
  const JsonText file{json, title};
  const Json parsed = parse_json(file);
  const JsonReader reader(file, parsed, "", {"language", "theme", "code", "less_motion", "scale", "keys"});
  Settings settings = otherwise;
  settings.language = reader.word<Language>("language", language_words()).value_or(settings.language);
  settings.theme = reader.word<ThemeName>("theme", themes).value_or(settings.theme);
  settings.code = reader.word("code", code_words()).value_or(settings.code);
  settings.less_motion = reader.truth("less_motion", settings.less_motion);
  if (reader.find("scale") != nullptr) settings.scale = scale_from(reader);
  if (reader.find("keys") != nullptr) settings.keys = keys_from(reader);
  return settings;
}

std::string settings_text(const Settings& settings) {
  nlohmann::ordered_json json{{"language", code_of(settings.language)},
                              {"theme", settings.theme == ThemeName::light ? "light" : "dark"},
                              {"code", word_for(code_words(), settings.code)},
                              {"less_motion", settings.less_motion},
                              {"scale", settings.scale}};
  for (const auto& [id, chords] : settings.keys.chords) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Chord& chord : chords) list.push_back(to_string(chord));
    json["keys"][id] = std::move(list);
  }
  return json.dump(2) + "\n";
}

Settings settings_of(const State& s) {
  return {.language = s.options.language,
          .theme = s.options.theme,
          .code = s.options.code,
          .less_motion = s.options.less_motion,
          .scale = s.options.scale,
          .keys = s.keys ? *s.keys : KeyMap{}};
}

void use(const Settings& settings, State& s) {
  s.options.language = settings.language;
  s.options.theme = settings.theme;
  s.options.code = settings.code;
  s.options.less_motion = settings.less_motion;
  s.options.scale = settings.scale;
  s.keys = settings.keys == KeyMap{} ? nullptr : std::make_shared<const KeyMap>(settings.keys);
}

Settings with_changes(Settings kept, const Settings& before, const Settings& now) {
  if (now.language != before.language) kept.language = now.language;
  if (now.theme != before.theme) kept.theme = now.theme;
  if (now.code != before.code) kept.code = now.code;
  if (now.less_motion != before.less_motion) kept.less_motion = now.less_motion;
  if (now.scale != before.scale) kept.scale = now.scale;
  return kept;
}

Language language_of(const std::string& locale) {
  const std::string code = locale.substr(0, locale.find_first_of("_.@"));
  for (const auto& [word, language] : language_words())
    if (word == code) return language;
  return Language::en;
}

}  // namespace unfold::view
