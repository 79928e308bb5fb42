#pragma once

#include "core/base/array.h"
#include "core/layer/geometry.h"
#include "core/lesson/preprocess.h"

#include <cstdint>
#include <vector>

namespace unfold {

// The same picture under the preprocessing that is chosen and with one step of it done otherwise: what a
// wrong step does to the maps.
enum class PreprocessSlip {
  none,       // as chosen
  normalize,  // without mean and std; where there are none, with ImageNet's
  order,      // BGR for RGB, or RGB for BGR
  scale       // without ÷255, or with it; in the place of the two for a bank of one channel
};
[[nodiscard]] Preprocess slipped(Preprocess chosen, PreprocessSlip slip);

struct PreprocessMaps {
  PreprocessSlip slip = PreprocessSlip::none;
  Preprocess preprocess;
  ValueSpan span{};              // of all its maps together
  std::vector<float> abs_995{};  // of each, the 99.5th percentile of its magnitudes: colours clip there
  std::vector<std::vector<float>> maps{};  // (rows, cols) of each of the filters

  bool operator==(const PreprocessMaps&) const = default;
};
struct PreprocessComparison {
  std::vector<std::int64_t> filters;  // f of each map
  std::int64_t rows = 0, cols = 0;
  bool middle_only = false;  // of the picture's middle, middle_side a side at most
  std::vector<PreprocessMaps> variants;

  bool operator==(const PreprocessComparison&) const = default;
};
inline constexpr std::int64_t middle_side = 512;
inline constexpr std::size_t compared_filters = 4;

// Filters that tell the steps apart: the one that answers most to brightness (its weights' sum), the one that
// answers most to colour (between its first and last channel), then the strongest others. At most
// `compared_filters`; the zeros of a tie go by number.
[[nodiscard]] std::vector<std::int64_t> telling_filters(const Array& W);

// `picture`: bytes in x's order under `chosen`, as PreparedPicture has them. W (FN, C, FH, FW) with C 3 or 1,
// b (FN,) or null. The maps are the oracle's. Throws Error where the sizes do not fit together.
[[nodiscard]] PreprocessComparison compare_preprocess(const Image& picture, const Preprocess& chosen,
                                                      const Array& W, const Array* b,
                                                      const LayerParams& params);

}  // namespace unfold
