#include "core/layer/windows.h"

#include "core/layer/ceil_div.h"

namespace unfold {

std::optional<std::int64_t> windows(const Slide& s, bool ceil) {
  const std::int64_t room = s.padded() - s.extent();
  if (!ceil) return room < 0 ? std::nullopt : std::optional(room / s.stride + 1);
  if (room <= -s.stride) return std::nullopt;
  const std::int64_t count = ceil_div(room, s.stride) + 1;
  return (count - 1) * s.stride >= s.before + s.size ? count - 1 : count;
}

Sides padding_of(const LayerParams& params) {
  return params.mistake == Mistake::no_padding ? Sides{} : params.pad;
}

}  // namespace unfold
