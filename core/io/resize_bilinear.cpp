#include "core/io/image.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace unfold {
namespace {

constexpr int fraction_bits = 22;  // an int32 less eight bits of the pixel, a sign and one of room

// From which pixels a new one is mixed, and with which fixed-point weights.
struct Taps {
  std::int64_t first = 0;
  std::vector<std::int32_t> weights;
};

// A triangle over the new pixel's centre, as wide as the old pixels lie apart or, when smaller, as the new.
std::vector<Taps> triangle(std::int64_t from, std::int64_t to) {
  std::vector<Taps> all(static_cast<std::size_t>(to));
  const double scale = static_cast<double>(from) / static_cast<double>(to);
  const double reach = std::max(scale, 1.0);
  const double steepness = 1.0 / reach;
  std::vector<double> exact;
  for (std::int64_t i = 0; i < to; ++i) {
    Taps& taps = all[static_cast<std::size_t>(i)];
    const double centre = (static_cast<double>(i) + 0.5) * scale;
    taps.first = std::max<std::int64_t>(0, static_cast<std::int64_t>(centre - reach + 0.5));
    const std::int64_t end = std::min(from, static_cast<std::int64_t>(centre + reach + 0.5));
    exact.clear();
    double sum = 0;
    for (std::int64_t at = taps.first; at < end; ++at) {
      const double off = std::abs((static_cast<double>(at) - centre + 0.5) * steepness);
      exact.push_back(off < 1.0 ? 1.0 - off : 0.0);
      sum += exact.back();
    }
    for (const double weight : exact) {
      const double share = sum != 0.0 ? weight / sum : weight;
      taps.weights.push_back(static_cast<std::int32_t>(share * (1 << fraction_bits) + 0.5));
    }
  }
  return all;
}

std::uint8_t rounded(std::int32_t sum) {
  return static_cast<std::uint8_t>(std::clamp(sum >> fraction_bits, 0, 255));
}

// One pass: `count` lines, each of which has its pixels `step` bytes apart.
void mix(const std::uint8_t* in, std::int64_t in_line, std::int64_t in_step, std::uint8_t* out,
         std::int64_t out_line, std::int64_t out_step, std::int64_t count, const std::vector<Taps>& taps) {
  for (std::int64_t line = 0; line < count; ++line, in += in_line, out += out_line) {
    std::uint8_t* to = out;
    for (const Taps& t : taps) {
      const std::uint8_t* from = in + t.first * in_step;
      std::int32_t sum = 1 << (fraction_bits - 1);
      for (const std::int32_t weight : t.weights) {
        sum += static_cast<std::int32_t>(*from) * weight;
        from += in_step;
      }
      *to = rounded(sum);
      to += out_step;
    }
  }
}

}  // namespace

Image resized_bilinear(const Image& image, std::int64_t width, std::int64_t height) {
  assert(width > 0 && height > 0);
  if (width == image.width && height == image.height) return image;
  const auto bytes = [](std::int64_t w, std::int64_t h) { return static_cast<std::size_t>(w * h * 3); };
  Image across{width, image.height, {}, image.orientation};
  if (width == image.width) {
    across.rgb = image.rgb;
  } else {
    across.rgb.resize(bytes(width, image.height));
    const std::vector<Taps> taps = triangle(image.width, width);
    for (std::int64_t c = 0; c < 3; ++c)
      mix(image.rgb.data() + c, image.width * 3, 3, across.rgb.data() + c, width * 3, 3, image.height, taps);
  }
  if (height == image.height) return across;
  Image out{width, height, std::vector<std::uint8_t>(bytes(width, height)), image.orientation};
  mix(across.rgb.data(), 1, width * 3, out.rgb.data(), 1, width * 3, width * 3,
      triangle(image.height, height));
  return out;
}

}  // namespace unfold
