#include "app/view/chrome/cell_parts.h"

#include <cmath>

namespace unfold::view {
namespace {

constexpr float padding = 12, gap = 12, cap_gap = 5;

}  // namespace

void draw_cell_head(Painter& p, const ChromeContext& c, Rect side, float y) {
  const Theme& t = p.theme();
  const float size = p.type().label;
  const float right = side.right() - padding;
  float x = side.x + padding;
  x += p.text(c.texts.get("side.cell"), {x, y}, {.size = size, .color = t.text2}) + gap;
  const std::string hint = c.texts.get(c.state.pinned ? "side.pinned" : "side.hover");
  const float hint_x = right - p.text_width(hint, size);
  p.text(hint, {right, y}, {.size = size, .color = t.text2, .align = Align::right});

  const std::string words = c.texts.get("cell.passport");
  const std::string memory = c.texts.get(c.state.passport.memory ? "cell.addresses" : "cell.memory");
  const std::string key = c.texts.key("passport");
  const float memory_wide = p.text_width(memory, size) + 10;
  const float from = x;
  x += key_cap(p, {x, std::round(y - size * 0.36F)}, key, size, cap_gap);
  const bool both = x + p.text_width(words, size) + gap + memory_wide + gap <= hint_x;
  // Where there is no room for the word, its key and a tip stand for it.
  const bool named = both || key.empty() || x + p.text_width(words, size) + gap <= hint_x;
  x += named ? p.text(words, {x, y}, {.size = size, .color = t.text1}) : -cap_gap;
  p.hit({from, y - size - 3, x - from, size + 8}, Action{act::TogglePassport{}},
        named ? std::string() : words);
  x += gap;
  if (x + memory_wide + 4 > hint_x) return;
  const Rect button{x, std::round(y - size), memory_wide, std::round(size * 1.4F)};
  p.fill(button, c.state.passport.memory ? t.bg3 : t.bg2, 3);
  if (t.name == ThemeName::light) p.frame(button, t.line1, 1, 3);
  p.text(memory, {button.x + 5, y}, {.size = size, .color = t.text1});
  p.hit(button, Action{act::ToggleMemory{}});
}

}  // namespace unfold::view
