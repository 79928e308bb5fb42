#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace unfold {

// What stb_image does not look at in a PNG: the checksums of the chunks, whether a compressed text is a
// decompression bomb, and the orientation (eXIf, or ImageMagick's "Raw profile type exif" text). PNG 3rd
// edition, section 5; RFC 1950.
struct PngChunks {
  std::string trouble;  // what is wrong with the file; empty = nothing
  int orientation = 1;
};
[[nodiscard]] bool is_png(std::span<const std::byte> file);
[[nodiscard]] PngChunks read_png_chunks(std::span<const std::byte> file);

}  // namespace unfold
