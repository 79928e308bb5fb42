#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace unfold {

// Text from outside as it may stand in a message: one line, no control bytes (each becomes "?"), at most
// `longest` bytes and then "…". UTF-8 passes through; a byte that is not UTF-8 becomes "?".
[[nodiscard]] std::string printable(std::string_view text, std::size_t longest = 120);
// The file's own name, as messages begin with it.
[[nodiscard]] std::string display_name(const std::filesystem::path& file);
// "40 bytes", "1 byte", "3.4 kB", "12 MB".
[[nodiscard]] std::string byte_size(unsigned long long bytes);

}  // namespace unfold
