#include "core/layer/timing.h"

#include "core/layer/convolve.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace unfold {

namespace {

constexpr int most_runs = 5;
constexpr double enough_seconds = 1;  // of one way; then no further run begins

// The first images or rows that stay below `most` multiply-adds, and at least one row of windows.
Shape part_of(const Geometry& g, std::int64_t most) {
  const std::int64_t each_image = g.OH * g.OW * g.KG * g.FN;
  if (each_image <= most) return {std::clamp<std::int64_t>(most / each_image, 1, g.N), g.C, g.H, g.W};
  const std::int64_t each_row = g.OW * g.KG * g.FN;
  const std::int64_t rows = std::clamp<std::int64_t>(most / each_row, 1, g.OH);
  const std::int64_t lines = (rows - 1) * g.stride + g.rows().extent() - g.pad.rows();
  const std::int64_t least = std::max<std::int64_t>(1, g.rows().extent() - g.pad.rows());
  return {1, g.C, std::clamp(lines, least, g.H), g.W};
}

std::vector<float> first_rows(const Array& x, const Shape& part) {
  std::vector<float> rows;
  rows.reserve(static_cast<std::size_t>(part.count()));
  const std::int64_t plane = x.shape[2] * x.shape[3];
  for (std::int64_t i = 0; i < part[0] * part[1]; ++i) {
    const float* from = x.data.data() + i * plane;
    rows.insert(rows.end(), from, from + part[2] * part[3]);
  }
  return rows;
}

// The convolution as a textbook writes it down: seven loops, one sum.
bool plain_loops(const Geometry& g, const LayerData& layer, const Progress& progress, float* conv) {
  for (std::int64_t n = 0; n < g.N; ++n) {
    for (std::int64_t f = 0; f < g.FN; ++f) {
      if (progress && !progress(0)) return false;
      for (std::int64_t oy = 0; oy < g.OH; ++oy) {
        for (std::int64_t ox = 0; ox < g.OW; ++ox) {
          float sum = layer.b != nullptr ? layer.b[f] : 0.0F;
          const std::int64_t first = g.group_of_filter(f) * g.CG;
          for (std::int64_t c = 0; c < g.CG; ++c) {
            for (std::int64_t y = 0; y < g.FH; ++y) {
              const std::int64_t h = oy * g.stride + y * g.dilation - g.pad.top;
              if (h < 0 || h >= g.H) continue;
              for (std::int64_t x = 0; x < g.FW; ++x) {
                const std::int64_t w = ox * g.stride + x * g.dilation - g.pad.left;
                if (w < 0 || w >= g.W) continue;
                sum += layer.x[((n * g.C + first + c) * g.H + h) * g.W + w] *
                       layer.W[((f * g.CG + c) * g.FH + y) * g.FW + x];
              }
            }
          }
          *conv++ = sum;
        }
      }
    }
  }
  return true;
}

template <typename Run> std::optional<double> median_seconds(const Run& run, int& runs) {
  std::vector<double> seconds;
  double all = 0;
  while (static_cast<int>(seconds.size()) < most_runs && all < enough_seconds) {
    const auto start = std::chrono::steady_clock::now();
    if (!run()) return std::nullopt;
    seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    all += seconds.back();
  }
  runs = static_cast<int>(seconds.size());
  std::sort(seconds.begin(), seconds.end());
  return seconds[seconds.size() / 2];
}

}  // namespace

std::optional<LayerTiming> time_layer(const Walkthrough& layer, const Progress& progress, std::int64_t most) {
  Geometry all = meant(layer.geometry());
  const Shape part = part_of(all, most);
  // The pooling is not measured, and the maps of a part may be too small for it.
  LayerParams params = all.params();
  params.pool = params.pool_stride = 1;
  params.pool_pad = 0;
  params.pool_dilation = 1;
  params.pool_ceil = false;
  const Geometry g = make_geometry(part, layer.W().shape, params);
  const std::vector<float> x = first_rows(layer.x(), part);
  const LayerData data{
      .x = x.data(), .W = layer.W().data.data(), .b = layer.has_bias() ? layer.b()->data.data() : nullptr};
  std::vector<float> conv(static_cast<std::size_t>(shape_of(g, TensorId::conv).count()));
  int loop_runs = 0, product_runs = 0;
  const auto loops = median_seconds([&] { return plain_loops(g, data, progress, conv.data()); }, loop_runs);
  if (!loops) return std::nullopt;
  Workers alone(1);
  const auto product =
      median_seconds([&] { return convolve(g, data, alone, progress, conv.data()); }, product_runs);
  if (!product) return std::nullopt;
  return LayerTiming{.loop_seconds = *loops,
                     .product_seconds = *product,
                     .x = part,
                     .whole = part == layer.x().shape,
                     .multiply_adds = g.M * g.KG * g.FN,
                     .runs = std::min(loop_runs, product_runs)};
}

}  // namespace unfold
