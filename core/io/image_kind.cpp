#include "core/io/image_kind.h"

#include "core/io/bytes.h"
#include "core/io/pnm.h"

#include <algorithm>

namespace unfold {
namespace {

// The four letters after "ftyp" say which of the formats in that box it is.
bool is_still(std::string_view brand) {
  constexpr std::string_view stills[] = {"heic", "heix", "mif1", "msf1", "avif"};
  return std::ranges::find(stills, brand) != std::end(stills);
}

}  // namespace

ImageKind image_kind(std::span<const std::byte> bytes) {
  const std::string_view head(reinterpret_cast<const char*>(bytes.data()),
                              std::min<std::size_t>(bytes.size(), 512));
  if (head.starts_with("\xFF\xD8")) return {"JPEG", true, true};
  if (head.starts_with("\x89PNG")) return {"PNG", true, true};
  if (head.starts_with("GIF8")) return {"GIF", true, true};
  if (head.starts_with("BM")) return {"BMP", true, true};
  if (head.starts_with("8BPS")) return {"PSD", true, true};
  if (is_pnm(bytes)) return {"PPM or PGM", true, true};
  if (head.starts_with("#?RADIANCE") || head.starts_with("#?RGBE")) return {"HDR", true, true};
  if (head.starts_with("RIFF") && head.substr(0, 12).ends_with("WEBP"))
    return {"a WebP picture", false, true};
  if (head.starts_with("II*") || head.starts_with(std::string_view("MM\0*", 4)))
    return {"a TIFF picture", false, true};
  if (head.size() > 12 && head.substr(4, 4) == "ftyp")
    return {"a HEIC, AVIF or video file", false, is_still(head.substr(8, 4))};
  if (head.starts_with("%PDF")) return {"a PDF document"};
  if (head.starts_with("version https://git-lfs"))
    return {"a Git LFS pointer, not the picture (git lfs pull fetches it)"};
  if (head.starts_with("\x93NUMPY"))
    return {"a NumPy array, not a picture (weights are given with --weights)"};
  if (head.find("<svg") != std::string_view::npos) return {"an SVG drawing"};
  if (head.find("<html") != std::string_view::npos || head.find("<!DOCTYPE") != std::string_view::npos)
    return {"a web page, not a picture"};
  return {};
}

bool may_be_tga(std::span<const std::byte> bytes) {
  // Truevision TGA 2.0: kind of colour map, kind of picture, size, bits of a pixel.
  if (bytes.size() < 18) return false;
  const auto u8 = [&](std::size_t at) { return static_cast<unsigned>(bytes[at]); };
  const unsigned map = u8(1), kind = u8(2), bits = u8(16);
  const bool known_kind =
      map == 1 ? kind == 1 || kind == 9 : map == 0 && (kind == 2 || kind == 3 || kind == 10 || kind == 11);
  const bool known_bits = bits == 8 || bits == 15 || bits == 16 || bits == 24 || bits == 32;
  return known_kind && known_bits && little_endian(bytes.subspan(12, 2)) > 0 &&
         little_endian(bytes.subspan(14, 2)) > 0;
}

}  // namespace unfold
