#include "core/io/png.h"

#include "core/io/exif.h"
#include "core/io/inflate.h"
#include "core/io/printable.h"

#include <stb_image.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <vector>

namespace unfold {
namespace {

constexpr std::string_view signature = "\x89PNG\r\n\x1A\n";
// As much as libraries commonly grant a text; a picture that hides more in one is made to harm.
constexpr std::size_t longest_text = 1U << 20;

using Bytes = std::span<const std::byte>;

std::string_view text_of(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

std::uint32_t big_endian(Bytes bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = (value << 8) | static_cast<std::uint32_t>(bytes[i]);
  return value;
}

struct Inflated {
  std::string text;  // empty where the stream is broken
  bool too_long = false;
};
Inflated inflated(Bytes stream) {
  std::string text(longest_text, '\0');
  const int length =
      stbi_zlib_decode_buffer(text.data(), static_cast<int>(text.size()),
                              reinterpret_cast<const char*>(stream.data()), static_cast<int>(stream.size()));
  if (length < 0) return {{}, std::string_view(stbi_failure_reason()) == "output buffer limit"};
  text.resize(static_cast<std::size_t>(length));
  return {text, false};
}

// The compressed stream inside a zTXt, iCCP or compressed iTXt chunk.
std::optional<Bytes> compressed_part(std::string_view type, Bytes body) {
  const auto after_null = [](Bytes bytes) -> std::optional<Bytes> {
    const auto null = std::ranges::find(bytes, std::byte{0});
    if (null == bytes.end()) return std::nullopt;
    return bytes.subspan(static_cast<std::size_t>(null - bytes.begin()) + 1);
  };
  std::optional<Bytes> rest;
  if (type == "zTXt" || type == "iCCP" || type == "iTXt") rest = after_null(body);
  if (!rest || rest->empty()) return std::nullopt;
  if (type != "iTXt") return rest->subspan(1);  // the compression method
  if ((*rest)[0] != std::byte{1} || rest->size() < 2) return std::nullopt;
  rest = after_null(rest->subspan(2));  // the language
  if (rest) rest = after_null(*rest);   // the translated keyword
  return rest;
}

// ImageMagick writes "\nexif\n      32\n" and then the block in hexadecimal.
int raw_profile_orientation(std::string_view text) {
  std::size_t at = 0;
  for (int line = 0; line < 3; ++line) {
    at = text.find('\n', at);
    if (at == std::string_view::npos) return 1;
    ++at;
  }
  std::vector<std::byte> block;
  int high = -1;
  for (const char c : text.substr(at)) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) continue;
    if (high < 0) {
      high = digit;
    } else {
      block.push_back(static_cast<std::byte>(high * 16 + digit));
      high = -1;
    }
  }
  const Bytes bytes(block);
  return tiff_orientation(text_of(bytes).starts_with(std::string_view("Exif\0\0", 6)) ? bytes.subspan(6)
                                                                                      : bytes);
}

bool is_raw_profile(Bytes body) {
  return text_of(body).starts_with(std::string_view("Raw profile type exif\0", 22)) ||
         text_of(body).starts_with(std::string_view("Raw profile type APP1\0", 22));
}

// The bytes of the rows that IHDR announces, filter bytes included; an upper bound for interlaced pictures
// too.
std::uint64_t announced_bytes(Bytes header) {
  const std::uint64_t width = big_endian(header), height = big_endian(header.subspan(4));
  const auto depth = static_cast<std::uint64_t>(header[8]);
  static constexpr std::array<std::uint64_t, 7> samples{1, 0, 3, 1, 2, 0, 4};
  const auto color = static_cast<std::size_t>(header[9]);
  const std::uint64_t bits = depth * (color < samples.size() ? samples[color] : 4);
  return (width * bits / 8 + 9) * height * 2;
}

}  // namespace

bool is_png(Bytes file) { return text_of(file).starts_with(signature); }

PngChunks read_png_chunks(Bytes file) {
  PngChunks result;
  std::uint64_t data = 0, announced = 0;
  for (std::size_t at = signature.size(); at < file.size();) {
    if (file.size() - at < 12) return {"ends inside a chunk; copy or download it again"};
    const std::uint32_t length = big_endian(file.subspan(at));
    const std::string_view type = text_of(file.subspan(at + 4, 4));
    if (length > file.size() - at - 12)
      return {"ends early, inside its " + printable(type) + " chunk; copy or download it again"};
    const Bytes body = file.subspan(at + 8, length);
    const bool critical = type[0] >= 'A' && type[0] <= 'Z';
    if (critical &&
        crc32_of(file.subspan(at + 4, length + 4U)) != big_endian(file.subspan(at + 8 + length))) {
      return {"is damaged: the checksum of its " + printable(type) +
              " chunk is wrong; copy or download it again"};
    }
    if (type == "IEND") {
      // Deflate never makes data longer than this.
      if (data > announced + announced / 64 + 65'536) {
        return {"holds far more data than a picture of its size has (a decompression bomb); save it again"};
      }
      return result;
    }
    if (type == "IHDR" && length >= 13) announced = announced_bytes(body);
    if (type == "IDAT") data += length;
    if (type == "eXIf") result.orientation = tiff_orientation(body);
    if (type == "tEXt" && is_raw_profile(body))
      result.orientation = raw_profile_orientation(text_of(body.subspan(22)));
    if (const std::optional<Bytes> stream = compressed_part(type, body)) {
      const Inflated unpacked = inflated(*stream);
      if (unpacked.too_long) {
        return {"hides a text that unpacks to more than 1 MiB (a decompression bomb); save it again without "
                "its texts"};
      }
      if (is_raw_profile(body)) result.orientation = raw_profile_orientation(unpacked.text);
    }
    at += 12U + length;
  }
  return {"ends before its last chunk; copy or download it again"};
}

}  // namespace unfold
