#include "app/view/scene.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {

const Hit* hit_at(const Scene& scene, Vec2 p) {
  for (auto hit = scene.hits.rbegin(); hit != scene.hits.rend(); ++hit)
    if (hit->at.contains(p)) return &*hit;
  return nullptr;
}

CellRef cell_at(const Rect& at, const CellHit& hit, Vec2 p) {
  const auto steps = [](float offset, float cell, std::int64_t count) {
    const auto step =
        static_cast<std::int64_t>(std::floor(static_cast<double>(offset) / static_cast<double>(cell)));
    return count > 0 ? std::clamp<std::int64_t>(step, 0, count - 1) : step;
  };
  CellRef cell{hit.tensor, hit.origin};
  if (hit.row_axis >= 0)
    cell.at[hit.row_axis] += hit.row0 + steps(p.y - at.y, hit.cell_h, hit.rows) * hit.row_step;
  if (hit.col_axis >= 0)
    cell.at[hit.col_axis] += hit.col0 + steps(p.x - at.x, hit.cell_w, hit.cols) * hit.col_step;
  return cell;
}

namespace {

// Which row (or column) of the block an axis's value is in; -1 when in none.
std::int64_t place_in_block(std::int64_t value, std::int64_t origin, std::int64_t first, std::int64_t step,
                            float extent, float cell, std::int64_t count) {
  const std::int64_t offset = value - origin - first;
  if (step <= 0 || offset < 0 || offset % step != 0) return -1;
  const std::int64_t place = offset / step;
  if (count > 0) return place < count ? place : -1;
  return static_cast<float>(place) * cell < extent - cell * 0.01F ? place : -1;
}

}  // namespace

Rect rect_of(const Rect& at, const CellHit& hit, const CellRef& cell) {
  if (cell.tensor != hit.tensor || cell.at.rank() != hit.origin.rank()) return {};
  for (int axis = 0; axis < cell.at.rank(); ++axis)
    if (axis != hit.row_axis && axis != hit.col_axis && cell.at[axis] != hit.origin[axis]) return {};
  std::int64_t row = 0;
  std::int64_t col = 0;
  if (hit.row_axis >= 0)
    row = place_in_block(cell.at[hit.row_axis], hit.origin[hit.row_axis], hit.row0, hit.row_step, at.h,
                         hit.cell_h, hit.rows);
  if (hit.col_axis >= 0)
    col = place_in_block(cell.at[hit.col_axis], hit.origin[hit.col_axis], hit.col0, hit.col_step, at.w,
                         hit.cell_w, hit.cols);
  if (row < 0 || col < 0) return {};
  return {at.x + static_cast<float>(col) * hit.cell_w, at.y + static_cast<float>(row) * hit.cell_h,
          hit.cell_w, hit.cell_h};
}

}  // namespace unfold::view
