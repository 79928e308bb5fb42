#pragma once

#include "core/base/shape.h"
#include "core/layer/mistake.h"

#include <cstdint>

namespace unfold {

// What a pooling window does with its values. The layer of the window is `max`; `average` serves the checks.
enum class PoolKind { max, average };

// What stands in the ring that pool_pad adds. `excluded` never wins a maximum (PyTorch's minus infinity) and
// is not counted in an average; `zeros` is what the notebook's np.pad does.
enum class PoolPadding { excluded, zeros };

// What a person may choose. All in elements.
struct LayerParams {
  std::int64_t stride = 1;
  std::int64_t pad = 0;
  std::int64_t pool = 2;  // PH = PW
  std::int64_t pool_stride = 2;
  std::int64_t pool_pad = 0;  // less than pool, so that no window lies in the padding alone
  PoolKind pool_kind = PoolKind::max;
  PoolPadding pool_padding = PoolPadding::excluded;
  Mistake mistake = Mistake::none;  // made on purpose

  bool operator==(const LayerParams&) const = default;
};

// Every size of the layer, with the notebook's names. Made only by `make_geometry`, so a Geometry is always
// valid.
struct Geometry {
  std::int64_t N = 1, C = 1, H = 1, W = 1;  // x (N, C, H, W)
  std::int64_t FN = 1, FH = 1, FW = 1;      // W (FN, C, FH, FW)
  std::int64_t stride = 1, pad = 0;
  std::int64_t HP = 1, WP = 1;  // img (N, C, HP, WP), HP = H + 2 pad
  std::int64_t OH = 1, OW = 1;  // (HP - FH) / stride + 1
  std::int64_t M = 1, K = 1;    // col (M, K) = (N*OH*OW, C*FH*FW)
  std::int64_t PH = 2, PW = 2, pool_stride = 2, pool_pad = 0;
  PoolKind pool_kind = PoolKind::max;
  PoolPadding pool_padding = PoolPadding::excluded;
  std::int64_t QH = 1, QW = 1;  // pool (N, FN, QH, QW)
  Mistake mistake = Mistake::none;
  std::int64_t asked_pad = 0;  // what LayerParams said: `pad` is 0 where the padding was forgotten

  bool operator==(const Geometry&) const = default;

  // Rows and columns at the far edge of img that no window reads: (HP - FH) % stride, (WP - FW) % stride.
  [[nodiscard]] std::int64_t unread_rows() const { return (HP - FH) - (OH - 1) * stride; }
  [[nodiscard]] std::int64_t unread_cols() const { return (WP - FW) - (OW - 1) * stride; }
  // The same for the maps, padding included, under pooling.
  [[nodiscard]] std::int64_t pool_unread_rows() const {
    return OH + 2 * pool_pad - PH - (QH - 1) * pool_stride;
  }
  [[nodiscard]] std::int64_t pool_unread_cols() const {
    return OW + 2 * pool_pad - PW - (QW - 1) * pool_stride;
  }
  [[nodiscard]] LayerParams params() const;
};

// The same layer without its mistake: what the result should have been.
[[nodiscard]] Geometry meant(const Geometry& g);
// Is every value where it should be, mistake or not? So with one channel when C and FH are swapped, without
// padding to forget, with one filter to reshape.
[[nodiscard]] bool is_harmless(const Geometry& g);

// x_shape is (N, C, H, W), W_shape is (FN, C, FH, FW). Throws Error with one line that says which number is
// wrong and which would be right (smallest or largest valid value). Sizes whose products overflow are
// refused.
[[nodiscard]] Geometry make_geometry(const Shape& x_shape, const Shape& W_shape, const LayerParams& params);

// The values that a person may choose for one parameter while the others stay: lo..hi, both valid, always
// containing the present value. A control that keeps to it cannot make an invalid choice. Upper ends are
// capped at sensible sizes (stride: the window still fits; pad: at most 64).
struct ParamRange {
  std::int64_t lo = 0, hi = 0;
};
enum class Param { stride, pad, pool, pool_stride, pool_pad };
[[nodiscard]] ParamRange valid_range(const Geometry& g, Param param);

}  // namespace unfold
