#pragma once

#include "core/base/array.h"

#include <cstdint>

namespace unfold {

// What of a filter bank is shown small, all filters in one range: their first channels as they stand in the
// bank, and how the values lie.
struct FilterSheet {
  std::uint64_t id = 0;          // equal for equal filters and ranges; names cached pictures
  Shape bank;                    // (FN, C, FH, FW) of the whole
  Array filters;                 // (n, c, FH, FW): the first n of them, their first c channels, c = 3 or 1
  float range = 0;               // the values are shown between -range and range: 97 % of them lie within
  double beyond = 0;             // the share that does not
  std::int64_t nearly_zero = 0;  // filters whose largest magnitude is below a hundredth of the bank's
};

// bank (FN, C, FH, FW). At most `most` filters are kept. NaN and infinity count as beyond.
[[nodiscard]] FilterSheet make_sheet(const Array& bank, std::int64_t most);

}  // namespace unfold
