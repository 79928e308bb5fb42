#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace unfold::ui {

// A font file on this machine, and which face of a collection it is.
struct FontFile {
  std::string path;
  int index = 0;
};

// Asks fontconfig, where there is one, for exactly this family (no substitute); otherwise looks for
// `file_name` in the usual folders of the system.
[[nodiscard]] std::optional<FontFile> find_font(const char* family, bool bold, const char* file_name);

// Any font of this machine that has these characters, as fontconfig finds it; none where it knows none that
// has the first of them, or where there is no fontconfig.
[[nodiscard]] std::optional<FontFile> find_font_for(std::u32string_view characters, bool bold);
// Those of the characters that the file has no glyph for. Without fontconfig none is known of.
[[nodiscard]] std::u32string lacking(const FontFile& file, std::u32string_view characters);

}  // namespace unfold::ui
