#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/map_grid.h"
#include "app/view/stages/pool_code.h"
#include "app/view/stages/pool_rows.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace unfold::view {
namespace {

struct Strip {
  Rect at;
  std::int64_t first = 0, maps = 0;  // which maps' values are shown
  float cell = 4;
  float gap = 2;

  [[nodiscard]] Rect block(const Geometry& g, std::int64_t f) const {
    const float wide = static_cast<float>(g.PH * g.PW) * cell;
    return {at.x + static_cast<float>(f - first) * (wide + gap), at.y, wide, at.h};
  }
};

// One row of pool_col: FN blocks of PH*PW values, side by side; as many of them around `f` as fit.
Strip fit_strip(const Geometry& g, Rect room, std::int64_t f, float smallest_cell) {
  Strip strip;
  const auto values = static_cast<float>(g.PH * g.PW);
  strip.cell = std::floor((room.w + strip.gap) / static_cast<float>(g.FN) - strip.gap) / values;
  strip.cell = std::clamp(std::floor(strip.cell), smallest_cell, std::max(smallest_cell, 40.0F));
  const auto fits = static_cast<std::int64_t>((room.w + strip.gap) / (values * strip.cell + strip.gap));
  strip.maps = std::clamp<std::int64_t>(fits, 1, g.FN);
  strip.first = std::clamp<std::int64_t>(f - strip.maps / 2, 0, g.FN - strip.maps);
  strip.at = {room.x, room.y, static_cast<float>(strip.maps) * (values * strip.cell + strip.gap) - strip.gap,
              room.h};
  return strip;
}

// Returns where the running block stands.
Rect draw_strip(Painter& p, const StageContext& context, const Strip& strip, const PoolWindow& w,
                float text) {
  const Geometry& g = context.geometry();
  const std::int64_t row = w.row / g.FN;
  for (std::int64_t f = strip.first; f < strip.first + strip.maps; ++f) {
    const Rect block = strip.block(g, f);
    const Coloring coloring = map_coloring(*context.walkthrough, TensorId::conv, w.n, f, context.options);
    for (std::int64_t k = 0; k < g.PH * g.PW; ++k) {
      const float v = context.walkthrough->at(TensorId::pool_col, {row, f * g.PH * g.PW + k});
      const Rect at{block.x + static_cast<float>(k) * strip.cell, block.y,
                    std::max(1.0F, strip.cell - (strip.cell > 4 ? 1.0F : 0.0F)), block.h};
      const Color ground = color_of(p.theme(), coloring, v);
      const CellNumber number =
          strip.cell >= 36 ? in_cell(static_cast<double>(v), strip.cell, text) : CellNumber{};
      if (f == w.f)
        p.cell(at, ground, number, text);
      else
        p.faded_cell(at, ground, number, text);
    }
    CellHit hit{.tensor = TensorId::pool_col, .origin = {row, f * g.PH * g.PW}};
    hit.col_axis = 1;
    hit.cell_w = strip.cell;
    hit.cell_h = block.h;
    p.hit(block, hit);
  }
  const Rect running = strip.block(g, w.f);
  p.outline({running.x, running.y, running.w, running.h}, p.theme().text0);
  return running;
}

// Where words so wide begin that a line coming down at `line` does not go through: at the left, else at its
// right, else up to it.
float beside(Rect box, float line, float wide) {
  constexpr float gap = 10;
  if (box.x + wide + gap <= line) return box.x;
  return line + gap + wide <= box.right() ? line + gap : std::max(box.x, line - gap - wide);
}

void draw(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const Texts& tx = context.texts;
  const PoolWindow w = pool_window(g, context.step());
  const std::int64_t row = w.row / g.FN;
  const float unit = p.type().label / 11;
  float y = box.y + p.type().text;
  p.tensor_label(TensorId::pool_col, context.walkthrough->shape(TensorId::pool_col), {box.x, y});
  p.rich(tx.get("pool_reshape.one_row",
                {{"row", grouped(row)}, {"oh", std::to_string(w.oy)}, {"ow", std::to_string(w.ox)}}),
         {box.right(), y}, {.size = p.type().code, .color = p.theme().text1, .align = Align::right});
  y += 30 * unit;

  const Strip strip = fit_strip(g, {box.x, y, box.w, 26 * unit}, w.f, 2);
  for (std::int64_t f = strip.first; f < strip.first + strip.maps; ++f) {
    const Rect block = strip.block(g, f);
    const bool on = f == w.f;
    const std::string name = std::to_string(f);
    const bool rare = (f - strip.first) % 8 == 0 && std::abs(f - w.f) > 2;
    if (on || rare || block.w > 34 * unit)
      p.text(name, {block.centre().x, block.y - 5},
             {.size = p.type().label,
              .face = on ? Face::mono_bold : Face::mono,
              .color = p.theme().axis_color(Axis::FN),
              .align = Align::centre});
  }
  const Rect from = draw_strip(p, context, strip, w, p.type().code);
  y = strip.at.bottom() + p.type().code + 8;
  const std::string blocks = tx.get("pool_reshape.blocks", {{"FN", std::to_string(g.FN)},
                                                            {"size", std::to_string(g.PH * g.PW)},
                                                            {"cols", std::to_string(g.FN * g.PH * g.PW)}});
  const TextStyle quiet{.size = p.type().code, .color = p.theme().text2};
  p.rich(blocks, {beside(box, from.centre().x, p.rich_width(blocks, quiet)), y}, quiet);

  const float lower = y + 54 * unit;
  p.tensor_label(TensorId::pool_windows, context.walkthrough->shape(TensorId::pool_windows), {box.x, lower});
  p.text(tx.get("pool_rows.one_a_row"), {box.right() - 24, lower},
         {.size = p.type().code, .color = p.theme().text2, .align = Align::right});
  const Rect to = draw_window_rows(
      p, context, {box.x, lower + 12, box.w, box.bottom() - lower - 12 - 44 * unit}, w.row, false);
  // The row is read from left to right.
  const float rest = to.w * static_cast<float>(1 - std::min(context.motion, 1.0));
  if (rest > 0) p.fill({to.right() - rest, to.y, rest, to.h - 1}, p.theme().bg1);

  // The block above and the row below are the same numbers at the same addresses.
  const float bend = lower - 22 * unit;
  // Never through the row itself, however little room is beside it.
  const float right = std::max(to.right() + 20, std::min(to.right() + 34 * unit, box.right() - 40));
  p.polyline({{from.centre().x, from.bottom() + 3},
              {from.centre().x, bend},
              {right, bend},
              {right, to.centre().y},
              {to.right() + 12, to.centre().y}},
             p.theme().text1);
  p.arrow_head({to.right() + 8, to.centre().y}, 4, Painter::Toward::left, p.theme().text1);

  const std::int64_t address = w.row * g.PH * g.PW;
  p.rich(tx.get("pool_reshape.address", {{"row", grouped(row)},
                                         {"f", std::to_string(w.f)},
                                         {"cols", std::to_string(g.FN * g.PH * g.PW)},
                                         {"size", std::to_string(g.PH * g.PW)},
                                         {"r", grouped(w.row)},
                                         {"address", grouped(address)}}),
         {box.x, box.bottom() - 8}, {.size = p.type().code, .color = p.theme().text1});
}

void draw_present(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const PoolWindow w = pool_window(g, context.step());
  const auto values = static_cast<float>(g.PH * g.PW);
  const float cell = std::floor(std::min(84.0F, (box.w - 30) / (values * 2)));
  const Strip strip = fit_strip(g, {box.x, box.y + 44, box.w, 52}, w.f, cell);
  for (std::int64_t f = strip.first; f < strip.first + strip.maps; ++f)
    p.text(std::to_string(f), {strip.block(g, f).centre().x, box.y + 34},
           {.size = p.type().label,
            .face = Face::ui_bold,
            .color = p.theme().axis_color(Axis::FN),
            .align = Align::centre});
  const Rect from = draw_strip(p, context, strip, w, p.type().label);
  const float top = strip.at.bottom() + 60;
  const std::int64_t total = g.N * g.QH * g.QW * g.FN;
  const std::int64_t shown = std::min<std::int64_t>(
      total, std::max<std::int64_t>(1, static_cast<std::int64_t>((box.bottom() - top) / 56)));
  const std::int64_t first = std::clamp<std::int64_t>(w.row - shown / 2, 0, total - shown);
  const float left = box.x + 200;
  for (std::int64_t r = first; r < first + shown; ++r) {
    const PoolWindow rw = pool_window(g, r);
    const float y = top + static_cast<float>(r - first) * 56;
    const bool on = r == w.row;
    p.text(grouped(r), {left - 16, y + 34},
           {.size = p.type().label,
            .face = on ? Face::ui_bold : Face::ui,
            .color = p.theme().text0,
            .align = Align::right});
    const Coloring coloring = map_coloring(*context.walkthrough, TensorId::conv, rw.n, rw.f, context.options);
    for (std::int64_t k = 0; k < g.PH * g.PW; ++k) {
      const float v = context.walkthrough->at(TensorId::pool_windows, {r, k});
      const Rect at{left + static_cast<float>(k) * cell, y, cell - 2, 48};
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
    const Rect to{left, y, values * cell - 2, 48};
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

StageStory tell(const StageContext& context) {
  const Geometry& g = context.geometry();
  const Texts& tx = context.texts;
  const PoolWindow w = pool_window(g, context.step());
  StageStory story;
  story.title = tx.get("pool_reshape.title");
  story.statement = "col.reshape(-1, {FH|" + std::to_string(g.PH) + "}*{FW|" + std::to_string(g.PW) + "})[" +
                    std::to_string(w.row) + "]";
  story.code = pool_code(context, PoolLine::reshape);
  story.words = {
      tx.get("pool_reshape.words.cut", {{"FN", std::to_string(g.FN)}, {"size", std::to_string(g.PH * g.PW)}}),
      tx.get("pool_reshape.words.view"), tx.get("pool_reshape.words.why")};
  story.readout = tx.get("pool_max.readout", {{"row", grouped(w.row)},
                                              {"oh", std::to_string(w.oy)},
                                              {"ow", std::to_string(w.ox)},
                                              {"f", std::to_string(w.f)}});
  story.present_words =
      tx.get("pool_reshape.present", {{"FN", std::to_string(g.FN)}, {"size", std::to_string(g.PH * g.PW)}});
  story.present_code = {"col = col.reshape(-1, pool_h*pool_w)"};
  story.present_values = {std::to_string(g.N * g.QH * g.QW * g.FN) + " × " + std::to_string(g.PH * g.PW)};
  return story;
}

CellRef subject(const Walkthrough& walkthrough, const Playback& playback, const ViewOptions&) {
  return {TensorId::pool_windows, {playback.at.step, walkthrough.argmax(playback.at.step)}};
}

}  // namespace

const StageView pool_reshape_view{draw, draw_present, tell, subject};

}  // namespace unfold::view
