#pragma once

#include "core/base/array.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace unfold {

// What is done where a bank's filters read C channels and the picture has another number of them.
//   gray    each channel gets the picture's gray
//   repeat  red, green, blue, red, … as often as it takes
//   first   the filters are cut to as many first channels as the picture has
enum class ChannelFit { gray, repeat, first };

[[nodiscard]] std::string_view name(ChannelFit fit);
[[nodiscard]] std::optional<ChannelFit> channel_fit_named(std::string_view name);

// Of a picture's c channels the one that `channel` of x repeats.
[[nodiscard]] constexpr std::int64_t repeated_from(std::int64_t channel, std::int64_t c) {
  return channel % c;
}
// x (N, c, H, W) -> (N, C, H, W): channel i is the one that it repeats.
[[nodiscard]] Array repeated_channels(const Array& x, std::int64_t C);
// W (FN, C, FH, FW) -> (FN, c, FH, FW), c <= C.
[[nodiscard]] Array first_channels(const Array& W, std::int64_t c);

}  // namespace unfold
