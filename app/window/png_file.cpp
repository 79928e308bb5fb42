#include "app/window/png_file.h"

#include "core/io/whole_file.h"

#include <stb_image_write.h>

namespace unfold::window {

std::string png_of(const Still& still) {
  std::string bytes;
  stbi_write_png_to_func(
      [](void* all, void* data, int size) {
        static_cast<std::string*>(all)->append(static_cast<const char*>(data),
                                               static_cast<std::size_t>(size));
      },
      &bytes, still.width, still.height, 3, still.rgb.data(), still.width * 3);
  return bytes;
}

void write_png(const Still& still, const std::filesystem::path& file) { write_whole(file, png_of(still)); }

}  // namespace unfold::window
