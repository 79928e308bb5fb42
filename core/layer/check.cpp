#include "core/layer/check.h"

#include "core/layer/oracle.h"
#include "core/layer/tolerance.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace unfold {

namespace {

// How much of the work the maps are; the pooled ones are the rest.
constexpr double maps_part = 0.9;

// Equal infinities and two NaNs agree; a NaN that stands alone is infinitely wrong.
double difference(double is, double truth) {
  if (is == truth || (std::isnan(is) && std::isnan(truth))) return 0.0;
  const double off = std::abs(is - truth);
  return std::isnan(off) ? std::numeric_limits<double>::infinity() : off;
}

}  // namespace

double check_tolerance(const Walkthrough& layer) {
  const auto largest = [&](TensorId id) { return static_cast<double>(layer.stats(id).abs_max); };
  // Where the terms cancel, conv itself says nothing about how large they were.
  const double terms =
      static_cast<double>(layer.geometry().KG) * largest(TensorId::x) * largest(TensorId::W) +
      (layer.has_bias() ? largest(TensorId::b) : 0.0);
  return std::max(1e-4 * largest(TensorId::conv),
                  static_cast<double>(std::numeric_limits<float>::epsilon()) * terms);
}

namespace {

// A worker's own part of a comparison, by element numbers.
struct Seen {
  std::int64_t compared = 0, differing = 0, largest_at = -1, first_wrong = -1;
  double largest = 0;

  void look(double off, double allowed, std::int64_t at) {
    ++compared;
    if (off > largest || (off == largest && off > 0 && at < largest_at)) largest = off, largest_at = at;
    if (off <= allowed) return;
    ++differing;
    if (first_wrong < 0 || at < first_wrong) first_wrong = at;
  }
  void add(const Seen& other) {
    compared += other.compared;
    differing += other.differing;
    if (other.largest > largest || (other.largest == largest && largest > 0 && other.largest_at < largest_at))
      largest = other.largest, largest_at = other.largest_at;
    if (other.first_wrong >= 0 && (first_wrong < 0 || other.first_wrong < first_wrong))
      first_wrong = other.first_wrong;
  }
};

// A step that visits all of `count` places, each far from the last; the next one where the product of two
// could overflow.
std::int64_t scattering_step(std::int64_t count) {
  if (count >= std::int64_t{1} << 31) return 1;
  auto step = std::max<std::int64_t>(1, static_cast<std::int64_t>(static_cast<double>(count) * 0.618));
  while (std::gcd(step, count) != 1) ++step;
  return step;
}

// The rows of one tensor (N, FN, rows, width), each compared by `compare(worker, n, f, y, tally)`.
template <typename Compare>
Comparison compare_rows(const Walkthrough& layer, TensorId id, Workers& workers, const Progress& progress,
                        const Compare& compare) {
  const Shape shape = layer.shape(id);
  const Shape rows{shape[0], shape[1], shape[2]};
  const std::int64_t step = scattering_step(rows.count());
  std::vector<Seen> tallies(static_cast<std::size_t>(workers.count()));
  workers.for_each(rows.count(), progress, [&](int worker, std::int64_t i) {
    const std::int64_t scattered = i * step % rows.count();
    compare(worker, unflatten(rows, scattered), tallies[static_cast<std::size_t>(worker)]);
  });
  Seen all;
  for (const Seen& tally : tallies) all.add(tally);
  Comparison result{.tensor = id,
                    .cells = shape.count(),
                    .compared = all.compared,
                    .differing = all.differing,
                    .largest = all.largest};
  if (all.largest_at >= 0) result.largest_at = CellRef{id, unflatten(shape, all.largest_at)};
  if (all.first_wrong >= 0) result.first_wrong = CellRef{id, unflatten(shape, all.first_wrong)};
  return result;
}

}  // namespace

LayerCheck check_layer(const Walkthrough& layer, const Progress& progress, int threads) {
  Workers workers(threads);
  return check_layer(layer, workers, progress);
}

LayerCheck check_layer(const Walkthrough& layer, Workers& workers, const Progress& progress) {
  const auto start = std::chrono::steady_clock::now();
  const Geometry& g = layer.geometry();
  const Geometry right = meant(g);
  LayerCheck check;
  check.shape = shape_of(g, TensorId::conv);
  check.right_shape = shape_of(right, TensorId::conv);
  check.conv = {.tensor = TensorId::conv, .cells = check.shape.count()};
  check.pool = {.tensor = TensorId::pool, .cells = shape_of(g, TensorId::pool).count()};
  if (check.shape != check.right_shape) return check;

  const double allowed = check_tolerance(layer);
  bool stopped = false;
  const auto part = [&](double lo, double hi) -> Progress {
    if (!progress) return {};
    return [&, lo, hi](double done) {
      if (!progress(lo + (hi - lo) * done)) stopped = true;
      return !stopped;
    };
  };
  std::vector<OracleRow> rooms(static_cast<std::size_t>(workers.count()));
  check.conv = compare_rows(
      layer, TensorId::conv, workers, part(0, maps_part), [&](int worker, const Index& row, Seen& tally) {
        const std::vector<double>& truth = rooms[static_cast<std::size_t>(worker)].compute(
            right, layer.x(), layer.W(), layer.b(), row[0], row[1], row[2]);
        const std::int64_t first = flatten(check.shape, {row[0], row[1], row[2], 0});
        const float* is = layer.conv().data.data() + first;
        for (std::int64_t ox = 0; ox < g.OW; ++ox)
          tally.look(difference(static_cast<double>(is[ox]), truth[static_cast<std::size_t>(ox)]), allowed,
                     first + ox);
      });
  if (!stopped) {
    check.pool = compare_rows(
        layer, TensorId::pool, workers, part(maps_part, 1), [&](int, const Index& row, Seen& tally) {
          const float* map = layer.conv().data.data() + (row[0] * g.FN + row[1]) * g.OH * g.OW;
          for (std::int64_t qx = 0; qx < g.QW; ++qx) {
            const Index at{row[0], row[1], row[2], qx};
            const double truth = oracle_window(g, map, row[2], qx);
            tally.look(difference(static_cast<double>(layer.pool().at(at)), truth), allowed,
                       flatten(layer.pool().shape, at));
          }
        });
  }
  check.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return check;
}

}  // namespace unfold
