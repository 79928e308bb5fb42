#include "app/view/keymap.h"

#include "app/view/notes/notes.h"
#include "app/view/test_support.h"
#include "app/view/tour/lesson_test_support.h"
#include "assets/assets.h"
#include "core/lesson/lesson_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// A key that is named anywhere is the one that is in force.
namespace unfold::view {
namespace {

using ::testing::Contains;
using testing::opened_lesson;

constexpr Language both_languages[] = {Language::en, Language::ja};

// Every command without any key.
std::shared_ptr<const KeyMap> no_keys() {
  auto map = std::make_shared<KeyMap>();
  for (const Command& command : commands()) map->chords[std::string(command.id)] = {};
  return map;
}

// What is written and what a pointer brings up, of all windows that a person comes by.
std::set<std::string> said(const Scene& scene) {
  std::set<std::string> all;
  for (const Item& item : scene.items)
    if (const auto* text = std::get_if<TextItem>(&item)) all.insert(text->text);
  for (const Hit& hit : scene.hits) {
    if (const auto* button = std::get_if<ActionHit>(&hit.what)) all.insert(button->tip);
    if (const auto* tip = std::get_if<TipHit>(&hit.what)) all.insert(tip->tip);
  }
  return all;
}

void add(std::set<std::string>& all, const State& s) {
  const Texts texts(s.options.language, s.keys);
  const WindowScenes window = build_window(s, texts, testing::FixedMeasure(), {1280, 800});
  for (const Scene* scene : {&window.chrome, &window.canvas, &window.overlay}) all.merge(said(*scene));
}

std::vector<State> windows(Language language, const std::shared_ptr<const KeyMap>& keys) {
  State plain = testing::loaded(testing::batch_sizes());
  plain.options.language = language;
  plain.keys = keys;
  std::vector<State> all;
  const auto with = [&](State s, const Action& action) {
    static_cast<void>(apply(s, action));
    all.push_back(s);
    return s;
  };
  for (int i = 0; i < stage_count; ++i) {
    State s = plain;
    s.playback.at = {static_cast<Stage>(i), 0};
    all.push_back(s);
    const State pinned = with(s, act::Pin{{TensorId::conv, {0, 3, 2, 2}}});
    with(pinned, act::TogglePassport{});
    s.options.present = true;
    all.push_back(s);
    with(with(s, act::Pin{{TensorId::conv, {0, 3, 2, 2}}}), act::TogglePassport{});
  }
  plain.playback.at = {Stage::maps, 63};
  with(plain, act::ToggleKeys{});
  with(plain, act::ToggleCheck{});
  with(plain, act::ToggleBrowse{});
  with(plain, act::ToggleCompare{});
  for (const auto menu : {act::MenuName::lesson, act::MenuName::picture, act::MenuName::weights})
    with(plain, act::ToggleMenu{menu});
  State busy = plain;
  busy.busy = Busy{.done = 0.5, .seconds = 3};
  all.push_back(busy);
  State lesson = opened_lesson("toy");
  lesson.options.language = language;
  lesson.keys = keys;
  for (std::size_t i = 0; i < lesson.document->source->tour.steps.size(); ++i) with(lesson, act::TourTo{i});
  with(with(lesson, act::TourTo{2}), act::ToggleAsk{});
  return all;
}

std::set<std::string> said_with(Language language, const std::shared_ptr<const KeyMap>& keys) {
  std::set<std::string> all;
  for (const State& s : windows(language, keys)) {
    add(all, s);
    const NotesScene notes =
        build_notes(s, Texts(language, keys), testing::FixedMeasure(), {9, 5, 12}, {1024, 640});
    all.merge(said(notes.scene));
  }
  return all;
}

// The key itself, and not another that ends or begins like it.
bool names(const std::string& text, const std::string& key) {
  return std::regex_search(text, std::regex("(^|[^ ]|[^tl] )" + key + "(?![A-Za-z])"));
}

TEST(KeysNamed, NoneWhereNoCommandHasOne) {
  // What a hand holds down while it clicks is no command's key.
  const std::regex key("(Ctrl|Esc|Space|スペース|Page (Up|Down)|F11|↵)|Shift(?!\\+)|  [A-Z?.]$");
  for (const Language language : both_languages)
    for (const std::string& text : said_with(language, no_keys()))
      EXPECT_FALSE(std::regex_search(text, key)) << text;
}

TEST(KeysNamed, OnlyTheNewOneWhereItIsAnother) {
  const std::map<std::string, std::vector<Chord>, std::less<>> given{
      {"play", {{Key::j}}},
      {"step", {{Key::right, true, true}}},
      {"escape", {{Key::u, true, true}}},
      {"passport", {{Key::y, true, true}}},
      {"copy_passport", {{Key::j, false, true}}},
      {"save_lesson", {{Key::u, false, true}}},
      {"open_picture", {{Key::h, true, true}}},
      {"open_weights", {{Key::j, true, true}}},
      {"browse", {{Key::b, true, true}}},
      {"language", {{Key::f11, true, true}}},
      {"tour", {{Key::plus, true, true}}},
      {"blank", {{Key::enter, true, true}}},
      {"check", {{Key::up, true, true}}},
      {"edit", {{Key::down, true, true}}},
      {"code", {{Key::home, true, true}}},
  };
  auto map = std::make_shared<KeyMap>();
  map->chords = given;
  for (const Language language : both_languages) {
    const std::set<std::string> before = said_with(language, nullptr), after = said_with(language, map);
    std::set<std::string> gone, come;
    std::ranges::set_difference(before, after, std::inserter(gone, gone.end()));
    std::ranges::set_difference(after, before, std::inserter(come, come.end()));
    const Texts old(language), now(language, map);
    for (const auto& [id, chords] : given) {
      const std::string key = now.key(id), was = old.key(id);
      EXPECT_TRUE(std::ranges::any_of(come, [&](const std::string& text) {
        return text.find(key) != std::string::npos;
      })) << id;
      // Shift → is the next stage's, and a letter alone stands for much else.
      for (const std::string& text : after)
        if (was.size() > 1 && id != "step") {
          EXPECT_FALSE(names(text, was)) << id << " is still said to have its old key: " << text;
        }
    }
    EXPECT_THAT(come, Contains(now.get("command.language") + "  Shift Ctrl F11"));
    EXPECT_THAT(gone, Contains(old.get("command.language") + "  L"));
  }
}

TEST(KeysNamed, AKeyThatAnotherCommandWasGivenIsNotNamedForTheFirst) {
  KeyMap map;
  map.chords["play"] = {{Key::k}};
  EXPECT_EQ(key_shown(&map, "play"), "K");
  EXPECT_EQ(key_shown(&map, "compare"), "") << "K plays now";
  EXPECT_EQ(key_shown(&map, "redo"), "Shift Ctrl Z");
  map.chords["undo"] = {{Key::z, true, true}, {Key::u, false, true}};
  EXPECT_EQ(key_shown(&map, "redo"), "Ctrl Y") << "its other one is left";
  EXPECT_EQ(key_shown(&map, "undo"), "Shift Ctrl Z");
  for (const Command& command : commands()) {
    if (command.id == "undo") {
      EXPECT_EQ(keys_shown(&map, command), "Shift Ctrl Z, Ctrl U");
    }
    if (command.id == "compare") {
      EXPECT_EQ(keys_shown(&map, command), "–");
    }
  }
}

TEST(KeysNamed, AreWrittenAsTheyStandOnAKeyboard) {
  const std::map<std::string_view, std::string> written{
      {"play", "Space"},
      {"step", "→"},
      {"stage_back", "Shift ←"},
      {"filter_next", "↓"},
      {"faster", "Shift ↑"},
      {"tour", "Page Down"},
      {"tour_back", "Page Up"},
      {"focus", "Tab"},
      {"image_previous", "Shift N"},
      {"browse_last", "Ctrl End"},
      {"start", "Home"},
      {"redo", "Shift Ctrl Z"},
      {"full_screen", "F11"},
      {"keys", "?"},
      {"blank", "."},
      {"escape", "Esc"},
      {"zoom_in", "+"},
      {"zoom_out", "−"},
      {"smaller", "Ctrl −"},
      {"plain_size", "Ctrl 0"},
      {"take_smaller", "↵"},
  };
  for (const auto& [id, key] : written) EXPECT_EQ(key_shown(nullptr, id), key) << id;
  for (const Command& command : commands())
    if (const auto found = written.find(command.id); found != written.end()) {
      EXPECT_EQ(keys_shown(nullptr, command), found->second) << command.id;
    }
}

TEST(KeysNamed, WhatIsSaidOnlyOfAKeyIsLeftOutWithoutOne) {
  const std::string words =
      "see ${if:check}more with ${key:check}${else}more${if:play}, ${key:play} plays${end}${end}.";
  EXPECT_EQ(Texts(Language::en).with_keys(words), "see more with M.");
  auto map = std::make_shared<KeyMap>();
  map->chords["check"] = {};
  EXPECT_EQ(Texts(Language::en, map).with_keys(words), "see more, Space plays.");
  map = std::make_shared<KeyMap>(*map);
  map->chords["play"] = {};
  EXPECT_EQ(Texts(Language::en, map).with_keys(words), "see more.");
}

// Every "${key:…}" of the texts and the lessons is of a command, and closed; and no key stands there by name.
class Words {
 public:
  void look(const std::string& where, const nlohmann::json& json) {
    if (json.is_string()) look_at(where, json.get<std::string>());
    if (json.is_structured())
      for (const auto& [key, value] : json.items()) look(where + "." + key, value);
  }

 private:
  static void look_at(const std::string& where, const std::string& text) {
    static const std::regex place("\\$\\{(key|if):([a-z_]+)\\}");
    for (std::sregex_iterator at(text.begin(), text.end(), place), end; at != end; ++at)
      EXPECT_TRUE(is_command((*at)[2].str())) << where;
    const auto count = [&](const char* word) {
      std::size_t n = 0;
      for (std::size_t i = text.find(word); i != std::string::npos; i = text.find(word, i + 1)) ++n;
      return n;
    };
    EXPECT_EQ(count("${if:"), count("${end}")) << where;
    // Of a field, a question, the list of layers, and the pointer: they are nobody's to give away.
    static const std::set<std::string> fixed{"edit.keys",         "picker.keys",  "quiz.key_on",
                                             "quiz.closed",       "key.space",    "compare.hold",
                                             "prepare.crop_hint", "command.focus"};
    if (fixed.contains(where.substr(where.find('.') + 1))) return;
    static const std::regex named("Ctrl|Esc|Space\\b|スペース|Shift|Page (Up|Down)|F11|[Kk]ey "
                                  "[A-Z?]\\b|[A-Z?] ?キー|  [A-Z?]$|· [A-Z?]$");
    std::smatch found;
    EXPECT_FALSE(std::regex_search(text, found, named)) << where << ": " << found.str();
  }
};

TEST(KeysNamed, NoTextAndNoLessonNamesOneByItself) {
  Words words;
  for (const Asset& asset : assets()) {
    if (!asset.name.ends_with(".json")) continue;
    const char* begin = static_cast<const char*>(static_cast<const void*>(asset.bytes.data()));
    const nlohmann::json json = nlohmann::json::parse(begin, begin + asset.bytes.size());
    if (asset.name.starts_with("texts/"))
      for (const auto& [key, text] : json.items()) words.look("." + key, text);
    else if (asset.name.starts_with("lessons/"))
      words.look(std::string(asset.name) + ".", json["steps"]);
  }
}

}  // namespace
}  // namespace unfold::view
