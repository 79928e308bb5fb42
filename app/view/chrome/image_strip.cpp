#include "app/view/chrome/chrome.h"
#include "app/view/pictures.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace unfold::view {

float draw_image_strip(Painter& p, const ChromeContext& c, float right, float y, float side, float room) {
  const Geometry& g = c.stage.geometry();
  if (g.N < 2) return right;
  const Theme& t = p.theme();
  constexpr std::int64_t most = 10;
  const std::int64_t n = c.state.options.image;
  const float gap = 3;
  const float label = p.type().label;
  const TextStyle style{.size = label, .color = t.text2, .align = Align::right};
  const std::string words = c.texts.get("look.image_now", {{"n", std::to_string(n)}});
  const float words_w = p.rich_width(words, style) + 9;
  const auto fit = static_cast<std::int64_t>((room - words_w + gap) / (side + gap));
  const std::int64_t shown = std::clamp<std::int64_t>(fit, 1, std::min(g.N, most));
  // Of more images the ones around the chosen one.
  const std::int64_t first = std::clamp<std::int64_t>(n - shown / 2, 0, g.N - shown);
  float x = right - static_cast<float>(shown) * (side + gap) + gap;
  const float left = x;
  for (std::int64_t i = first; i < first + shown; ++i, x += side + gap) {
    const Rect at{x, y, side, side};
    const float larger = static_cast<float>(std::max(g.H, g.W));
    const float w = std::max(4.0F, std::round(side * static_cast<float>(g.W) / larger));
    const float h = std::max(4.0F, std::round(side * static_cast<float>(g.H) / larger));
    p.fill(at, t.bg1);
    p.picture({at.x + std::floor((side - w) / 2), at.y + std::floor((side - h) / 2), w, h},
              image_rgb(c.stage.walkthrough, c.stage.document.preprocess, TensorId::x, i, -1, t.pad));
    if (i == n)
      p.lit(at);
    else
      p.frame(at.inset(-1), t.line2);
    p.hit(at.inset(-1), Action{act::SelectImage{i}},
          c.texts.get("look.image", {{"n", std::to_string(i)}, {"count", std::to_string(g.N)}}));
  }
  p.rich(words, {left - 9, y + side / 2 + label * 0.36F}, style);
  return left - words_w;
}

}  // namespace unfold::view
