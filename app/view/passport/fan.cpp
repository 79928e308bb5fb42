#include "app/view/passport/passport.h"

#include "core/layer/cell_map.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

// A small grid of rows x cols squares in `box`, with whole pixels where there are enough of them.
struct Grid {
  Rect at;
  float cell = 1;
  [[nodiscard]] Rect square(std::int64_t row, std::int64_t col) const {
    return {at.x + static_cast<float>(col) * cell, at.y + static_cast<float>(row) * cell, cell, cell};
  }
};

Grid grid_in(Rect box, std::int64_t rows, std::int64_t cols, float most) {
  const auto larger = static_cast<float>(std::max(rows, cols));
  float cell = std::min(most, box.w / larger);
  if (cell > 2) cell = std::floor(cell);
  const float w = cell * static_cast<float>(cols), h = cell * static_cast<float>(rows);
  return {{std::round(box.x), std::round(box.y + (box.h - h) / 2), w, h}, cell};
}

void draw_lines(Painter& p, const Grid& grid, std::int64_t rows, std::int64_t cols) {
  const Theme& t = p.theme();
  if (grid.cell >= 4) {
    for (std::int64_t i = 1; i < rows; ++i) p.hline(grid.at.x, grid.at.right(), grid.square(i, 0).y, t.line1);
    for (std::int64_t i = 1; i < cols; ++i)
      p.vline(grid.square(0, i).x, grid.at.y, grid.at.bottom(), t.line1);
  }
  p.frame(grid.at.inset(-2), t.name == ThemeName::light ? t.text0 : t.line2, 2);
}

void mark(Painter& p, Rect square) {
  const float grow = std::max(0.0F, (5 - square.w) / 2);
  const Rect at = square.inset(-grow);
  p.fill(at.inset(-2), p.theme().casing);
  p.fill(at.inset(-1), p.theme().accent);
}

void draw_places(Painter& p, const State& s, const Passport& passport, const CellRef& img, const Grid& grid) {
  const Theme& t = p.theme();
  const Geometry& g = s.walkthrough->geometry();
  const CellRef* followed = cell_of(passport.way, TensorId::col6);
  p.fill(grid.at, t.name == ThemeName::light ? t.bg0 : t.bg2);
  const std::vector<CellBox> all = targets(g, false, img);
  for (const CellBox& copy : all) p.fill(grid.square(copy.first[2], copy.first[3]), t.text1);
  draw_lines(p, grid, g.FH, g.FW);
  // The axes that the square's sides are.
  p.fill({grid.at.x - 7, grid.at.y, 3, grid.at.h}, t.axis_color(Axis::FH));
  p.fill({grid.at.x, grid.at.y - 7, grid.at.w, 3}, t.axis_color(Axis::FW));
  if (followed != nullptr) mark(p, grid.square(followed->at[2], followed->at[3]));
  if (passport.pinned.tensor > TensorId::col) return;
  for (const CellBox& copy : all)
    p.hit(grid.square(copy.first[2], copy.first[3]), Action{act::FollowCopy{copy.first[2], copy.first[3]}},
          "FH " + std::to_string(copy.first[2]) + "  FW " + std::to_string(copy.first[3]));
}

void draw_filters(Painter& p, const State& s, const Passport& passport, const Grid& grid, std::int64_t side) {
  const Theme& t = p.theme();
  const std::int64_t FN = s.walkthrough->geometry().FN;
  for (std::int64_t f = 0; f < FN; ++f) p.fill(grid.square(f / side, f % side), t.text1);
  draw_lines(p, grid, (FN + side - 1) / side, side);
  p.fill({grid.at.x - 7, grid.at.y, 3, grid.at.h}, t.axis_color(Axis::FN));
  if (const CellRef* sum = cell_of(passport.way, TensorId::out2d))
    mark(p, grid.square(sum->at[1] / side, sum->at[1] % side));
  if (passport.pinned.tensor > TensorId::col) return;
  for (std::int64_t f = 0; f < FN; ++f)
    p.hit(grid.square(f / side, f % side), Action{act::SelectFilter{f}}, "FN " + std::to_string(f));
}

}  // namespace

bool draw_fan(Painter& p, const State& s, const Passport& passport, const PassportRow& row, Rect box) {
  const Geometry& g = s.walkthrough->geometry();
  const float unit = box.w / 56;
  switch (row.fan) {
  case Fan::places: {
    if (row.goes_to == 0) return false;
    draw_places(p, s, passport, row.cell, grid_in(box, g.FH, g.FW, 14 * unit));
    return true;
  }
  case Fan::filters: {
    const auto side = static_cast<std::int64_t>(std::ceil(std::sqrt(static_cast<double>(g.FN))));
    draw_filters(p, s, passport, grid_in(box, (g.FN + side - 1) / side, side, 14 * unit), side);
    return true;
  }
  case Fan::window: {
    const Grid grid = grid_in(box, g.PH, g.PW, 18 * unit);
    p.fill(grid.at, p.theme().name == ThemeName::light ? p.theme().bg0 : p.theme().bg2);
    draw_lines(p, grid, g.PH, g.PW);
    const std::int64_t place = cell_of(passport.way, TensorId::pool_windows)->at[1];
    mark(p, grid.square(place / g.PW, place % g.PW));
    return true;
  }
  case Fan::none:
  case Fan::end: return false;
  }
  return false;
}

}  // namespace unfold::view
