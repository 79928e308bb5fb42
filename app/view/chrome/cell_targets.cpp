#include "app/view/chrome/cell_parts.h"
#include "app/view/format.h"
#include "app/view/passport/passport.h"

#include <algorithm>

namespace unfold::view {
namespace {

constexpr float padding = 12;

// In words alone: how many cells of the next tensor are made with it.
float draw_count(Painter& p, const CellPanel& panel, const CellRef& cell, Vec2 at, float room) {
  const ChromeContext& c = panel.context;
  const Walkthrough& walk = *c.stage.walkthrough;
  const std::vector<CellBox> next = targets(walk.geometry(), walk.has_bias(), cell);
  std::int64_t count = 0;
  for (const CellBox& box : next) count += box.cells();
  if (count < 2) return 0;
  const float line = p.type().code + 5;
  const TextStyle style{.size = p.type().code, .color = p.theme().text1};
  const std::string words =
      c.texts.get("cell.feeds", {{"count", grouped(count)}, {"tensor", std::string(name(next[0].tensor))}});
  const float width = c.layout.right.right() - padding - at.x;
  const float tall = p.paragraph_height(words, width, line, style);
  if (tall > room) return 0;
  p.paragraph(words, {at.x, at.y + 12}, width, line, style);
  return tall + 10;
}

// The window's places that copy this pixel: a small FH x FW picture and its count.
float draw_copies(Painter& p, const CellPanel& panel, const CellRef& img, Vec2 at, float room) {
  const ChromeContext& c = panel.context;
  const CellRef* col6 = cell_of(panel.way, TensorId::col6);
  const Geometry& g = c.stage.geometry();
  if (g.FH * g.FW > 225 || g.FH * g.FW < 2) return draw_count(p, panel, img, at, room);
  const Theme& t = p.theme();
  const float cell = g.FH <= 7 && g.FW <= 7 ? 6 : 3;
  const auto tall = static_cast<float>(g.FH) * cell;
  if (tall > room || 2 * (p.type().code + 5) > room) return 0;
  const bool light = t.name == ThemeName::light;
  const Position now = c.state.playback.at;
  const auto is_written = [&](const Index& copy) {
    if (now.stage != Stage::im2col) return now.stage > Stage::im2col;
    return loop_step_of(g, c.state.playback.orders.loop, copy) <= now.step;
  };
  for (std::int64_t k = 0; k < g.FH * g.FW; ++k)
    p.fill({at.x + static_cast<float>(k % g.FW) * cell, at.y + static_cast<float>(k / g.FW) * cell, cell - 1,
            cell - 1},
           light ? t.bg3 : t.bg2);
  std::int64_t copies = 0;
  std::int64_t so_far = 0;
  bool this_one = false;
  for (const CellBox& box : targets(g, c.stage.walkthrough->has_bias(), img)) {
    const std::int64_t y = box.first[2];
    const std::int64_t x = box.first[3];
    const bool written = is_written(box.first);
    ++copies;
    if (written) ++so_far;
    const bool here = col6 != nullptr && col6->at[2] == y && col6->at[3] == x;
    this_one = this_one || (here && written);
    const Rect square{at.x + static_cast<float>(x) * cell, at.y + static_cast<float>(y) * cell, cell - 1,
                      cell - 1};
    // Copied: full. Still to come: a frame on white, a darker gray on black.
    p.fill(square, here ? t.accent : written ? t.text1 : light ? t.bg0 : t.line2);
    if (light) p.frame(square, t.text0);
    if (c.state.pinned == panel.cell && panel.cell.tensor <= TensorId::col)
      p.hit(square, Action{act::FollowCopy{y, x}});
  }
  const float left = at.x + static_cast<float>(g.FW) * cell + 12;
  const TextStyle style{.size = p.type().code, .color = t.text1};
  const auto number = [](std::int64_t n) { return std::to_string(n); };
  const float width = c.layout.right.right() - padding - left;
  float y = at.y + 12;
  const std::string first = c.texts.get(copies == 0 ? "cell.never_read" : "cell.copies",
                                        {{"count", number(copies)}, {"all", number(g.FH * g.FW)}});
  y = p.paragraph(first, {left, y}, width, p.type().code + 5, style);
  if (copies > 0 && now.stage >= Stage::im2col)
    p.paragraph(c.texts.get(this_one ? "cell.so_far_this" : "cell.so_far", {{"count", number(so_far)}}),
                {left, y}, width, p.type().code + 5, style);
  return std::max(tall, 2 * (p.type().code + 5)) + 10;
}

}  // namespace

float draw_cell_targets(Painter& p, const CellPanel& panel, Vec2 at, float room) {
  const CellRef* img = cell_of(panel.way, TensorId::img);
  if (panel.cell.tensor <= TensorId::col && img != nullptr) return draw_copies(p, panel, *img, at, room);
  return draw_count(p, panel, panel.cell, at, room);
}

}  // namespace unfold::view
