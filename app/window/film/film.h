#pragma once

#include "app/window/film/palette.h"
#include "app/window/png_file.h"

#include <filesystem>
#include <memory>

namespace unfold::window {

// Pictures of one size, one after another, into a moving one. The file is there when it is finished, and not
// before; the same pictures give the same file. Everything throws Error.
class Film {
 public:
  Film() = default;
  virtual ~Film() = default;  // what is not finished is taken away
  Film(const Film&) = delete;
  Film& operator=(const Film&) = delete;

  virtual void add(const Still& still) = 0;
  virtual void finish() = 0;
};
struct FilmFormat {
  int width = 0, height = 0;
  double pictures_a_second = 4;
  Palette palette{};  // of a GIF; the others have all colours
};
// By the name's kind (view::KeptKind). Throws Error where it is no moving picture's, or what writes it is not
// here.
[[nodiscard]] std::unique_ptr<Film> open_film(const std::filesystem::path& file, const FilmFormat& format);

}  // namespace unfold::window
