#pragma once

#include "core/layer/parallel.h"
#include "core/layer/walkthrough.h"

#include <cstdint>
#include <optional>

namespace unfold {

// What comparing one tensor with the plain loop nest has shown.
struct Comparison {
  TensorId tensor = TensorId::conv;
  std::int64_t cells = 0;                // in the tensor
  std::int64_t compared = 0;             // so far
  std::int64_t differing = 0;            // of the compared: further off than rounding explains
  double largest = 0;                    // |difference|; infinite where one is not a number and the other is
  std::optional<CellRef> largest_at{};   // none where nothing differs at all; the first of several
  std::optional<CellRef> first_wrong{};  // the first differing cell in the tensor's own order

  bool operator==(const Comparison&) const = default;
};

// The whole result against the layer that was meant, computed as plain loop nests in float64.
struct LayerCheck {
  Shape shape{},
      right_shape{};  // of conv, as it is and as it should be; where they differ nothing is compared
  Comparison conv{};
  Comparison pool{};  // pool against plain loops over the conv that is there
  double seconds = 0;

  [[nodiscard]] bool is_complete() const {
    return shape != right_shape || (conv.compared == conv.cells && pool.compared == pool.cells);
  }
  // Nothing wrong in what was compared.
  [[nodiscard]] bool ok() const { return shape == right_shape && conv.differing == 0 && pool.differing == 0; }
  bool operator==(const LayerCheck&) const = default;
};

// Compares every element of conv, then every element of pool. A difference that rounding explains is none: up
// to 1e-4 of the largest magnitude in conv, or what float32 sums of as many terms may lose. Rows are taken in
// an order that spreads over all maps; when `progress` stops it, what was compared until then is returned.
[[nodiscard]] LayerCheck check_layer(const Walkthrough& layer, Workers& workers,
                                     const Progress& progress = {});
// The same on threads of its own.
[[nodiscard]] LayerCheck check_layer(const Walkthrough& layer, const Progress& progress = {},
                                     int threads = usual_threads());

}  // namespace unfold
