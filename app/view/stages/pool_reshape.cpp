#include "app/view/format.h"
#include "app/view/stages/pool_code.h"
#include "app/view/stages/pool_reshape_parts.h"
#include "app/view/stages/pool_rows.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

namespace unfold::view {
namespace {

// Where words so wide begin that a line coming down at `line` does not go through: at the left, else at its
// right, else up to it.
float beside(Rect box, float line, float wide) {
  constexpr float gap = 10;
  if (box.x + wide + gap <= line) return box.x;
  return line + gap + wide <= box.right() ? line + gap : std::max(box.x, line - gap - wide);
}

// "address: …": where a number of the row lies in both.
std::string address_words(const StageContext& context, const PoolWindow& w) {
  const Geometry& g = context.geometry();
  return context.texts.get("pool_reshape.address", {{"row", grouped(w.row / g.FN)},
                                                    {"f", std::to_string(w.f)},
                                                    {"cols", std::to_string(g.FN * g.PH * g.PW)},
                                                    {"size", std::to_string(g.PH * g.PW)},
                                                    {"r", grouped(w.row)},
                                                    {"address", grouped(w.row * g.PH * g.PW)}});
}

// Where the way to the running row comes down beside the values: never through the row itself, however little
// room is beside it.
float way_right(const Painter& p, float values, Rect room) {
  const float unit = p.type().label / 11;
  return std::max(values + 20, std::min(values + 34 * unit, room.right() - 40));
}

// The rows of pool_windows in `room`, and the way from the block above to the running one: it leaves down
// `from` and bends at `bend`. Returns where the way's upright part stands.
float draw_rows(Painter& p, const StageContext& context, const PoolWindow& w, Rect room, Vec2 from,
                float bend) {
  const float y = room.y + p.type().text;
  const float label =
      p.tensor_label(TensorId::pool_windows, context.walkthrough->shape(TensorId::pool_windows), {room.x, y});
  const Rect to =
      draw_window_rows(p, context, {room.x, y + 12, room.w, room.bottom() - y - 12}, w.row, false);
  // The row is read from left to right.
  const float rest = to.w * static_cast<float>(1 - std::min(context.motion, 1.0));
  if (rest > 0) {
    p.fill({to.right() - rest, to.y, rest, to.h - 1}, p.theme().bg1);
    p.outline({to.x, to.y, to.w - 1, to.h}, p.theme().text0);
  }
  const float right = way_right(p, to.right(), room);
  // Said at the far right, or, where the way comes down through it, beside the name.
  const std::string each = context.texts.get("pool_rows.one_a_row");
  const TextStyle quiet{.size = p.type().code, .color = p.theme().text2};
  const float wide = p.text_width(each, quiet.size), far = room.right() - 24 - wide;
  const float beside_name = room.x + label + 16;
  if (far > right + 8)
    p.text(each, {far, y}, quiet);
  else if (beside_name + wide < right - 8)
    p.text(each, {beside_name, y}, quiet);
  p.polyline({from, {from.x, bend}, {right, bend}, {right, to.centre().y}, {to.right() + 12, to.centre().y}},
             p.theme().text1);
  p.arrow_head({to.right() + 8, to.centre().y}, 4, Painter::Toward::left, p.theme().text1);
  return right;
}

// A row of few maps: with the maps above it and its addresses below.
bool draw_small(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const PoolWindow w = pool_window(g, context.step());
  const float unit = p.type().label / 11, between = 58 * unit;
  const std::int64_t all = g.N * g.QH * g.QW * g.FN;
  const float table = p.type().text + 12 + window_rows_height(p, g, std::min<std::int64_t>(all, 8));
  const float fits = box.h - row_in_memory_height(p, 1) - between - table;
  // The most of it; the rest makes the table's rows taller.
  const float map_height = std::floor(std::min(std::max(fits * 0.7F, std::min(fits, 70 * unit)), 200 * unit));
  const RowInMemory row = lay_out_row(p, g, box, map_height < 50 * unit ? 0 : map_height);
  if (!has_room(p, g, row)) return false;
  const Rect from = draw_row_in_memory(p, context, row, w);
  const float bend = row.bottom + 12 * unit;
  const float top = row.bottom + between;
  const float upright = draw_rows(p, context, w, {box.x, top, box.w, box.bottom() - top},
                                  {from.centre().x, from.bottom() + 2}, bend);
  // The address stands beside the way, in two lines where it has to.
  const TextStyle small{.size = p.type().code, .color = p.theme().text1};
  const std::string address = address_words(context, w);
  const float x = beside(box, upright, p.rich_width(address, small));
  const float width = x < upright ? upright - 16 - x : box.right() - x;
  p.paragraph(address, {x, bend + p.type().code + 10}, width, p.type().code + 5, small);
  return true;
}

void draw_large(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const Texts& tx = context.texts;
  const PoolWindow w = pool_window(g, context.step());
  const float unit = p.type().label / 11;
  float y = box.y + p.type().text;
  p.tensor_label(TensorId::pool_col, context.walkthrough->shape(TensorId::pool_col), {box.x, y});
  p.rich(tx.get("pool_reshape.one_row",
                {{"row", grouped(w.row / g.FN)}, {"oh", std::to_string(w.oy)}, {"ow", std::to_string(w.ox)}}),
         {box.right(), y}, {.size = p.type().code, .color = p.theme().text1, .align = Align::right});
  y += 30 * unit;

  const PoolStrip strip = fit_strip(g, {box.x, y, box.w, 26 * unit}, w.f, 2, 40);
  draw_strip_heads(p, g, strip, w.f, y - 5);
  const Rect from = draw_strip(p, context, strip, w, p.type().code, 36);
  y = strip.at.bottom() + p.type().code + 8;
  const std::string blocks = tx.get("pool_reshape.blocks", {{"FN", std::to_string(g.FN)},
                                                            {"size", std::to_string(g.PH * g.PW)},
                                                            {"cols", std::to_string(g.FN * g.PH * g.PW)}});
  const TextStyle quiet{.size = p.type().code, .color = p.theme().text2};
  p.rich(blocks, {beside(box, from.centre().x, p.rich_width(blocks, quiet)), y}, quiet);

  const float lower = y + 54 * unit, top = lower - p.type().text;
  // The address stands beside the rows, or, where they leave no room, below them.
  const TextStyle small{.size = p.type().code, .color = p.theme().text1};
  const float line = p.type().code + 6;
  const float upright = way_right(p, window_rows_right(p, g, box), box);
  const float width = box.right() - 32 - upright - 14;
  const bool below = width < 150 * unit;
  const float bottom = box.bottom() - (below ? 44 * unit : 0);
  draw_rows(p, context, w, {box.x, top, box.w, bottom - top}, {from.centre().x, from.bottom() + 3},
            lower - 22 * unit);
  if (below)
    p.rich(address_words(context, w), {box.x, box.bottom() - 8}, small);
  else
    p.paragraph(address_words(context, w), {upright + 14, lower + 3 * line}, width, line, small);
}

void draw(Painter& p, const StageContext& context, Rect box) {
  if (!draw_small(p, context, box)) draw_large(p, context, box);
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

const StageView pool_reshape_view{draw, draw_pool_reshape_present, tell, subject};

}  // namespace unfold::view
