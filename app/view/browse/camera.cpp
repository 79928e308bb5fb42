#include "app/view/browse/camera.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

struct Scales {
  double x = 1, y = 1;
};

// Cells at their largest; those of a matrix lie flat, as their digits do.
Scales largest(const TensorGrid& grid) { return grid.matrix ? Scales{96, 48} : Scales{96, 96}; }

// Everything in sight. Pictures keep their proportions; so does a matrix, until that would leave a sliver.
Scales smallest(const TensorGrid& grid, Rect cells) {
  const Scales most = largest(grid);
  const Scales fit{std::min(most.x, static_cast<double>(cells.w) / static_cast<double>(grid.cols)),
                   std::min(most.y, static_cast<double>(cells.h) / static_cast<double>(grid.rows))};
  const double even = std::min(fit.x, fit.y);
  if (!grid.matrix) return {even, even};
  const bool numbers = fit.x >= 36 && fit.y >= 16;
  const bool sliver = std::max(fit.x, fit.y) > 3 * even;
  return numbers || sliver ? fit : Scales{even, even};
}

double log_range(Scales from, Scales to) { return std::log(std::max(to.x / from.x, to.y / from.y)); }

Scales scales_at(const TensorGrid& grid, Rect cells, double depth) {
  const Scales from = smallest(grid, cells);
  const Scales to = largest(grid);
  depth = std::clamp(depth, 0.0, 1.0);
  return {from.x * std::pow(to.x / from.x, depth), from.y * std::pow(to.y / from.y, depth)};
}

double kept(double origin, double extent, double scale, double count) {
  return std::clamp(origin, 0.0, std::max(0.0, count - extent / scale));
}

Browse kept_inside(const TensorGrid& grid, Rect cells, Browse b) {
  b.depth = std::clamp(b.depth, 0.0, 1.0);
  const Scales s = scales_at(grid, cells, b.depth);
  b.x = kept(b.x, static_cast<double>(cells.w), s.x, static_cast<double>(grid.cols));
  b.y = kept(b.y, static_cast<double>(cells.h), s.y, static_cast<double>(grid.rows));
  return b;
}

// The same place of the grid stays under `at`.
Browse at_depth(const TensorGrid& grid, Rect cells, Browse b, double depth, Vec2 at) {
  const BrowseView view = look_at(grid, cells, b);
  const double dx = static_cast<double>(at.x - cells.x);
  const double dy = static_cast<double>(at.y - cells.y);
  const double col = view.x + dx / view.sx;
  const double row = view.y + dy / view.sy;
  b.depth = std::clamp(depth, 0.0, 1.0);
  const Scales s = scales_at(grid, cells, b.depth);
  b.x = col - dx / s.x;
  b.y = row - dy / s.y;
  return kept_inside(grid, cells, b);
}

}  // namespace

BrowseView look_at(const TensorGrid& grid, Rect cells, const Browse& browse) {
  const Browse b = kept_inside(grid, cells, browse);
  const Scales s = scales_at(grid, cells, b.depth);
  BrowseView view;
  view.cells = cells;
  view.sx = s.x;
  view.sy = s.y;
  view.x = b.x;
  view.y = b.y;
  const auto seen = [](double scale, std::int64_t count, float extent) {
    return static_cast<float>(std::min(static_cast<double>(extent), scale * static_cast<double>(count)));
  };
  view.content = {cells.x, cells.y, seen(s.x, grid.cols, cells.w), seen(s.y, grid.rows, cells.h)};
  const auto last = [](double origin, double scale, float extent, std::int64_t count) {
    const double end = origin + static_cast<double>(extent) / scale;
    return std::min(count, static_cast<std::int64_t>(std::ceil(end - 1e-6)));
  };
  view.range.row0 = static_cast<std::int64_t>(std::floor(b.y));
  view.range.col0 = static_cast<std::int64_t>(std::floor(b.x));
  view.range.row1 = last(b.y, s.y, cells.h, grid.rows);
  view.range.col1 = last(b.x, s.x, cells.w, grid.cols);
  return view;
}

double readable_depth(const TensorGrid& grid, Rect cells) {
  const Scales from = smallest(grid, cells);
  const Scales to = largest(grid);
  const auto depth = [](double start, double end, double wanted) {
    return wanted <= start ? 0.0 : std::log(wanted / start) / std::log(end / start);
  };
  return std::max(depth(from.x, to.x, 64), depth(from.y, to.y, grid.matrix ? 28 : 64));
}

bool all_seen(const TensorGrid& grid, const BrowseView& view) {
  return view.range.row0 == 0 && view.range.col0 == 0 && view.range.row1 == grid.rows &&
         view.range.col1 == grid.cols;
}

Browse zoomed(const TensorGrid& grid, Rect cells, Browse b, double factor, Vec2 at) {
  const double range = log_range(smallest(grid, cells), largest(grid));
  if (range < 1e-9 || !(factor > 0)) return kept_inside(grid, cells, b);
  // However tall a matrix, forty turns of the wheel lead through it.
  const double longest = 40 * std::log(1.2);
  return at_depth(grid, cells, b, b.depth + std::log(factor) / std::min(range, longest), at);
}

Browse panned(const TensorGrid& grid, Rect cells, Browse b, Vec2 by) {
  const BrowseView view = look_at(grid, cells, b);
  b.x = view.x - static_cast<double>(by.x) / view.sx;
  b.y = view.y - static_cast<double>(by.y) / view.sy;
  return kept_inside(grid, cells, b);
}

Browse whole(Browse b) { return {b.tensor, 0, 0, 0}; }

Browse dived(const TensorGrid& grid, Rect cells, Browse b, Vec2 at) {
  const double readable = readable_depth(grid, cells);
  if (b.depth >= readable - 1e-9) return whole(b);
  const BrowseView view = look_at(grid, cells, b);
  Browse to = at_depth(grid, cells, b, readable, at);
  constexpr double edge = 8;  // px
  const auto pulled = [](double at_px, double scale, double origin, std::int64_t count, double now) {
    const double place = origin + at_px / scale;
    if (place * scale < edge) return 0.0;
    if ((static_cast<double>(count) - place) * scale < edge) return static_cast<double>(count);
    return now;
  };
  to.x = pulled(static_cast<double>(at.x - cells.x), view.sx, view.x, grid.cols, to.x);
  to.y = pulled(static_cast<double>(at.y - cells.y), view.sy, view.y, grid.rows, to.y);
  return kept_inside(grid, cells, to);
}

Browse gone_to(const TensorGrid& grid, Rect cells, Browse b, GridPlace place) {
  b.depth = std::max(b.depth, readable_depth(grid, cells));
  const Scales s = scales_at(grid, cells, b.depth);
  b.x = static_cast<double>(place.col) + 0.5 - static_cast<double>(cells.w) / s.x / 2;
  b.y = static_cast<double>(place.row) + 0.5 - static_cast<double>(cells.h) / s.y / 2;
  return kept_inside(grid, cells, b);
}

Browse moved_on_map(const TensorGrid& grid, Rect cells, Browse b, double u, double v) {
  const auto place = [](double part, std::int64_t count) {
    const double at = std::clamp(part, 0.0, 1.0) * static_cast<double>(count);
    return std::min(count - 1, static_cast<std::int64_t>(at));
  };
  // The map's last pixels stand for many rows: its ends are the first and the last.
  const auto ends = [](double part) { return part < 0.01 ? 0.0 : part > 0.99 ? 1.0 : part; };
  const GridPlace to{place(ends(v), grid.rows), place(ends(u), grid.cols)};
  if (b.depth <= 0) return gone_to(grid, cells, b, to);
  const Scales s = scales_at(grid, cells, b.depth);
  b.x = static_cast<double>(to.col) + 0.5 - static_cast<double>(cells.w) / s.x / 2;
  b.y = static_cast<double>(to.row) + 0.5 - static_cast<double>(cells.h) / s.y / 2;
  return kept_inside(grid, cells, b);
}

}  // namespace unfold::view
