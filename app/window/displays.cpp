#include "app/window/displays.h"

#include <algorithm>
#include <cstdint>

namespace unfold::window {
namespace {

std::int64_t shared(const Area& a, const Area& b) {
  const std::int64_t across = std::min(a.x + a.w, b.x + b.w) - std::max(a.x, b.x);
  const std::int64_t down = std::min(a.y + a.h, b.y + b.h) - std::max(a.y, b.y);
  return across > 0 && down > 0 ? across * down : 0;
}

}  // namespace

std::optional<std::size_t> display_of(const std::vector<Area>& displays, const Area& window) {
  if (displays.empty()) return std::nullopt;
  std::size_t most = 0;
  for (std::size_t i = 1; i < displays.size(); ++i)
    if (shared(displays[i], window) > shared(displays[most], window)) most = i;
  return most;
}

Area beside(const std::vector<Area>& displays, const Area& window) {
  const std::optional<std::size_t> here = display_of(displays, window);
  if (!here) return {0, 0, 1024, 640};
  if (displays.size() > 1) {
    const Area& other = displays[*here == 0 ? 1 : 0];
    const int w = other.w * 9 / 10, h = other.h * 85 / 100;
    return {other.x + (other.w - w) / 2, other.y + (other.h - h) / 2, w, h};
  }
  const Area& only = displays[*here];
  const int w = std::min(only.w, std::max(only.w / 2, 800)), h = std::min(only.h, std::max(only.h / 2, 560));
  return {only.x + only.w - w, only.y + only.h - h, w, h};
}

}  // namespace unfold::window
