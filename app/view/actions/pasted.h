#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace unfold::view {

// The files that a clipboard's text names: a path or a file:// URI (RFC 8089) a line, as file managers copy
// them; quotes around a line and GNOME's first line ("copy", "cut") are left out. Empty where a line names no
// file.
[[nodiscard]] std::vector<std::filesystem::path> pasted_files(std::string_view text);

}  // namespace unfold::view
