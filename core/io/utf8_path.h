#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace unfold {

// A path as UTF-8, whatever bytes the system's names are in, and back.
[[nodiscard]] inline std::string utf8_of(const std::filesystem::path& path) {
  const std::u8string text = path.u8string();
  return {text.begin(), text.end()};
}
[[nodiscard]] inline std::filesystem::path path_of_utf8(std::string_view text) {
  return std::u8string(text.begin(), text.end());
}

// ".png" of "a.PNG".
[[nodiscard]] inline std::string lower_ending(const std::filesystem::path& path) {
  std::string ending = utf8_of(path.extension());
  for (char& c : ending)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return ending;
}

}  // namespace unfold
