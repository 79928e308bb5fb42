#pragma once

#include "core/layer/walkthrough.h"

#include <optional>

namespace unfold {

// How long the layer takes on this machine, on one thread: as seven nested loops, and as im2col with one
// matrix product. Medians of up to five runs, fewer where they take long.
struct LayerTiming {
  double loop_seconds = 0, product_seconds = 0;
  Shape x{};          // the part that was measured
  bool whole = true;  // the part is all of it
  std::int64_t multiply_adds = 0;
  int runs = 0;

  bool operator==(const LayerTiming&) const = default;
};

// A layer of more multiply-adds than `most` is measured on its first images, or the first rows of its first
// image. Mistakes are left out. Nothing when `progress` cancels.
[[nodiscard]] std::optional<LayerTiming> time_layer(const Walkthrough& layer, const Progress& progress = {},
                                                    std::int64_t most = 120'000'000);

}  // namespace unfold
