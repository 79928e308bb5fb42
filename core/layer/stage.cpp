#include "core/layer/stage.h"

#include <array>

namespace unfold {

namespace {

constexpr std::array<std::string_view, stage_count> names{
    "input", "pad",  "allocate",    "im2col",       "transpose", "reshape", "weights",
    "gemm",  "maps", "pool_im2col", "pool_reshape", "pool_max",  "pool"};

}  // namespace

std::string_view name(Stage stage) { return names[static_cast<std::size_t>(stage)]; }

std::optional<Stage> stage_named(std::string_view name) {
  for (int i = 0; i < stage_count; ++i) {
    if (names[static_cast<std::size_t>(i)] == name) return static_cast<Stage>(i);
  }
  return std::nullopt;
}

TensorId tensor_of(Stage stage) {
  switch (stage) {
  case Stage::input: return TensorId::x;
  case Stage::pad: return TensorId::img;
  case Stage::allocate:
  case Stage::im2col: return TensorId::col6;
  case Stage::transpose: return TensorId::col6_t;
  case Stage::reshape: return TensorId::col;
  case Stage::weights: return TensorId::col_W;
  case Stage::gemm: return TensorId::out2d;
  case Stage::maps: return TensorId::conv;
  case Stage::pool_im2col: return TensorId::pool_col;
  case Stage::pool_reshape: return TensorId::pool_windows;
  case Stage::pool_max: return TensorId::pool_max;
  case Stage::pool: return TensorId::pool;
  }
  return TensorId::x;
}

Stage stage_of(TensorId id) {
  switch (id) {
  case TensorId::x: return Stage::input;
  case TensorId::img: return Stage::pad;
  case TensorId::col6: return Stage::im2col;
  case TensorId::col6_t: return Stage::transpose;
  case TensorId::col: return Stage::reshape;
  case TensorId::W:
  case TensorId::b:
  case TensorId::col_W: return Stage::weights;
  case TensorId::out2d: return Stage::gemm;
  case TensorId::out_nhwc:
  case TensorId::conv: return Stage::maps;
  case TensorId::pool_col: return Stage::pool_im2col;
  case TensorId::pool_windows: return Stage::pool_reshape;
  case TensorId::pool_max: return Stage::pool_max;
  case TensorId::pool: return Stage::pool;
  }
  return Stage::input;
}

std::int64_t step_count(const Geometry& g, Stage stage, const StepOrders& orders) {
  switch (stage) {
  case Stage::input:
  case Stage::pad:
  case Stage::allocate:
  case Stage::transpose: return 1;
  case Stage::im2col: return orders.loop == LoopOrder::window ? g.M : g.FH * g.FW;
  case Stage::reshape: return g.M;
  case Stage::weights:
  case Stage::maps:
  case Stage::pool: return g.FN;
  case Stage::gemm:
    switch (orders.gemm) {
    case GemmStep::term: return g.M * g.FN * g.KG;
    case GemmStep::element: return g.M * g.FN;
    case GemmStep::row: return g.M;
    case GemmStep::all: return 1;
    case GemmStep::outer: return g.KG;
    }
    return 1;
  case Stage::pool_im2col: return g.PH * g.PW;
  case Stage::pool_reshape:
  case Stage::pool_max: return g.N * g.QH * g.QW * g.FN;
  }
  return 1;
}

}  // namespace unfold
