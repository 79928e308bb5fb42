#include "core/io/exif.h"

#include <cstdint>
#include <cstring>

namespace unfold {
namespace {

// Big- or little-endian numbers at any place of a block; beyond its end everything reads as zero.
struct Block {
  std::span<const std::byte> bytes;
  bool big_endian = true;

  [[nodiscard]] std::uint32_t at(std::size_t place, std::size_t width) const {
    if (place > bytes.size() || width > bytes.size() - place) return 0;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < width; ++i) {
      value = (value << 8) | static_cast<std::uint32_t>(bytes[place + (big_endian ? i : width - 1 - i)]);
    }
    return value;
  }
};

}  // namespace

int tiff_orientation(std::span<const std::byte> tiff) {
  Block block{tiff};
  const std::uint32_t order = block.at(0, 2);
  if (order != 0x4D4D && order != 0x4949) return 1;  // "MM", "II"
  block.big_endian = order == 0x4D4D;
  if (block.at(2, 2) != 42) return 1;
  const std::size_t directory = block.at(4, 4);
  const std::size_t entries = block.at(directory, 2);
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + i * 12;
    if (entry + 12 > tiff.size()) return 1;
    if (block.at(entry, 2) != 0x0112) continue;
    const std::uint32_t type = block.at(entry + 2, 2);
    const std::uint32_t value = type == 3 ? block.at(entry + 8, 2) : type == 4 ? block.at(entry + 8, 4) : 0;
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

int jpeg_orientation(std::span<const std::byte> file) {
  const Block block{file};
  if (block.at(0, 2) != 0xFFD8) return 1;
  std::size_t at = 2;
  while (at + 4 <= file.size() && block.at(at, 1) == 0xFF) {
    const std::uint32_t marker = block.at(at + 1, 1);
    if (marker == 0xFF) {  // fill byte
      ++at;
      continue;
    }
    if (marker == 0xDA || marker == 0xD9) return 1;              // the picture itself begins
    if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {  // stands alone, without a length
      at += 2;
      continue;
    }
    const std::size_t length = block.at(at + 2, 2);  // counts itself
    if (length < 2 || length > file.size() - at - 2) return 1;
    const std::span<const std::byte> body = file.subspan(at + 4, length - 2);
    if (marker == 0xE1 && body.size() >= 6 && std::memcmp(body.data(), "Exif\0\0", 6) == 0) {
      return tiff_orientation(body.subspan(6));
    }
    at += 2 + length;
  }
  return 1;
}

}  // namespace unfold
