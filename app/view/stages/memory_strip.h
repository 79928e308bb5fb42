#pragma once

#include "app/view/stages/memory_band.h"
#include "app/view/stages/pulled_axis.h"

namespace unfold::view::unfolding {

// The memory of col6 as far as it is shown: all of it, cell by cell, where it is small; else a few places
// around the row's elements.
struct MemorySlot {
  std::int64_t k = 0;                // the row's element in the middle of the slot
  std::int64_t address = 0;          // of that element
  std::int64_t first = 0, last = 0;  // addresses shown
  float x = 0;                       // of `first`
};
struct MemoryStrip {
  bool whole = false;
  float y = 0, height = 18, cell = 7;
  PulledAxis axis;                // whole: by address
  std::vector<MemorySlot> slots;  // not whole

  // The place of a row's element; empty where it is not shown.
  [[nodiscard]] Rect element(const RowElement& e) const;
};
[[nodiscard]] MemoryStrip memory_strip(const StageContext& context, Rect at, std::int64_t row, std::int64_t k,
                                       float unit);
// Is all of col6 small enough to be drawn cell by cell?
[[nodiscard]] bool whole_memory_fits(const Geometry& g, float width);
// The elements of the row that have a place in the strip.
[[nodiscard]] std::vector<RowElement> shown_elements(const Geometry& g, const MemoryStrip& strip,
                                                     std::int64_t row);

void draw_memory_strip(Painter& p, const StageContext& context, const MemoryStrip& strip, std::int64_t row);
// Addresses below and (fh, fw) above the row's elements; the explained one is accented.
void draw_strip_labels(Painter& p, const StageContext& context, const MemoryStrip& strip, std::int64_t row,
                       const UnfoldedCell& cell, float right_of_label);

}  // namespace unfold::view::unfolding
