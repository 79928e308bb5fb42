#pragma once

#include "app/view/layout.h"
#include "app/view/painter.h"
#include "app/view/state.h"
#include "app/view/texts.h"

#include <string>

namespace unfold::view {

// A small corner on every cell of x, img, W, col_W and b that the scene shows and that was edited by hand.
void mark_edited(Painter& canvas, const Walkthrough& walkthrough, const Document& document);

// Where the open field's cell is, in the window's coordinates: the cell that was asked for, else the number
// itself, else a copy of it, whichever the canvas shows first; empty when it shows none. `area`: the
// canvas's.
[[nodiscard]] Rect field_place(const State& state, const Scene& canvas, const Rect& area);

// The field over its cell, and what it says below; a click beside it takes the value.
void draw_field(Painter& overlay, const State& state, const Texts& texts, const Layout& layout, Rect place);

// The line that says why there is no field; empty where nothing was refused.
[[nodiscard]] std::string refusal_line(const State& state, const Texts& texts);

}  // namespace unfold::view
