#include "core/layer/check.h"

#include "core/layer/oracle.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace unfold {

namespace {

constexpr std::int64_t most_cells = 512;

// The i-th of the elements to look at: spread from the first to the last.
std::int64_t spread(std::int64_t i, std::int64_t cells, std::int64_t count) {
  if (count <= cells) return i;
  const double place =
      static_cast<double>(i) / static_cast<double>(cells - 1) * static_cast<double>(count - 1);
  return std::min(count - 1, static_cast<std::int64_t>(place));
}

// Equal infinities and two NaNs agree; a NaN that stands alone is infinitely wrong.
double difference(double is, double truth) {
  if (is == truth || (std::isnan(is) && std::isnan(truth))) return 0.0;
  const double off = std::abs(is - truth);
  return std::isnan(off) ? std::numeric_limits<double>::infinity() : off;
}

}  // namespace

LayerCheck check_layer(const Geometry& g, const Array& x, const Array& W, const Array* b, const Array& conv,
                       const Array& pool, const Magnitudes& largest) {
  LayerCheck check;
  double most = 0.0;
  const std::int64_t conv_cells = std::min(most_cells, conv.shape.count());
  for (std::int64_t i = 0; i < conv_cells; ++i) {
    const Index at = unflatten(conv.shape, spread(i, conv_cells, conv.shape.count()));
    const double truth = oracle_element(g, x, W, b, at[0], at[1], at[2], at[3]);
    most = std::max(most, difference(static_cast<double>(conv.at(at)), truth));
  }
  const std::int64_t pool_cells = std::min(most_cells, pool.shape.count());
  for (std::int64_t i = 0; i < pool_cells; ++i) {
    const Index at = unflatten(pool.shape, spread(i, pool_cells, pool.shape.count()));
    const double truth = oracle_window(g, conv, at[0], at[1], at[2], at[3]);
    most = std::max(most, difference(static_cast<double>(pool.at(at)), truth));
  }
  // Where the terms cancel, conv itself says nothing about how large they were.
  const double terms =
      static_cast<double>(g.K) * static_cast<double>(largest.x) * static_cast<double>(largest.W) +
      static_cast<double>(largest.b);
  const double rounding = static_cast<double>(std::numeric_limits<float>::epsilon()) * terms;
  check.cells = conv_cells + pool_cells;
  check.largest_difference = static_cast<float>(most);
  check.ok = most <= std::max(1e-4 * static_cast<double>(largest.conv), rounding);
  return check;
}

}  // namespace unfold
