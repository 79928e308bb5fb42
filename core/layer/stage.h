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

// What one step of the im2col loop copies. offset, the notebook's loop: one place (y, x) of the window, out
// of every window at once: one plane of col6. window: one receptive field, C*FH*FW numbers: one cell of each
// plane, one row of col. Both fill the same col6.
enum class LoopOrder { offset, window };

// What one step of the product is. term, element, row and all follow dot products. outer: term k of every sum
// at once, column k of col times row k of col_W: KG sheets as large as out2d, laid on each other. In groups
// it is column k of each group's part of col, times the filters of the group.
enum class GemmStep { term, element, row, all, outer };

// The orders in which a person has the two long stages filled. They change the steps and no tensor.
struct StepOrders {
  LoopOrder loop = LoopOrder::offset;
  GemmStep gemm = GemmStep::element;

  bool operator==(const StepOrders&) const = default;
};

[[nodiscard]] std::string_view name(Stage stage);  // "im2col": the name that --at takes
[[nodiscard]] std::optional<Stage> stage_named(std::string_view name);
// The tensor that the stage makes. allocate and im2col both make col6; maps makes conv.
[[nodiscard]] TensorId tensor_of(Stage stage);
// The stage at which a tensor is first whole: what a click on the rail opens.
[[nodiscard]] Stage stage_of(TensorId id);

// im2col: by LoopOrder, FH*FW or N*OH*OW. reshape: N*OH*OW rows. weights: FN. gemm: by GemmStep. maps: FN.
// pool_im2col: PH*PW. pool_reshape, pool_max: N*QH*QW*FN windows. pool: FN. The others: 1.
[[nodiscard]] std::int64_t step_count(const Geometry& g, Stage stage, const StepOrders& orders);

}  // namespace unfold
