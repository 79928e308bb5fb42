#include "assets/assets.h"

#include <algorithm>

namespace unfold {

std::optional<std::span<const std::byte>> find_asset(std::string_view name) {
  const auto all = assets();
  const auto at = std::ranges::lower_bound(all, name, {}, &Asset::name);
  if (at == all.end() || at->name != name) return std::nullopt;
  return at->bytes;
}

}  // namespace unfold
