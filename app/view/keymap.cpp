#include "app/view/keymap.h"

#include <algorithm>
#include <array>
#include <utility>

namespace unfold::view {
namespace {

constexpr std::array<std::pair<std::string_view, Key>, 18> names{{{"Space", Key::space},
                                                                  {"Left", Key::left},
                                                                  {"Right", Key::right},
                                                                  {"Up", Key::up},
                                                                  {"Down", Key::down},
                                                                  {"Home", Key::home},
                                                                  {"End", Key::end},
                                                                  {"PageUp", Key::page_up},
                                                                  {"PageDown", Key::page_down},
                                                                  {"Plus", Key::plus},
                                                                  {"Minus", Key::minus},
                                                                  {"Escape", Key::escape},
                                                                  {"Enter", Key::enter},
                                                                  {"?", Key::question},
                                                                  {".", Key::period},
                                                                  {"F11", Key::f11},
                                                                  {"Tab", Key::tab},
                                                                  {"0", Key::zero}}};
constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";

std::optional<Key> key_from(std::string_view text) {
  for (const auto& [name, key] : names)
    if (name == text) return key;
  if (text.size() != 1) return std::nullopt;
  const char c = text[0] >= 'A' && text[0] <= 'Z' ? static_cast<char>(text[0] - 'A' + 'a') : text[0];
  const std::size_t place = letters.find(c);
  if (place == std::string_view::npos) return std::nullopt;
  return static_cast<Key>(static_cast<int>(Key::a) + static_cast<int>(place));
}

std::string name_of(Key key) {
  for (const auto& [name, named] : names)
    if (named == key) return std::string(name);
  return {static_cast<char>('A' + (static_cast<int>(key) - static_cast<int>(Key::a)))};
}

// As it is on the keyboard, or as near as a word comes.
std::string sign_of(Key key) {
  switch (key) {
  case Key::left: return "←";
  case Key::right: return "→";
  case Key::up: return "↑";
  case Key::down: return "↓";
  case Key::page_up: return "Page Up";
  case Key::page_down: return "Page Down";
  case Key::plus: return "+";
  case Key::minus: return "−";
  case Key::escape: return "Esc";
  case Key::enter: return "↵";
  default: return name_of(key);
  }
}

const std::vector<Chord>* own(const KeyMap* map, std::string_view id) {
  if (map == nullptr) return nullptr;
  const auto found = map->chords.find(id);
  return found == map->chords.end() ? nullptr : &found->second;
}

// The command that has this key now; null where none has it.
const Command* command_for(const KeyMap* map, const Chord& chord) {
  for (const Command& command : commands()) {
    const std::vector<Chord>* chords = own(map, command.id);
    if (chords != nullptr && std::ranges::find(*chords, chord) != chords->end()) return &command;
  }
  for (const Command& command : commands())
    if (command.chord == chord && own(map, command.id) == nullptr) return &command;
  return nullptr;
}

}  // namespace

std::optional<Chord> chord_from(std::string_view text) {
  Chord chord;
  for (;;) {
    const std::size_t plus = text.find('+');
    const std::string_view word = text.substr(0, plus);
    if (plus == std::string_view::npos || plus + 1 >= text.size()) break;
    bool& modifier = word == "Ctrl" ? chord.control : chord.shift;
    if ((word != "Ctrl" && word != "Shift") || std::exchange(modifier, true)) return std::nullopt;
    text.remove_prefix(plus + 1);
  }
  const std::optional<Key> key = key_from(text);
  if (!key) return std::nullopt;
  chord.key = *key;
  // The sign is typed with Shift, wherever it lies.
  if (chord.key == Key::question) chord.shift = true;
  return chord;
}

std::string to_string(const Chord& chord) {
  const bool shift = chord.shift && chord.key != Key::question;
  return std::string(chord.control ? "Ctrl+" : "") + (shift ? "Shift+" : "") + name_of(chord.key);
}

std::optional<Action> action_for(const KeyMap* map, const Chord& chord) {
  const Command* command = command_for(map, chord);
  return command == nullptr ? std::nullopt : std::optional(command->action);
}

std::string shown(const Chord& chord) {
  const bool shift = chord.shift && chord.key != Key::question;
  return std::string(shift ? "Shift " : "") + (chord.control ? "Ctrl " : "") + sign_of(chord.key);
}

std::vector<Chord> chords_of(const KeyMap* map, std::string_view id) {
  std::vector<Chord> chords;
  if (const std::vector<Chord>* given = own(map, id)) {
    chords = *given;
  } else {
    for (const Command& command : commands())
      if (command.id == id) chords.push_back(command.chord);
  }
  std::erase_if(chords, [&](const Chord& chord) {
    const Command* command = command_for(map, chord);
    return command == nullptr || command->id != id;
  });
  return chords;
}

std::string key_shown(const KeyMap* map, std::string_view id) {
  const std::vector<Chord> chords = chords_of(map, id);
  return chords.empty() ? std::string() : shown(chords.front());
}

std::string keys_shown(const KeyMap* map, const Command& command) {
  std::vector<Chord> chords = chords_of(map, command.id);
  // The table's others are known without the sheet: the same sign on another key, or what other programs
  // have.
  if (own(map, command.id) == nullptr && chords.size() > 1) chords.resize(1);
  std::string all;
  for (const Chord& chord : chords) all += (all.empty() ? "" : ", ") + shown(chord);
  return all.empty() ? "–" : all;
}

bool is_command(std::string_view id) {
  return std::ranges::any_of(commands(), [&](const Command& command) { return command.id == id; });
}

}  // namespace unfold::view
