#include "app/view/stages/map_grid.h"

#include "app/view/pictures.h"
#include "app/view/stages/filter_window.h"
#include "app/view/stages/loop_area.h"
#include "app/view/stages/plane_numbers.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace unfold::view {

Rect MapGrid::rect(std::int64_t f) const {
  const auto column = static_cast<float>(f % columns);
  const auto row = static_cast<float>(f / columns);
  return {at.x + column * (cell + gap), at.y + row * (cell + gap), cell, cell};
}

MapGrid fit_map_grid(Rect room, std::int64_t maps, float gap) {
  MapGrid best;
  best.cell = 0;
  for (std::int64_t columns = 1; columns <= maps; ++columns) {
    if (maps == 64 && columns != 8) continue;
    const std::int64_t rows = (maps + columns - 1) / columns;
    const float across = (room.w + gap) / static_cast<float>(columns) - gap;
    const float down = (room.h + gap) / static_cast<float>(rows) - gap;
    const float cell = std::floor(std::min(across, down));
    if (cell > best.cell) {
      best.columns = static_cast<int>(columns);
      best.cell = cell;
    }
  }
  best.cell = std::max(best.cell, 4.0F);
  best.gap = gap;
  const std::int64_t rows = (maps + best.columns - 1) / best.columns;
  best.at = {room.x, room.y, static_cast<float>(best.columns) * (best.cell + gap) - gap,
             static_cast<float>(rows) * (best.cell + gap) - gap};
  return best;
}

namespace {

std::int64_t rows_of(const Geometry& g, TensorId id) { return id == TensorId::pool ? g.QH : g.OH; }
std::int64_t cols_of(const Geometry& g, TensorId id) { return id == TensorId::pool ? g.QW : g.OW; }

// A map keeps its proportions inside a square cell of the grid.
Rect within_square(Rect cell, std::int64_t rows, std::int64_t cols) {
  const float larger = static_cast<float>(std::max(rows, cols));
  const float w = std::max(1.0F, std::round(cell.w * static_cast<float>(cols) / larger));
  const float h = std::max(1.0F, std::round(cell.h * static_cast<float>(rows) / larger));
  return {cell.x + std::floor((cell.w - w) / 2), cell.y + std::floor((cell.h - h) / 2), w, h};
}

void draw_flat_map(Painter& p, const Rect& at) {
  p.fill(at, p.theme().bg1);
  p.frame(at, p.theme().line1);
  const float size = p.type().label;
  if (at.w >= p.text_width("≈ 0", size) + 2 && at.h >= size)
    p.text("≈ 0", {at.x + at.w / 2, at.y + at.h / 2 + size * 0.36F},
           {.size = size, .color = p.theme().text2, .align = Align::centre});
}

// The map's number in the corner of its place, where there is room.
void draw_number(Painter& p, const Rect& at, std::int64_t f, bool strong) {
  const std::string number = std::to_string(f);
  const float size = p.type().label;
  const Face face = strong ? Face::mono_bold : Face::mono;
  const float w = p.text_width(number, size, face) + 4;
  if (w > at.w || size + 3 > at.h) return;
  p.fill({at.x, at.y, w, size + 3}, p.theme().bg0);
  p.text(number, {at.x + 2, at.y + size},
         {.size = size, .face = face, .color = p.theme().axis_color(Axis::FN)});
}

}  // namespace

Picture map_picture(const StageContext& context, TensorId id, std::int64_t f) {
  const Geometry& g = context.geometry();
  const Walkthrough::Plane plane{
      .tensor = id, .origin = {context.options.image, f, 0, 0}, .row_axis = 2, .col_axis = 3};
  return tensor_plane(context.walkthrough, plane, rows_of(g, id), cols_of(g, id));
}

void draw_map_grid(Painter& p, const StageContext& context, TensorId id, const MapGrid& grid,
                   std::int64_t written) {
  const Geometry& g = context.geometry();
  const ViewOptions& options = context.options;
  const std::vector<std::int64_t> order = map_order(*context.walkthrough, options.image, options.map_order);
  const bool numbered = options.map_order != MapOrder::filter && grid.cell >= 2.5F * p.type().label;
  Rect chosen, held;
  for (std::int64_t place = 0; place < g.FN; ++place) {
    const std::int64_t f = order[static_cast<std::size_t>(place)];
    const Rect at = grid.rect(place);
    if (f == options.filter) chosen = at;
    if (f == options.compare) held = at;
    if (f >= written) {
      p.frame(at, p.theme().line1);
    } else if (nearly_zero(*context.walkthrough, id, options.image, f)) {
      draw_flat_map(p, at);
    } else {
      p.picture(within_square(at, rows_of(g, id), cols_of(g, id)), map_picture(context, id, f),
                map_coloring(*context.walkthrough, id, options.image, f, options));
    }
    if (f < written) p.edge(at);
    if (numbered && f < written && f != options.filter && f != options.compare) draw_number(p, at, f, false);
    p.hit(at, Action{act::SelectFilter{f}}, Action{act::CompareWith{f}},
          context.texts.get("compare.hold", {{"f", std::to_string(f)}}));
  }
  if (options.compare >= 0 && options.compare < written && options.compare != options.filter) {
    p.outline(held, p.theme().text0);
    draw_number(p, held, options.compare, true);
  }
  if (options.filter >= written) return;
  p.lit(chosen);
  draw_number(p, chosen, options.filter, true);
}

void draw_map_grid_labels(Painter& p, const StageContext& context, const MapGrid& grid) {
  const float size = p.type().label;
  if (grid.cell < size) return;
  const ViewOptions& options = context.options;
  const std::vector<std::int64_t> order = map_order(*context.walkthrough, options.image, options.map_order);
  for (std::int64_t place = 0; place < context.geometry().FN; place += grid.columns) {
    const Rect at = grid.rect(place);
    p.text(
        std::to_string(order[static_cast<std::size_t>(place)]), {at.x - 6, at.y + at.h / 2 + size * 0.36F},
        {.size = size, .face = Face::mono, .color = p.theme().axis_color(Axis::FN), .align = Align::right});
  }
}

Rect fit_plane(Rect slot, std::int64_t rows, std::int64_t cols) {
  const auto r = static_cast<float>(rows);
  const auto c = static_cast<float>(cols);
  float scale = std::min(slot.w / c, slot.h / r);
  if (scale >= 1) scale = std::floor(scale);
  return {std::round(slot.x), std::round(slot.y), std::max(1.0F, std::floor(c * scale)),
          std::max(1.0F, std::floor(r * scale))};
}

Rect cell_in_plane(Rect at, std::int64_t rows, std::int64_t cols, std::int64_t row, std::int64_t col,
                   float smallest) {
  const float w = at.w / static_cast<float>(cols);
  const float h = at.h / static_cast<float>(rows);
  const Rect cell{at.x + static_cast<float>(col) * w, at.y + static_cast<float>(row) * h, w, h};
  const float side_w = std::max(smallest, cell.w);
  const float side_h = std::max(smallest, cell.h);
  return {std::round(cell.x + (cell.w - side_w) / 2), std::round(cell.y + (cell.h - side_h) / 2),
          std::round(side_w), std::round(side_h)};
}

namespace {

void hit_map(Painter& p, const StageContext& context, TensorId id, std::int64_t f, Rect at) {
  const Geometry& g = context.geometry();
  CellHit hit{.tensor = id, .origin = {context.options.image, f, 0, 0}, .row_axis = 2, .col_axis = 3};
  hit.cell_w = at.w / static_cast<float>(cols_of(g, id));
  hit.cell_h = at.h / static_cast<float>(rows_of(g, id));
  p.hit(at, hit);
}

}  // namespace

void draw_map(Painter& p, const StageContext& context, TensorId id, std::int64_t f, Rect at) {
  const std::int64_t n = context.options.image;
  if (nearly_zero(*context.walkthrough, id, n, f)) {
    draw_flat_map(p, at);
    hit_map(p, context, id, f, at);
    return;
  }
  draw_map(p, context, id, f, at, map_coloring(*context.walkthrough, id, n, f, context.options));
}

void draw_map(Painter& p, const StageContext& context, TensorId id, std::int64_t f, Rect at,
              const Coloring& coloring) {
  p.picture(at, map_picture(context, id, f), coloring);
  const Geometry& g = context.geometry();
  const bool pooled = id == TensorId::pool;
  draw_plane_numbers(p, at, pooled ? g.QH : g.OH, pooled ? g.QW : g.OW, coloring,
                     [&](std::int64_t r, std::int64_t c) {
                       return context.walkthrough->at(id, {context.options.image, f, r, c});
                     });
  hit_map(p, context, id, f, at);
}

Rect draw_filter(Painter& p, const StageContext& context, std::int64_t f, Rect slot) {
  const Geometry& g = context.geometry();
  const Rect at = fit_plane(slot, g.FH, g.FW);
  p.picture(at, filter_rgb(context.walkthrough, f,
                           pixel_look(*context.walkthrough, TensorId::W, context.options, p.theme().name)));
  p.frame({at.x - 1, at.y - 1, at.w + 2, at.h + 2}, p.theme().line2);
  CellHit hit{.tensor = TensorId::W, .origin = {f, 0, 0, 0}, .row_axis = 2, .col_axis = 3};
  hit.cell_w = at.w / static_cast<float>(g.FW);
  hit.cell_h = at.h / static_cast<float>(g.FH);
  p.hit(at, hit);
  return at;
}

Picture x_picture(const Painter& p, const StageContext& context) {
  return image_rgb(context.walkthrough, context.document.preprocess, TensorId::x, context.options.image,
                   pixel_look(*context.walkthrough, TensorId::x, context.options, p.theme().name),
                   p.theme().pad);
}

Rect draw_window(Painter& p, const StageContext& context, std::int64_t f, std::int64_t oy, std::int64_t ox,
                 Rect slot) {
  const Geometry& g = context.geometry();
  const Rect at = fit_plane(slot, g.FH, g.FW);
  const PixelLook look =
      group_look(g, f, pixel_look(*context.walkthrough, TensorId::img, context.options, p.theme().name));
  loop::draw_window(p, at,
                    image_rgb(context.walkthrough, context.document.preprocess, TensorId::img,
                              context.options.image, look, p.theme().pad),
                    g, oy * g.stride, ox * g.stride);
  CellHit hit{.tensor = TensorId::img,
              .origin = {context.options.image, std::max(look.first, look.channel), 0, 0},
              .row_axis = 2,
              .col_axis = 3,
              .row0 = oy * g.stride,
              .col0 = ox * g.stride,
              .row_step = g.dilation,
              .col_step = g.dilation};
  hit.cell_w = at.w / static_cast<float>(g.FW);
  hit.cell_h = at.h / static_cast<float>(g.FH);
  p.hit(at, hit);
  return at;
}

std::vector<std::vector<Toggle>> map_toggles(const StageContext& context) {
  const Texts& tx = context.texts;
  const ViewOptions& options = context.options;
  const auto order = [&](const char* key, MapOrder by) {
    return Toggle{tx.get(key), options.map_order == by, Action{act::SetMapOrder{by}}};
  };
  const ValueRange range = options.look(TensorId::conv).range;
  const bool alike = range == ValueRange::per_tensor || range == ValueRange::symmetric;
  return {{order("order.filter", MapOrder::filter), order("order.mean", MapOrder::mean),
           order("order.max", MapOrder::max), order("order.spread", MapOrder::spread)},
          {Toggle{tx.get("pool.per_map"), !alike, Action{act::SetRange{TensorId::conv, ValueRange::per_map}}},
           Toggle{tx.get("pool.all_alike"), alike,
                  Action{act::SetRange{TensorId::conv, ValueRange::per_tensor}}}}};
}

std::string map_order_words(const StageContext& context) {
  const char* what = nullptr;
  switch (context.options.map_order) {
  case MapOrder::filter: return {};
  case MapOrder::mean: what = "order.what_mean"; break;
  case MapOrder::max: what = "order.what_max"; break;
  case MapOrder::spread: what = "order.what_spread"; break;
  }
  return context.texts.get("order.words", {{"what", context.texts.get(what)}});
}

}  // namespace unfold::view
