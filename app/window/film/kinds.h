#pragma once

#include "app/window/film/film.h"

namespace unfold::window {

// A GIF of one palette, by giflib. After the first picture only the rectangle that changes is kept, and in it
// what stays is transparent. Times are whole hundredths of a second that add up.
[[nodiscard]] std::unique_ptr<Film> open_gif(const std::filesystem::path& file, const FilmFormat& format);
// A lossless animated WebP, by libwebp.
[[nodiscard]] std::unique_ptr<Film> open_webp(const std::filesystem::path& file, const FilmFormat& format);
// H.264 in MP4, by the program ffmpeg, which is looked for on the PATH.
[[nodiscard]] std::unique_ptr<Film> open_mp4(const std::filesystem::path& file, const FilmFormat& format);
// PNGs, numbered from 1.
[[nodiscard]] std::unique_ptr<Film> open_numbered(const std::filesystem::path& file);

}  // namespace unfold::window
