#include "core/layer/image_steps.h"

#include <cassert>

namespace unfold {

namespace {

// How many steps in turn are one image's; 0 where a step is of all images.
std::int64_t steps_an_image(const Geometry& g, Stage stage, const StepOrders& orders) {
  switch (stage) {
  case Stage::reshape:
  case Stage::pool_reshape:
  case Stage::pool_max: break;
  case Stage::gemm:
    if (orders.gemm == GemmStep::all || orders.gemm == GemmStep::outer) return 0;
    break;
  case Stage::im2col:
    if (orders.loop == LoopOrder::offset) return 0;
    break;
  case Stage::input:
  case Stage::pad:
  case Stage::allocate:
  case Stage::transpose:
  case Stage::weights:
  case Stage::maps:
  case Stage::pool_im2col:
  case Stage::pool: return 0;
  }
  return step_count(g, stage, orders) / g.N;
}

}  // namespace

std::optional<std::int64_t> image_of(const Geometry& g, const StepOrders& orders, Position at) {
  const std::int64_t steps = steps_an_image(g, at.stage, orders);
  if (steps == 0) return std::nullopt;
  return at.step / steps;
}

Position in_image(const Geometry& g, const StepOrders& orders, Position at, std::int64_t n) {
  assert(n >= 0 && n < g.N);
  const std::int64_t steps = steps_an_image(g, at.stage, orders);
  return steps == 0 ? at : Position{at.stage, n * steps + at.step % steps};
}

Position last_step(const Geometry& g, const StepOrders& orders, Stage stage, std::int64_t n) {
  return in_image(g, orders, {stage, step_count(g, stage, orders) - 1}, n);
}

}  // namespace unfold
