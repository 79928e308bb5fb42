#include "app/window/film/film.h"

#include "app/view/kept/kept_kind.h"
#include "app/window/film/kinds.h"
#include "core/base/error.h"
#include "core/io/printable.h"

namespace unfold::window {

std::unique_ptr<Film> open_film(const std::filesystem::path& file, const FilmFormat& format) {
  switch (view::kept_kind(file)) {
  case view::KeptKind::gif: return open_gif(file, format);
  case view::KeptKind::webp: return open_webp(file, format);
  case view::KeptKind::mp4: return open_mp4(file, format);
  case view::KeptKind::numbered: return open_numbered(file);
  default: break;
  }
  throw Error(display_name(file) +
              ": is no moving picture; end it with .gif, .webp or .mp4, or number PNGs as step%03d.png");
}

}  // namespace unfold::window
