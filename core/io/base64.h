#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace unfold {

// RFC 4648, section 4, with its padding.
[[nodiscard]] std::string base64(std::span<const std::byte> bytes);

}  // namespace unfold
