#include "core/lesson/test_pattern.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace unfold {
namespace {

constexpr std::array kinds{PatternKind::edges, PatternKind::zone, PatternKind::bars};

using Pixel = std::array<std::uint8_t, 3>;

Pixel gray(std::int64_t level) {
  const auto byte = static_cast<std::uint8_t>(level);
  return {byte, byte, byte};
}

// Bars in four bands: their width is an eighth of the quarter in the first, and halves from band to band, in
// whole pixels, one at least.
bool in_bar(std::int64_t across, std::int64_t along, std::int64_t half) {
  const std::int64_t band = along * 4 / half;
  const std::int64_t width = std::max<std::int64_t>(1, half / (std::int64_t{8} << band));
  return across / width % 2 == 1;
}

Pixel edges(std::int64_t x, std::int64_t y, std::int64_t size) {
  const std::int64_t half = (size + 1) / 2;
  const bool right = x >= half, lower = y >= half;
  const std::int64_t u = right ? x - half : x, v = lower ? y - half : y;
  if (!right && !lower) return gray(in_bar(u, v, half) ? 235 : 20);
  if (right && !lower) return gray(in_bar(v, u, half) ? 235 : 20);
  if (!right) return gray(3 * u > half + v ? 235 : 20);  // a slant of three to one
  const std::int64_t dx = 2 * u - half, dy = 2 * v - half;
  if (dx * dx + dy * dy < half * half / 2) return {220, 40, 40};
  return gray(u * 255 / std::max<std::int64_t>(1, half - 1));
}

// The phase grows with the square of the radius, so that the frequency grows with the radius and is half a
// turn a pixel at the middle of a side.
Pixel zone(std::int64_t x, std::int64_t y, std::int64_t size) {
  const double middle = static_cast<double>(size - 1) / 2;
  const double dx = static_cast<double>(x) - middle, dy = static_cast<double>(y) - middle;
  const double phase = std::numbers::pi * (dx * dx + dy * dy) / static_cast<double>(size);
  return gray(std::lround(127.5 + 127.5 * std::cos(phase)));
}

Pixel bars(std::int64_t x, std::int64_t y, std::int64_t size) {
  if (y * 4 >= size * 3) return gray(x * 255 / (size - 1));
  // White, yellow, cyan, green, magenta, red, blue, black: green leaves last, blue every other time.
  const std::int64_t bar = x * 8 / size;
  const auto channel = [&](std::int64_t bit) {
    return static_cast<std::uint8_t>((bar & bit) == 0 ? 255 : 0);
  };
  return {channel(2), channel(4), channel(1)};
}

}  // namespace

std::span<const PatternKind> pattern_kinds() { return kinds; }

std::string_view name(PatternKind kind) {
  switch (kind) {
  case PatternKind::edges: return "edges";
  case PatternKind::zone: return "zone";
  case PatternKind::bars: return "bars";
  }
  return {};
}

std::optional<PatternKind> pattern_named(std::string_view text) {
  for (const PatternKind kind : pattern_kinds())
    if (name(kind) == text) return kind;
  return std::nullopt;
}

std::string to_string(const TestPattern& pattern) {
  return std::string(name(pattern.kind)) + ":" + std::to_string(pattern.size);
}

Image drawn(const TestPattern& pattern) {
  const std::int64_t size = pattern.size;
  if (size < 8 || size > largest_pattern) {
    throw Error("pattern " + to_string(pattern) + ": a size from 8 to " + std::to_string(largest_pattern) +
                " is needed");
  }
  Image image{size, size, {}, 1};
  image.rgb.reserve(static_cast<std::size_t>(size * size * 3));
  const auto pixel = [&](std::int64_t x, std::int64_t y) {
    switch (pattern.kind) {
    case PatternKind::edges: return edges(x, y, size);
    case PatternKind::zone: return zone(x, y, size);
    case PatternKind::bars: return bars(x, y, size);
    }
    return Pixel{};
  };
  for (std::int64_t y = 0; y < size; ++y) {
    for (std::int64_t x = 0; x < size; ++x) {
      const Pixel p = pixel(x, y);
      image.rgb.insert(image.rgb.end(), p.begin(), p.end());
    }
  }
  return image;
}

}  // namespace unfold
