#include "core/io/image.h"

#include "core/base/error.h"
#include "core/io/exif.h"
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

struct Kind {
  std::string name;  // "a JPEG"
  bool readable = true;
  bool picture = true;
};

// The four letters after "ftyp" say which of the formats in that box it is.
bool is_still(std::string_view brand) {
  constexpr std::string_view stills[] = {"heic", "heix", "mif1", "msf1", "avif"};
  return std::find(std::begin(stills), std::end(stills), brand) != std::end(stills);
}

// By content, for the messages alone: stb_image decides by itself.
Kind kind_of(std::span<const std::byte> bytes) {
  const std::string_view head(reinterpret_cast<const char*>(bytes.data()),
                              std::min<std::size_t>(bytes.size(), 512));
  if (head.starts_with("\xFF\xD8")) return {"JPEG"};
  if (head.starts_with("\x89PNG")) return {"PNG"};
  if (head.starts_with("GIF8")) return {"GIF"};
  if (head.starts_with("BM")) return {"BMP"};
  if (head.starts_with("8BPS")) return {"PSD"};
  if (head.size() > 2 && head[0] == 'P' && head[1] >= '1' && head[1] <= '6') return {"PPM or PGM"};
  if (head.starts_with("#?RADIANCE") || head.starts_with("#?RGBE")) return {"HDR"};
  if (head.starts_with("RIFF") && head.substr(0, 12).ends_with("WEBP")) return {"a WebP picture", false};
  if (head.starts_with("II*") || head.starts_with(std::string_view("MM\0*", 4)))
    return {"a TIFF picture", false};
  if (head.size() > 12 && head.substr(4, 4) == "ftyp")
    return {"a HEIC, AVIF or video file", false, is_still(head.substr(8, 4))};
  if (head.starts_with("%PDF")) return {"a PDF document", false, false};
  if (head.starts_with("version https://git-lfs"))
    return {"a Git LFS pointer, not the picture (git lfs pull fetches it)", false, false};
  if (head.starts_with("\x93NUMPY"))
    return {"a NumPy array, not a picture (weights are given with --weights)", false, false};
  if (head.find("<svg") != std::string_view::npos) return {"an SVG drawing", false, false};
  if (head.find("<html") != std::string_view::npos || head.find("<!DOCTYPE") != std::string_view::npos) {
    return {"a web page, not a picture", false, false};
  }
  return {};
}

[[noreturn]] void refuse(const std::string& name, std::span<const std::byte> bytes) {
  const Kind kind = kind_of(bytes);
  if (!kind.readable) throw Error(name + ": is " + kind.name + "; save the picture as PNG or JPEG");
  if (kind.name.empty())
    throw Error(name + ": is no picture that is known; PNG, JPEG, BMP, GIF, PPM, TGA, PSD and HDR are read");
  const char* reason = stbi_failure_reason();
  throw Error(name + ": is a damaged or unusual " + kind.name + " file (" +
              (reason != nullptr ? reason : "it cannot be decoded") + "); save it again as PNG or JPEG");
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

bool ends_with_tga(const std::filesystem::path& file) {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending == ".tga";
}

}  // namespace

bool looks_like_picture(const std::filesystem::path& file) {
  try {
    Source source(file);
    const std::vector<std::byte> head = source.head(512);
    const Kind kind = kind_of(head);
    return kind.name.empty() ? !head.empty() && ends_with_tga(file) : kind.picture;
  } catch (const Error&) {
    return false;
  }
}

Image read_image(std::span<const std::byte> bytes, const std::string& name) {
  if (bytes.empty()) throw Error(name + ": is empty; choose a picture, PNG or JPEG");
  if (is_pnm(bytes)) return read_pnm(bytes, name);
  int width = 0, height = 0, channels = 0;
  Reader reader{bytes};
  if (stbi_info_from_callbacks(&callbacks, &reader, &width, &height, &channels) == 0) refuse(name, bytes);
  if (width <= 0 || height <= 0) {
    throw Error(name + ": says it is " + std::to_string(width) + " by " + std::to_string(height) +
                " pixels; a picture has at least one");
  }
  const std::int64_t pixels = static_cast<std::int64_t>(width) * height;
  if (pixels > max_pixels) {
    throw Error(name + ": is " + std::to_string(width) + " by " + std::to_string(height) +
                " pixels; at most " + std::to_string(max_pixels / 1'000'000) +
                " million are read: make it smaller first");
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
