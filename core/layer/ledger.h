#pragma once

#include "core/layer/tensor_id.h"

#include <cstdint>
#include <vector>

namespace unfold {

// How a tensor's values are had.
enum class Held {
  memory,     // values of its own: an input, or a copy
  view,       // of the tensor before it; nothing is copied
  on_demand,  // worked out from x where it is looked at; never stored
};

// What a tensor takes in float32, in NumPy, which runs the notebook's lines one after another, and in Unfold.
struct LedgerLine {
  TensorId tensor = TensorId::x;
  Shape shape{};
  std::int64_t bytes = 0;  // of its values, wherever they are
  Held in_numpy = Held::memory, in_unfold = Held::memory;
};

struct Ledger {
  std::vector<LedgerLine> lines;  // in pipeline order; b only where there is a bias
  std::int64_t numpy_bytes = 0, unfold_bytes = 0;
  double growth = 1;               // col's values for each of x: 12.25 for 224x224, 7x7, stride 2, pad 3
  std::int64_t multiply_adds = 0;  // of the product: M*KG*FN
};
[[nodiscard]] Ledger ledger_of(const Geometry& g, bool has_bias);

}  // namespace unfold
