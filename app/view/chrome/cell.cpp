#include "app/view/chrome/cell_parts.h"
#include "app/view/chrome/values_foot.h"
#include "app/view/format.h"
#include "app/view/passport/passport.h"
#include "app/view/pictures.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace unfold::view {
namespace {

constexpr float padding = 12;

}  // namespace

void draw_cell(Painter& p, const ChromeContext& c, Rect at) {
  const Theme& t = p.theme();
  const Walkthrough& walk = *c.stage.walkthrough;
  CellPanel panel{c, c.stage.pointed, passport_way(c.state, c.stage.pointed), {}};
  for (const Hit& hit : c.canvas.hits)
    if (const auto* cells = std::get_if<CellHit>(&hit.what)) panel.shown.insert(cells->tensor);
  const CellRef& cell = panel.cell;
  const float value = walk.at(cell);
  const Coloring coloring = cell_coloring(walk, cell, c.state.options);
  const float scale = c.layout.scale;
  const float left = at.x + padding;
  const float right = at.right() - padding;
  draw_cell_head(p, c, at, at.y + p.type().label + 7);
  float y = at.y + p.type().label + 14;

  const Rect swatch{left, y + 4, 18, 18};
  p.fill(swatch, std::isinf(value) ? t.pad : color_of(t, coloring, value));
  p.frame(swatch.inset(-1), t.line2);
  const float number =
      p.text(value_text(static_cast<double>(value), 5), {left + 28, y + 4 + p.type().title * 0.82F},
             {.size = p.type().title, .face = Face::mono, .color = t.text0});
  if (edit_origin(c.stage.geometry(), cell).possible())
    p.hit({left, y, number + 32, p.type().title * 1.3F}, Action{act::EditCell{cell}},
          c.texts.tip("command.edit", "edit"));
  draw_cell_note(p, panel, {right, y}, right - left - 28 - number - 10);
  y += std::round(36 * scale);

  const bool about_pixels = cell.tensor <= TensorId::col && cell_of(panel.way, TensorId::img) != nullptr;
  const float line = p.type().code + 5;
  const float targets_room =
      about_pixels ? std::max(2 * line, static_cast<float>(c.stage.geometry().FH) * 6) + 10 : line + 10;
  const float pitch = p.type().code_line + 1;
  const float free = at.bottom() - y - 6;
  const auto rows_with = [&](float taken) { return static_cast<int>((free - taken) / pitch); };
  const bool feeds = about_pixels || cell.tensor == TensorId::col || cell.tensor == TensorId::W ||
                     cell.tensor == TensorId::col_W || cell.tensor == TensorId::b;
  // The rows that matter most, then the values, then the copies, then the rows that are left.
  const auto kept = static_cast<float>(std::min<std::size_t>(panel.way.size(), 5));
  const float foot = values_foot_height(p, c, cell, free - kept * pitch - (feeds ? targets_room : 0));
  const bool with_targets = feeds && rows_with(foot + targets_room) >= 3;
  const int most = std::max(1, rows_with(foot + (with_targets ? targets_room : 0)));
  y = draw_cell_rows(p, panel, at, y, pitch, static_cast<std::size_t>(most)) + 8;
  if (with_targets) y += draw_cell_targets(p, panel, {left, y}, at.bottom() - y - foot);
  if (foot > 0) draw_values_foot(p, c, cell, {at.x, at.bottom() - foot - 2, at.w, foot});
}

}  // namespace unfold::view
