#include "app/ui/file_kinds.h"

#include "app/view/kept/kept_kind.h"
#include "core/io/file_kind.h"
#include "core/io/utf8_path.h"
#include "core/lesson/lesson.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>
#include <string>
#include <string_view>

namespace unfold::ui {

namespace fs = std::filesystem;
using view::act::MenuName;

namespace {

constexpr std::string_view picture_endings[] = {".jpg", ".jpeg", ".png", ".bmp", ".gif", ".ppm",
                                                ".pgm", ".pnm",  ".tga", ".psd", ".hdr"};

}  // namespace

bool fits(MenuName what, const fs::path& file) {
  const std::string ending = lower_ending(file);
  switch (what) {
  case MenuName::weights: return ends_like_weights(file);
  case MenuName::lesson: return ending == lesson_ending || ending == ".json";
  case MenuName::save_lesson: return ending == lesson_ending;
  case MenuName::keep: return view::kept_kind(file) != view::KeptKind::none;
  default: return std::ranges::find(picture_endings, ending) != std::end(picture_endings);
  }
}

const char* title_of(MenuName what) {
  switch (what) {
  case MenuName::weights: return "files.weights";
  case MenuName::lesson: return "files.lesson";
  case MenuName::save_lesson: return "files.save_lesson";
  case MenuName::keep: return "files.keep";
  default: return "files.picture";
  }
}

std::string size_words(std::uintmax_t bytes) {
  std::array<char, 32> text{};
  if (bytes < 1000)
    std::snprintf(text.data(), text.size(), "%d B", static_cast<int>(bytes));
  else if (bytes < 1000000)
    std::snprintf(text.data(), text.size(), "%.1f kB", static_cast<double>(bytes) / 1e3);
  else
    std::snprintf(text.data(), text.size(), "%.1f MB", static_cast<double>(bytes) / 1e6);
  return text.data();
}

}  // namespace unfold::ui
