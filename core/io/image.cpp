#include "core/io/image.h"

#include "core/base/error.h"
#include "core/io/exif.h"
#include "core/io/image_kind.h"
#include "core/io/png.h"
#include "core/io/pnm.h"
#include "core/io/printable.h"
#include "core/io/source.h"

#include <stb_image.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <memory>
#include <string_view>

namespace unfold {
namespace {

constexpr std::uint64_t longest_file = 1'000'000'000;

// stb_image takes what lies beyond the end of a file for zeros, and so shows half a JPEG with a gray rest.
// Reading through callbacks tells whether it went there.
struct Reader {
  std::span<const std::byte> bytes;
  std::size_t at = 0;
  bool beyond_end = false;
};
int read_some(void* user, char* out, int wanted) {
  Reader& reader = *static_cast<Reader*>(user);
  const std::size_t left = reader.bytes.size() - reader.at;
  const std::size_t n = std::min(left, static_cast<std::size_t>(wanted));
  if (left == 0) reader.beyond_end = true;
  if (n > 0) std::memcpy(out, reader.bytes.data() + reader.at, n);
  reader.at += n;
  return static_cast<int>(n);
}
void skip(void* user, int distance) {
  Reader& reader = *static_cast<Reader*>(user);
  if (distance < 0) {
    reader.at -= std::min(reader.at, static_cast<std::size_t>(-static_cast<long long>(distance)));
    return;
  }
  const std::size_t left = reader.bytes.size() - reader.at;
  if (static_cast<std::size_t>(distance) > left) reader.beyond_end = true;
  reader.at += std::min(left, static_cast<std::size_t>(distance));
}
int at_end(void* user) {
  const Reader& reader = *static_cast<Reader*>(user);
  return reader.at == reader.bytes.size() ? 1 : 0;
}
constexpr stbi_io_callbacks callbacks{read_some, skip, at_end};

struct FreePixels {
  void operator()(stbi_uc* pixels) const { stbi_image_free(pixels); }
};

[[noreturn]] void refuse(const std::string& name, std::span<const std::byte> bytes) {
  const ImageKind kind = image_kind(bytes);
  if (kind.name.empty())
    throw Error(name + ": is no picture that is known; PNG, JPEG, BMP, GIF, PPM, TGA, PSD and HDR are read");
  const std::string what(kind.name);
  if (!kind.readable) throw Error(name + ": is " + what + "; save the picture as PNG or JPEG");
  const char* reason = stbi_failure_reason();
  throw Error(name + ": is a damaged or unusual " + what + " file (" +
              (reason != nullptr ? printable(reason, 60) : "it cannot be decoded") +
              "); save it again as PNG or JPEG");
}

// Copies pixels so that the picture stands upright. EXIF 4.6.4: what row 0 and column 0 of the file show.
Image upright(Image image, int orientation) {
  if (orientation <= 1) return image;
  const bool transposed = orientation >= 5;
  Image out;
  out.width = transposed ? image.height : image.width;
  out.height = transposed ? image.width : image.height;
  out.orientation = orientation;
  out.rgb.resize(image.rgb.size());
  for (std::int64_t y = 0; y < out.height; ++y) {
    for (std::int64_t x = 0; x < out.width; ++x) {
      std::int64_t from_x = transposed ? y : x, from_y = transposed ? x : y;
      if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
        from_x = image.width - 1 - from_x;
      if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
        from_y = image.height - 1 - from_y;
      const std::uint8_t* from = image.rgb.data() + (from_y * image.width + from_x) * 3;
      std::copy_n(from, 3, out.rgb.data() + (y * out.width + x) * 3);
    }
  }
  return out;
}

}  // namespace

Image read_image(std::span<const std::byte> bytes, const std::string& name, std::int64_t most_pixels) {
  if (bytes.empty()) throw Error(name + ": is empty; choose a picture, PNG or JPEG");
  if (is_pnm(bytes)) return read_pnm(bytes, name, most_pixels);
  int width = 0, height = 0, channels = 0;
  Reader reader{bytes};
  if (stbi_info_from_callbacks(&callbacks, &reader, &width, &height, &channels) == 0) refuse(name, bytes);
  if (width <= 0 || height <= 0) {
    throw Error(name + ": says it is " + std::to_string(width) + " by " + std::to_string(height) +
                " pixels; a picture has at least one");
  }
  const std::int64_t pixels = static_cast<std::int64_t>(width) * height;
  if (pixels > most_pixels) {
    throw Error(name + ": is " + std::to_string(width) + " by " + std::to_string(height) +
                " pixels; at most " + std::to_string(most_pixels / 1'000'000) +
                " million are read: make it smaller first");
  }
  // Nothing packs blank paper tighter; a header alone must not take the memory of a large picture.
  constexpr std::int64_t always_read = 16'000'000, most_in_a_byte = 10'000;
  if (pixels > always_read && static_cast<std::uint64_t>(pixels / most_in_a_byte) > bytes.size()) {
    throw Error(name + ": says it is " + std::to_string(width) + " by " + std::to_string(height) +
                " pixels and has " + byte_size(bytes.size()) + " for them; copy or download it again");
  }
  int orientation = jpeg_orientation(bytes);
  if (is_png(bytes)) {
    const PngChunks chunks = read_png_chunks(bytes);
    if (!chunks.trouble.empty()) throw Error(name + ": " + chunks.trouble);
    orientation = chunks.orientation;
  }
  reader = {bytes};
  const std::unique_ptr<stbi_uc, FreePixels> decoded(
      stbi_load_from_callbacks(&callbacks, &reader, &width, &height, &channels, 3));
  if (!decoded) refuse(name, bytes);
  if (reader.beyond_end) {
    throw Error(name + ": ends early, only a part of the picture is there; copy or download it again");
  }
  Image image{width, height, {}, 1};
  image.rgb.assign(decoded.get(),
                   decoded.get() + static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  return upright(std::move(image), orientation);
}

Image read_image(const std::filesystem::path& file) {
  return read_image(read_bytes(file, longest_file), display_name(file));
}

}  // namespace unfold
