#pragma once

#include "core/layer/cell_map.h"
#include "core/layer/walkthrough.h"

#include <optional>
#include <vector>

namespace unfold {

// One number of x, W or b, replaced by hand.
struct CellEdit {
  CellRef cell;
  float value = 0;

  bool operator==(const CellEdit&) const = default;
};

// A cell that was replaced, and what stood there before.
struct EditedCell {
  CellRef cell;
  float value = 0, original = 0;

  bool operator==(const EditedCell&) const = default;
};

// The edits in the order they were made; of two of one cell the later one counts. Another value for the cell
// that was edited last takes the last one's place, so that a value that is wound up and down is one edit.
using CellEdits = std::vector<CellEdit>;
[[nodiscard]] CellEdits with_edit(CellEdits edits, const CellEdit& edit);
// Without those of one cell; of x; of W and b.
[[nodiscard]] CellEdits without_cell(CellEdits edits, const CellRef& cell);
[[nodiscard]] CellEdits without_x(CellEdits edits);
[[nodiscard]] CellEdits without_weights(CellEdits edits);

// Replaces the numbers in copies of the arrays. Returns each edited cell once, in the order of its last edit.
// Throws Error where the layer has no such cell, or the value is not finite.
std::vector<EditedCell> apply_edits(LayerInput& input, const CellEdits& edits);

// Cells are edited by hand in tensors of at most this many numbers.
inline constexpr std::int64_t most_editable = 4096;

// Which number of x, W or b a cell is or is a copy of; what stands in the way of editing it otherwise.
struct EditOrigin {
  enum class Why {
    editable,
    copy,      // editable where it was copied from
    padding,   // always 0
    computed,  // from the product on
    too_many,  // numbers in its tensor
  };
  Why why = Why::editable;
  CellRef cell;  // of x, W or b; of too_many, too

  [[nodiscard]] bool possible() const { return why == Why::editable || why == Why::copy; }
};
[[nodiscard]] EditOrigin edit_origin(const Geometry& g, const CellRef& cell);

}  // namespace unfold
