#pragma once

#include "core/io/image.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace unfold {

// A picture that is not opened yet, so that a batch is decoded one by one.
struct PictureSource {
  std::string name;              // as messages begin with it
  std::function<Image()> read;   // throws Error
  std::filesystem::path file{};  // where it is read from; empty where it is built in or drawn
};

[[nodiscard]] PictureSource picture_file(const std::filesystem::path& file);
// A file is itself. A folder is the pictures in it, by the bytes of their names, as Python's sorted() has
// them; what is no picture is skipped and so are folders in it; one without any is refused. Throws Error.
[[nodiscard]] std::vector<PictureSource> picture_files(const std::filesystem::path& file_or_folder);

}  // namespace unfold
