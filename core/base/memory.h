#pragma once

#include <cstdint>
#include <optional>

namespace unfold {

// Bytes that a program can take now without the system having to swap or to end one; nothing where it does
// not say. Linux: MemAvailable, and what the control group leaves.
[[nodiscard]] std::optional<std::int64_t> available_memory();

}  // namespace unfold
