#pragma once

#include "app/view/layout.h"
#include "app/view/painter.h"
#include "app/view/stages/stage_view.h"
#include "app/view/state.h"
#include "app/view/texts.h"
#include "app/view/window.h"

#include <optional>
#include <string>
#include <vector>

namespace unfold::view {

// What the panels around the canvas are drawn from.
struct ChromeContext {
  const State& state;
  const Texts& texts;
  const Layout& layout;
  const StageContext& stage;
  const StageStory& story;
  const Scene& canvas;  // already drawn: says which tensors are on it
};

void draw_grounds(Painter& p, const Layout& layout);
void draw_top_bar(Painter& p, const State& state, const Texts& texts, const Layout& layout);
void draw_rail(Painter& p, const ChromeContext& c);
void draw_header(Painter& p, const ChromeContext& c);
// The images of a batch around the chosen one, as many as `room` holds, each a button, ending at `right`;
// returns the left end. Nothing of a single image.
float draw_image_strip(Painter& p, const ChromeContext& c, float right, float y, float side, float room);
void draw_side(Painter& p, const ChromeContext& c);  // code, words, cell
void draw_transport(Painter& p, const ChromeContext& c);

// Beside the pointed cell, never over it: its address and its value, and where that falls among its tensor's.
void draw_tooltip(Painter& p, const State& state, const Layout& layout);
// The ground of a menu or a sheet, with its shadow.
void draw_panel(Painter& p, Rect at);
// Nothing where no menu is open.
std::optional<MenuStart> draw_menu(Painter& p, const State& state, const Texts& texts, const Layout& layout);
void draw_keys_sheet(Painter& p, const State& state, const Texts& texts, const Layout& layout);
void draw_message(Painter& p, const State& state, const Texts& texts, const Layout& layout);
void draw_busy(Painter& p, const State& state, const Texts& texts, const Layout& layout);

// Present mode: names, words, code and transport around the picture.
void draw_present_frame(Painter& p, const ChromeContext& c);

// A white box with a key's name in it; returns its width, with the gap behind it. Nothing where there is no
// key.
float key_cap(Painter& p, Vec2 left_middle, const std::string& key, float size, float gap = 0);
[[nodiscard]] float key_cap_width(const Painter& p, const std::string& key, float size, float gap = 0);

// Cut at the end, with …, to fit.
[[nodiscard]] std::string ellipsized(const Painter& p, const std::string& text, float width, float size,
                                     Face face);

// Where a menu hangs: the left edge of its well in the top bar.
[[nodiscard]] float menu_x(const State& state, const Texts& texts, const Layout& layout, const Painter& p);

// The cell panel, at the foot of the side: value, where it came from, its address everywhere.
void draw_cell(Painter& p, const ChromeContext& c, Rect at);

}  // namespace unfold::view
