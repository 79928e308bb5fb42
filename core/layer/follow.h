#pragma once

#include "core/layer/cell_map.h"

#include <cstdint>
#include <optional>

namespace unfold {

// Which of several ways a followed cell takes, where the sizes alone do not say.
struct Way {
  std::int64_t filter = 0;  // the column of out2d; the nearest of the group
  // Of the copies of a pixel the one that stands at (y, x) of its window; none, or where there is no such
  // copy: the first that ends in a pooled map.
  std::optional<std::int64_t> y{}, x{};
  // Back from a maximum: the column of pool_windows that it came from (Walkthrough::argmax). None: the first
  // that is not padding.
  std::optional<std::int64_t> window_column{};

  bool operator==(const Way&) const = default;
};

// As follow(g, cell, filter), on the way that is asked for.
[[nodiscard]] std::vector<CellRef> follow(const Geometry& g, const CellRef& cell, const Way& way);

}  // namespace unfold
