#include "app/view/cell_text.h"
#include "app/view/chrome/chrome.h"
#include "app/view/chrome/value_axis.h"
#include "app/view/format.h"
#include "app/view/pictures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace unfold::view {
namespace {

bool apart(const Rect& a, const Rect& b) {
  return a.right() <= b.x || b.right() <= a.x || a.bottom() <= b.y || b.bottom() <= a.y;
}

// Above the cell where there is room, else below it and the pointer, else beside it.
Rect beside(const Rect& cell, Vec2 size, const Rect& room) {
  const float gap = 9;
  const float pointer = 22;  // the arrow hangs below its tip
  const float x = std::clamp(cell.centre().x - 16, room.x, std::max(room.x, room.right() - size.x));
  const float y = std::clamp(cell.centre().y - size.y / 2, room.y, std::max(room.y, room.bottom() - size.y));
  const std::array<Rect, 4> places{{{x, cell.y - gap - size.y, size.x, size.y},
                                    {x, cell.bottom() + pointer, size.x, size.y},
                                    {cell.right() + pointer, y, size.x, size.y},
                                    {cell.x - gap - size.x, y, size.x, size.y}}};
  for (const Rect& at : places)
    if (at.x >= room.x && at.y >= room.y && at.right() <= room.right() && at.bottom() <= room.bottom())
      return at;
  // A cell as large as the window leaves no place beside it.
  return {x, room.y, size.x, size.y};
}

}  // namespace

void draw_tooltip(Painter& p, const State& s, const Layout& l) {
  if (!s.walkthrough || !s.pointed || s.pointed_at == Rect{} || s.editing || s.menu != act::MenuName::none ||
      s.keys_sheet)
    return;
  const Rect window{0, 0, l.size.x, l.size.y};
  if (apart(s.pointed_at, window)) return;
  const Walkthrough& walk = *s.walkthrough;
  const CellRef& cell = *s.pointed;
  const float value = walk.at(cell);
  const Theme& t = p.theme();
  const float size = p.type().code;
  const TextStyle style{.size = size, .face = Face::mono, .color = t.text2};
  const std::string words = "{text0 b|" + std::string(name(cell.tensor)) + "}" +
                            index_markup(cell, p.mistake()) + " = {text0|" +
                            value_text(static_cast<double>(value), 5) + "}";
  const float pad = std::round(size * 0.6F);
  const float bar = std::max(4.0F, std::round(size / 3));
  const float wide = std::ceil(p.rich_width(words, style)) + 2 * pad;
  const float tall = std::round(size * 1.3F) + bar + 2 * pad;
  const Rect at = beside(s.pointed_at, {wide, tall}, window.inset(4));
  p.fill({at.x + 2, at.y + 3, at.w, at.h}, faded(rgb(0x000000), 0.25F), 3);
  p.fill(at, t.bg1, 3);
  p.frame(at, t.line2, t.stroke.cell, 3);
  p.rich(words, {at.x + pad, at.y + pad + size * 0.8F}, style);
  const TensorStats& stats = stats_of(walk, cell_histogram_key(walk, cell, s.options));
  const Coloring coloring = cell_coloring(walk, cell, s.options);
  const ValueAxis axis = value_axis(coloring, stats.min, stats.max);
  const Rect colors{at.x + pad, at.bottom() - pad - bar + 1, at.w - 2 * pad, bar};
  draw_value_colors(p, colors, axis, coloring);
  draw_value_mark(p, colors, axis, value, 3);
}

}  // namespace unfold::view
