#include "app/view/chrome/segments.h"

#include <cmath>

namespace unfold::view {

float segments_width(const Painter& p, const std::vector<Toggle>& choices) {
  float wide = 0;
  for (const Toggle& choice : choices) wide += p.text_width(choice.label, p.type().label) + 16;
  return wide;
}

float draw_segments(Painter& p, const std::vector<Toggle>& choices, float right, float y) {
  const Theme& t = p.theme();
  const float size = p.type().label;
  const float tall = std::round(size * 2);
  const float wide = segments_width(p, choices);
  const float x = right - wide;
  p.fill({x, y, wide, tall}, t.bg2, 3);
  if (t.name == ThemeName::light) p.frame({x, y, wide, tall}, t.text0, 1, 3);
  float q = x;
  for (const Toggle& toggle : choices) {
    const float w = p.text_width(toggle.label, size) + 16;
    if (toggle.chosen) {
      p.fill({q, y, w, tall}, t.bg3, 3);
      p.fill({q + 6, y + tall - 3, w - 12, 2}, t.name == ThemeName::light ? t.text0 : t.accent);
    }
    p.text(toggle.label, {q + w / 2, y + tall / 2 + size * 0.36F},
           {.size = size, .color = toggle.chosen ? t.text0 : t.text2, .align = Align::centre});
    p.hit({q, y, w, tall}, toggle.action, toggle.tip);
    q += w;
  }
  return x;
}

}  // namespace unfold::view
