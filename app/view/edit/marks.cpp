#include "app/view/edit/field.h"

#include <algorithm>
#include <vector>

namespace unfold::view {
namespace {

constexpr float least_cell = 9;  // px on the screen: below it a corner would cover its cell

void mark(Painter& p, const std::vector<Hit>& hits, const CellRef& cell) {
  for (const Hit& hit : hits) {
    const auto* block = std::get_if<CellHit>(&hit.what);
    if (block == nullptr || block->tensor != cell.tensor) continue;
    const Rect r = rect_of(hit.at, *block, cell);
    const float shown = std::min(r.w, r.h) * p.zoom();
    if (r.w <= 0 || shown < least_cell) continue;
    const float side = std::clamp(shown * 0.22F, 5.0F, 10.0F) / p.zoom();
    const float inset = 1 / p.zoom();
    const Vec2 corner{r.right() - inset, r.y + inset};
    const auto triangle = [&](float size, Color color) {
      p.scene().items.emplace_back(
          TriangleItem{{corner.x - size, corner.y}, corner, {corner.x, corner.y + size}, color});
    };
    triangle(side + 2 / p.zoom(), p.theme().casing);
    triangle(side, p.theme().warning);
  }
}

}  // namespace

void mark_edited(Painter& p, const Walkthrough& walkthrough, const Document& document) {
  if (document.edited.empty()) return;
  const std::vector<Hit> hits = p.scene().hits;  // marks add none
  const Geometry& g = walkthrough.geometry();
  for (const EditedCell& edited : document.edited) {
    mark(p, hits, edited.cell);
    for (const CellBox& next : targets(g, walkthrough.has_bias(), edited.cell))
      if ((next.tensor == TensorId::img || next.tensor == TensorId::col_W) && next.cells() == 1)
        mark(p, hits, {next.tensor, next.first});
  }
}

}  // namespace unfold::view
