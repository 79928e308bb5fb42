#pragma once

#include "core/io/image.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace unfold {

// The portable maps of Netpbm (its pbm, pgm and ppm pages): P1 to P3 in digits, P4 to P6 in bytes; comments
// anywhere in the header; values from 0 to a largest of at most 255, scaled to 0..255.
[[nodiscard]] bool is_pnm(std::span<const std::byte> bytes);
// Throws Error for more pixels than that, from the header, and for 16 bits a value: Pillow clips such values,
// and would show a white picture.
[[nodiscard]] Image read_pnm(std::span<const std::byte> bytes, const std::string& name,
                             std::int64_t most_pixels);

}  // namespace unfold
