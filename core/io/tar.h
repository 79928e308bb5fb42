#pragma once

#include "core/io/source.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace unfold {

struct TarMember {
  std::string name;  // as stored: bytes from outside
  std::uint64_t at = 0, size = 0;
};

// The ordinary files of a tar archive: POSIX.1-1988 ustar, and GNU's with long sizes. A header whose checksum
// is wrong is refused. A file that ends inside a member is refused with what is there of it. Throws Error.
[[nodiscard]] bool is_tar(std::span<const std::byte> head);
[[nodiscard]] std::vector<TarMember> list_tar(Source& source);

}  // namespace unfold
