#pragma once

#include "app/view/commands.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unfold::view {

// Keys that a person has given to commands in the place of those of the table, by the command's id. A command
// without any has no key.
struct KeyMap {
  std::map<std::string, std::vector<Chord>, std::less<>> chords;
  bool operator==(const KeyMap&) const = default;
};

// "Ctrl+Shift+Z", "Space", "PageDown", "F", "?", "."; the modifiers in any order. None where there is no such
// key.
[[nodiscard]] std::optional<Chord> chord_from(std::string_view text);
[[nodiscard]] std::string to_string(const Chord& chord);

// Null: the table's own. A person's key goes before the same key of another command.
[[nodiscard]] std::optional<Action> action_for(const KeyMap* map, const Chord& chord);
// As keys are shown: "Shift →", "Ctrl U".
[[nodiscard]] std::string shown(const Chord& chord);
// The keys that are in force for a command, the first first; another command may have been given one of its
// own.
[[nodiscard]] std::vector<Chord> chords_of(const KeyMap* map, std::string_view id);
// The first of them as it is shown; empty where there is none.
[[nodiscard]] std::string key_shown(const KeyMap* map, std::string_view id);
// As the sheet of keys shows them: all that the person gave, or the table's.
[[nodiscard]] std::string keys_shown(const KeyMap* map, const Command& command);
[[nodiscard]] bool is_command(std::string_view id);

}  // namespace unfold::view
