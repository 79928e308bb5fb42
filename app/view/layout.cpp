#include "app/view/layout.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

Layout desk(Vec2 size, Panels panels) {
  Layout l;
  l.size = size;
  l.compact = size.x < 1200;
  const bool wide = size.x >= 1800;
  l.scale = wide ? 1.15F : 1.0F;
  l.type = desk_type(l.scale);
  const float rail = !panels.rail ? 0.0F : l.compact ? 52.0F : wide ? 208.0F : 176.0F;
  const float right = l.compact ? 288.0F : wide ? 420.0F : 320.0F;
  const float top = std::round(44 * l.scale);
  const float bottom = panels.foot ? std::round(64 * l.scale) : 0.0F;
  const float middle = size.y - top - bottom;
  l.top = {0, 0, size.x, top};
  l.bottom = {0, size.y - bottom, size.x, bottom};
  l.rail = {0, top, rail, middle};
  l.right = {size.x - right, top, right, middle};
  l.canvas = {rail, top, size.x - rail - right, middle};
  l.inner = l.canvas.inset(12);
  l.header = {l.inner.x, l.canvas.y, l.inner.w, std::round(60 * l.scale)};
  l.content = {l.inner.x, l.header.bottom(), l.inner.w, l.inner.bottom() - l.header.bottom()};
  return l;
}

// One column: names, picture, words, one line of code, transport.
Layout present(Vec2 size) {
  Layout l;
  l.size = size;
  l.present = true;
  l.type = present_type();
  const float margin = 24;
  const float across = size.x - 2 * margin;
  const float bottom = 64;
  const float code = 74;
  const float words = 2 * l.type.text_line + 6;
  l.bottom = {margin, size.y - bottom, across, bottom};
  l.code = {margin, l.bottom.y - code + 2, across, code};
  l.words = {margin, l.code.y - words - 10, across, words};
  l.header = {margin, 0, across, 56};
  l.canvas = {0, l.header.bottom(), size.x, l.words.y - l.header.bottom()};
  l.inner = {margin, l.canvas.y, across, l.canvas.h};
  l.content = {margin, l.canvas.y + 4, across, l.canvas.h - 18};
  return l;
}

}  // namespace

Rect canvas_area(const Layout& l) {
  if (l.present) return l.canvas;
  constexpr float below_statement = 6;
  const float top = l.header.bottom() - below_statement;
  return {l.canvas.x, top, l.canvas.w, l.canvas.bottom() - top};
}

Layout make_layout(Vec2 size, bool in_present_mode, Panels panels) {
  return in_present_mode ? present(size) : desk(size, panels);
}

}  // namespace unfold::view
