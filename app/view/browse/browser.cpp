#include "app/view/browse/browser.h"

#include "app/view/browse/parts.h"
#include "app/view/browse/picture.h"
#include "app/view/pictures.h"
#include "app/view/window.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace browsing {

Reducing reducing_of(const Coloring& coloring) {
  return coloring.map == ColorMap::diverging ? Reducing::farthest_from_zero : Reducing::mean_or_outlier;
}

AxisNames names_of(const TensorGrid& grid, int axis) {
  AxisNames names = axis_names(grid.tensor, axis, grid.mistake);
  names.count = std::max(names.count, 1);
  return names;
}

std::string index_name(const TensorGrid& grid, int axis, int part) {
  const TensorId tensor = grid.tensor;
  const bool pooled = tensor == TensorId::pool_col || tensor == TensorId::pool_windows ||
                      tensor == TensorId::pool_max || tensor == TensorId::pool;
  switch (names_of(grid, axis).parts[part]) {
  case Axis::N: return "n";
  case Axis::C: return "c";
  case Axis::FH: return pooled ? "ph" : "fh";
  case Axis::FW: return pooled ? "pw" : "fw";
  case Axis::OH: return "oh";
  case Axis::OW: return "ow";
  case Axis::FN: return "f";
  case Axis::none: break;
  }
  if (grid.matrix) return axis == 0 ? "row" : "column";
  return axis == 2 ? "h" : "w";
}

Rect rect_of_places(const BrowseView& view, GridPlace at, std::int64_t rows, std::int64_t cols) {
  return {static_cast<float>(view.px(static_cast<double>(at.col))),
          static_cast<float>(view.py(static_cast<double>(at.row))),
          static_cast<float>(static_cast<double>(cols) * view.sx),
          static_cast<float>(static_cast<double>(rows) * view.sy)};
}

std::vector<std::int64_t> periods(const TensorGrid& grid, const Geometry& g, bool of_rows) {
  Shape sizes;
  const std::vector<GridPart>& parts = of_rows ? grid.row_parts : grid.col_parts;
  if (parts.size() == 1)
    sizes = axis_parts(g, grid.tensor, parts[0].axis);
  else
    for (const GridPart& part : parts) sizes.push_back(part.size);
  std::vector<std::int64_t> all;
  std::int64_t period = 1;
  for (int i = sizes.rank() - 1; i > 0; --i) {
    period *= sizes[i];
    if (period > 1 && (all.empty() || all.back() != period)) all.push_back(period);
  }
  return all;
}

void draw_foot(Painter& p, const StageContext& c, const Browsed& b, const Coloring& coloring) {
  const Rect& foot = b.frame.foot;
  const float y = foot.y + std::round(p.type().label * 1.4F);
  const TextStyle quiet{.size = p.type().label, .color = p.theme().text2};
  const double across = b.view.sx < 1 ? 1 / b.view.sx : 1;
  const double down = b.view.sy < 1 ? 1 / b.view.sy : 1;
  std::string note;
  if (across * down > 1.5)
    note = c.texts.get(reducing_of(coloring) == Reducing::farthest_from_zero ? "browse.reduced_zero"
                                                                             : "browse.reduced_mean",
                       {{"cells", std::to_string(static_cast<std::int64_t>(across * down + 0.5))}});
  const std::string lies = c.texts.get("browse.lies." + std::string(name(b.grid.tensor)));
  TextStyle right = quiet;
  right.align = Align::right;
  const float note_w = p.text_width(note, quiet.size);
  if (!note.empty()) p.text(note, {foot.right(), y}, right);
  if (p.text_width(lies, quiet.size) + (note.empty() ? 0 : note_w + 20) <= foot.right() - b.frame.cells.x)
    p.text(lies, {b.frame.cells.x, y}, quiet);
  p.tip(foot, {});
}

}  // namespace browsing

void draw_browser(Painter& p, const StageContext& c, const Browsed& b) {
  using namespace browsing;
  const Theme& t = p.theme();
  const Coloring coloring = coloring_of(*c.walkthrough, b.grid.tensor, c.options);
  const BrowseView& view = b.view;
  const Rect& content = view.content;
  p.clip(view.cells);
  p.picture_part(content, grid_picture(c.walkthrough, b.grid, reducing_of(coloring)), view.x, view.y,
                 static_cast<double>(content.w) / view.sx, static_cast<double>(content.h) / view.sy,
                 coloring);
  draw_cells(p, c, b, coloring);
  draw_separators(p, b, c.geometry());
  draw_plane_names(p, b);
  hit_cells(p, b);
  p.unclip();
  p.frame({content.x - 1, content.y - 1, content.w + 2, content.h + 2}, t.line2);
  p.clip(view.cells.inset(-4));
  mark_step(p, c, b);
  if (c.by_person)
    static_cast<void>(
        light_cells(p, *c.walkthrough, c.pointed, follow(c.geometry(), c.pointed, c.options.filter)));
  p.unclip();
  draw_headers(p, c, b);
  if (has_map(b)) draw_map(p, c, b, coloring);
  draw_foot(p, c, b, coloring);
}

}  // namespace unfold::view
