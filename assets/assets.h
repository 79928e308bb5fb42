#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace unfold {

// A file under assets/ that the program carries with it, byte for byte.
struct Asset {
  std::string_view name;  // "lessons/toy.json": its path under assets/
  std::span<const std::byte> bytes;
};

// All of them, by name in the order of their bytes.
[[nodiscard]] std::span<const Asset> assets();
[[nodiscard]] std::optional<std::span<const std::byte>> find_asset(std::string_view name);

}  // namespace unfold
