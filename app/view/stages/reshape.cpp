#include "app/view/stages/axes_band.h"
#include "app/view/stages/memory_band.h"
#include "app/view/stages/row_matrix.h"
#include "app/view/stages/unfolding_story.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {

namespace {

using namespace unfolding;

CellRef subject(const Walkthrough& walkthrough, const Playback& playback, const ViewOptions&) {
  return col_cell_that_teaches(walkthrough.geometry(), playback.at.step);
}

void draw(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const float u = p.type().label / 11;
  const std::int64_t row = context.step();
  const UnfoldedCell cell = explained_cell(context, col_cell_that_teaches(g, row));
  // In a low window the axes as they were stay with the stage before: the numbers below need the room.
  const AxesBand axes = axes_band(box, u, g.mistake, box.h >= 500 * u);
  draw_axes_band(p, context, axes, cell, 1, true);
  const float gap = std::round(std::clamp((box.h - 600 * u) / 5, 6.0F, 24.0F) * u);
  const MemoryBand memory{box.x, {axes.x0, axes.bottom + gap, box.right() - axes.x0, memory_height(true, u)}};
  draw_memory_copy(p, context, memory, row, cell);

  const float top = memory.at.bottom() + gap;
  const float between = std::round(26 * u);
  const float left = std::max(std::floor((box.w - between) * (box.w < 700 ? 0.665F : 0.645F)),
                              row_numbers_width(p, g, std::floor((box.w - between) * 0.7F), u));
  const Rect matrix = draw_row_matrix(p, context, {box.x, top, left, box.bottom() - top}, row, cell);
  const float x = box.x + left + between;
  const Rect window = draw_window_image(p, context, {x, top, box.right() - x, box.bottom() - top}, row, cell);
  if (!rows_are_windows(g)) return;
  // The row leads to its window: the same thing twice.
  const float y0 = std::round(matrix.centre().y), x0 = matrix.right() + 3, x1 = window.x;
  // Along the window's lower edge, between cells that carry numbers.
  const float y1 = std::round(window.bottom());
  const float bend = box.x + left + std::round(between / 3);
  const std::vector<Vec2> way = y0 == y1 ? std::vector<Vec2>{{x0, y0}, {x1, y0}}
                                         : std::vector<Vec2>{{x0, y0}, {bend, y0}, {bend, y1}, {x1, y1}};
  p.polyline(way, p.theme().bg0, 3);
  p.polyline(way, p.theme().text0, 1);
}

}  // namespace

const StageView reshape_view{draw, draw_reshape_present, tell_reshape, subject};

}  // namespace unfold::view
