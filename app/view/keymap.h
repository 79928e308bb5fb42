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
// As the sheet of keys shows them.
[[nodiscard]] std::string keys_shown(const KeyMap* map, const Command& command);
[[nodiscard]] bool is_command(std::string_view id);

}  // namespace unfold::view
