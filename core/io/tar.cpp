#include "core/io/tar.h"

#include "core/base/error.h"
#include "core/io/printable.h"
#include "core/io/truncation.h"

#include <algorithm>
#include <array>
#include <limits>

namespace unfold {
namespace {

constexpr std::size_t block = 512;
constexpr std::size_t magic_at = 257, size_at = 124, sum_at = 148, type_at = 156;
constexpr std::string_view magic = "ustar";
constexpr std::size_t most_members = 10'000;

std::string_view field(std::span<const std::byte> header, std::size_t at, std::size_t length) {
  const std::string_view text(reinterpret_cast<const char*>(header.data()) + at, length);
  return text.substr(0, text.find('\0'));
}

// Octal digits between blanks.
std::optional<std::uint64_t> octal(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  text = text.substr(0, text.find(' '));
  if (text.empty() || text.size() > 20) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '7') return std::nullopt;
    value = value << 3 | static_cast<std::uint64_t>(c - '0');
  }
  return value;
}

std::optional<std::uint64_t> size_of(std::span<const std::byte> header) {
  // GNU's: the highest bit, then a number of 11 bytes, of which 8 are enough.
  if (header[size_at] != std::byte{0x80}) return octal(field(header, size_at, 12));
  std::uint64_t value = 0;
  for (std::size_t i = 1; i < 12; ++i) {
    if (value >> 55 != 0) return std::nullopt;
    value = value << 8 | static_cast<std::uint64_t>(header[size_at + i]);
  }
  return value;
}

// The sum of the header's bytes, its own field as blanks.
bool sum_is_right(std::span<const std::byte> header) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < block; ++i) {
    sum += i >= sum_at && i < sum_at + 8 ? ' ' : static_cast<std::uint64_t>(header[i]);
  }
  return octal(field(header, sum_at, 8)) == sum;
}

}  // namespace

bool is_tar(std::span<const std::byte> head) {
  return head.size() >= magic_at + magic.size() && field(head, magic_at, magic.size()) == magic;
}

std::vector<TarMember> list_tar(Source& source) {
  std::vector<TarMember> members;
  std::array<std::byte, block> header{};
  std::uint64_t at = 0;
  while (source.size() - at >= block) {
    source.read(at, header);
    if (std::ranges::all_of(header, [](std::byte byte) { return byte == std::byte{0}; })) return members;
    const auto size = size_of(header);
    if (!is_tar(header) || !sum_is_right(header) || !size) {
      throw Error(source.name() + ": has a broken tar header at byte " + std::to_string(at) +
                  "; download it again");
    }
    at += block;
    const std::uint64_t there = source.size() - at;
    if (*size > there) {
      if (*size > std::numeric_limits<std::uint64_t>::max() / 4) {
        throw Error(source.name() +
                    ": has a tar member of more bytes than can be counted; download it again");
      }
      throw Error(source.name() + ": " + truncated(source.size(), at + *size) + "; download it again");
    }
    const char type = static_cast<char>(header[type_at]);
    if (type == '0' || type == '\0') {
      if (members.size() == most_members) {
        throw Error(source.name() + ": has more than " + std::to_string(most_members) +
                    " members, and torch.save writes four");
      }
      members.push_back({std::string(field(header, 0, 100)), at, *size});
    }
    const std::uint64_t padded = (*size + block - 1) / block * block;
    at += std::min(padded, there);
  }
  return members;
}

}  // namespace unfold
