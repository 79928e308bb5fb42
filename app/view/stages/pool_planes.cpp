#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/map_grid.h"
#include "app/view/stages/plane_numbers.h"
#include "app/view/stages/pool_im2col_parts.h"
#include "app/view/stages/pool_rows.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <string>

namespace unfold::view {
namespace {

constexpr float gap = 8;  // between two planes

// The (QH, QW) values that the windows of map f have at place k of the window, as pool_col holds them.
Picture place_plane(const StageContext& context, std::int64_t f, std::int64_t k) {
  const Geometry& g = context.geometry();
  const std::int64_t n = context.options.image;
  const std::shared_ptr<const Walkthrough> walk = context.walkthrough;
  Picture picture;
  picture.id = picture_id({walk->serial(), 0x9001, static_cast<std::uint64_t>(n),
                           static_cast<std::uint64_t>(f), static_cast<std::uint64_t>(k)});
  picture.width = g.QW;
  picture.height = g.QH;
  picture.fill = std::make_shared<
      const std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*)>>(
      [walk, n, f, k](std::int64_t x0, std::int64_t y0, std::int64_t w, std::int64_t h, float* out) {
        const Geometry& geometry = walk->geometry();
        const std::int64_t column = f * geometry.PH * geometry.PW + k;
        for (std::int64_t y = y0; y < y0 + h; ++y)
          for (std::int64_t x = x0; x < x0 + w; ++x)
            *out++ = walk->at(TensorId::pool_col, {(n * geometry.QH + y) * geometry.QW + x, column});
      });
  return picture;
}

CellHit plane_hit(const StageContext& context, std::int64_t f, std::int64_t k, Rect at, std::int64_t row) {
  const Geometry& g = context.geometry();
  CellHit hit{.tensor = TensorId::pool_col,
              .origin = {(context.options.image * g.QH + row) * g.QW, f * g.PH * g.PW + k}};
  hit.col_axis = 0;  // along a row of the plane the rows of pool_col follow each other
  hit.cell_w = at.w / static_cast<float>(g.QW);
  hit.cell_h = at.h / static_cast<float>(g.QH);
  return hit;
}

// What the windows copy from beside the map is no number of it: minus infinity has no colour among the
// others.
void cover_beyond_map(Painter& p, const Geometry& g, std::int64_t k, Rect at) {
  // The windows whose cell `cell` lies on the map: first..last - 1.
  struct Range {
    std::int64_t first, last;
  };
  const auto on_map = [](const Slide& slide, std::int64_t cell) {
    Range range{slide.count, 0};
    for (std::int64_t i = 0; i < slide.count; ++i) {
      const std::int64_t place = slide.place(i, cell) - slide.before;
      if (place < 0 || place >= slide.size) continue;
      range.first = std::min(range.first, i);
      range.last = i + 1;
    }
    return range;
  };
  const Range rows = on_map(g.pool_rows(), k / g.PW), cols = on_map(g.pool_cols(), k % g.PW);
  const float w = at.w / static_cast<float>(g.QW), h = at.h / static_cast<float>(g.QH);
  const float left = w * static_cast<float>(std::min(cols.first, g.QW)),
              right = w * static_cast<float>(cols.last);
  const float top = h * static_cast<float>(std::min(rows.first, g.QH)),
              bottom = h * static_cast<float>(rows.last);
  const Color pad = p.theme().pad;
  if (left > 0) p.fill({at.x, at.y, left, at.h}, pad);
  if (right < at.w) p.fill({at.x + right, at.y, at.w - right, at.h}, pad);
  if (top > 0) p.fill({at.x, at.y, at.w, top}, pad);
  if (bottom < at.h) p.fill({at.x, at.y + bottom, at.w, at.h - bottom}, pad);
}

float value_at(const StageContext& context, std::int64_t f, std::int64_t k, std::int64_t r, std::int64_t c) {
  const Geometry& g = context.geometry();
  const std::int64_t row = (context.options.image * g.QH + r) * g.QW + c;
  return context.walkthrough->at(TensorId::pool_col, {row, f * g.PH * g.PW + k});
}

// Each of its cells with its number.
void draw_cells(Painter& p, const StageContext& context, std::int64_t f, std::int64_t k, Rect at,
                const PlaneCells& cells, const Coloring& coloring) {
  const Geometry& g = context.geometry();
  for (std::int64_t r = 0; r < g.QH; ++r)
    for (std::int64_t c = 0; c < g.QW; ++c) {
      const Rect cell{at.x + static_cast<float>(c) * cells.w, at.y + static_cast<float>(r) * cells.h,
                      cells.w - 1, cells.h - 1};
      const float v = value_at(context, f, k, r, c);
      const bool beyond = beyond_map(g, r * g.QW + c, k);
      p.cell(cell, beyond ? p.theme().pad : color_of(p.theme(), coloring, v),
             map_number(v, cells.w, cells.text), cells.text);
    }
}

void draw_plane(Painter& p, const StageContext& context, std::int64_t f, std::int64_t k, Rect at,
                const PlaneCells& cells, bool answers) {
  const Geometry& g = context.geometry();
  const Coloring coloring =
      map_coloring(*context.walkthrough, TensorId::conv, context.options.image, f, context.options);
  p.picture(at, place_plane(context, f, k), coloring);
  cover_beyond_map(p, g, k, at);
  if (cells.w > 0)
    draw_cells(p, context, f, k, at, cells, coloring);
  else
    draw_plane_numbers(p, at, g.QH, g.QW, coloring,
                       [&](std::int64_t r, std::int64_t c) { return value_at(context, f, k, r, c); });
  if (!answers || g.QH > 512) return;
  const float h = at.h / static_cast<float>(g.QH);
  for (std::int64_t r = 0; r < g.QH; ++r)
    p.hit({at.x, at.y + static_cast<float>(r) * h, at.w, h}, plane_hit(context, f, k, at, r));
}

// The places' numbers, rows at the planes' left and columns above them, those of the running one bold.
void draw_heads(Painter& p, const Geometry& g, std::int64_t now, Rect planes, Rect plane, float text) {
  const float clear = p.theme().stroke.now + 4 * p.theme().stroke.casing;  // of the ring
  for (std::int64_t x = 0; x < g.PW; ++x)
    p.text(std::to_string(x),
           {planes.x + static_cast<float>(x) * (plane.w + gap) + plane.w / 2, planes.y - clear},
           {.size = text,
            .face = x == now % g.PW ? Face::mono_bold : Face::mono,
            .color = p.theme().axis_color(Axis::FW),
            .align = Align::centre});
  for (std::int64_t y = 0; y < g.PH; ++y)
    p.text(std::to_string(y),
           {planes.x - clear - 2,
            planes.y + static_cast<float>(y) * (plane.h + gap) + plane.h / 2 + text * 0.36F},
           {.size = text,
            .face = y == now / g.PW ? Face::mono_bold : Face::mono,
            .color = p.theme().axis_color(Axis::FH),
            .align = Align::right});
}

}  // namespace

std::int64_t copied_place(const StageContext& context) {
  return std::min(context.step(), context.geometry().PH * context.geometry().PW - 1);
}

float plane_label_room(const Painter& p, float text) { return text + 6 + p.theme().stroke.now; }

Rect draw_place_planes(Painter& p, const StageContext& context, Rect room, float text,
                       const PlaneCells& cells) {
  const Geometry& g = context.geometry();
  const std::int64_t now = copied_place(context);
  const float label = plane_label_room(p, text);
  const Rect inner{room.x + label, room.y + label, room.w - label, room.h - label};
  const auto cols = static_cast<float>(g.PW);
  const auto rows = static_cast<float>(g.PH);
  Rect plane{0, 0, cells.w * static_cast<float>(g.QW), cells.h * static_cast<float>(g.QH)};
  if (cells.w <= 0)
    plane = fit_plane({0, 0, (inner.w - gap * (cols - 1)) / cols, (inner.h - gap * (rows - 1)) / rows}, g.QH,
                      g.QW);
  Rect running{};
  for (std::int64_t k = 0; k < g.PH * g.PW; ++k) {
    const Rect at{inner.x + static_cast<float>(k % g.PW) * (plane.w + gap),
                  inner.y + static_cast<float>(k / g.PW) * (plane.h + gap), plane.w, plane.h};
    if (k <= now) {
      draw_plane(p, context, context.options.filter, k, at, cells, k == now);
      // The copy sweeps down the running plane.
      const float left = k == now ? at.h * static_cast<float>(1 - std::min(context.motion, 1.0)) : 0;
      if (left > 0) p.fill({at.x, at.bottom() - left, at.w, left}, p.theme().bg1);
    } else {
      p.fill(at, p.theme().bg1);
      p.frame(at, p.theme().line1);
      p.text("0", {at.centre().x, at.centre().y + text * 0.36F},
             {.size = text, .face = Face::mono, .color = p.theme().ghost, .align = Align::centre});
    }
    if (k == now) running = at;
  }
  draw_heads(p, g, now, inner, plane, text);
  p.lit(running);
  return {room.x, room.y, label + cols * (plane.w + gap) - gap, label + rows * (plane.h + gap) - gap};
}

}  // namespace unfold::view
