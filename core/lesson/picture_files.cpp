#include "core/lesson/picture_files.h"

#include "core/base/error.h"
#include "core/io/file_kind.h"
#include "core/io/printable.h"

#include <algorithm>
#include <system_error>

namespace unfold {

namespace fs = std::filesystem;

PictureSource picture_file(const fs::path& file) {
  return {display_name(file), [file] { return read_image(file); }, file};
}

std::vector<PictureSource> picture_files(const fs::path& file_or_folder) {
  std::error_code error;
  if (!fs::is_directory(file_or_folder, error)) return {picture_file(file_or_folder)};
  std::vector<fs::path> files;
  for (fs::directory_iterator it(file_or_folder, error), end; !error && it != end; it.increment(error)) {
    std::error_code ignored;
    if (it->is_regular_file(ignored) && kind_of(it->path()) == FileKind::picture) files.push_back(it->path());
  }
  const std::string name = display_name(file_or_folder);
  if (error)
    throw Error(name + ": this folder cannot be read (" + error.message() + "); choose one that may be");
  if (files.empty()) {
    throw Error(name +
                ": there is no picture in this folder; PNG, JPEG, BMP, GIF, PPM, TGA, PSD and HDR are read");
  }
  std::sort(files.begin(), files.end());
  std::vector<PictureSource> sources;
  sources.reserve(files.size());
  for (const fs::path& file : files) sources.push_back(picture_file(file));
  return sources;
}

}  // namespace unfold
