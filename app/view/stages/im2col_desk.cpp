#include "app/view/stages/filter_window.h"
#include "app/view/stages/im2col_parts.h"
#include "app/view/stages/im2col_window.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::loop {

namespace {

// The explained pixel's window in img, outlined.
void outline_window(Painter& p, const Loop& loop, const Area& img) {
  if (!loop.copy) return;
  const Geometry& g = loop.context.geometry();
  const Index& corner = loop.copy->window.at;
  frame_holes(p, img, g, corner[2], corner[3]);
  p.outline(window_rect(img, g, corner[2], corner[3]), p.theme().text0);
}

// A handful of windows far enough apart to be told from each other, and this step's place in each.
struct Samples {
  std::vector<std::int64_t> oy, ox;
};
Samples sample_windows(const Geometry& g) {
  const auto along = [&](std::int64_t count, std::int64_t window) {
    const std::int64_t apart = std::max<std::int64_t>((window + 1 + g.stride) / g.stride, (count + 8) / 9);
    std::vector<std::int64_t> places;
    for (std::int64_t o = (count - 1) % apart / 2; o < count; o += apart) places.push_back(o);
    return places;
  };
  return {along(g.OH, g.rows().extent()), along(g.OW, g.cols().extent())};
}

void draw_windows(Painter& p, const Loop& loop, const Area& img, const Area& plane) {
  const Geometry& g = loop.context.geometry();
  const Slice& s = loop.slice;
  const Samples samples = sample_windows(g);
  const auto dot = [&](Rect cell) {
    const float d = std::max(3.0F, std::min(cell.w, cell.h) * 0.3F);
    Rect at{cell.centre().x - d / 2, cell.centre().y - d / 2, d, d};
    if (carries_number(p, cell.w, cell.h)) at = {cell.x + 4, cell.y + 4, 5, 5};  // beside the number
    p.fill({at.x - 1, at.y - 1, at.w + 2, at.h + 2}, p.theme().casing);
    p.fill(at, p.theme().accent);
  };
  for (const std::int64_t oy : samples.oy) {
    for (const std::int64_t ox : samples.ox) {
      const CellRef made{TensorId::col6, {loop.n, 0, s.y, s.x, oy, ox}};
      const Index at = sources(g, false, made).front().first;
      const Index corner = sources(g, false, {TensorId::col6, {loop.n, 0, 0, 0, oy, ox}}).front().first;
      p.frame(window_rect(img, g, corner[2], corner[3]), p.theme().text1);
      dot(img.cell(at[2], at[3]));
      dot(plane.cell(oy, ox));
    }
  }
}

// "x = 2", of a dilated filter "x·d = 4": where the slice begins.
std::string start_words(const Geometry& g, const std::string& name, std::int64_t place) {
  return (g.dilation == 1 ? name : name + "·d") + " = " + std::to_string(place * g.dilation);
}

// y, y_max and x, x_max as lengths on the picture.
void draw_spans(Painter& p, const Loop& loop, const Im2colLayout& l, Rect box) {
  const Geometry& g = loop.context.geometry();
  const Slice& s = loop.slice;
  const Texts& texts = loop.context.texts;
  const Area& img = l.img;
  const Color fh = p.theme().axis_color(Axis::FH), fw = p.theme().axis_color(Axis::FW);
  // Past the edge of img the bracket goes on, as far as there is room.
  const float x0 = img.x(s.first_col), x1 = std::min(img.x(s.x_max), img.at.right() + 8);
  const float y0 = img.y(s.first_row), y1 = std::min(img.y(s.y_max), img.at.bottom() + 8);
  span_h(p, x0, x1, l.span_y, fw, start_words(g, "x", s.x),
         texts.get("im2col.columns", {{"n", std::to_string(s.cols)}}), "x_max = " + std::to_string(s.x_max),
         box.x, l.grid.corner.x - 18);
  span_v(p, img.at.x - 9, y0, y1, fh, {g.dilation == 1 ? "y" : "y·d", std::to_string(s.first_row)},
         {std::to_string(s.rows), texts.get("im2col.rows")}, {"y_max", std::to_string(s.y_max)});
  p.hit_axis({img.at.x, l.span_y - 8, img.at.w, 16}, Axis::FW);
  p.hit_axis({box.x, img.at.y, img.at.x - box.x - 4, img.at.h}, Axis::FH);
}

void draw_grid(Painter& p, const Loop& loop, const Im2colLayout& l) {
  const StageContext& context = loop.context;
  const Geometry& g = context.geometry();
  const Slice& s = loop.slice;
  const float size = p.type().code;
  for (std::int64_t y = 0; y < g.FH; ++y) {
    for (std::int64_t x = 0; x < g.FW; ++x) {
      const std::int64_t step = flatten(Shape{g.FH, g.FW}, {y, x});
      const Area at = l.grid.plane(y, x);
      if (step < s.step) {
        draw_plane(p, loop, at, y, x, {0.6F, g.OH});
      } else if (step == s.step) {
        draw_plane(p, loop, at, y, x, {1, written_rows(context)});
      } else {
        draw_empty_plane(p, context, at, y, x, true);
      }
    }
  }
  p.lit(l.grid.plane(s.y, s.x).at);
  const auto every = [&](float pitch, float need) {
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(need / pitch)));
  };
  const std::int64_t dx = every(l.grid.pitch_x, p.text_width("00", size, Face::mono));
  for (std::int64_t x = 0; x < g.FW; ++x) {
    if (x % dx != 0) continue;
    const Rect at = l.grid.plane(0, x).at;
    p.text(std::to_string(x), {at.centre().x, at.y - 6},
           {size, x == s.x ? Face::mono_bold : Face::mono, p.theme().axis_color(Axis::FW), Align::centre});
  }
  const std::int64_t dy = every(l.grid.pitch_y, size);
  for (std::int64_t y = 0; y < g.FH; ++y) {
    if (y % dy != 0) continue;
    const Rect at = l.grid.plane(y, 0).at;
    p.text(std::to_string(y), {at.x - 8, at.centre().y + size * 0.36F},
           {size, y == s.y ? Face::mono_bold : Face::mono, p.theme().axis_color(Axis::FH), Align::right});
  }
  p.hit_axis({l.grid.corner.x, l.grid.corner.y - 18, l.grid.at().w, 16}, Axis::FW);
  p.hit_axis({l.grid.corner.x - 24, l.grid.corner.y, 22, l.grid.at().h}, Axis::FH);
}

// This step's plane, large, with its own line of NumPy over it.
void draw_running_plane(Painter& p, const Loop& loop, const Im2colLayout& l) {
  const Slice& s = loop.slice;
  const Area& plane = l.plane;
  draw_plane(p, loop, plane, s.y, s.x, {1, written_rows(loop.context)});
  p.frame({plane.at.x - 2, plane.at.y - 2, plane.at.w + 4, plane.at.h + 4}, p.theme().accent, 2);
  p.frame({plane.at.x - 3, plane.at.y - 3, plane.at.w + 6, plane.at.h + 6}, p.theme().casing);
  const float size = p.type().code;
  const TextStyle mono{size, Face::mono, p.theme().text1};
  const std::string c = loop.channel < 0 ? ":" : std::to_string(loop.channel);
  const std::string place = "col[" + std::to_string(loop.n) + ", " + c + ", {FH b|" + std::to_string(s.y) +
                            "}, {FW b|" + std::to_string(s.x) + "}, :, :]";
  const std::string sizes = "{OH|" + std::to_string(s.rows) + "} × {OW|" + std::to_string(s.cols) + "}";
  const float base = plane.at.y - 7;
  const float right = std::max(plane.at.right(), l.grid.at().right());
  const float room = right - plane.at.x;
  const bool whole = p.rich_width(place, mono) <= room;
  const std::string shown =
      whole ? place : "{FH b|" + std::to_string(s.y) + "}, {FW b|" + std::to_string(s.x) + "}";
  const float w = p.rich(shown, {plane.at.x, base}, mono);
  if (w + 6 + p.rich_width(sizes, mono) <= room) {
    p.rich(sizes, {right, base}, {size, Face::mono, p.theme().text1, Align::right});
  }
}

// A row of img at whose upper edge a line leaves the slice between two rows of numbers: near its middle, and
// not along the edge of the outlined window.
std::int64_t row_between(const Loop& loop) {
  const Slice& s = loop.slice;
  const std::int64_t rows = s.last_row - s.first_row + 1,
                     middle = s.first_row + std::max<std::int64_t>(1, rows / 2);
  const std::int64_t top = loop.copy->window.at[2], bottom = top + loop.context.geometry().rows().extent();
  const auto is_edge = [&](std::int64_t row) { return row == top || row == bottom; };
  if (is_edge(middle) && middle + 1 <= s.last_row && !is_edge(middle + 1)) return middle + 1;
  if (is_edge(middle) && middle - 1 > s.first_row && !is_edge(middle - 1)) return middle - 1;
  return middle;
}

// The explained pixel joined with its place in the plane.
void draw_link(Painter& p, const Loop& loop, const Im2colLayout& l) {
  if (!loop.copy || loop.context.options.im2col == Im2colView::read_count) return;
  const Index& from = loop.copy->img.at;
  const Index& to = loop.copy->col6.at;
  if (to[4] >= written_rows(loop.context)) return;
  const Theme& theme = p.theme();
  const bool light = theme.name == ThemeName::light;
  const auto stroke = [&](const std::vector<Vec2>& points) {  // yellow needs black beside it on white
    p.polyline(points, light ? theme.casing : theme.bg0, light ? 4.0F : 3.0F);
    p.polyline(points, theme.accent, light ? 2.0F : 1.0F);
  };
  if (l.numbered) {
    // From the slice's edge to the plane's, in the gutters: a line across numbers would hide them.
    const Slice& s = loop.slice;
    const Rect to_plane = l.grid.plane(s.y, s.x).at;
    const Rect slice =
        l.img.block(s.first_row, s.first_col, s.last_row - s.first_row + 1, s.last_col - s.first_col + 1);
    const bool below = s.y == 0;
    const float gutter = below ? to_plane.bottom() + 7 : to_plane.y - 7;
    const float turn = l.img.at.right() + 12, start_y = std::round(l.img.y(row_between(loop))),
                x = std::round(to_plane.centre().x);
    stroke({{slice.right() + 3, start_y},
            {turn, start_y},
            {turn, gutter},
            {x, gutter},
            {x, gutter + (below ? -5.0F : 5.0F)}});
    return;
  }
  const Rect a = l.img.cell(from[2], from[3]), b = l.plane.cell(to[4], to[5]);
  if (a.w >= 16 && b.w >= 16) {  // numbers in both: only from edge to edge
    stroke({{l.img.at.right() + 2, a.centre().y}, {l.plane.at.x - 4, b.centre().y}});
    return;
  }
  const Vec2 start = a.centre(), end = b.centre();
  stroke({start, end});
  const auto dot = [&](Vec2 at, float side) {
    p.fill({at.x - side / 2 - 1, at.y - side / 2 - 1, side + 2, side + 2}, theme.casing);
    p.fill({at.x - side / 2, at.y - side / 2, side, side}, theme.accent);
  };
  if (a.w < 8) dot(start, std::max(4.0F, a.w));
  if (b.w < 8) dot(end, std::max(6.0F, b.w));
}

}  // namespace

void draw_im2col_desk(Painter& p, const StageContext& context, Rect box) {
  if (by_window(context)) return draw_window_desk(p, context, box);
  const Geometry& g = context.geometry();
  const Loop loop = loop_of(context);
  const Im2colLayout l = im2col_layout(g, box, p.type().text / 13);
  const float names_end = l.img.at.x + std::max(l.img.at.w, l.grid.corner.x - l.img.at.x - 24);
  label(p, TensorId::img, shape_of(g, TensorId::img), {l.img.at.x, l.label_y}, names_end - l.img.at.x);
  label(p, TensorId::col6, shape_of(g, TensorId::col6), {l.grid.corner.x, l.label_y},
        box.right() - l.grid.corner.x);
  draw_loop_image(p, loop, l.img);
  draw_spans(p, loop, l, box);
  if (l.has_lens) draw_lenses(p, loop, l);
  draw_grid(p, loop, l);
  if (l.has_plane) draw_running_plane(p, loop, l);
  const Area plane = l.numbered ? l.grid.plane(loop.slice.y, loop.slice.x) : l.plane;
  if (context.options.im2col == Im2colView::windows) draw_windows(p, loop, l.img, plane);
  if (context.options.im2col != Im2colView::read_count) outline_window(p, loop, l.img);
  draw_link(p, loop, l);
  if (l.legend.w > 0) draw_legend(p, loop, l.legend, carries_number(p, l.img.cell_w, l.img.cell_h));
}

}  // namespace unfold::view::loop
