#include "app/view/stages/present_kit.h"

#include "app/view/format.h"

#include <algorithm>

namespace unfold::view::loop {

float baseline_in(Rect at, float size) { return at.centre().y + size * 0.36F; }

std::string present_number(double v) {
  if (v == 0) return "0";
  std::string s = value_text(v, 2);
  const std::size_t zero = s.find("0.");
  // Only a zero in front, after nothing or a minus (three bytes).
  if (zero == 0 || (zero == 3 && s.starts_with("−"))) s.erase(zero, 1);
  return s;
}

void ring(Painter& p, Rect at) {
  p.frame(at.inset(-3), p.theme().casing, 3);
  p.frame(at.inset(-9), p.theme().accent, 6);
  p.frame(at.inset(-12), p.theme().casing, 3);
}

void chip(Painter& p, Rect at, const std::string& words, Axis axis, bool filled) {
  const Color color = p.theme().axis_color(axis);
  if (filled) {
    p.fill(at, color, 3);
  } else {
    p.fill(at, p.theme().bg0, 3);
    p.frame(at, color, 2, 3);
  }
  p.text(words, {at.centre().x, baseline_in(at, present_size)},
         {present_size, Face::ui_bold, filled ? ink_on(p.theme(), color) : color, Align::centre});
}

void present_cell(Painter& p, Rect at, Color data, double value, CellState state) {
  const Theme& theme = p.theme();
  Color ground = data;
  if (state == CellState::rest) ground = mix(theme.bg0, data, 0.24F);
  if (state == CellState::empty) ground = theme.bg0;
  p.fill(at, ground);
  p.frame({at.x - 1, at.y - 1, at.w + 2, at.h + 2}, theme.line2, 2);
  const CellNumber whole =
      state == CellState::empty ? CellNumber{"0", 0} : CellNumber{present_number(value), value};
  const Face face = state == CellState::now ? Face::ui_bold : Face::ui;
  const std::string number = p.fitted(whole, at.w - 4, present_size, face);
  if (number.empty()) return;
  p.text(
      number, {at.centre().x, baseline_in(at, present_size)},
      {present_size, face, state == CellState::empty ? theme.ghost : ink_on(theme, ground), Align::centre});
}

}  // namespace unfold::view::loop
