#include "core/layer/stats.h"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <functional>

namespace unfold {

namespace {

using Values = Eigen::Map<const Eigen::ArrayXf>;
constexpr std::int64_t piece = 1024;  // summed in float32, and small enough to stay in the nearest cache

Values values_at(const float* at, std::int64_t count) { return {at, count}; }

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

Tally tally_of_copies(const float* plane, const ReadCounts& counts) {
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
  for (std::size_t h = 0; h < counts.rows.size(); ++h) {
    const auto row_times = static_cast<double>(counts.rows[h]);
    if (row_times == 0.0) continue;
    const Values v = values_at(plane + static_cast<std::int64_t>(h) * cols + lo, hi - lo);
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
  std::size_t kept = 0;
  for (const float v : values) {
    values[kept] = std::abs(v);
    kept += std::isfinite(v) ? 1U : 0U;
  }
  if (kept == 0) return 0.0F;
  // The few largest are sorted out of many: cheaper than to part them all.
  const auto above =
      static_cast<std::int64_t>(kept) - 1 - static_cast<std::int64_t>(0.995 * static_cast<double>(kept - 1));
  const auto last = values.begin() + above;
  std::partial_sort(values.begin(), last + 1, values.begin() + static_cast<std::int64_t>(kept),
                    std::greater<>());
  return *last;
}

}  // namespace unfold
