#pragma once

#include "core/layer/cell_map.h"
#include "core/layer/outcome.h"

#include <cstdint>
#include <optional>

namespace unfold::view {

// How the passport of the pinned cell is looked at, and what was counted for it when it was pinned.
struct PassportChoice {
  bool open = false;                 // the sheet over the window
  std::optional<std::int64_t> y{};   // the followed copy of a pixel: its place (y, x) in its window;
  std::optional<std::int64_t> x{};   // none: the first that ends in a pooled map
  bool memory = false;               // the cell panel shows places in memory instead of indices
  std::optional<CellRef> row{};      // the row under the pointer, of the sheet or of the panel
  std::optional<CellRef> counted{};  // the cell that `outcome` is of
  std::uint64_t counted_in = 0;      // and the walkthrough's serial
  Outcome outcome{};
};

}  // namespace unfold::view
