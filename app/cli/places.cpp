#include "app/cli/command_line.h"
#include "core/base/error.h"

#include <string>

namespace unfold::cli {

Position position_of(const At& at, const Geometry& g, const StepOrders& orders) {
  const std::int64_t steps = step_count(g, at.stage, orders);
  if (at.step && *at.step >= steps) {
    throw Error("--at " + std::string(name(at.stage)) + ":" + std::to_string(*at.step) + ": the stage has " +
                std::to_string(steps) + (steps == 1 ? " step" : " steps") + "; 0 to " +
                std::to_string(steps - 1) + " are there");
  }
  return {at.stage, at.step.value_or(steps - 1)};
}

void check_cell(const std::string& option, const CellRef& cell, const Geometry& g, bool has_bias) {
  const Shape shape = shape_of(g, cell.tensor);
  const std::string tensor(name(cell.tensor));
  if (cell.tensor == TensorId::b && !has_bias)
    throw Error(option + " b: this layer has no bias; give one with --bias");
  if (cell.at.rank() == 0) return;
  for (int i = 0; i < shape.rank(); ++i) {
    if (i < cell.at.rank() && cell.at[i] < shape[i]) continue;
    throw Error(option + " " + tensor + ": there is no cell " + to_string(cell.at) + "; " + tensor +
                " has the shape " + to_string(shape));
  }
}

}  // namespace unfold::cli
