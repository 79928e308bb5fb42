#pragma once

#include <cstdint>

namespace unfold {

// a / b for positive b, towards plus infinity, also for negative a.
[[nodiscard]] constexpr std::int64_t ceil_div(std::int64_t a, std::int64_t b) {
  return a > 0 ? (a + b - 1) / b : -(-a / b);
}

}  // namespace unfold
