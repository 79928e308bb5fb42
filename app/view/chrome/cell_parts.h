#pragma once

#include "app/view/chrome/chrome.h"

#include <set>
#include <string>
#include <vector>

namespace unfold::view {

// Parts of the panel that explains a cell.

// What a cell of the panel is drawn from: the explained cell, its way through the layer, and the tensors that
// the canvas shows.
struct CellPanel {
  const ChromeContext& context;
  const CellRef& cell;
  std::vector<CellRef> way;
  std::set<TensorId> shown;
};

// Its title, and at the right the ways to the passport, to the memory and to a pin.
void draw_cell_head(Painter& p, const ChromeContext& c, Rect side, float y);
// At the value's right: what the byte was, or whether the plain loops agree.
void draw_cell_note(Painter& p, const CellPanel& panel, Vec2 right_top, float room);
// The addresses in as many tensors as `most`, each a way to that tensor; returns the y below.
float draw_cell_rows(Painter& p, const CellPanel& panel, Rect side, float y, float pitch, std::size_t most);
// How many cells are made with this one; for a pixel the window's places that copy it, as a small picture.
// Returns the height that was taken.
float draw_cell_targets(Painter& p, const CellPanel& panel, Vec2 at, float room);

}  // namespace unfold::view
