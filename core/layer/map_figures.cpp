#include "core/layer/map_figures.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace unfold {

namespace {

std::span<const float> map_of(const Walkthrough& walk, std::int64_t n, std::int64_t f) {
  const Geometry& g = walk.geometry();
  const std::int64_t size = g.OH * g.OW;
  return {walk.conv().data.data() + (n * g.FN + f) * size, static_cast<std::size_t>(size)};
}

float measure(const TensorStats& stats, MapOrder order) {
  switch (order) {
  case MapOrder::filter: return 0;
  case MapOrder::mean: return stats.mean;
  case MapOrder::max: return stats.max;
  case MapOrder::spread: return stats.max - stats.min;
  }
  return 0;
}

}  // namespace

std::vector<std::int64_t> map_order(const Walkthrough& walk, std::int64_t n, MapOrder order) {
  std::vector<std::int64_t> maps(static_cast<std::size_t>(walk.geometry().FN));
  std::iota(maps.begin(), maps.end(), std::int64_t{0});
  std::stable_sort(maps.begin(), maps.end(), [&](std::int64_t a, std::int64_t b) {
    return measure(walk.map_stats(TensorId::conv, n, a), order) >
           measure(walk.map_stats(TensorId::conv, n, b), order);
  });
  return maps;
}

std::vector<MapPeak> map_peaks(const Walkthrough& walk, std::int64_t n, std::int64_t f, Peak peak, int most) {
  const Geometry& g = walk.geometry();
  const std::span<const float> map = map_of(walk, n, f);
  const Slide rows = g.rows(), cols = g.cols();
  const float sign = peak == Peak::strongest ? 1.0F : -1.0F;
  std::vector<MapPeak> found;
  while (std::ssize(found) < most) {
    std::int64_t best = -1;
    float best_value = 0;
    for (std::int64_t oy = 0; oy < g.OH; ++oy) {
      for (std::int64_t ox = 0; ox < g.OW; ++ox) {
        const float value = sign * map[static_cast<std::size_t>(oy * g.OW + ox)];
        if (!std::isfinite(value) || (best >= 0 && value <= best_value)) continue;
        const bool taken = std::any_of(found.begin(), found.end(), [&](const MapPeak& p) {
          return share_cells(rows, p.oy, oy) && share_cells(cols, p.ox, ox);
        });
        if (taken) continue;
        best = oy * g.OW + ox;
        best_value = value;
      }
    }
    if (best < 0) break;
    found.push_back({best / g.OW, best % g.OW, map[static_cast<std::size_t>(best)]});
  }
  return found;
}

MapComparison compare_maps(const Walkthrough& walk, std::int64_t n, std::int64_t f, std::int64_t other) {
  const Geometry& g = walk.geometry();
  const std::span<const float> a = map_of(walk, n, f);
  const std::span<const float> b = map_of(walk, n, other);
  const auto mean_a = static_cast<double>(walk.map_stats(TensorId::conv, n, f).mean);
  const auto mean_b = static_cast<double>(walk.map_stats(TensorId::conv, n, other).mean);
  double aa = 0, bb = 0, ab = 0, sum_a = 0, sum_b = 0;
  double count = 0;
  MapComparison c;
  std::size_t at = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!std::isfinite(a[i]) || !std::isfinite(b[i])) continue;
    const double da = static_cast<double>(a[i]) - mean_a;
    const double db = static_cast<double>(b[i]) - mean_b;
    sum_a += da;
    sum_b += db;
    aa += da * da;
    bb += db * db;
    ab += da * db;
    count += 1;
    const float difference = std::abs(a[i] - b[i]);
    if (difference > c.largest_difference) {
      c.largest_difference = difference;
      at = i;
    }
  }
  c.oy = static_cast<std::int64_t>(at) / g.OW;
  c.ox = static_cast<std::int64_t>(at) % g.OW;
  if (count > 0) {
    // The means are rounded, and what is not finite was left out of both.
    aa -= sum_a * sum_a / count;
    bb -= sum_b * sum_b / count;
    ab -= sum_a * sum_b / count;
  }
  c.flat = !(aa > 0) || !(bb > 0);
  if (!c.flat) c.correlation = std::clamp(ab / std::sqrt(aa * bb), -1.0, 1.0);
  return c;
}

}  // namespace unfold
