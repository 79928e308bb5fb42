#pragma once

#include <cstdint>

namespace unfold {

// Whether compare_preprocess can tell what other steps would do to the maps of a layer of C channels: a
// picture has three of them, or one of its gray, and a group would read some of them only.
[[nodiscard]] constexpr bool is_comparable(std::int64_t C, std::int64_t groups) {
  return (C == 1 || C == 3) && groups == 1;
}

}  // namespace unfold
