#pragma once

#include "core/base/array.h"
#include "core/layer/geometry.h"

#include <vector>

namespace unfold {

// The layer as plain loop nests, kept as the truth that everything else is checked against. Slow, obvious,
// float64 sums. x (N, C, H, W), W (FN, C/groups, FH, FW), b (FN,) or null -> conv (N, FN, OH, OW).
[[nodiscard]] Array oracle_convolution(const Geometry& g, const Array& x, const Array& W, const Array* b);
// conv (N, FN, OH, OW) -> pool (N, FN, QH, QW).
[[nodiscard]] Array oracle_pooling(const Geometry& g, const Array& conv);
// One element of the convolution.
[[nodiscard]] double oracle_element(const Geometry& g, const Array& x, const Array& W, const Array* b,
                                    std::int64_t n, std::int64_t f, std::int64_t oy, std::int64_t ox);
// A row of a map, its elements as `oracle_element` sums them, term for term; the fastest way through all of
// them. Keeps room between rows.
class OracleRow {
 public:
  const std::vector<double>& compute(const Geometry& g, const Array& x, const Array& W, const Array* b,
                                     std::int64_t n, std::int64_t f, std::int64_t oy);

 private:
  std::vector<double> row_, line_;  // (OW,); a padded row of x, (WP,)
};
// One element of the pooled map of a map (OH, OW).
[[nodiscard]] double oracle_window(const Geometry& g, const float* map, std::int64_t qy, std::int64_t qx);

}  // namespace unfold
