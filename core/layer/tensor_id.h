#pragma once

#include "core/base/shape.h"
#include "core/layer/geometry.h"

#include <optional>
#include <string_view>

namespace unfold {

// The tensors of the layer under the names that --dump writes; the notebook calls three of them `col`.
enum class TensorId {
  x,             // (N, C, H, W)
  img,           // (N, C, HP, WP)
  col6,          // (N, C, FH, FW, OH, OW)
  col6_t,        // (N, OH, OW, C, FH, FW)       a view of col6; a mistake may leave other axes
  col,           // (N*OH*OW, C*FH*FW)
  W,             // (FN, C/groups, FH, FW)
  b,             // (FN,)                         only where there is a bias
  col_W,         // (C/groups*FH*FW, FN)          a view of W
  out2d,         // (N*OH*OW, FN), bias included
  out_nhwc,      // (N, OH, OW, FN)               a view of out2d
  conv,          // (N, FN, OH, OW)               a view of out2d
  pool_col,      // (N*QH*QW, FN*PH*PW)
  pool_windows,  // (N*QH*QW*FN, PH*PW)           a view of pool_col
  pool_max,      // (N*QH*QW*FN,)
  pool,          // (N, FN, QH, QW)               a view of pool_max
};
inline constexpr int tensor_count = 15;

enum class Axis { none, N, C, FH, FW, OH, OW, FN };
inline constexpr int axis_count = 8;

[[nodiscard]] std::string_view name(Axis axis);  // "FH"; empty for none
[[nodiscard]] std::string_view name(TensorId id);
[[nodiscard]] std::optional<TensorId> tensor_named(std::string_view name);
[[nodiscard]] Shape shape_of(const Geometry& g, TensorId id);
// Is the tensor a view of the one before it (nothing copied)?
[[nodiscard]] bool is_view(TensorId id);

// The axes that one axis of the tensor is made of: {N} for axis 0 of x, {N, OH, OW} for the rows of col. H
// and W of x and img are {none}; the axes of pool tensors are called N, OH, OW, FN, FH, FW as their
// counterparts. After a mistake an axis may be made of none in particular: count is 0.
struct AxisNames {
  Axis parts[4] = {Axis::none, Axis::none, Axis::none, Axis::none};
  int count = 0;
};
[[nodiscard]] AxisNames axis_names(TensorId id, int axis, Mistake mistake = Mistake::none);

}  // namespace unfold
