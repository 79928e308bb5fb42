#pragma once

#include "core/base/array.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace unfold {

// What a bank has to do with a number of groups.
struct BankGroups {
  std::int64_t channels = 1;  // of the x that goes with it
  // A bank whose filters have all channels of x, and is asked to run in groups, keeps of each filter the
  // channels of its group, and as many filters as the groups divide.
  bool cut = false;
  std::vector<std::int64_t> choices;  // numbers of groups that a person may choose with this bank
};

// For a bank (FN, C, FH, FW) as it was loaded. `by_hand`: a person has named the groups, not the bank's file.
// x has `x_channels`, where it is typed; a picture has 3, or 1 as gray; `any_x`: what the bank needs, as a
// fill has it and a picture that is fitted to the bank's channels. What does not fit together is left to
// make_geometry, which refuses it.
[[nodiscard]] BankGroups bank_groups(const Shape& bank, std::int64_t groups, bool by_hand,
                                     std::optional<std::int64_t> x_channels, bool any_x);

// Of each filter the channels of its group, (FN, C, FH, FW) -> (FN', C/groups, FH, FW), FN' the largest
// multiple of groups up to FN. `groups` divides C and is at most FN.
[[nodiscard]] Array cut_to_groups(const Array& bank, std::int64_t groups);

}  // namespace unfold
