#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace unfold::ui {

// A font file on this machine, and which face of a collection it is.
struct FontFile {
  std::string path;
  int index = 0;
};

// The fonts of this machine: fontconfig's list, read once, which takes some 15 ms; without fontconfig, the
// usual folders of the system.
class FontList {
 public:
  FontList();
  ~FontList();
  FontList(const FontList&) = delete;
  FontList& operator=(const FontList&) = delete;

  // Exactly this family (no substitute), or without fontconfig the file of this name.
  [[nodiscard]] std::optional<FontFile> find(const char* family, bool bold, const char* file_name) const;
  // Any font that has these characters, as fontconfig finds it; none where it knows none that has the first
  // of them, or where there is no fontconfig.
  [[nodiscard]] std::optional<FontFile> find_for(std::u32string_view characters, bool bold) const;

 private:
  struct Config;
  std::unique_ptr<Config> config_;
};

// Those of the characters that the file has no glyph for. Without fontconfig none is known of.
[[nodiscard]] std::u32string lacking(const FontFile& file, std::u32string_view characters);

}  // namespace unfold::ui
