#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace unfold::window {

// In a desktop's own units.
struct Area {
  int x = 0, y = 0, w = 0, h = 0;
  bool operator==(const Area&) const = default;
};

// Of these displays the one that most of the window lies on; none where there are none.
[[nodiscard]] std::optional<std::size_t> display_of(const std::vector<Area>& displays, const Area& window);
// Where a second window goes: over most of another display than the first window's, or, where there is only
// one, over the lower right of that.
[[nodiscard]] Area beside(const std::vector<Area>& displays, const Area& window);

}  // namespace unfold::window
