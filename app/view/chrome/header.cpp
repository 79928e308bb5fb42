#include "app/view/check/sheet.h"
#include "app/view/chrome/chrome.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

// Segmented controls, right-aligned; returns the left end.
float draw_toggles(Painter& p, const std::vector<std::vector<Toggle>>& groups, float right, float y) {
  const Theme& t = p.theme();
  const float size = p.type().label;
  const float tall = std::round(size * 2);
  float x = right;
  for (auto group = groups.rbegin(); group != groups.rend(); ++group) {
    float wide = 0;
    for (const Toggle& toggle : *group) wide += p.text_width(toggle.label, size) + 16;
    x -= wide;
    p.fill({x, y, wide, tall}, t.bg2, 3);
    if (t.name == ThemeName::light) p.frame({x, y, wide, tall}, t.text0, 1, 3);
    float q = x;
    for (const Toggle& toggle : *group) {
      const float w = p.text_width(toggle.label, size) + 16;
      if (toggle.chosen) {
        p.fill({q, y, w, tall}, t.bg3, 3);
        p.fill({q + 6, y + tall - 3, w - 12, 2}, t.name == ThemeName::light ? t.text0 : t.accent);
      }
      p.text(toggle.label, {q + w / 2, y + tall / 2 + size * 0.36F},
             {.size = size, .color = toggle.chosen ? t.text0 : t.text2, .align = Align::centre});
      p.hit({q, y, w, tall}, toggle.action);
      q += w;
    }
    x -= 8;
  }
  return x;
}

}  // namespace

void draw_header(Painter& p, const ChromeContext& c) {
  const Layout& l = c.layout;
  const Type& type = p.type();
  const float title_y = l.header.y + std::round(27 * l.scale);
  const float top = l.header.y + std::round(10 * l.scale);
  float left = draw_toggles(p, c.story.toggles, l.header.right(), top);
  const float chip = draw_mistake_chip(p, c.state, c.texts, {left, top}, type.label, left - l.header.x - 90);
  if (chip > 0) left -= chip + 8;
  // A long title gives way to the controls.
  float size = type.title;
  while (size > type.text && p.text_width(c.story.title, size, Face::ui_bold) > left - l.header.x - 8)
    size -= 1;
  p.text(ellipsized(p, c.story.title, left - l.header.x - 8, size, Face::ui_bold), {l.header.x, title_y},
         {.size = size, .face = Face::ui_bold, .color = p.theme().text0});
  TextStyle mono{.size = type.statement, .face = Face::mono, .color = p.theme().text0};
  while (mono.size > type.label && p.rich_width(c.story.statement, mono) > l.header.w) mono.size -= 1;
  p.clip({l.header.x, l.header.y, l.header.w, l.header.h});
  p.rich(c.story.statement, {l.header.x, l.header.y + std::round(49 * l.scale)}, mono);
  p.unclip();
}

}  // namespace unfold::view
