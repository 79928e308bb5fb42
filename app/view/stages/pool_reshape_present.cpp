#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/pool_reshape_parts.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

namespace unfold::view {

void draw_pool_reshape_present(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const PoolWindow w = pool_window(g, context.step());
  const auto values = static_cast<float>(g.PH * g.PW);
  const float cell = std::floor(std::min(84.0F, (box.w - 30) / (values * 2)));
  const PoolStrip strip = fit_strip(g, {box.x, box.y + 44, box.w, 60}, w.f, cell, 40);
  for (std::int64_t f = strip.first; f < strip.first + strip.maps; ++f)
    p.text(std::to_string(f), {strip.block(g, f).centre().x, box.y + 34},
           {.size = p.type().label,
            .face = Face::ui_bold,
            .color = p.theme().axis_color(Axis::FN),
            .align = Align::centre});
  const Rect from = draw_strip(p, context, strip, w, p.type().label, 64);
  const float top = strip.at.bottom() + 60;
  const std::int64_t total = g.N * g.QH * g.QW * g.FN;
  // Few rows are as tall as their numbers stay beside each other.
  const float pitch = std::clamp(std::floor((box.bottom() - top) / static_cast<float>(total)), 56.0F, 80.0F);
  const std::int64_t shown = std::min<std::int64_t>(
      total, std::max<std::int64_t>(1, static_cast<std::int64_t>((box.bottom() - top) / pitch)));
  const std::int64_t first = std::clamp<std::int64_t>(w.row - shown / 2, 0, total - shown);
  const float left = box.x + 200;
  for (std::int64_t r = first; r < first + shown; ++r) {
    const PoolWindow rw = pool_window(g, r);
    const float y = top + static_cast<float>(r - first) * pitch;
    const bool on = r == w.row;
    p.text(grouped(r), {left - 16, y + (pitch - 8) / 2 + p.type().label * 0.36F},
           {.size = p.type().label,
            .face = on ? Face::ui_bold : Face::ui,
            .color = p.theme().text0,
            .align = Align::right});
    const Coloring coloring = map_coloring(*context.walkthrough, TensorId::conv, rw.n, rw.f, context.options);
    for (std::int64_t k = 0; k < g.PH * g.PW; ++k) {
      const float v = context.walkthrough->at(TensorId::pool_windows, {r, k});
      const Rect at{left + static_cast<float>(k) * cell, y, cell - 2, pitch - 8};
      const CellNumber number =
          cell >= 64 ? in_cell(static_cast<double>(v), cell, p.type().label) : CellNumber{};
      if (r > w.row)
        p.frame(at, p.theme().line1);
      else if (on)
        p.cell(at, color_of(p.theme(), coloring, v), number, p.type().label);
      else
        p.faded_cell(at, color_of(p.theme(), coloring, v), number, p.type().label);
    }
    if (!on) continue;
    const Rect to{left, y, values * cell - 2, pitch - 8};
    p.lit(to);
    const float bend = top - 24;
    const float right = std::min(to.right() + 60, box.right() - 8);
    p.polyline({{from.centre().x, from.bottom() + 6},
                {from.centre().x, bend},
                {right, bend},
                {right, to.centre().y},
                {to.right() + 18, to.centre().y}},
               p.theme().text0);
    p.arrow_head({to.right() + 14, to.centre().y}, 9, Painter::Toward::left, p.theme().text0);
  }
}

}  // namespace unfold::view
