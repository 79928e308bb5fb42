#include "core/lesson/channels.h"

#include <algorithm>

namespace unfold {

std::string_view name(ChannelFit fit) {
  switch (fit) {
  case ChannelFit::gray: return "gray";
  case ChannelFit::repeat: return "repeat";
  case ChannelFit::first: return "first";
  }
  return {};
}

std::optional<ChannelFit> channel_fit_named(std::string_view text) {
  for (const ChannelFit fit : {ChannelFit::gray, ChannelFit::repeat, ChannelFit::first})
    if (name(fit) == text) return fit;
  return std::nullopt;
}

Array repeated_channels(const Array& x, std::int64_t C) {
  const std::int64_t c = x.shape[1], plane = x.shape[2] * x.shape[3];
  Array all{{x.shape[0], C, x.shape[2], x.shape[3]}, {}};
  all.data.reserve(static_cast<std::size_t>(all.shape.count()));
  for (std::int64_t n = 0; n < x.shape[0]; ++n) {
    for (std::int64_t i = 0; i < C; ++i) {
      const auto from = x.data.begin() + (n * c + repeated_from(i, c)) * plane;
      all.data.insert(all.data.end(), from, from + plane);
    }
  }
  return all;
}

Array first_channels(const Array& W, std::int64_t c) {
  const std::int64_t filter = W.shape[1] * W.shape[2] * W.shape[3], kept = c * W.shape[2] * W.shape[3];
  Array cut{{W.shape[0], c, W.shape[2], W.shape[3]}, {}};
  cut.data.reserve(static_cast<std::size_t>(cut.shape.count()));
  for (std::int64_t f = 0; f < W.shape[0]; ++f) {
    const auto from = W.data.begin() + f * filter;
    cut.data.insert(cut.data.end(), from, from + kept);
  }
  return cut;
}

}  // namespace unfold
