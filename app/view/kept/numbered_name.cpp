#include "app/view/kept/numbered_name.h"

#include "core/io/utf8_path.h"

#include <cstddef>
#include <string>

namespace unfold::view {

namespace fs = std::filesystem;

fs::path with_number(const fs::path& file, int number) {
  const std::string name = utf8_of(file.filename());
  const std::size_t at = name.find('%');
  const std::size_t end = at == std::string::npos ? at : name.find('d', at);
  if (end == std::string::npos || name.find('%', at + 1) != std::string::npos) return {};
  const std::string digits = name.substr(at + 1, end - at - 1);
  if (digits.size() > 2 || digits.find_first_not_of("0123456789") != std::string::npos) return {};
  const auto wide = digits.empty() ? 0U : static_cast<unsigned>(std::stoi(digits));
  std::string text = std::to_string(number);
  if (text.size() < wide) text.insert(0, wide - text.size(), '0');
  return file.parent_path() / path_of_utf8(name.substr(0, at) + text + name.substr(end + 1));
}

}  // namespace unfold::view
