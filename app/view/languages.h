#pragma once

#include "app/view/options.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The languages that the window speaks: those that have texts among the assets (assets/README.md). A Language
// is a place in their list.
namespace unfold::view {

struct LanguageNames {
  std::string code;   // ISO 639: "ja"
  std::string name;   // in its own tongue: its text "language.name", else the code in capitals
  std::string brief;  // for the switch: its "language.short", else its name
};

// English, to which the others fall back, Japanese, then the others by code.
[[nodiscard]] std::span<const LanguageNames> languages();
// What there is in these assets' names, in that order: "texts/en/shell.json" and "texts/de.json" are of "en"
// and "de".
[[nodiscard]] std::vector<std::string> language_codes(const std::vector<std::string_view>& assets);
// Is this asset a text of that language?
[[nodiscard]] bool is_text_of(std::string_view asset, std::string_view code);

[[nodiscard]] const LanguageNames& names_of(Language language);
[[nodiscard]] std::string_view code_of(Language language);
// The codes, as the settings and the command line take them.
[[nodiscard]] std::span<const std::pair<std::string_view, Language>> language_words();
// The one after it in the list, round.
[[nodiscard]] Language after(Language language);

}  // namespace unfold::view
