#pragma once

#include "app/view/actions/shell.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace unfold::ui {

// Which files a dialog lists, by their endings; what it is called, as a text's key; and a size in words.
[[nodiscard]] bool fits(view::act::MenuName what, const std::filesystem::path& file);
[[nodiscard]] const char* title_of(view::act::MenuName what);
[[nodiscard]] std::string size_words(std::uintmax_t bytes);

}  // namespace unfold::ui
