#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace unfold::window {

// Red, green, blue, row by row from the top.
struct Still {
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgb{};
};

// A PNG file's bytes; the same for the same picture.
[[nodiscard]] std::string png_of(const Still& still);
// Throws Error where it cannot be written; what was there before is there then.
void write_png(const Still& still, const std::filesystem::path& file);

}  // namespace unfold::window
