#include "core/io/filter_sheet.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <vector>

namespace unfold {
namespace {

constexpr double share_within = 0.97;

// Two digits, upwards: 0.347 -> 0.35.
float rounded_up(float value) {
  if (!(value > 0)) return value;
  const double unit = std::pow(10.0, std::floor(std::log10(static_cast<double>(value))) - 1);
  return static_cast<float>(std::min(std::ceil(static_cast<double>(value) / unit - 1e-4) * unit,
                                     static_cast<double>(std::numeric_limits<float>::max())));
}

// FNV-1a, 64 bits, of the numbers' bits.
std::uint64_t hash_of(const FilterSheet& sheet) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  const auto mix = [&](std::uint64_t bits) { hash = (hash ^ bits) * 0x100000001b3U; };
  for (int i = 0; i < 4; ++i) mix(static_cast<std::uint64_t>(sheet.filters.shape[i]));
  mix(std::bit_cast<std::uint32_t>(sheet.range));
  for (const float value : sheet.filters.data) mix(std::bit_cast<std::uint32_t>(value));
  return hash;
}

}  // namespace

FilterSheet make_sheet(const Array& bank, std::int64_t most) {
  const Shape& s = bank.shape;
  const std::int64_t plane = s[2] * s[3], filter = s[1] * plane;
  FilterSheet sheet;
  sheet.bank = s;

  std::vector<float> magnitudes;
  magnitudes.reserve(bank.data.size());
  std::vector<float> largest(static_cast<std::size_t>(s[0]), -1);  // of a filter without a finite number
  for (std::size_t i = 0; i < bank.data.size(); ++i) {
    const float magnitude = std::abs(bank.data[i]);
    if (!std::isfinite(magnitude)) continue;
    magnitudes.push_back(magnitude);
    float& own = largest[i / static_cast<std::size_t>(filter)];
    own = std::max(own, magnitude);
  }
  if (!magnitudes.empty()) {
    const auto at = magnitudes.begin() +
                    static_cast<std::ptrdiff_t>(static_cast<double>(magnitudes.size() - 1) * share_within);
    std::nth_element(magnitudes.begin(), at, magnitudes.end());
    sheet.range = rounded_up(*at);
  }
  const float most_of_all = largest.empty() ? 0 : std::max(0.0F, *std::ranges::max_element(largest));
  if (sheet.range == 0) sheet.range = most_of_all;
  const auto within = std::ranges::count_if(magnitudes, [&](float m) { return m <= sheet.range; });
  if (!bank.data.empty())
    sheet.beyond = 1 - static_cast<double>(within) / static_cast<double>(bank.data.size());
  sheet.nearly_zero =
      std::ranges::count_if(largest, [&](float m) { return m >= 0 && m < 0.01F * most_of_all; });

  const std::int64_t n = std::min(s[0], most), c = s[1] >= 3 ? 3 : 1;
  sheet.filters.shape = {n, c, s[2], s[3]};
  for (std::int64_t f = 0; f < n; ++f) {
    const auto from = bank.data.begin() + f * filter;
    sheet.filters.data.insert(sheet.filters.data.end(), from, from + c * plane);
  }
  sheet.id = hash_of(sheet);
  return sheet;
}

}  // namespace unfold
