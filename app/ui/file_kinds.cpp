#include "app/ui/file_kinds.h"

#include "core/io/utf8_path.h"
#include "core/lesson/lesson.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <iterator>
#include <string_view>

namespace unfold::ui {

namespace fs = std::filesystem;
using view::act::MenuName;

namespace {

constexpr std::string_view picture_endings[] = {".jpg", ".jpeg", ".png", ".bmp", ".gif", ".ppm",
                                                ".pgm", ".pnm",  ".tga", ".psd", ".hdr"};
constexpr std::string_view weight_endings[] = {".npy",         ".npz",  ".pth", ".pt",   ".bin",
                                               ".safetensors", ".onnx", ".h5",  ".hdf5", ".keras"};

constexpr std::string_view kept_endings[] = {".png", ".svg", ".npy", ".csv", ".gif", ".webp", ".mp4"};

}  // namespace

bool fits(MenuName what, const fs::path& file) {
  std::string ending = utf8_of(file.extension());
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto among = [&](const auto& endings) {
    return std::find(std::begin(endings), std::end(endings), ending) != std::end(endings);
  };
  switch (what) {
  case MenuName::weights: return among(weight_endings);
  case MenuName::lesson: return ending == lesson_ending || ending == ".json";
  case MenuName::save_lesson: return ending == lesson_ending;
  case MenuName::keep: return among(kept_endings);
  default: return among(picture_endings);
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
