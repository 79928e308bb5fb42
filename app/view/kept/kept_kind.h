#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>

namespace unfold::view {

// What a kept file is written as, by the ending of its name in either case; numbered: PNGs, one for each
// step, with a number in their names.
enum class KeptKind : std::uint8_t { png, svg, npy, csv, gif, webp, mp4, numbered, none };
// By kind: what a name ends in.
inline constexpr std::array<const char*, 8> kept_endings{".png", ".svg",  ".npy", ".csv",
                                                         ".gif", ".webp", ".mp4", "-%03d.png"};
[[nodiscard]] inline const char* ending_of(KeptKind kind) {
  return kept_endings[static_cast<std::size_t>(kind)];
}

[[nodiscard]] KeptKind kept_kind(const std::filesystem::path& file);
[[nodiscard]] bool is_tensor(KeptKind kind);
[[nodiscard]] bool is_film(KeptKind kind);

}  // namespace unfold::view
