#include "app/view/kept/drawing.h"
#include "app/view/layout.h"
#include "app/view/pictures.h"
#include "app/view/stages/map_grid.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace unfold::view {
namespace {

constexpr float readable_side = 96;  // small maps are enlarged to about this
constexpr float gap = 8;

// The maps of one tensor in rows, under its name and shape; returns its right edge.
float draw_sheet(Painter& p, const StageContext& context, TensorId id, float left, int columns, float texel) {
  const Geometry& g = context.geometry();
  const ViewOptions& options = context.options;
  const Walkthrough& walk = *context.walkthrough;
  const bool pooled = id == TensorId::pool;
  const float number = p.type().label;
  const float w = std::max(number * 2, static_cast<float>(pooled ? g.QW : g.OW) * texel),
              h = static_cast<float>(pooled ? g.QH : g.OH) * texel;
  const float across = w + gap, down = h + number + 5 + gap;
  p.tensor_label(id, walk.shape(id), {left, p.type().code + 2});
  const float top = p.type().code + 14;
  const std::vector<std::int64_t> order = map_order(walk, options.image, options.map_order);
  for (std::size_t place = 0; place < order.size(); ++place) {
    const std::int64_t f = order[place];
    const auto column = static_cast<float>(place % static_cast<std::size_t>(columns)),
               row = static_cast<float>(place / static_cast<std::size_t>(columns));
    const float x = left + column * across, y = top + row * down;
    p.text(std::to_string(f), {x, y + number},
           {.size = number, .face = Face::mono, .color = p.theme().axis_color(Axis::FN)});
    draw_map(p, context, id, f, {x, y + number + 5, static_cast<float>(pooled ? g.QW : g.OW) * texel, h});
  }
  return left + static_cast<float>(columns) * across - gap;
}

}  // namespace

Scene draw_map_sheet(const State& s, const Texts& texts, const TextMeasure& measure) {
  Scene scene;
  const Theme theme = make_theme(s.options.theme);
  const Geometry& g = s.walkthrough->geometry();
  // Without a zoom or an edge: nothing is left out.
  constexpr float everywhere = 1e7F;
  Painter p(scene, theme, make_layout({1280, 800}, false).type, measure, 1,
            {-everywhere, -everywhere, 2 * everywhere, 2 * everywhere});
  const StageContext context = stage_context(s, texts);
  const auto side = static_cast<float>(std::max(g.OH, g.OW));
  const float texel = std::max(1.0F, std::floor(readable_side / side));
  const int columns = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(g.FN))));
  const float right = draw_sheet(p, context, TensorId::conv, 0, columns, texel);
  draw_sheet(p, context, TensorId::pool, right + 4 * gap, columns, texel);
  return scene;
}

}  // namespace unfold::view
