#pragma once

#include "core/layer/cell_map.h"

#include <string>

namespace unfold::view {

// "[0, 26, 52, 27]" as rich text, each index in its axis's colour; "[5,]" of one axis, as NumPy writes a
// tuple.
[[nodiscard]] std::string index_markup(const CellRef& cell, Mistake mistake = Mistake::none);
// "x[0, 0, 1, 2]" in the monospaced face, to stand in running words.
[[nodiscard]] std::string cell_markup(const CellRef& cell);

}  // namespace unfold::view
