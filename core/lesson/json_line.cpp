#include "core/lesson/json_line.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

namespace unfold {
namespace {

// "~1" stands for a slash in a pointer's name, "~0" for a tilde.
std::string plain(std::string_view escaped) {
  std::string name;
  for (std::size_t i = 0; i < escaped.size(); ++i) {
    const bool is_escape = escaped[i] == '~' && i + 1 < escaped.size();
    name += is_escape ? (escaped[++i] == '1' ? '/' : '~') : escaped[i];
  }
  return name;
}

// Walks a text that is known to be JSON; every step is by one token.
class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text) {}

  std::int64_t find(std::string_view pointer) {
    skip_space();
    std::size_t found = at_;
    while (!pointer.empty()) {
      pointer.remove_prefix(1);
      const std::size_t slash = std::min(pointer.find('/'), pointer.size());
      const std::size_t inside = enter(plain(pointer.substr(0, slash)));
      if (inside == std::string_view::npos) break;
      found = inside;
      pointer.remove_prefix(slash);
    }
    return 1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(found), '\n');
  }

 private:
  void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }
  void take_one() {
    ++at_;
    skip_space();
  }
  [[nodiscard]] char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  std::string_view take_string() {
    const std::size_t first = at_++;
    while (here() != '"' && here() != '\0') at_ += here() == '\\' ? 2 : 1;
    ++at_;
    const std::string_view string = text_.substr(first, at_ - first);
    skip_space();
    return string;
  }

  void skip_value() {
    int open = 0;
    do {
      if (here() == '"') {
        take_string();
        continue;
      }
      const char c = here();
      if (c == '{' || c == '[') ++open;
      if (c == '}' || c == ']') --open;
      if (std::string_view("{}[],:").find(c) != std::string_view::npos) {
        take_one();
      } else {
        at_ = std::min(text_.find_first_of(" \t\r\n,]}:", at_), text_.size());
        skip_space();
      }
    } while (open > 0 && at_ < text_.size());
  }

  // To the member or element of this name of the value that begins here: where it is named.
  std::size_t enter(std::string_view name) {
    const bool object = here() == '{';
    if (!object && here() != '[') return std::string_view::npos;
    take_one();
    for (std::size_t i = 0; here() != '}' && here() != ']' && here() != '\0'; ++i) {
      const std::size_t named = at_;
      bool meant = false;
      if (object) {
        meant = nlohmann::json::parse(take_string()).get_ref<const std::string&>() == name;
        take_one();  // the colon
      } else {
        meant = std::to_string(i) == name;
      }
      if (meant) return named;
      skip_value();
      if (here() == ',') take_one();
    }
    return std::string_view::npos;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::int64_t line_of(std::string_view json, std::string_view pointer) { return Walk(json).find(pointer); }

}  // namespace unfold
