#pragma once

#include "core/base/array.h"
#include "core/layer/cell_map.h"
#include "core/layer/geometry.h"

#include <atomic>
#include <cstdint>
#include <functional>
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

// Called now and then from the computing thread with 0..1; returning false cancels.
using Progress = std::function<bool(double)>;

// The whole layer: inputs, parameters and every intermediate; immutable, shared between threads. Only x, W, b, conv and
// pool are in memory; every other tensor is read from them through the cell map, so `col` of a 12-megapixel photo costs
// nothing. Stepping only reads.
class Walkthrough {
 public:
  // Computes the layer. Throws Error for sizes that do not fit together; returns null when `progress` cancelled.
  [[nodiscard]] static std::shared_ptr<const Walkthrough> compute(LayerInput input, const Progress& progress = {});

  [[nodiscard]] const Geometry& geometry() const { return geometry_; }
  [[nodiscard]] bool has_bias() const { return input_.b != nullptr; }
  // Different for every computed walkthrough of the process; names cached pictures.
  [[nodiscard]] std::uint64_t serial() const { return serial_; }

  [[nodiscard]] Shape shape(TensorId id) const { return shape_of(geometry_, id); }
  [[nodiscard]] float at(TensorId id, const Index& index) const;
  [[nodiscard]] float at(const CellRef& cell) const { return at(cell.tensor, cell.at); }
  // `count` consecutive elements of the tensor in its own C order from element `first`, into out.
  void read(TensorId id, std::int64_t first, std::int64_t count, float* out) const;
  // A rectangle: rows r0..r0+rows of axis row_axis and cols c0..c0+cols of axis col_axis (row-major into out), the other
  // indices as in `origin`, every step-th. Fast for every tensor; nothing larger than the rectangle is made.
  struct Plane {
    TensorId tensor = TensorId::x;
    Index origin;
    int row_axis = 2, col_axis = 3;   // row_axis -1: one row
    std::int64_t row_step = 1, col_step = 1;
  };
  void read_plane(const Plane& plane, std::int64_t r0, std::int64_t c0, std::int64_t rows, std::int64_t cols,
                  float* out) const;

  [[nodiscard]] const Array& x() const { return *input_.x; }
  [[nodiscard]] const Array& W() const { return *input_.W; }
  [[nodiscard]] const Array* b() const { return input_.b.get(); }
  [[nodiscard]] const Array& conv() const { return conv_; }  // (N, FN, OH, OW), bias included
  [[nodiscard]] const Array& pool() const { return pool_; }  // (N, FN, QH, QW)

  // The column of pool_windows row `window` that holds its maximum: the first where several tie; a NaN wins, as in NumPy.
  [[nodiscard]] std::int64_t argmax(std::int64_t window) const;

  struct Stats {
    float min = 0, max = 0, mean = 0;
    float abs_max = 0;
    std::int64_t max_at = 0;  // of a map: the first element that holds `max`, oy*OW + ox; of a tensor: 0
    float abs_995 = 0;  // 99.5th percentile of |v|: colour ranges clip there
  };
  // Of a whole tensor (views share the figures of what they view), and of one map of conv or of pool. From the values
  // sampled evenly where there are more than a million. Computed once with the layer.
  [[nodiscard]] const Stats& stats(TensorId id) const;
  [[nodiscard]] const Stats& map_stats(TensorId conv_or_pool, std::int64_t n, std::int64_t f) const;
  // Largest difference between 512 elements of conv spread over it, pool windows likewise, and the plain loop nest.
  struct Check { std::int64_t cells = 0; float largest_difference = 0; bool ok = false; };
  [[nodiscard]] const Check& check() const { return check_; }

 private:
  Walkthrough() = default;
  LayerInput input_;
  Geometry geometry_;
  std::uint64_t serial_ = 0;
  Array conv_, pool_;
  std::vector<Stats> stats_;       // by TensorId
  std::vector<Stats> conv_stats_;  // N*FN
  std::vector<Stats> pool_stats_;  // N*FN
  Check check_;
};

}  // namespace unfold
