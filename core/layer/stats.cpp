#include "core/layer/stats.h"

#include <Eigen/Core>

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>

namespace unfold {

namespace {

using Values = Eigen::Map<const Eigen::ArrayXf>;
constexpr std::int64_t piece = 1024;  // summed in float32, and small enough to stay in the nearest cache

Values values_at(const float* at, std::int64_t count) { return {at, count}; }

std::size_t as_size(std::int64_t i) { return static_cast<std::size_t>(i); }

// The magnitudes of finite numbers are ordered as the integers of the same bits, which processors compare by
// many without asking for NaNs; what is not finite is larger than they are, and so is never left out.
// Leaves out most of those magnitudes that are not among the `wanted` largest, and none that is: the groups
// with the `wanted` largest maxima have that many values which are at least as large as the least of these.
// False, and nothing is done, where one is not finite or they are too few.
bool keep_largest(std::vector<float>& magnitudes, std::int64_t wanted) {
  constexpr std::int64_t group = 32;
  const std::int64_t groups = std::ssize(magnitudes) / group;
  if (groups < 2 * wanted) return false;
  // Group g has every groups-th value from g on, so that the maxima of many are taken at once.
  std::vector<std::int32_t> maxima(as_size(groups), 0);
  const float* from = magnitudes.data();
  for (std::int64_t i = 0; i < group; ++i, from += groups) {
    std::int32_t* const to = maxima.data();
    for (std::int64_t g = 0; g < groups; ++g) to[g] = std::max(to[g], std::bit_cast<std::int32_t>(from[g]));
  }
  std::vector<std::int32_t> ordered = maxima;
  const auto last = ordered.begin() + (wanted - 1);
  std::nth_element(ordered.begin(), last, ordered.end(), std::greater<>());
  const std::int32_t least = *last;
  std::vector<float> kept(magnitudes.begin() + groups * group, magnitudes.end());
  for (std::int64_t g = 0; g < groups; ++g) {
    if (maxima[as_size(g)] < least) continue;
    for (std::int64_t i = g; i < groups * group; i += groups)
      if (std::bit_cast<std::int32_t>(magnitudes[as_size(i)]) >= least)
        kept.push_back(magnitudes[as_size(i)]);
  }
  const auto is_finite = [](float v) { return std::isfinite(v); };
  if (!std::all_of(kept.begin(), kept.end(), is_finite)) return false;
  magnitudes.assign(kept.begin(), kept.end());
  return true;
}

bool any_zero(const std::vector<float>& counts, std::int64_t lo, std::int64_t hi) {
  return std::find(counts.begin() + lo, counts.begin() + hi, 0.0F) != counts.begin() + hi;
}

}  // namespace

void Tally::add(std::span<const float> values, const engine::Kernels& kernels) {
  const std::int64_t count = std::ssize(values);
  std::int64_t best_piece = -1;
  for (std::int64_t first = 0; first < count; first += piece) {
    const std::int64_t n = std::min(piece, count - first);
    const engine::Extent extent = kernels.extent(values.data() + first, n);
    float most = -std::numeric_limits<float>::infinity();
    if (std::isfinite(extent.sum)) {
      min = std::min(min, extent.min);
      most = extent.max;
      sum += static_cast<double>(extent.sum);
      finite += n;
    } else {
      for (const float value : values.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(n))) {
        if (!std::isfinite(value)) continue;
        min = std::min(min, value);
        most = std::max(most, value);
        sum += static_cast<double>(value);
        ++finite;
      }
    }
    if (most > max) {
      max = most;
      best_piece = first;
    }
  }
  if (best_piece >= 0) max_at = std::find(values.begin() + best_piece, values.end(), max) - values.begin();
}

void Tally::add(const Tally& other) {
  min = std::min(min, other.min);
  max = std::max(max, other.max);
  sum += other.sum;
  finite += other.finite;
  max_at = 0;
}

void Tally::add_zeros(std::int64_t count) {
  if (count <= 0) return;
  min = std::min(min, 0.0F);
  max = std::max(max, 0.0F);
  finite += count;
}

TensorStats Tally::stats(float abs_995) const {
  if (finite == 0) return {};
  const auto mean = static_cast<float>(sum / static_cast<double>(finite));
  return {.min = min,
          .max = max,
          .mean = mean,
          .abs_max = std::max(std::abs(min), std::abs(max)),
          .max_at = max_at,
          .abs_995 = abs_995};
}

Tally tally_of(std::span<const float> values, const engine::Kernels& kernels) {
  Tally tally;
  tally.add(values, kernels);
  return tally;
}

bool ReadCounts::all_once() const {
  const auto once = [](float count) { return count == 1.0F; };
  return std::all_of(rows.begin(), rows.end(), once) && std::all_of(cols.begin(), cols.end(), once);
}

ReadCounts read_counts(const Slide& rows, const Slide& cols) {
  double all = 1.0;
  const auto along = [&](const Slide& slide) {
    std::vector<float> counts(static_cast<std::size_t>(slide.size), 0.0F);
    double reads = 0.0;
    for (std::int64_t i = 0; i < slide.size; ++i) {
      const auto count = static_cast<double>(readers(slide, i + slide.before).count());
      counts[static_cast<std::size_t>(i)] = static_cast<float>(count);
      reads += count;
    }
    all *= reads;
    return counts;
  };
  ReadCounts counts{along(rows), along(cols), 0};
  counts.pixels_read = all;
  return counts;
}

std::int64_t padding_read(const Slide& rows, const Slide& cols) {
  const auto sum = [](const Slide& slide, const auto& cells) {
    std::int64_t all = 0;
    for (std::int64_t i = 0; i < slide.count; ++i) all += cells(slide, i).count;
    return all;
  };
  return sum(rows, cells_within) * sum(cols, cells_within) - sum(rows, cells_on) * sum(cols, cells_on);
}

Tally tally_of_copies(const float* rows, const ReadCounts& counts, std::int64_t first, std::int64_t last) {
  const std::int64_t cols = std::ssize(counts.cols);
  const auto is_read = [](float count) { return count > 0.0F; };
  const std::int64_t lo = std::find_if(counts.cols.begin(), counts.cols.end(), is_read) - counts.cols.begin();
  const std::int64_t hi =
      counts.cols.rend() - std::find_if(counts.cols.rbegin(), counts.cols.rend(), is_read);
  Tally tally;
  if (lo >= hi) return tally;
  const bool gaps = any_zero(counts.cols, lo, hi);
  const Values times = values_at(counts.cols.data() + lo, hi - lo);
  const double times_sum = times.cast<double>().sum();
  for (std::int64_t h = first; h < last; ++h) {
    const auto row_times = static_cast<double>(counts.rows[as_size(h)]);
    if (row_times == 0.0) continue;
    const Values v = values_at(rows + (h - first) * cols + lo, hi - lo);
    const float total = (v * times).sum();
    if (!gaps && std::isfinite(total)) {
      tally.min = std::min(tally.min, v.minCoeff());
      tally.max = std::max(tally.max, v.maxCoeff());
      tally.sum += row_times * static_cast<double>(total);
      tally.finite += static_cast<std::int64_t>(row_times * times_sum);
      continue;
    }
    for (std::int64_t i = 0; i < v.size(); ++i) {
      if (times[i] == 0.0F || !std::isfinite(v[i])) continue;
      tally.min = std::min(tally.min, v[i]);
      tally.max = std::max(tally.max, v[i]);
      const double weight = row_times * static_cast<double>(times[i]);
      tally.sum += weight * static_cast<double>(v[i]);
      tally.finite += static_cast<std::int64_t>(weight);
    }
  }
  return tally;
}

float percentile_995(std::vector<float>& values) {
  for (float& v : values) v = std::abs(v);
  // So many of them may be larger.
  const auto place = [](std::int64_t count) { return count / 200; };
  std::int64_t above = values.empty() ? 0 : place(std::ssize(values));
  if (!keep_largest(values, above + 1)) {
    std::erase_if(values, [](float v) { return !std::isfinite(v); });
    if (values.empty()) return 0.0F;
    above = place(std::ssize(values));
  }
  std::nth_element(values.begin(), values.begin() + above, values.end(), std::greater<>());
  return values[as_size(above)];
}

}  // namespace unfold
