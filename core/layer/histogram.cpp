#include "core/layer/histogram.h"

#include "core/layer/layer_stats.h"
#include "core/layer/tensor_read.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace unfold {

namespace {

std::size_t as_size(std::int64_t i) { return static_cast<std::size_t>(i); }

// The bins as a line: value -> bin. Double, so that an edge falls where np.linspace puts it.
struct Bins {
  double lo = 0.0, per_value = 0.0;
  double last = 0.0;

  Bins(float from, float to, int count) : lo(static_cast<double>(from)), last(count - 1) {
    if (to > from) per_value = static_cast<double>(count) / (static_cast<double>(to) - lo);
  }
  [[nodiscard]] std::int64_t of(float value) const {
    const double at = std::min((static_cast<double>(value) - lo) * per_value, last);
    return static_cast<std::int64_t>(std::max(at, 0.0));
  }
};

Histogram empty(float lo, float hi, int bins) {
  assert(bins > 0);
  return {.lo = lo, .hi = hi, .counts = std::vector<std::int64_t>(static_cast<std::size_t>(bins), 0)};
}

// `times` of each value are counted, by its place in the row; null: once.
void count(Histogram& h, const Bins& bins, std::span<const float> values, std::int64_t row_times,
           const float* times) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::int64_t many = times == nullptr ? row_times : row_times * static_cast<std::int64_t>(times[i]);
    if (std::isfinite(values[i]))
      h.counts[as_size(bins.of(values[i]))] += many;
    else
      h.not_finite += many;
  }
}

void count_zeros(Histogram& h, std::int64_t many) {
  if (many > 0) h.counts[as_size(h.bin(0.0F))] += many;
}

void add(Histogram& to, const Histogram& from) {
  for (std::size_t i = 0; i < to.counts.size(); ++i) to.counts[i] += from.counts[i];
  to.not_finite += from.not_finite;
}

// The planes of x or of maps, each pixel counted as often as the windows read it: `reads` null = once.
template <typename Planes>
void count_planes(Histogram& h, const Planes& array, const ReadCounts* reads, Workers& workers) {
  const std::int64_t rows = array.shape[2];
  const std::int64_t cols = array.shape[3];
  const Bins bins(h.lo, h.hi, static_cast<int>(h.counts.size()));
  std::vector<Histogram> parts(as_size(workers.count()),
                               empty(h.lo, h.hi, static_cast<int>(h.counts.size())));
  workers.for_each(array.shape[0] * array.shape[1], {}, [&](int worker, std::int64_t plane) {
    Histogram& part = parts[as_size(worker)];
    const float* at = array.data.data() + plane * rows * cols;
    if (reads == nullptr) {
      count(part, bins, {at, as_size(rows * cols)}, 1, nullptr);
      return;
    }
    for (std::int64_t row = 0; row < rows; ++row) {
      const auto row_times = static_cast<std::int64_t>(reads->rows[as_size(row)]);
      if (row_times > 0) count(part, bins, {at + row * cols, as_size(cols)}, row_times, reads->cols.data());
    }
  });
  for (const Histogram& part : parts) add(h, part);
}

}  // namespace

std::int64_t Histogram::finite() const {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

std::int64_t Histogram::largest() const {
  return counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
}

std::int64_t Histogram::bin(float value) const {
  return Bins(lo, hi, static_cast<int>(counts.size())).of(value);
}

Histogram histogram_of(std::span<const float> values, float lo, float hi, int bins) {
  Histogram h = empty(lo, hi, bins);
  count(h, Bins(lo, hi, bins), values, 1, nullptr);
  return h;
}

Histogram map_histogram(const Walkthrough& walk, TensorId id, std::int64_t n, std::int64_t f) {
  const Maps& maps = id == TensorId::pool ? walk.pool() : walk.conv();
  const std::int64_t size = maps.shape[2] * maps.shape[3];
  const TensorStats& stats = walk.map_stats(id, n, f);
  return histogram_of({maps.data.data() + (n * maps.shape[1] + f) * size, as_size(size)}, stats.min,
                      stats.max);
}

Histogram tensor_histogram(const Walkthrough& walk, TensorId id, Workers& workers) {
  const Geometry& g = walk.geometry();
  const TensorStats& stats = walk.stats(id);
  Histogram h = empty(stats.min, stats.max, histogram_bins);
  switch (id) {
  case TensorId::x:
  case TensorId::img:
    count_planes(h, walk.x(), nullptr, workers);
    if (id == TensorId::img) count_zeros(h, walk.shape(TensorId::img).count() - walk.x().shape.count());
    break;
  case TensorId::col6:
  case TensorId::col6_t:
  case TensorId::col: {
    const ReadCounts reads = read_counts(g.rows(), g.cols());
    count_planes(h, walk.x(), &reads, workers);
    count_zeros(h, g.M * g.K - g.N * g.C * static_cast<std::int64_t>(reads.pixels_read));
    break;
  }
  case TensorId::W:
  case TensorId::col_W: count(h, Bins(h.lo, h.hi, histogram_bins), walk.W().data, 1, nullptr); break;
  case TensorId::b:
    if (walk.has_bias()) count(h, Bins(h.lo, h.hi, histogram_bins), walk.b()->data, 1, nullptr);
    break;
  case TensorId::out2d:
  case TensorId::out_nhwc:
  case TensorId::conv: count_planes(h, walk.conv(), nullptr, workers); break;
  case TensorId::pool_col:
  case TensorId::pool_windows: {
    const ReadCounts reads = read_counts(g.pool_rows(), g.pool_cols());
    count_planes(h, walk.conv(), &reads, workers);
    const std::int64_t padding =
        walk.shape(TensorId::pool_col).count() - g.N * g.FN * static_cast<std::int64_t>(reads.pixels_read);
    const std::int64_t zeros = g.N * g.FN * zeros_of_windows(g);
    count_zeros(h, zeros);
    h.not_finite += padding - zeros;
    break;
  }
  case TensorId::pool_max:
  case TensorId::pool: count_planes(h, walk.pool(), nullptr, workers); break;
  }
  return h;
}

}  // namespace unfold
