#pragma once

#include "app/window/still.h"

#include <filesystem>
#include <functional>
#include <optional>

namespace unfold::window {

// Pictures of one size into one moving one: .mp4, .gif or .webp through ffmpeg, which is looked for on the
// PATH, or numbered PNGs where the name has "%d" or "%04d" in it. What is not finished is not left.
class Film {
 public:
  // Throws Error where ffmpeg is needed and not there, or the ending is of no such kind.
  Film(std::filesystem::path file, int width, int height, double pictures_a_second);
  ~Film();
  Film(const Film&) = delete;
  Film& operator=(const Film&) = delete;

  void add(const Still& still);
  void finish();  // throws Error where it could not be written

 private:
  std::filesystem::path file_, unfinished_;
  bool numbered_ = false;
  int count_ = 0;
  int pipe_ = -1;
  long process_ = -1;
};

}  // namespace unfold::window
