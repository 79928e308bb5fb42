#include "app/view/chrome/value_axis.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {

float ValueAxis::x(const Rect& at, float value) const {
  const float part = hi > lo ? std::clamp((value - lo) / (hi - lo), 0.0F, 1.0F) : 0.5F;
  return std::isnan(part) ? at.x : at.x + at.w * part;
}

ValueAxis value_axis(const Coloring& coloring, float min, float max) {
  ValueAxis axis{std::min(coloring.lo, min), std::max(coloring.hi, max)};
  if (coloring.lo == -coloring.hi) {
    axis.hi = std::max(axis.hi, -axis.lo);
    axis.lo = -axis.hi;
  }
  return axis;
}

void draw_value_colors(Painter& p, Rect at, const ValueAxis& axis, const Coloring& coloring) {
  const auto columns = static_cast<int>(at.w);
  const auto color = [&](int i) {
    const float t = (static_cast<float>(i) + 0.5F) / static_cast<float>(std::max(1, columns));
    return color_of(p.theme(), coloring, axis.lo + (axis.hi - axis.lo) * t);
  };
  // Runs of one colour are one rectangle.
  int from = 0;
  for (int i = 1; i <= columns; ++i) {
    if (i < columns && color(i) == color(from)) continue;
    p.fill({at.x + static_cast<float>(from), at.y, static_cast<float>(i - from), at.h}, color(from));
    from = i;
  }
  p.frame({at.x - 1, at.y - 1, at.w + 2, at.h + 2}, p.theme().line2);
  for (const float end : {coloring.lo, coloring.hi}) {
    if (end <= axis.lo || end >= axis.hi) continue;
    p.fill({std::round(axis.x(at, end)), at.y - 1, 1, at.h + 4}, p.theme().text1);
  }
}

void draw_histogram(Painter& p, Rect at, const ValueAxis& axis, const Histogram& h) {
  const auto bins = static_cast<float>(h.counts.size());
  const double most = std::log1p(static_cast<double>(std::max<std::int64_t>(1, h.largest())));
  const float left = axis.x(at, h.lo);
  float right = axis.x(at, h.hi);
  if (right - left < 3) right = left + 3;  // one value over and over
  const float wide = (right - left) / bins;
  for (std::size_t i = 0; i < h.counts.size(); ++i) {
    if (h.counts[i] == 0) continue;
    const double part = std::log1p(static_cast<double>(h.counts[i])) / most;
    const float tall = std::max(1.0F, std::round(at.h * static_cast<float>(part)));
    const float x0 = std::round(left + static_cast<float>(i) * wide);
    const float x1 = std::round(left + static_cast<float>(i + 1) * wide);
    p.fill({x0, at.bottom() - tall, std::max(1.0F, x1 - x0 - (wide >= 4 ? 1.0F : 0.0F)), tall},
           p.theme().text2);
  }
}

void draw_value_mark(Painter& p, Rect bar, const ValueAxis& axis, float value, float above) {
  if (!std::isfinite(value)) return;
  const float x = std::round(axis.x(bar, value));
  p.fill({x - 2, bar.y - above, 4, bar.h + above + 3}, p.theme().casing);
  p.fill({x - 1, bar.y - above, 2, bar.h + above + 3}, p.theme().accent);
  if (above > 0) p.arrow_head({x, bar.y - above}, 4, Painter::Toward::down, p.theme().accent);
}

}  // namespace unfold::view
