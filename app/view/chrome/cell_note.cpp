#include "app/view/chrome/cell_parts.h"
#include "app/view/format.h"
#include "app/view/passport/passport.h"
#include "app/view/prepare/prepare.h"
#include "core/layer/oracle.h"
#include "core/layer/tolerance.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {

void draw_cell_note(Painter& p, const CellPanel& panel, Vec2 right_top, float room) {
  const ChromeContext& c = panel.context;
  const CellRef& cell = panel.cell;
  const Theme& t = p.theme();
  const float size = p.type().label;
  const TextStyle first{.size = size, .color = t.text1, .align = Align::right};
  const TextStyle second{.size = size, .color = t.text2, .align = Align::right};
  const Walkthrough& walk = *c.stage.walkthrough;
  const Geometry& g = c.stage.geometry();
  const CellRef* conv = cell_of(panel.way, TensorId::conv);
  const bool is_sum =
      cell.tensor == TensorId::out2d || cell.tensor == TensorId::out_nhwc || cell.tensor == TensorId::conv;
  if (is_sum && conv != nullptr) {
    const double truth = oracle_element(meant(g), walk.x(), walk.W(), walk.b(), conv->at[0], conv->at[1],
                                        conv->at[2], conv->at[3]);
    const double off = std::abs(truth - static_cast<double>(walk.at(*conv)));
    const bool same = off <= check_tolerance(walk);
    const std::string words =
        c.texts.get(same ? "cell.verified" : "cell.wrong", {{"value", fixed(truth, 5)}});
    const float w = p.text_width(words, size);
    const float sign = p.text_width("✓", size) + 4;
    if (w + sign > room) {
      // Beside a long number the words take two lines.
      const float x = right_top.x - room + sign;
      if (p.paragraph_height(words, room - sign, size + 3, first) > 2 * (size + 3)) return;
      p.text(same ? "✓" : "✕", {x - sign, right_top.y + size - 1},
             {.size = size, .color = same ? t.success : t.error});
      p.paragraph(words, {x, right_top.y + size - 1}, room - sign, size + 3,
                  {.size = size, .color = t.text1});
      return;
    }
    p.text(words, {right_top.x, right_top.y + size + 4}, first);
    p.text(same ? "✓" : "✕", {right_top.x - w - 4, right_top.y + size + 4},
           {.size = size, .color = same ? t.success : t.error, .align = Align::right});
    return;
  }
  const CellRef* x = cell_of(panel.way, TensorId::x);
  const bool is_pixel = cell.tensor <= TensorId::col;
  if (is_pixel && x == nullptr) {
    p.text(c.texts.get("cell.padding"), {right_top.x, right_top.y + size + 4}, first);
    return;
  }
  if (!is_pixel || x == nullptr) return;
  const std::optional<int> byte = byte_of(c.stage.document, walk, *x);
  if (!byte) return;
  constexpr const char* colours[] = {"cell.red", "cell.green", "cell.blue"};
  const auto channel = static_cast<std::size_t>(x->at[1]);
  const Preprocess& steps = c.stage.document.preprocess;
  p.text(c.texts.get(colours[colour_of_channel(steps, channel)], {{"byte", std::to_string(*byte)}}),
         {right_top.x, right_top.y + size - 2}, first);
  const std::string formula = value_formula(steps, *byte, channel);
  TextStyle mono = second;
  mono.face = Face::mono;
  if (p.text_width(formula, size, Face::mono) <= room)
    p.text(formula, {right_top.x, right_top.y + 2 * size + 2}, mono);
}

}  // namespace unfold::view
