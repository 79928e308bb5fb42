#include "app/view/stages/axes_band.h"
#include "app/view/stages/memory_band.h"
#include "app/view/stages/nested_grids.h"
#include "app/view/stages/unfolding_story.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {

namespace {

using namespace unfolding;

CellRef subject(const Walkthrough& walkthrough, const Playback&, const ViewOptions& options) {
  const Geometry& g = walkthrough.geometry();
  const std::int64_t n = std::clamp<std::int64_t>(options.image, 0, g.N - 1);
  return unfolded(g, col_cell_that_teaches(g, row_that_teaches(g, n))).col6_t;
}

void draw(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const float u = p.type().label / 11;
  const CellRef own = subject(*context.walkthrough, context.playback, context.options);
  const UnfoldedCell cell = explained_cell(context, {TensorId::col, targets(g, false, own).front().first});
  const AxesBand axes = axes_band(box, u, g.mistake);
  draw_axes_band(p, context, axes, cell, static_cast<float>(context.motion), false);
  const float gap = std::round(std::clamp((box.h - 560 * u) / 4, 6.0F, 26.0F) * u);
  const float top = axes.address_y + std::round(12 * u) + gap;
  const MemoryBand memory{box.x, {axes.x0, top, box.right() - axes.x0, memory_height(false, u)}};
  draw_memory_view(p, context, memory, cell.col.at[0], cell);
  const float lower = memory.at.bottom() + gap;
  draw_nested_grids(p, context, {box.x, lower, box.w, box.bottom() - lower}, cell);
}

}  // namespace

const StageView transpose_view{draw, draw_transpose_present, tell_transpose, subject};

}  // namespace unfold::view
