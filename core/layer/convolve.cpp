#include "core/layer/convolve.h"

#include <Eigen/Core>

#include <algorithm>
#include <vector>

namespace unfold {

namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Source = Eigen::Map<const Matrix>;
using Target = Eigen::Map<Matrix, 0, Eigen::OuterStride<>>;

// The packed tile should stay in a core's own cache.
constexpr std::int64_t tile_values = std::int64_t{1} << 16;

}  // namespace

ConvolutionTiles convolution_tiles(const Geometry& g) {
  const std::int64_t map = g.OH * g.OW;
  const std::int64_t width = std::min(map, std::clamp<std::int64_t>(tile_values / g.K, 16, 2048));
  return {width, (map + width - 1) / width};
}

bool convolve(const Geometry& g, const LayerData& layer, Workers& workers, const Progress& progress,
              float* conv) {
  const std::int64_t map = g.OH * g.OW;
  const ConvolutionTiles tiles = convolution_tiles(g);
  const StridedTensor col = strided(g, layer, TensorId::col);
  // col_W transposed: W itself, but for a mistake.
  std::vector<float> other_filters;
  const bool as_they_are = g.mistake != Mistake::wrong_reshape_W;
  if (!as_they_are) {
    other_filters.resize(static_cast<std::size_t>(g.FN * g.KG));
    StridedRect all;
    all.origin = {0, 0};
    all.row_axis = 1, all.col_axis = 0;
    all.rows = g.FN, all.cols = g.KG;
    read_rect(strided(g, layer, TensorId::col_W), all, other_filters.data());
  }
  const Source filters(as_they_are ? layer.W : other_filters.data(), g.FN, g.KG);
  std::vector<std::vector<float>> packed(static_cast<std::size_t>(workers.count()));

  return workers.for_each(g.N * tiles.per_image, progress, [&](int worker, std::int64_t i) {
    const std::int64_t n = i / tiles.per_image;
    const std::int64_t first = i % tiles.per_image * tiles.width;
    const std::int64_t count = std::min(tiles.width, map - first);
    std::vector<float>& columns = packed[static_cast<std::size_t>(worker)];
    columns.resize(static_cast<std::size_t>(g.K * count));
    // col transposed: one row for each cell of a filter, one column for each position.
    StridedRect rect;
    rect.origin = {0, 0};
    rect.row_axis = 1, rect.col_axis = 0;
    rect.col0 = n * map + first;
    rect.rows = g.K, rect.cols = count;
    read_rect(col, rect, columns.data());

    Target out(conv + n * g.FN * map + first, g.FN, count, Eigen::OuterStride<>(map));
    if (layer.b != nullptr) {
      out.colwise() = Eigen::Map<const Eigen::VectorXf>(layer.b, g.FN);
    } else {
      out.setZero();
    }
    const Source all_columns(columns.data(), g.K, count);
    for (std::int64_t q = 0; q < g.groups; ++q) {
      out.middleRows(q * g.FG, g.FG).noalias() +=
          filters.middleRows(q * g.FG, g.FG) * all_columns.middleRows(q * g.KG, g.KG);
    }
  });
}

}  // namespace unfold
