#include "app/window/film/film.h"

#include "app/view/kept/numbered_name.h"
#include "app/window/film/kinds.h"
#include "core/base/error.h"
#include "core/io/printable.h"

namespace unfold::window {

FilmKind film_kind(const std::filesystem::path& file) {
  const std::string ending = file.extension().string();
  if (ending == ".gif") return FilmKind::gif;
  if (ending == ".webp") return FilmKind::webp;
  if (ending == ".mp4") return FilmKind::mp4;
  return ending == ".png" && !view::with_number(file, 0).empty() ? FilmKind::numbered : FilmKind::none;
}

std::unique_ptr<Film> open_film(const std::filesystem::path& file, const FilmFormat& format) {
  switch (film_kind(file)) {
  case FilmKind::gif: return open_gif(file, format);
  case FilmKind::webp: return open_webp(file, format);
  case FilmKind::mp4: return open_mp4(file, format);
  case FilmKind::numbered: return open_numbered(file);
  case FilmKind::none: break;
  }
  throw Error(display_name(file) +
              ": is no moving picture; end it with .gif, .webp or .mp4, or number PNGs as step%03d.png");
}

}  // namespace unfold::window
