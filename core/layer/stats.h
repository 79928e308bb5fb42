#pragma once

#include "core/layer/engine/kernels.h"
#include "core/layer/slide.h"

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace unfold {

// Figures of a tensor or a map. Values that are not finite are left out of all of them; 0 where there is
// none.
struct TensorStats {
  float min = 0, max = 0, mean = 0;
  float abs_max = 0;
  std::int64_t max_at = 0;  // of a map: the first element that holds `max`, oy*OW + ox; of a tensor: 0
  float abs_995 =
      0;  // 99.5th percentile of |v|, from values spread over it where there are many: colours clip there
};

// Figures on the way: they add up over pieces.
struct Tally {
  float min = std::numeric_limits<float>::infinity();
  float max = -std::numeric_limits<float>::infinity();
  double sum = 0.0;
  std::int64_t finite = 0;
  std::int64_t max_at = 0;

  void add(std::span<const float> values, const engine::Kernels& kernels);
  void add(const Tally& other);
  void add_zeros(std::int64_t count);
  [[nodiscard]] TensorStats stats(float abs_995) const;
};
[[nodiscard]] Tally tally_of(std::span<const float> values, const engine::Kernels& kernels);

// How often each row and each column of a plane is copied by the windows that slide over it: counts of
// im2col.
struct ReadCounts {
  std::vector<float> rows, cols;  // whole numbers
  double pixels_read = 0;         // the sum of rows[h]*cols[w]
  [[nodiscard]] bool all_once() const;
};
[[nodiscard]] ReadCounts read_counts(const Slide& rows, const Slide& cols);
// How many cells of padding all windows over one plane copy; not those of windows that hang over it.
[[nodiscard]] std::int64_t padding_read(const Slide& rows, const Slide& cols);
// The figures of what the windows copy out of one plane, each pixel counted as often as it is read; or of its
// rows first..last - 1, which begin at `rows`.
[[nodiscard]] Tally tally_of_copies(const float* rows, const ReadCounts& counts, std::int64_t first,
                                    std::int64_t last);
[[nodiscard]] inline Tally tally_of_copies(const float* plane, const ReadCounts& counts) {
  return tally_of_copies(plane, counts, 0, std::ssize(counts.rows));
}

// The i-th of the places to look at in `count` values: all of them up to `samples`, else one in each of that
// many equal parts, where in it the golden ratio says, in step with no width. They ascend, so that memory is
// read the way it lies.
[[nodiscard]] inline std::int64_t sample_place(std::int64_t i, std::int64_t samples, std::int64_t count) {
  if (count <= samples) return i;
  const std::int64_t first = i * count / samples, end = (i + 1) * count / samples;
  const std::uint64_t turn = static_cast<std::uint32_t>(i) * 0x9E3779B9U;
  return first + static_cast<std::int64_t>(turn * static_cast<std::uint64_t>(end - first) >> 32U);
}
// The 99.5th percentile of the magnitudes of those that are finite. Uses the vector up.
[[nodiscard]] float percentile_995(std::vector<float>& values);

}  // namespace unfold
