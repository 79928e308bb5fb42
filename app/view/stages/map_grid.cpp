#include "app/view/stages/map_grid.h"

#include "app/view/pictures.h"

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

Picture map_picture(const StageContext& context, TensorId id, std::int64_t f) {
  const Geometry& g = context.geometry();
  const Walkthrough::Plane plane{
      .tensor = id, .origin = {context.options.image, f, 0, 0}, .row_axis = 2, .col_axis = 3};
  return tensor_plane(context.walkthrough, plane, rows_of(g, id), cols_of(g, id));
}

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

}  // namespace

void draw_map_grid(Painter& p, const StageContext& context, TensorId id, const MapGrid& grid,
                   std::int64_t written) {
  const Geometry& g = context.geometry();
  for (std::int64_t f = 0; f < g.FN; ++f) {
    const Rect at = grid.rect(f);
    if (f >= written) {
      p.frame(at, p.theme().line1);
    } else if (nearly_zero(*context.walkthrough, id, context.options.image, f)) {
      draw_flat_map(p, at);
    } else {
      p.picture(within_square(at, rows_of(g, id), cols_of(g, id)), map_picture(context, id, f),
                map_coloring(*context.walkthrough, id, context.options.image, f, context.options));
    }
    p.hit(at, Action{act::SelectFilter{f}}, context.texts.get("maps.choose", {{"f", std::to_string(f)}}));
  }
  if (context.options.filter >= written) return;
  const Rect chosen = grid.rect(context.options.filter);
  p.lit(chosen);
  const std::string number = std::to_string(context.options.filter);
  const float size = p.type().label;
  const float w = p.text_width(number, size, Face::mono_bold) + 4;
  if (w > chosen.w || size + 3 > chosen.h) return;
  p.fill({chosen.x, chosen.y, w, size + 3}, p.theme().bg0);
  p.text(number, {chosen.x + 2, chosen.y + size},
         {.size = size, .face = Face::mono_bold, .color = p.theme().axis_color(Axis::FN)});
}

void draw_map_grid_labels(Painter& p, const StageContext& context, const MapGrid& grid) {
  const float size = p.type().label;
  if (grid.cell < size) return;
  for (std::int64_t f = 0; f < context.geometry().FN; f += grid.columns) {
    const Rect at = grid.rect(f);
    p.text(
        std::to_string(f), {at.x - 6, at.y + at.h / 2 + size * 0.36F},
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

void draw_map(Painter& p, const StageContext& context, TensorId id, std::int64_t f, Rect at) {
  const Geometry& g = context.geometry();
  const std::int64_t n = context.options.image;
  if (nearly_zero(*context.walkthrough, id, n, f)) {
    draw_flat_map(p, at);
  } else {
    p.picture(at, map_picture(context, id, f), map_coloring(*context.walkthrough, id, n, f, context.options));
  }
  CellHit hit{.tensor = id, .origin = {n, f, 0, 0}, .row_axis = 2, .col_axis = 3};
  hit.cell_w = at.w / static_cast<float>(cols_of(g, id));
  hit.cell_h = at.h / static_cast<float>(rows_of(g, id));
  p.hit(at, hit);
}

Rect draw_filter(Painter& p, const StageContext& context, std::int64_t f, Rect slot) {
  const Geometry& g = context.geometry();
  const Rect at = fit_plane(slot, g.FH, g.FW);
  p.picture(at, filter_rgb(context.walkthrough, f));
  p.frame({at.x - 1, at.y - 1, at.w + 2, at.h + 2}, p.theme().line2);
  CellHit hit{.tensor = TensorId::W, .origin = {f, 0, 0, 0}, .row_axis = 2, .col_axis = 3};
  hit.cell_w = at.w / static_cast<float>(g.FW);
  hit.cell_h = at.h / static_cast<float>(g.FH);
  p.hit(at, hit);
  return at;
}

Picture img_picture(const Painter& p, const StageContext& context) {
  return image_rgb(context.walkthrough, context.document.preprocess, TensorId::img, context.options.image,
                   context.options.channel, p.theme().pad);
}

Picture x_picture(const Painter& p, const StageContext& context) {
  return image_rgb(context.walkthrough, context.document.preprocess, TensorId::x, context.options.image,
                   context.options.channel, p.theme().pad);
}

Rect draw_window(Painter& p, const StageContext& context, std::int64_t oy, std::int64_t ox, Rect slot) {
  const Geometry& g = context.geometry();
  const Rect at = fit_plane(slot, g.FH, g.FW);
  p.picture_part(at, img_picture(p, context), static_cast<double>(ox * g.stride),
                 static_cast<double>(oy * g.stride), static_cast<double>(g.FW), static_cast<double>(g.FH));
  CellHit hit{.tensor = TensorId::img,
              .origin = {context.options.image, std::max(0, context.options.channel), 0, 0},
              .row_axis = 2,
              .col_axis = 3,
              .row0 = oy * g.stride,
              .col0 = ox * g.stride};
  hit.cell_w = at.w / static_cast<float>(g.FW);
  hit.cell_h = at.h / static_cast<float>(g.FH);
  p.hit(at, hit);
  return at;
}

std::vector<Toggle> map_range_toggles(const StageContext& context) {
  const auto toggle = [&](const char* key, MapRange range) {
    ViewOptions options = context.options;
    options.map_range = range;
    return Toggle{context.texts.get(key), context.options.map_range == range,
                  Action{act::SetOptions{options}}};
  };
  return {toggle("pool.per_map", MapRange::per_map), toggle("pool.all_alike", MapRange::all_alike)};
}

}  // namespace unfold::view
