#pragma once

#include "core/layer/parallel.h"
#include "core/layer/walkthrough.h"

#include <cstdint>
#include <span>
#include <vector>

namespace unfold {

// How many values fall into each of equal bins from `lo` to `hi`, as np.histogram counts them: a bin holds
// its lower edge and not its upper one, the last holds both. Values that are not finite are counted apart.
struct Histogram {
  float lo = 0, hi = 0;  // the smallest and the largest finite value; equal where there is but one value
  std::vector<std::int64_t> counts;
  std::int64_t not_finite = 0;

  bool operator==(const Histogram&) const = default;
  [[nodiscard]] std::int64_t finite() const;  // the sum of the counts
  [[nodiscard]] std::int64_t largest() const;
  // The bin that a value is counted in, the nearest one for a value beyond them.
  [[nodiscard]] std::int64_t bin(float value) const;
};
inline constexpr int histogram_bins = 64;

// Of these values, between the bounds given; values beyond them are counted in the outermost bins.
[[nodiscard]] Histogram histogram_of(std::span<const float> values, float lo, float hi,
                                     int bins = histogram_bins);

// Of a whole tensor (views share the counts of what they view) and of one map of conv or of pool, between its
// own smallest and largest value. Reads every value that is in memory once: about a nanosecond each, so this
// is work for beside the frame. A tensor of copies is counted through its source, each value as often as it
// is copied.
[[nodiscard]] Histogram tensor_histogram(const Walkthrough& walkthrough, TensorId id, Workers& workers);
[[nodiscard]] Histogram map_histogram(const Walkthrough& walkthrough, TensorId conv_or_pool, std::int64_t n,
                                      std::int64_t f);

}  // namespace unfold
