#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace unfold {

// What a file's first bytes say it is, as messages name it.
struct ImageKind {
  std::string_view name;  // "JPEG"; "a WebP picture" where it is none that is read; empty where it is unknown
  bool readable = false;  // stb_image reads it
  bool picture = false;   // it is a picture at all
};
// A TGA has no mark at its beginning: it is unknown here.
[[nodiscard]] ImageKind image_kind(std::span<const std::byte> bytes);

// Whether the first bytes can be a TGA's header: of a type, depth and size that is read.
[[nodiscard]] bool may_be_tga(std::span<const std::byte> bytes);

}  // namespace unfold
