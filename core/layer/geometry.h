#pragma once

#include "core/base/shape.h"
#include "core/layer/mistake.h"
#include "core/layer/sides.h"
#include "core/layer/slide.h"

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
  Sides pad{};
  std::int64_t dilation = 1;  // of the filter: its cells stand this far apart, on both axes
  std::int64_t groups = 1;    // a divisor of C and of FN: each group of filters reads its group of channels
  std::int64_t pool = 2;      // PH = PW
  std::int64_t pool_stride = 2;
  Sides pool_pad{};                // less than the window spans, so that none lies in the padding alone
  std::int64_t pool_dilation = 1;  // serves the checks, like PoolKind::average
  // The size of the pooled maps is rounded up, as PyTorch does it: the last window begins on the map or in
  // the padding before it and may hang over the far edge. What lies there never wins and is not counted.
  bool pool_ceil = false;
  PoolKind pool_kind = PoolKind::max;
  PoolPadding pool_padding = PoolPadding::excluded;
  Mistake mistake = Mistake::none;  // made on purpose

  bool operator==(const LayerParams&) const = default;
};

// Every size of the layer, with the notebook's names. Made only by `make_geometry`, so a Geometry is always
// valid.
struct Geometry {
  std::int64_t N = 1, C = 1, H = 1, W = 1;  // x (N, C, H, W)
  std::int64_t FN = 1, FH = 1, FW = 1;      // W (FN, CG, FH, FW)
  std::int64_t groups = 1;
  std::int64_t CG = 1, FG = 1;  // channels and filters of a group: C / groups, FN / groups
  std::int64_t stride = 1, dilation = 1;
  Sides pad;
  std::int64_t HP = 1, WP = 1;  // img (N, C, HP, WP), HP = top + H + bottom
  std::int64_t OH = 1, OW = 1;  // (HP - (FH - 1)*dilation - 1) / stride + 1
  std::int64_t M = 1, K = 1;    // col (M, K) = (N*OH*OW, C*FH*FW)
  std::int64_t KG = 1;          // terms of a sum, col_W (KG, FN): CG*FH*FW = K / groups
  std::int64_t PH = 2, PW = 2, pool_stride = 2, pool_dilation = 1;
  Sides pool_pad;
  bool pool_ceil = false;
  PoolKind pool_kind = PoolKind::max;
  PoolPadding pool_padding = PoolPadding::excluded;
  std::int64_t QH = 1, QW = 1;  // pool (N, FN, QH, QW)
  Mistake mistake = Mistake::none;
  Sides asked_pad;  // what LayerParams said: `pad` is 0 where the padding was forgotten

  bool operator==(const Geometry&) const = default;

  // The filter over the rows and the columns of x, the pooling window over those of a map.
  [[nodiscard]] Slide rows() const { return {H, pad.top, pad.bottom, FH, stride, dilation, OH}; }
  [[nodiscard]] Slide cols() const { return {W, pad.left, pad.right, FW, stride, dilation, OW}; }
  [[nodiscard]] Slide pool_rows() const {
    return {OH, pool_pad.top, pool_pad.bottom, PH, pool_stride, pool_dilation, QH};
  }
  [[nodiscard]] Slide pool_cols() const {
    return {OW, pool_pad.left, pool_pad.right, PW, pool_stride, pool_dilation, QW};
  }
  // Rows and columns at the far edge of img that no window reads.
  [[nodiscard]] std::int64_t unread_rows() const { return rows().unread(); }
  [[nodiscard]] std::int64_t unread_cols() const { return cols().unread(); }
  // The same for the maps, padding included, under pooling.
  [[nodiscard]] std::int64_t pool_unread_rows() const { return pool_rows().unread(); }
  [[nodiscard]] std::int64_t pool_unread_cols() const { return pool_cols().unread(); }
  // The group of a filter, and of a column of col: its channel's, but for a mistake.
  [[nodiscard]] std::int64_t group_of_filter(std::int64_t f) const { return f / FG; }
  [[nodiscard]] std::int64_t group_of_column(std::int64_t k) const { return k / KG; }
  [[nodiscard]] LayerParams params() const;
};

// The same layer without its mistake: what the result should have been.
[[nodiscard]] Geometry meant(const Geometry& g);
// Is every value where it should be, mistake or not? So with one channel when C and FH are swapped, without
// padding to forget, with one filter to reshape.
[[nodiscard]] bool is_harmless(const Geometry& g);

// x_shape is (N, C, H, W), W_shape is (FN, C/groups, FH, FW). Throws Error with one line that says which
// number is wrong and which would be right (smallest or largest valid value). Sizes whose products overflow
// are refused.
[[nodiscard]] Geometry make_geometry(const Shape& x_shape, const Shape& W_shape, const LayerParams& params);

// The values that a person may choose for one parameter while the others stay: lo..hi, both valid, always
// containing the present value. A control that keeps to it cannot make an invalid choice. Upper ends are
// capped at sensible sizes (stride: the window still fits; pad: at most 64).
struct ParamRange {
  std::int64_t lo = 0, hi = 0;
};
// `pad` and `pool_pad` are all four sides at once, pool_ceil is 0 or 1. `groups` follows from W's channels:
// while W stays there is no other, so its range is one value.
enum class Param {
  stride,
  pad,
  pad_top,
  pad_left,
  pad_bottom,
  pad_right,
  dilation,
  groups,
  pool,
  pool_stride,
  pool_pad,
  pool_ceil,
};
inline constexpr int param_count = 12;
[[nodiscard]] ParamRange valid_range(const Geometry& g, Param param);

// The value of a parameter, of sides at once the largest, and the parameters with it set.
[[nodiscard]] std::int64_t value_of(const LayerParams& params, Param param);
[[nodiscard]] LayerParams with_value(LayerParams params, Param param, std::int64_t value);

}  // namespace unfold
