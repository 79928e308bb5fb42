#pragma once

#include "core/layer/kin.h"
#include "core/layer/walkthrough.h"

#include <cstdint>
#include <optional>

namespace unfold {

// What becomes of a cell's value in all.
struct Outcome {
  std::int64_t copies = 0;  // of a pixel: its cells of col
  // Of a pixel: those of its group, which each copy meets; else the one it belongs to, or none.
  std::int64_t filters = 0;
  std::int64_t sums = 0;  // elements of out2d that have it in them, or are it
  // How many of those sums are the largest of at least one of their windows: the first where several tie.
  // None where counting takes longer than a frame may: more than `most_windows` to look at.
  std::optional<std::int64_t> wins{};

  bool operator==(const Outcome&) const = default;
};
[[nodiscard]] Outcome outcome_of(const Walkthrough& walkthrough, const CellRef& cell,
                                 std::int64_t most_windows = 60'000);

}  // namespace unfold
