#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/map_compare.h"
#include "app/view/stages/map_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace unfold::view {
namespace {

// The chosen map once it is written, else the one that this step writes.
std::int64_t shown_map(const ViewOptions& options, std::int64_t step) {
  return std::min(options.filter, step);
}

constexpr std::array<Axis, 4> before{Axis::N, Axis::OH, Axis::OW, Axis::FN};
constexpr std::array<int, 4> order{0, 3, 1, 2};
constexpr std::array<const char*, 4> names{"N", "OH", "OW", "FN"};

void chip(Painter& p, Rect at, Axis axis, const char* name, std::int64_t size, const std::string& stride_word,
          std::int64_t stride) {
  const Theme& t = p.theme();
  p.fill(at, t.bg2, 3);
  p.fill({at.x, at.y, 4, at.h}, t.axis_color(axis));
  const float text = p.type().text;
  p.text(name, {at.x + 13, at.y + text + 2},
         {.size = text, .face = Face::mono_bold, .color = t.axis_color(axis)});
  p.text(std::to_string(size), {at.right() - 8, at.y + text + 2},
         {.size = p.type().statement, .face = Face::mono_bold, .color = t.text0, .align = Align::right});
  const float y = at.bottom() - 6;
  const float number =
      p.text(grouped(stride), {at.right() - 8, y},
             {.size = p.type().label, .face = Face::mono, .color = t.text1, .align = Align::right});
  if (at.x + 13 + p.text_width(stride_word, p.type().label) + 6 <= at.right() - 8 - number)
    p.text(stride_word, {at.x + 13, y}, {.size = p.type().label, .color = t.text2});
  p.hit_axis(at, axis);
}

// The four axes of out_nhwc change places; the memory of out2d does not.
void draw_axes(Painter& p, const StageContext& context, Rect room) {
  const Shape shape = context.walkthrough->shape(TensorId::out_nhwc);
  const Shape strides = shape.strides();
  const float tall = std::floor(p.type().text + p.type().label + 14);
  const float gap = 14;
  const float name_room = std::min(130.0F, room.w * 0.17F);
  const float wide = std::floor((room.w - name_room - 3 * gap) / 4);
  const float x0 = room.x + name_room;
  const float y1 = room.y;
  const float y2 = room.bottom() - tall;
  const auto x_of = [&](double i) { return x0 + static_cast<float>(i) * (wide + gap); };
  for (int i = 0; i < 4; ++i) {
    int to = 0;
    while (order[static_cast<std::size_t>(to)] != i) ++to;
    p.curve({x_of(i) + wide / 2, y1 + tall}, {x_of(to) + wide / 2, y2},
            p.theme().axis_color(before[static_cast<std::size_t>(i)]), 2);
  }
  const std::string stride = context.texts.get("maps.stride");
  for (int i = 0; i < 4; ++i) {
    const auto a = static_cast<std::size_t>(i);
    const auto b = static_cast<std::size_t>(order[a]);
    chip(p, {x_of(i), y1, wide, tall}, before[a], names[a], shape[i], stride, strides[i]);
    // On the way the lower chips come from above their old places.
    const double at =
        static_cast<double>(b) + (static_cast<double>(i) - static_cast<double>(b)) * context.motion;
    chip(p, {x_of(at), y2, wide, tall}, before[b], names[b], shape[static_cast<int>(b)], stride,
         strides[static_cast<int>(b)]);
  }
  const TextStyle bold{.size = p.type().code, .face = Face::mono_bold, .color = p.theme().text0};
  const TextStyle small{.size = p.type().label, .color = p.theme().text2};
  p.text("out_nhwc", {room.x, y1 + p.type().text + 2}, bold);
  p.text(context.texts.get("maps.reshaped"), {room.x, y1 + tall - 6}, small);
  p.text("conv", {room.x, y2 + p.type().text + 2}, bold);
  p.text(context.texts.get("maps.a_view"), {room.x, y2 + tall - 6}, small);
}

// out2d with column f pulled out.
Rect draw_out2d(Painter& p, const StageContext& context, Rect room, std::int64_t f) {
  const Geometry& g = context.geometry();
  const float apart = 5;
  const float pulled = 10 * p.type().label / 11;
  float cell = std::min((room.w - pulled - 2 * apart) / static_cast<float>(g.FN), 34.0F);
  if (cell >= 1) cell = std::floor(cell);
  const float big = std::max(cell, pulled);
  const Picture picture = tensor_matrix(context.walkthrough, TensorId::out2d);
  const Coloring coloring = coloring_of(*context.walkthrough, TensorId::out2d, context.options);
  const std::int64_t first = context.options.image * g.OH * g.OW;
  const auto piece = [&](std::int64_t from, std::int64_t count, float x, float wide, float alpha) {
    if (count <= 0) return;
    const Rect at{x, room.y, wide * static_cast<float>(count), room.h};
    p.picture_part(at, picture, static_cast<double>(from), static_cast<double>(first),
                   static_cast<double>(count), static_cast<double>(g.OH * g.OW), coloring, alpha);
    CellHit hit{.tensor = TensorId::out2d,
                .origin = {0, 0},
                .row_axis = 0,
                .col_axis = 1,
                .row0 = first,
                .col0 = from};
    hit.cell_w = wide;
    hit.cell_h = room.h / static_cast<float>(g.OH * g.OW);
    p.hit(at, hit);
    p.edge(at);
  };
  const float column = room.x + static_cast<float>(f) * cell + apart;
  piece(0, f, room.x, cell, 0.42F);
  piece(f, 1, column, big, 1);
  piece(f + 1, g.FN - f - 1, column + big + apart, cell, 0.42F);
  const Rect lit{column, room.y, big, room.h};
  p.lit(lit);
  return lit;
}

// Which row of the map is followed into its piece of the column: the explained cell's, else the one that the
// motion has come to.
std::int64_t folded_row(const StageContext& context, std::int64_t f) {
  const Geometry& g = context.geometry();
  if (context.motion < 1)
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(context.motion * static_cast<double>(g.OH)), 0,
                                    g.OH - 1);
  for (const CellRef& cell : follow(g, context.pointed, f))
    if (cell.tensor == TensorId::conv) return cell.at[2];
  return g.OH / 2;
}

// The column is cut into OH pieces of OW numbers; each piece is a row of the map. The map as far as its rows
// have been laid, and one piece beside its row.
void draw_fold(Painter& p, const StageContext& context, std::int64_t f, Rect column, Rect map) {
  const Geometry& g = context.geometry();
  const std::int64_t row = folded_row(context, f);
  if (context.motion < 1) {
    p.fill(map, p.theme().bg1);
    p.clip({map.x, map.y, map.w, map.h * static_cast<float>(row) / static_cast<float>(g.OH)});
    draw_map(p, context, TensorId::conv, f, map);
    p.unclip();
  } else {
    draw_map(p, context, TensorId::conv, f, map);
  }
  const auto strip = [&](Rect of) {
    const float tall = of.h / static_cast<float>(g.OH);
    const float seen = std::max(tall, 3.0F);
    return Rect{of.x, of.y + (static_cast<float>(row) + 0.5F) * tall - seen / 2, of.w, seen};
  };
  const Rect piece = strip(column), there = strip(map);
  p.outline(map, p.theme().text0);
  p.cased_line({column.right() + 3, piece.y}, {map.x - 4, there.y}, p.theme().text1);
  p.cased_line({column.right() + 3, piece.bottom()}, {map.x - 4, there.bottom()}, p.theme().text1);
  p.outline({piece.x - 2, piece.y, piece.w + 4, piece.h}, p.theme().text0);
  p.outline({there.x - 2, there.y, there.w + 4, there.h}, p.theme().text0);
}

// What the map is made of, and its filter.
void draw_below_map(Painter& p, const StageContext& context, std::int64_t f, const Rect& map, float width,
                    float bottom) {
  const Geometry& g = context.geometry();
  const float unit = p.type().label / 11;
  const TextStyle small{.size = p.type().code, .color = p.theme().text1};
  const float after = p.paragraph(context.texts.get("maps.cut", {{"rows", grouped(g.OH * g.OW)},
                                                                 {"OH", std::to_string(g.OH)},
                                                                 {"OW", std::to_string(g.OW)}}),
                                  {map.x, map.bottom() + 22 * unit}, width, p.type().text_line, small);
  const float room = bottom - after - 16 * unit;
  if (room <= 40 * unit) return;
  p.rich(context.texts.get("pool.filter", {{"f", std::to_string(f)}}), {map.x, after + 8}, small);
  draw_filter(p, context, f, {map.x, after + 16, std::min(width, room), room});
}

// The map that is held to compare, in the same colours, and how far the two agree.
void draw_held(Painter& p, const StageContext& context, std::int64_t f, const Rect& map, float width,
               float bottom) {
  const Geometry& g = context.geometry();
  const std::int64_t other = context.options.compare;
  const float line = p.type().code + 5;
  const float head = map.bottom() + p.type().code + 14;
  p.rich("{m b|conv[" + std::to_string(context.options.image) + ", }{FN m b|" + std::to_string(other) +
             "}{m b|]}",
         {map.x, head}, {.size = p.type().code, .color = p.theme().text1});
  const Rect held = fit_plane({map.x, head + 8, width, bottom - head - 12 - 3 * line}, g.OH, g.OW);
  draw_map(p, context, TensorId::conv, other, held, shared_coloring(context, f, other));
  p.outline(held, p.theme().text0);
  draw_agreement(p, context, {map.x, held.bottom() + line + 4}, width);
}

void draw(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const std::int64_t f = shown_map(context.options, context.step());
  const float unit = p.type().label / 11;
  const float head = p.type().text + 8;
  const TextStyle small{.size = p.type().code, .color = p.theme().text1};

  const Rect axes{box.x, box.y + 4, box.w, std::floor(122 * unit)};
  draw_axes(p, context, axes);

  const float y = axes.bottom() + 34 * unit;
  const float tall = box.bottom() - y;
  const float matrix_w = std::floor(box.w * 0.2F);
  p.tensor_label(TensorId::out2d, context.walkthrough->shape(TensorId::out2d), {box.x, y});
  const Rect column = draw_out2d(p, context, {box.x, y + head + 8, matrix_w, tall - head - 10}, f);
  p.text(std::to_string(f), {column.centre().x, column.y - 6},
         {.size = p.type().code,
          .face = Face::mono_bold,
          .color = p.theme().axis_color(Axis::FN),
          .align = Align::centre});

  // The column, cut into OH pieces of OW, is the map.
  const float map_x = box.x + matrix_w + 60 * unit;
  const float grid_w = std::floor(box.w * 0.4F);
  const float map_w = box.right() - grid_w - 30 * unit - map_x;
  const Rect map = fit_plane({map_x, y + head + 8, map_w, (tall - head) * 0.5F}, g.OH, g.OW);
  p.rich("{m b|conv[" + std::to_string(context.options.image) + ", }{FN m b|" + std::to_string(f) +
             "}{m b|]}",
         {map_x, y}, small);
  const bool two =
      compares(context) && context.options.filter == f && context.options.compare <= context.step();
  if (two) {
    draw_map(p, context, TensorId::conv, f, map, shared_coloring(context, f, context.options.compare));
    p.outline(map, p.theme().text0);
    draw_held(p, context, f, map, map_w, box.bottom());
  } else {
    draw_fold(p, context, f, column, map);
    draw_below_map(p, context, f, map, map_w, box.bottom());
  }

  const Rect room{box.right() - grid_w, y + head + 8, grid_w, tall - head - 8};
  const MapGrid grid = fit_map_grid(room, g.FN, 2);
  p.tensor_label(TensorId::conv, context.walkthrough->shape(TensorId::conv), {grid.at.x, y});
  draw_map_grid(p, context, TensorId::conv, grid, context.step() + 1);
}

void draw_present(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const std::int64_t f = shown_map(context.options, context.step());
  const float matrix_w = std::floor(box.w * 0.22F);
  const Rect column = draw_out2d(p, context, {box.x, box.y + 40, matrix_w, box.h - 44}, f);
  p.text(std::to_string(f), {column.centre().x, box.y + 30},
         {.size = p.type().label,
          .face = Face::ui_bold,
          .color = p.theme().axis_color(Axis::FN),
          .align = Align::centre});
  const float left = box.x + matrix_w + 90;
  const float half = std::floor((box.right() - left - 40) / 2);
  const Rect map = fit_plane({left, box.y + 40, half, box.h - 44}, g.OH, g.OW);
  draw_fold(p, context, f, column, map);
  MapGrid grid = fit_map_grid({left + half + 40, box.y + 40, half, box.h - 44}, g.FN, 3);
  draw_map_grid(p, context, TensorId::conv, grid, context.step() + 1);
}

StageStory tell(const StageContext& context) {
  const Geometry& g = context.geometry();
  const Texts& tx = context.texts;
  const std::string f = std::to_string(shown_map(context.options, context.step()));
  const std::string n = std::to_string(context.options.image);
  StageStory story;
  story.title = tx.get("maps.title");
  story.statement = "conv[" + n + ", {FN b|" + f + "}] = out[:, {FN b|" + f + "}].reshape({N|" +
                    std::to_string(g.N) + "}, {OH|" + std::to_string(g.OH) + "}, {OW|" +
                    std::to_string(g.OW) + "})[" + n + "]";
  story.toggles = map_toggles(context);
  story.code = {
      {.markup = std::string("out = np.dot(col, col_W)") + (context.walkthrough->has_bias() ? " + b" : "")},
      {.markup = "out = out.reshape({N|N}, {OH|out_h}, {OW|out_w}, -1)", .running = true},
      {.markup = "         .transpose({N|0}, {FN|3}, {OH|1}, {OW|2})", .running = true},
      {.markup = ""},
      {.markup = ">>> out.shape",
       .value = "({N|" + std::to_string(g.N) + "}, {FN|" + std::to_string(g.FN) + "}, {OH|" +
                std::to_string(g.OH) + "}, {OW|" + std::to_string(g.OW) + "})",
       .live = true}};
  if (context.options.compare == context.options.filter)
    story.words.push_back(tx.get("compare.self", {{"f", f}}));
  if (const std::string sorted = map_order_words(context); !sorted.empty()) story.words.push_back(sorted);
  story.words.push_back(tx.get("maps.words.column", {{"f", f}, {"rows", grouped(g.M)}}));
  story.words.push_back(tx.get("maps.words.reshape"));
  story.words.push_back(tx.get("maps.words.transpose"));
  story.readout = tx.get("maps.readout", {{"f", f}});
  story.present_words = tx.get("maps.present", {{"f", f}});
  story.present_code = {"out = out.reshape(N, out_h, out_w, -1) \\", "         .transpose(0, 3, 1, 2)"};
  story.present_values = {"{FN|f = " + f + "}"};
  return story;
}

CellRef subject(const Walkthrough& walkthrough, const Playback& playback, const ViewOptions& options) {
  const Geometry& g = walkthrough.geometry();
  const std::int64_t f = shown_map(options, playback.at.step);
  const std::int64_t at = walkthrough.map_stats(TensorId::conv, options.image, f).max_at;
  return {TensorId::conv, {options.image, f, at / g.OW, at % g.OW}};
}

}  // namespace

const StageView maps_view{draw, draw_present, tell, subject};

}  // namespace unfold::view
