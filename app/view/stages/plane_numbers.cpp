#include "app/view/stages/plane_numbers.h"

#include "app/view/format.h"

#include <cmath>
#include <cstdint>
#include <string>

namespace unfold::view {

void draw_plane_numbers(Painter& p, Rect at, std::int64_t rows, std::int64_t cols, const Coloring& coloring,
                        const std::function<float(std::int64_t, std::int64_t)>& value) {
  const float size = p.type().label;
  const float w = at.w / static_cast<float>(cols), h = at.h / static_cast<float>(rows);
  if (w < 2.6F * size || h < 1.5F * size) return;
  for (std::int64_t r = 0; r < rows; ++r)
    for (std::int64_t c = 0; c < cols; ++c) {
      p.edge({at.x + static_cast<float>(c) * w, at.y + static_cast<float>(r) * h, w - 1, h - 1});
      const float v = value(r, c);
      if (!std::isfinite(v)) continue;
      const auto number = static_cast<double>(v);
      const std::string words = p.fitted({value_text(number, 2), number}, w - 6, size, Face::mono);
      p.text(words,
             {at.x + (static_cast<float>(c) + 0.5F) * w,
              at.y + (static_cast<float>(r) + 0.5F) * h + size * 0.36F},
             {.size = size,
              .face = Face::mono,
              .color = ink_on(p.theme(), color_of(p.theme(), coloring, v)),
              .align = Align::centre});
    }
}

}  // namespace unfold::view
