#include "app/view/window.h"

#include <algorithm>
#include <vector>

namespace unfold::view {
namespace {

// A cell of a large picture may be smaller than a pixel: its frame is not.
Rect visible_cell(Rect r) {
  constexpr float least = 2;
  const float w = std::max(r.w, least);
  const float h = std::max(r.h, least);
  return {r.x - (w - r.w) / 2, r.y - (h - r.h) / 2, w, h};
}

Rect joined(Rect a, Rect b) {
  if (a.w <= 0) return b;
  const float x = std::min(a.x, b.x);
  const float y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

// Around all cells of a strided block that one view shows.
void outline_box(Painter& p, const std::vector<Hit>& hits, const CellBox& box) {
  constexpr std::int64_t most = 4096;
  const std::int64_t cells = box.cells();
  if (cells > most) return;
  for (const Hit& hit : hits) {
    const auto* block = std::get_if<CellHit>(&hit.what);
    if (block == nullptr || block->tensor != box.tensor) continue;
    Rect around{};
    bool together = true;
    float covered = 0;
    for (std::int64_t i = 0; i < cells; ++i) {
      CellRef cell{box.tensor, unflatten(box.count, i)};
      for (int axis = 0; axis < cell.at.rank(); ++axis)
        cell.at[axis] = box.first[axis] + cell.at[axis] * box.step[axis];
      const Rect r = rect_of(hit.at, *block, cell);
      if (r.w <= 0) continue;
      around = joined(around, r);
      covered += r.w * r.h;
    }
    if (around.w <= 0) continue;
    together = covered > around.w * around.h * 0.9F;
    if (together && cells > 1)
      p.outline({around.x, around.y, around.w, around.h}, p.theme().text0);
    else if (cells == 1)
      p.outline(visible_cell(around), p.theme().text0);
  }
}

}  // namespace

void light_cells(Painter& p, const Walkthrough& walkthrough, const CellRef& cell, std::int64_t filter) {
  const Geometry& g = walkthrough.geometry();
  const std::vector<Hit> hits = p.scene().hits;  // what the picture shows; frames add none
  for (const CellBox& box : sources(g, walkthrough.has_bias(), cell)) outline_box(p, hits, box);
  const std::vector<CellBox> next = targets(g, walkthrough.has_bias(), cell);
  if (next.size() <= 256)
    for (const CellBox& box : next) outline_box(p, hits, box);
  for (const CellRef& same : follow(g, cell, filter)) {
    for (const Hit& hit : hits) {
      const auto* block = std::get_if<CellHit>(&hit.what);
      if (block == nullptr) continue;
      const Rect r = rect_of(hit.at, *block, same);
      if (r.w > 0) p.lit(visible_cell({r.x, r.y, std::max(1.0F, r.w - 1), std::max(1.0F, r.h - 1)}));
    }
  }
}

}  // namespace unfold::view
