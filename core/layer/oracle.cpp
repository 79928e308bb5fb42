#include "core/layer/oracle.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace unfold {

double oracle_element(const Geometry& g, const Array& x, const Array& W, const Array* b, std::int64_t n,
                      std::int64_t f, std::int64_t oy, std::int64_t ox) {
  double sum = b != nullptr ? static_cast<double>(b->at({f})) : 0.0;
  const std::int64_t first = f / (g.FN / g.groups) * g.CG;  // channel of the filter's group
  for (std::int64_t c = 0; c < g.CG; ++c) {
    for (std::int64_t y = 0; y < g.FH; ++y) {
      for (std::int64_t x_ = 0; x_ < g.FW; ++x_) {
        const std::int64_t h = oy * g.stride + y * g.dilation - g.pad.top;
        const std::int64_t w = ox * g.stride + x_ * g.dilation - g.pad.left;
        const bool padding = h < 0 || h >= g.H || w < 0 || w >= g.W;
        const double pixel = padding ? 0.0 : static_cast<double>(x.at({n, first + c, h, w}));
        sum += pixel * static_cast<double>(W.at({f, c, y, x_}));
      }
    }
  }
  return sum;
}

const std::vector<double>& OracleRow::compute(const Geometry& g, const Array& x, const Array& W,
                                              const Array* b, std::int64_t n, std::int64_t f,
                                              std::int64_t oy) {
  row_.assign(static_cast<std::size_t>(g.OW), b != nullptr ? static_cast<double>(b->at({f})) : 0.0);
  line_.assign(static_cast<std::size_t>(g.WP), 0.0);
  double* const row = row_.data();
  const std::int64_t first = f / (g.FN / g.groups) * g.CG;
  for (std::int64_t c = 0; c < g.CG; ++c) {
    for (std::int64_t y = 0; y < g.FH; ++y) {
      const std::int64_t h = oy * g.stride + y * g.dilation - g.pad.top;
      if (h < 0 || h >= g.H) {
        std::fill(line_.begin(), line_.end(), 0.0);
      } else {
        const float* pixels = x.data.data() + ((n * g.C + first + c) * g.H + h) * g.W;
        std::copy(pixels, pixels + g.W, line_.begin() + g.pad.left);
      }
      for (std::int64_t x_ = 0; x_ < g.FW; ++x_) {
        const double weight = static_cast<double>(W.at({f, c, y, x_}));
        const double* from = line_.data() + x_ * g.dilation;
        for (std::int64_t ox = 0; ox < g.OW; ++ox) row[ox] += from[ox * g.stride] * weight;
      }
    }
  }
  return row_;
}

Array oracle_convolution(const Geometry& g, const Array& x, const Array& W, const Array* b) {
  Array conv{{g.N, g.FN, g.OH, g.OW}, {}};
  for (std::int64_t n = 0; n < g.N; ++n) {
    for (std::int64_t f = 0; f < g.FN; ++f) {
      for (std::int64_t oy = 0; oy < g.OH; ++oy) {
        for (std::int64_t ox = 0; ox < g.OW; ++ox) {
          conv.data.push_back(static_cast<float>(oracle_element(g, x, W, b, n, f, oy, ox)));
        }
      }
    }
  }
  return conv;
}

double oracle_window(const Geometry& g, const float* map, std::int64_t qy, std::int64_t qx) {
  double most = -std::numeric_limits<double>::infinity();
  double sum = 0.0;
  std::int64_t counted = 0;
  bool nan = false;
  for (std::int64_t y = 0; y < g.PH; ++y) {
    for (std::int64_t x = 0; x < g.PW; ++x) {
      const std::int64_t oy = qy * g.pool_stride + y * g.pool_dilation - g.pool_pad.top;
      const std::int64_t ox = qx * g.pool_stride + x * g.pool_dilation - g.pool_pad.left;
      const bool hangs_over = oy >= g.OH + g.pool_pad.bottom || ox >= g.OW + g.pool_pad.right;
      const bool padding = oy < 0 || oy >= g.OH || ox < 0 || ox >= g.OW;
      if (hangs_over || (padding && g.pool_padding == PoolPadding::excluded)) continue;
      const double value = padding ? 0.0 : static_cast<double>(map[oy * g.OW + ox]);
      nan = nan || std::isnan(value);
      most = std::max(most, value);
      sum += value;
      ++counted;
    }
  }
  switch (g.pool_kind) {
  case PoolKind::max: return nan ? std::numeric_limits<double>::quiet_NaN() : most;
  case PoolKind::average: return sum / static_cast<double>(counted);
  }
  return 0.0;
}

Array oracle_pooling(const Geometry& g, const Array& conv) {
  Array pool{{g.N, g.FN, g.QH, g.QW}, {}};
  for (std::int64_t i = 0; i < g.N * g.FN; ++i) {
    const float* map = conv.data.data() + i * g.OH * g.OW;
    for (std::int64_t qy = 0; qy < g.QH; ++qy) {
      for (std::int64_t qx = 0; qx < g.QW; ++qx)
        pool.data.push_back(static_cast<float>(oracle_window(g, map, qy, qx)));
    }
  }
  return pool;
}

}  // namespace unfold
