#pragma once

#include "app/view/keymap.h"
#include "app/view/options.h"

#include <string>
#include <string_view>

namespace unfold::view {

struct State;

// What a person has set once and for all: kept between runs in settings.json (core/io/user_files.h).
//
//   {"language": "en", "ja" …, "theme": "dark" or "light", "less_motion": false,
//    "code": "python", "eigen" or "loops", "scale": 1.25,
//    "keys": {"play": ["K"], "undo": ["Ctrl+Z", "Ctrl+U"], "browse": []}}
//
// Everything may be left out. Keys are by the ids of commands (commands.cpp), which --help names none of: the
// sheet of keys shows what they do.
struct Settings {
  Language language = Language::en;
  ThemeName theme = ThemeName::dark;
  CodeIn code = CodeIn::python;
  bool less_motion = false;
  float scale = 1;
  KeyMap keys;
  bool operator==(const Settings&) const = default;
};

// `otherwise`: what is not said. Throws Error with the file's title, the line and the key.
[[nodiscard]] Settings parse_settings(std::string_view json, const std::string& title,
                                      const Settings& otherwise);
[[nodiscard]] std::string settings_text(const Settings& settings);

[[nodiscard]] Settings settings_of(const State& state);
void use(const Settings& settings, State& state);
// What a person has changed in the window since it was `before`, in what is kept.
[[nodiscard]] Settings with_changes(Settings kept, const Settings& before, const Settings& now);

// The one of the locale of LC_ALL, LC_MESSAGES or LANG (POSIX, in that order), else English.
[[nodiscard]] Language language_of(const std::string& locale);

}  // namespace unfold::view
