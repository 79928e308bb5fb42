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
  const Strokes& s = p.theme().stroke;
  p.frame(at.inset(-s.rim), p.theme().casing, s.rim);
  p.frame(at.inset(-s.rim - s.ring), p.theme().accent, s.ring);
  p.frame(at.inset(-2 * s.rim - s.ring), p.theme().casing, s.rim);
}

void framed(Painter& p, Rect at) {
  const float width = p.theme().stroke.frame;
  p.frame(at.inset(-width), p.theme().text0, width);
}

void arrow_right(Painter& p, float x0, float x1, float y) {
  const float width = p.theme().stroke.link;
  p.hline(x0, x1 - 12, y - width / 2, p.theme().text0, width);
  p.arrow_head({x1 - 10, y}, 10, Painter::Toward::right, p.theme().text0);
}

void chip(Painter& p, Rect at, const std::string& words, Axis axis, bool filled) {
  const Color color = p.theme().axis_color(axis);
  if (filled) {
    p.fill(at, color, 3);
  } else {
    p.fill(at, p.theme().bg0, 3);
    p.frame(at, color, p.theme().stroke.frame, 3);
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
  p.frame(at.inset(-theme.stroke.cell / 2), theme.line1);
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
