#pragma once

#include "core/io/source.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace unfold {

// No deflate stream unpacks to more than 1032 times its size: 258 bytes from two bits (RFC 1951).
inline constexpr std::uint64_t greatest_deflate_ratio = 1032;

// Unpacks a raw deflate stream (RFC 1951) into `out`. `whole`: the stream must end there; else only its
// beginning is wanted. False where the stream is broken, ends early or goes on.
[[nodiscard]] bool inflate_raw(Source& packed, std::span<std::byte> out, bool whole);
// As zip archives and PNG have it (ISO 3309).
[[nodiscard]] std::uint32_t crc32_of(std::span<const std::byte> bytes);

}  // namespace unfold
