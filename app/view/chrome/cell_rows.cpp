#include "app/view/chrome/cell_parts.h"
#include "app/view/format.h"
#include "app/view/passport/passport.h"
#include "core/layer/kin.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

constexpr float padding = 12;

// Which rows matter most when not all fit: what the canvas shows, then the notebook's main road.
int importance(const CellRef& cell, const CellRef& subject, const std::set<TensorId>& shown) {
  if (cell.tensor == subject.tensor) return 100;
  int score = shown.contains(cell.tensor) ? 50 : 0;
  switch (cell.tensor) {
  case TensorId::x: return score + 20;
  case TensorId::img: return score + 22;
  case TensorId::col6: return score + 24;
  case TensorId::col: return score + 23;
  case TensorId::out2d: return score + 18;
  case TensorId::conv: return score + 19;
  case TensorId::pool: return score + 17;
  case TensorId::W: return score + 12;
  case TensorId::col_W: return score + 13;
  case TensorId::col6_t: return score + 8;
  case TensorId::pool_windows: return score + 7;
  case TensorId::pool_col: return score + 6;
  case TensorId::pool_max: return score + 5;
  case TensorId::out_nhwc: return score + 3;
  case TensorId::b: return score + 4;
  }
  return score;
}

std::vector<CellRef> chosen_rows(std::vector<CellRef> chain, const CellRef& subject,
                                 const std::set<TensorId>& shown, std::size_t most) {
  while (chain.size() > most) {
    const auto least = std::min_element(chain.begin(), chain.end(), [&](const CellRef& a, const CellRef& b) {
      return importance(a, subject, shown) < importance(b, subject, shown);
    });
    chain.erase(least);
  }
  return chain;
}

// "[0, 21, 26, 3]", each number in its axis's colour and a way to light that axis.
void draw_index(Painter& p, const CellRef& cell, Vec2 baseline, float room) {
  const Theme& t = p.theme();
  const std::string between = [&] {
    std::string all = "[";
    for (int i = 0; i < cell.at.rank(); ++i) all += std::to_string(cell.at[i]) + ", ";
    return p.text_width(all, 11, Face::mono) > room ? "," : ", ";
  }();
  std::string whole = "[";
  for (int i = 0; i < cell.at.rank(); ++i)
    whole += std::to_string(cell.at[i]) + (i + 1 < cell.at.rank() ? between
                                           : cell.at.rank() == 1  ? ",]"
                                                                  : "]");
  TextStyle style{.size = p.type().code, .face = Face::mono, .color = t.text2};
  while (style.size > 11 && p.text_width(whole, style.size, style.face) > room) style.size -= 0.5F;
  float x = baseline.x;
  const auto put = [&](const std::string& text, Color color) {
    style.color = color;
    const float wide = p.text(text, {x, baseline.y}, style);
    x += wide;
    return wide;
  };
  put("[", t.text2);
  for (int i = 0; i < cell.at.rank(); ++i) {
    const AxisNames axes = axis_names(cell.tensor, i, p.mistake());
    const bool one = axes.count == 1 && axes.parts[0] != Axis::none;
    const Color color = one ? t.axis_color(axes.parts[0]) : axes.count > 1 ? t.text0 : t.text2;
    const float wide = put(std::to_string(cell.at[i]), color);
    if (one) p.hit_axis({x - wide, baseline.y - style.size, wide, style.size * 1.4F}, axes.parts[0]);
    put(i + 1 < cell.at.rank() ? between : cell.at.rank() == 1 ? ",]" : "]", t.text2);
  }
}

}  // namespace

float draw_cell_rows(Painter& p, const CellPanel& panel, Rect side, float y, float pitch, std::size_t most) {
  const Theme& t = p.theme();
  const ChromeContext& c = panel.context;
  const std::vector<CellRef> rows = chosen_rows(panel.way, panel.cell, panel.shown, most);
  const float left = side.x + padding;
  float names = 0;
  for (const CellRef& row : rows)
    names = std::max(names, p.text_width(name(row.tensor), p.type().code, Face::mono));
  const float x = left + std::max(names + 14, 62 * c.layout.scale);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const CellRef& row = rows[i];
    const Rect at{side.x + t.rule, y, side.w - t.rule, pitch};
    if (panel.shown.contains(row.tensor)) p.fill(at, t.lit);
    if (c.state.passport.row == row) {
      p.fill(at, t.bg3);
      p.fill({at.x, at.y, 3, at.h}, t.text0);
    }
    p.hit(at, Action{act::OpenCell{row}});
    const float base = y + std::round(pitch * 0.72F);
    const bool self = row.tensor == panel.cell.tensor;
    p.text(name(row.tensor), {left, base},
           {.size = p.type().code,
            .face = self ? Face::mono_bold : Face::mono,
            .color = self ? t.text0 : t.text1});
    const float room = side.right() - padding - x;
    if (!c.state.passport.memory) {
      draw_index(p, row, {x, base}, room);
    } else {
      const Geometry& g = c.stage.geometry();
      const float wide = p.text(c.texts.get("cell.element", {{"n", grouped(place_in_memory(g, row))}}),
                                {x, base}, {.size = p.type().code, .face = Face::mono, .color = t.text1});
      const bool same = i > 0 && memory_of(rows[i - 1].tensor) == memory_of(row.tensor);
      const std::string words = c.texts.get("cell.same_memory");
      if (same && p.text_width(words, p.type().label) + 10 <= room - wide)
        p.text(words, {side.right() - padding, base},
               {.size = p.type().label, .color = t.text2, .align = Align::right});
    }
    y += pitch;
  }
  return y;
}

}  // namespace unfold::view
