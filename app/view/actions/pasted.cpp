#include "app/view/actions/pasted.h"

#include "core/io/utf8_path.h"

#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace unfold::view {
namespace {

constexpr std::string_view scheme = "file://";

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// "%20" is a space. None for a zero byte, which no path holds.
std::optional<std::string> unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape =
        text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0;
    const char c = escape ? static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2])) : text[i];
    if (c == '\0') return std::nullopt;
    out += c;
    if (escape) i += 2;
  }
  return out;
}

std::string_view trimmed(std::string_view line) {
  constexpr std::string_view blank = " \t\r";
  const std::size_t first = line.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  line = line.substr(first, line.find_last_not_of(blank) + 1 - first);
  const bool quoted =
      line.size() > 2 && line.front() == line.back() && (line.front() == '\'' || line.front() == '"');
  return quoted ? line.substr(1, line.size() - 2) : line;
}

std::optional<std::filesystem::path> file_of(std::string_view line) {
  if (line.starts_with(scheme)) {
    std::string_view rest = line.substr(scheme.size());
    const std::size_t slash = rest.find('/');  // a host may stand before it
    if (slash == std::string_view::npos) return std::nullopt;
    rest = rest.substr(slash);
    if (rest.size() > 2 && rest[2] == ':') rest = rest.substr(1);  // "/C:/…"
    const std::optional<std::string> path = unescaped(rest);
    return path ? std::optional(path_of_utf8(*path)) : std::nullopt;
  }
  if (line.find('\0') != std::string_view::npos) return std::nullopt;
  const std::filesystem::path path = path_of_utf8(line);
  std::error_code ignored;
  if (path.is_absolute() || std::filesystem::exists(path, ignored)) return path;
  return std::nullopt;
}

}  // namespace

std::vector<std::filesystem::path> pasted_files(std::string_view text) {
  std::vector<std::filesystem::path> files;
  bool first = true;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    const bool head = std::exchange(first, false) && (line == "copy" || line == "cut");
    if (line.empty() || head) continue;
    const std::optional<std::filesystem::path> file = file_of(line);
    if (!file) return {};
    files.push_back(*file);
  }
  return files;
}

}  // namespace unfold::view
