#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace unfold {

// An unsigned number of at most eight bytes, the lowest of them first.
[[nodiscard]] inline std::uint64_t little_endian(std::span<const std::byte> bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | static_cast<std::uint64_t>(bytes[i]);
  return value;
}

}  // namespace unfold
