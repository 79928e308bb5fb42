#include "app/view/stages/map_peaks.h"

#include "app/view/format.h"
#include "app/view/stages/map_grid.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace unfold::view {
namespace {

CellRef cell_of(const StageContext& context, const MapPeak& peak) {
  return {TensorId::conv, {context.options.image, context.options.filter, peak.oy, peak.ox}};
}

// The rank at the corner of a window, on the ground of the canvas.
Rect rank_box(const Painter& p, std::size_t rank, Vec2 corner) {
  const float size = p.type().label;
  return {corner.x, corner.y, p.text_width(std::to_string(rank), size, Face::mono_bold) + 4, size + 2};
}

bool meet(const Rect& a, const Rect& b) {
  return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

// Beside a window on x, off the ranks that have their place already; nothing where they leave it none.
std::optional<Rect> free_rank_box(const Painter& p, std::size_t rank, const Rect& window, const Rect& x,
                                  const std::vector<std::optional<Rect>>& taken) {
  const Rect box = rank_box(p, rank, {window.right() + 3, window.y - 2});
  const float left = window.x - 3 - box.w, below = window.bottom() + 3, above = window.y - 3 - box.h;
  for (const Vec2 corner :
       {Vec2{box.x, box.y}, Vec2{left, box.y}, Vec2{window.x, below}, Vec2{window.x, above},
        Vec2{box.x, below}, Vec2{left, below}, Vec2{box.x, above}, Vec2{left, above}}) {
    Rect at{corner.x, corner.y, box.w, box.h};
    if (at.x < x.x || at.right() > x.right() || at.h > x.h) continue;
    at.y = std::clamp(at.y, x.y, x.bottom() - at.h);
    if (std::none_of(taken.begin(), taken.end(), [&](const auto& one) { return one && meet(at, *one); }))
      return at;
  }
  return std::nullopt;
}

void draw_rank(Painter& p, std::size_t rank, const Rect& box) {
  p.fill(box, p.theme().bg0);
  p.text(std::to_string(rank), {box.x + 2, box.bottom() - 2},
         {.size = p.type().label, .face = Face::mono_bold, .color = p.theme().text0});
}

void hit_peak(Painter& p, const StageContext& context, const MapPeak& peak, std::size_t rank,
              const Rect& at) {
  p.hit(at, Action{act::Pin{cell_of(context, peak)}},
        context.texts.get("peaks.one", {{"rank", std::to_string(rank)},
                                        {"value", fixed(static_cast<double>(peak.value), 2)}}));
}

}  // namespace

std::vector<MapPeak> peaks_of(const StageContext& context, Peak peak) {
  if (context.figures == nullptr) return {};
  const FigureKey key = peaks_key(*context.walkthrough, context.options.image, context.options.filter, peak);
  const auto* found = context.figures->find<std::vector<MapPeak>>(key);
  return found == nullptr ? std::vector<MapPeak>{} : *found;
}

float draw_peak_windows(Painter& p, const StageContext& context, const std::vector<MapPeak>& peaks, Vec2 at,
                        float width, float bottom, const CellRef& explained, std::size_t columns) {
  if (peaks.empty()) return at.y;
  const float gap = 5;
  const float side =
      std::floor((width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
  const std::size_t rows = (peaks.size() + columns - 1) / columns;
  const float step = side + gap;
  if (at.y + static_cast<float>(rows) * step - gap > bottom || side < p.type().label * 2) return at.y;
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    const Rect slot{at.x + static_cast<float>(i % columns) * step,
                    at.y + static_cast<float>(i / columns) * step, side, side};
    const Rect window = draw_window(p, context, context.options.filter, peaks[i].oy, peaks[i].ox, slot);
    if (cell_of(context, peaks[i]) == explained)
      p.lit(window);
    else
      p.frame(window.inset(-1), p.theme().line2);
    draw_rank(p, i + 1, rank_box(p, i + 1, {window.x, window.y}));
    hit_peak(p, context, peaks[i], i + 1, window);
  }
  return at.y + static_cast<float>(rows) * step - gap;
}

void draw_peaks_on_x(Painter& p, const StageContext& context, const std::vector<MapPeak>& peaks, Rect x,
                     const CellRef& explained) {
  const Geometry& g = context.geometry();
  const float sx = x.w / static_cast<float>(g.W);
  const float sy = x.h / static_cast<float>(g.H);
  const auto field_of = [&](const MapPeak& peak) {
    // A window that hangs over the edge is cut there.
    const float x0 = std::max(x.x, x.x + static_cast<float>(peak.ox * g.stride - g.pad.left) * sx);
    const float y0 = std::max(x.y, x.y + static_cast<float>(peak.oy * g.stride - g.pad.top) * sy);
    return Rect{x0, y0, std::max(5.0F, std::min(static_cast<float>(g.cols().extent()) * sx, x.right() - x0)),
                std::max(5.0F, std::min(static_cast<float>(g.rows().extent()) * sy, x.bottom() - y0))};
  };
  // The strongest has the first choice.
  std::vector<std::optional<Rect>> ranks;
  for (std::size_t i = 0; i < peaks.size(); ++i)
    ranks.push_back(free_rank_box(p, i + 1, field_of(peaks[i]), x, ranks));
  // The weakest first, so that the strongest lies over the others where they crowd.
  for (std::size_t i = peaks.size(); i-- > 0;) {
    const MapPeak& peak = peaks[i];
    const Rect field = field_of(peak);
    if (cell_of(context, peak) != explained) p.outline(field, p.theme().text0);
    hit_peak(p, context, peak, i + 1, field.inset(-2));
  }
  for (std::size_t i = peaks.size(); i-- > 0;) {
    if (!ranks[i]) continue;
    draw_rank(p, i + 1, *ranks[i]);
    hit_peak(p, context, peaks[i], i + 1, *ranks[i]);
  }
}

}  // namespace unfold::view
