#pragma once

#include "core/layer/geometry.h"
#include "core/layer/tensor_id.h"

#include <optional>
#include <string_view>

namespace unfold {

// The rows of the design's table, in order.
enum class Stage {
  input,
  pad,
  allocate,
  im2col,
  transpose,
  reshape,
  weights,
  gemm,
  maps,
  pool_im2col,
  pool_reshape,
  pool_max,
  pool,
};
inline constexpr int stage_count = 13;

// What one step of the product is.
enum class GemmStep { term, element, row, all };

[[nodiscard]] std::string_view name(Stage stage);  // "im2col": the name that --at takes
[[nodiscard]] std::optional<Stage> stage_named(std::string_view name);
// The tensor that the stage makes. allocate and im2col both make col6; maps makes conv.
[[nodiscard]] TensorId tensor_of(Stage stage);
// The stage at which a tensor is first whole: what a click on the rail opens.
[[nodiscard]] Stage stage_of(TensorId id);

// im2col: FH*FW, one (y, x) each. reshape: N*OH*OW rows. weights: FN. gemm: by GemmStep. maps: FN.
// pool_im2col: PH*PW. pool_reshape, pool_max: N*QH*QW*FN windows. pool: FN. The others: 1.
[[nodiscard]] std::int64_t step_count(const Geometry& g, Stage stage, GemmStep gemm);

}  // namespace unfold
