#pragma once

#include "app/view/stages/loop_area.h"

#include <string>

namespace unfold::view::loop {

// The vocabulary of the present mode: 27 px and more, lines as the theme has them for a room.
inline constexpr float present_size = 27;

// ".12", "0", "1.20", "−.47": two decimals without the leading zero.
[[nodiscard]] std::string present_number(double v);
// "Now", of the whole step: yellow between two lines of black, around `at`.
void ring(Painter& p, Rect at);
// Round a tensor, a plane or a picture, outside of it.
void framed(Painter& p, Rect at);
// From x0 to x1, where its head ends.
void arrow_right(Painter& p, float x0, float x1, float y);
// A chip in an axis's colour: filled = of this step, else outlined.
void chip(Painter& p, Rect at, const std::string& words, Axis axis, bool filled);
// A cell with its number in 27 px; `rest`: at a quarter strength.
enum class CellState { now, done, rest, empty };
void present_cell(Painter& p, Rect at, Color data, double value, CellState state);
[[nodiscard]] float baseline_in(Rect at, float size);

}  // namespace unfold::view::loop
