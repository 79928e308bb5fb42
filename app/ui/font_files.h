#pragma once

#include <optional>
#include <string>

namespace unfold::ui {

// A font file on this machine, and which face of a collection it is.
struct FontFile {
  std::string path;
  int index = 0;
};

// Asks fontconfig, where there is one, for exactly this family (no substitute); otherwise looks for
// `file_name` in the usual folders of the system.
[[nodiscard]] std::optional<FontFile> find_font(const char* family, bool bold, const char* file_name);

}  // namespace unfold::ui
