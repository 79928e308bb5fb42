#include "app/view/browse/parts.h"
#include "app/view/browse/picture.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::browsing {
namespace {

// A strip of more cells than this is left plain: to read them all a second time would take seconds.
constexpr std::int64_t most_cells = std::int64_t{1} << 26U;

// What is in sight, on the map; never thinner than 3 px.
Rect frame_on(const Rect& map, const Browsed& b) {
  const float least = 3;
  const auto side = [least](double from, double extent, std::int64_t count, float at, float length) {
    const auto n = static_cast<double>(count);
    const float size = std::max(least, static_cast<float>(std::min(1.0, extent / n)) * length);
    const float start = at + static_cast<float>(from / n) * length;
    return std::pair(std::min(start, at + length - size), size);
  };
  const BrowseView& v = b.view;
  const auto [x, w] = side(v.x, static_cast<double>(v.content.w) / v.sx, b.grid.cols, map.x, map.w);
  const auto [y, h] = side(v.y, static_cast<double>(v.content.h) / v.sy, b.grid.rows, map.y, map.h);
  return {x, std::round(y), w, std::max(least, std::round(h))};
}

}  // namespace

void draw_map(Painter& p, const StageContext& c, const Browsed& b, const Coloring& coloring) {
  const Theme& t = p.theme();
  const Rect& map = b.frame.map;
  if (!b.grid.matrix) p.fill(map.inset(-5), t.bg0);
  p.fill(map, t.bg2);
  if (b.grid.shape.count() <= most_cells)
    p.picture(map, grid_picture(c.walkthrough, b.grid, reducing_of(coloring)), coloring);
  p.frame(map.inset(-1), t.line2);
  if (!all_seen(b.grid, b.view)) {
    const Rect seen = frame_on(map, b);
    p.clip(map.inset(-5));
    p.frame({seen.x - 2, seen.y - 2, seen.w + 4, seen.h + 4}, t.casing, 1);
    p.frame({seen.x - 1, seen.y - 1, seen.w + 2, seen.h + 2}, t.accent, 2);
    if (seen.h <= 6) p.fill({seen.x - 1, seen.y, seen.w + 2, seen.h}, t.accent);
    p.unclip();
  }
  p.hit(map.inset(-4), SliderHit{Slider::browse_map});
}

}  // namespace unfold::view::browsing
