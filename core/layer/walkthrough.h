#pragma once

#include "core/base/array.h"
#include "core/layer/cell_map.h"
#include "core/layer/engine/engine.h"
#include "core/layer/geometry.h"
#include "core/layer/maps.h"
#include "core/layer/parallel.h"
#include "core/layer/stats.h"
#include "core/layer/tensor_read.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace unfold {

struct LayerInput {
  std::shared_ptr<const Array> x;  // (N, C, H, W)
  std::shared_ptr<const Array> W;  // (FN, C, FH, FW)
  std::shared_ptr<const Array> b;  // (FN,) or null: no bias
  LayerParams params;
};

// The whole layer: inputs, parameters and every intermediate; immutable, shared between threads. Only x, W,
// b, conv and pool are in memory; every other tensor is read from them through the cell map, so `col` of a
// 12-megapixel photo costs nothing. Stepping only reads.
class Walkthrough {
 public:
  Walkthrough(const Walkthrough&) = delete;
  Walkthrough& operator=(const Walkthrough&) = delete;

  // Computes the layer. Throws Error for sizes that do not fit together; returns null when `progress`
  // cancelled. The values are the same, bit for bit, for any number of threads; 0 takes as many as the
  // machine runs at once.
  [[nodiscard]] static std::shared_ptr<const Walkthrough>
  compute(LayerInput input, const Progress& progress = {}, int threads = 0);
  // The same by an engine that is there already, whose memory the maps go back to.
  [[nodiscard]] static std::shared_ptr<const Walkthrough> compute(LayerInput input, engine::Engine& engine,
                                                                  const Progress& progress = {});

  [[nodiscard]] const Geometry& geometry() const { return geometry_; }
  [[nodiscard]] bool has_bias() const { return input_.b != nullptr; }
  // Different for every computed walkthrough of the process; names cached pictures.
  [[nodiscard]] std::uint64_t serial() const { return serial_; }

  [[nodiscard]] Shape shape(TensorId id) const { return shape_of(geometry_, id); }
  [[nodiscard]] float at(TensorId id, const Index& index) const;
  [[nodiscard]] float at(const CellRef& cell) const { return at(cell.tensor, cell.at); }
  // `count` consecutive elements of the tensor in its own C order from element `first`, into out.
  void read(TensorId id, std::int64_t first, std::int64_t count, float* out) const;
  // A rectangle of one tensor, row-major into out: row i, column j is the cell at `origin` moved by (r0 +
  // i)*row_step along row_axis and (c0 + j)*col_step along col_axis; an axis of -1 stands still. What lies
  // beyond the tensor reads 0. Fast for every tensor; nothing larger than the rectangle is made.
  struct Plane {
    TensorId tensor = TensorId::x;
    Index origin;
    int row_axis = 2, col_axis = 3;
    std::int64_t row_step = 1, col_step = 1;
  };
  void read_plane(const Plane& plane, std::int64_t r0, std::int64_t c0, std::int64_t rows, std::int64_t cols,
                  float* out) const;
  // Where the first `rows` x `cols` cells of it stand in memory, if they do, as long as this lives.
  [[nodiscard]] std::optional<RowsInMemory> rows_of(const Plane& plane, std::int64_t rows,
                                                    std::int64_t cols) const;

  [[nodiscard]] const Array& x() const { return *input_.x; }
  [[nodiscard]] const Array& W() const { return *input_.W; }
  [[nodiscard]] const Array* b() const { return input_.b.get(); }
  [[nodiscard]] const Maps& conv() const { return conv_; }  // (N, FN, OH, OW), bias included
  [[nodiscard]] const Maps& pool() const { return pool_; }  // (N, FN, QH, QW)

  // The column of pool_windows row `window` that holds its maximum: the first where several tie; a NaN wins,
  // as in NumPy.
  [[nodiscard]] std::int64_t argmax(std::int64_t window) const;

  // Of a whole tensor (views share the figures of what they view), and of one map of conv or of pool.
  // Computed once with the layer.
  using Stats = TensorStats;
  [[nodiscard]] const Stats& stats(TensorId id) const;
  [[nodiscard]] const Stats& map_stats(TensorId conv_or_pool, std::int64_t n, std::int64_t f) const;

 private:
  Walkthrough() = default;
  [[nodiscard]] const StridedTensor& view(TensorId id) const;

  LayerInput input_;
  Geometry geometry_;
  std::uint64_t serial_ = 0;
  Maps conv_, pool_;
  std::vector<StridedTensor> views_;  // by TensorId; over x, W, b, conv_ and pool_
  std::vector<Stats> stats_;          // by TensorId
  std::vector<Stats> conv_stats_;     // N*FN
  std::vector<Stats> pool_stats_;     // N*FN
};

}  // namespace unfold
