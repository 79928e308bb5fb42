#include "app/view/quiz/draw.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

constexpr std::int64_t most_cells = 40, most_windows = 14;

}  // namespace

bool draw_places(Painter& p, const Geometry& g, std::int64_t counted, const Texts& texts, Rect at) {
  if (g.HP > most_cells || g.OH > most_windows || g.dilation > 1) return false;
  const Theme& t = p.theme();
  const auto cells = static_cast<float>(g.HP);
  const float size = p.type().label;
  const float side = std::floor(std::min(at.w * 0.62F / cells, 34.0F));
  const float head = size + 10, ruler = std::round(size * 2.1F);
  const float pitch = std::floor((at.h - head - ruler - size * 2.4F) / static_cast<float>(g.OH));
  if (side < 8 || pitch < size + 3) return false;
  p.text(texts.get("quiz.one_side"), {at.x, at.y + size},
         {.size = size, .face = Face::ui_bold, .color = t.text0});
  const float top = at.y + head;
  for (std::int64_t h = 0; h < g.HP; ++h) {
    const Rect cell{at.x + static_cast<float>(h) * side, top, side - 1, ruler};
    const bool pad = h < g.pad.top || h >= g.pad.top + g.H;
    p.fill(cell, pad ? t.pad : t.bg3);
    p.frame(cell, pad ? t.line2 : t.text2);
    if (pad) p.hatch(cell, t.line2, 5);
    const std::string number = std::to_string(h - g.pad.top);
    if (!pad && p.text_width(number, size) < side - 2)
      p.text(number, {cell.centre().x, cell.centre().y + size * 0.36F},
             {.size = size, .color = t.text0, .align = Align::centre});
  }
  // Those that were not counted stand in the padding first; what is left over is the last.
  const auto in_padding = [&](std::int64_t oy) {
    const std::int64_t first = oy * g.stride;
    return first < g.pad.top || first + g.rows().extent() > g.pad.top + g.H;
  };
  std::int64_t missing = std::max<std::int64_t>(0, g.OH - counted);
  std::vector<bool> missed(static_cast<std::size_t>(g.OH), false);
  for (std::int64_t oy = 0; oy < g.OH && missing > 0; ++oy)
    if (in_padding(oy)) missed[static_cast<std::size_t>(oy)] = true, --missing;
  for (std::int64_t oy = g.OH - 1; oy >= 0 && missing > 0; --oy)
    if (!missed[static_cast<std::size_t>(oy)]) missed[static_cast<std::size_t>(oy)] = true, --missing;
  float y = top + ruler + 6;
  std::int64_t number = 0;
  for (std::int64_t oy = 0; oy < g.OH; ++oy) {
    const bool out = missed[static_cast<std::size_t>(oy)];
    const Rect window{at.x + static_cast<float>(oy * g.stride) * side, y,
                      static_cast<float>(g.rows().extent()) * side - 1, pitch - 3};
    p.fill(window, out ? t.accent : t.bg2);
    p.frame(window, out ? t.accent_ink : t.text2);
    p.text(out ? texts.get("quiz.missed") : std::to_string(++number),
           {window.centre().x, window.centre().y + size * 0.36F},
           {.size = size,
            .face = out ? Face::ui_bold : Face::ui,
            .color = out ? t.accent_ink : t.text0,
            .align = Align::centre});
    y += pitch;
  }
  p.text(texts.get("quiz.windows_stand", {{"count", std::to_string(g.OH)}}), {at.x, y + size + 2},
         {.size = size, .color = t.text1});
  return true;
}

}  // namespace unfold::view
