#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/filter_window.h"
#include "app/view/stages/im2col_parts.h"
#include "app/view/stages/im2col_window.h"
#include "app/view/stages/unfolded_cell.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::loop {

namespace {

float f(std::int64_t n) { return static_cast<float>(n); }

// Where the parts lie: img and, where its cells are too small to read, the window enlarged below it; the grid
// of planes at the right; the row of col along the foot.
struct Plan {
  Area img;
  PlaneGrid grid;
  bool numbered = false;
  std::vector<Area> windows;  // enlarged: of every channel where there is room, else of the chosen one
  float planes_y = 0;         // the other channels of the enlarged window; 0: no room
  PulledAxis row;
  float row_y = 0, row_h = 0;  // the strip; its words stand above it, the channels' letters below
  float label_y = 0, head = 0;
};

Plan plan_of(const Geometry& g, Rect box, float scale) {
  Plan plan;
  const auto px = [&](float v) { return std::round(v * scale); };
  plan.row.start = box.x;
  plan.row.count = g.K;
  // A row that does not run channel by channel is not parted by channels.
  const bool by_channel = g.C > 1 && (g.mistake != Mistake::swap_c_fh || is_harmless(g));
  plan.row.group = by_channel ? g.FH * g.FW : 0;
  plan.row.group_gap = g.C > 16 ? 1.0F : 4.0F;
  const float gaps = by_channel ? f(g.C - 1) * plan.row.group_gap : 0;
  plan.row.size = entry_size(g.K, gaps, box.w, px(60));
  plan.row_h = px(plan.row.size >= 36 ? 22 : 14);
  const float foot = unfolding::rows_are_windows(g) ? px(24) + plan.row_h + (by_channel ? px(15) : 4) : 0;
  plan.row_y = box.bottom() - foot + px(24);
  const Rect upper{box.x, box.y, box.w, box.h - foot - px(10)};
  plan.label_y = box.y + 10;
  plan.head = 32;
  if (const Im2colLayout l = im2col_layout(g, upper, scale); l.numbered) {
    plan.img = l.img;
    plan.grid = l.grid;
    plan.numbered = true;
    return plan;
  }
  const float between = px(44), room_h = upper.h - plan.head;
  // The window's numbers come before larger planes.
  const float beside_numbers = box.w - between - 36 * f(g.FW);
  float grid_w = std::floor(box.w * 0.56F);
  if (beside_numbers >= box.w * 0.45F) grid_w = std::min(grid_w, beside_numbers);
  plan.grid = fitting_grid(g, {0, upper.y + plan.head}, grid_w, room_h, g.FW > 8 ? 3.0F : 4.0F);
  // A little wider where the planes' cells then carry their numbers.
  const float gap = plan.grid.pitch_x - plan.grid.plane_w, wide = 36 * f(g.OW);
  if (plan.grid.plane_w < wide && plan.grid.plane_h >= 16 * f(g.OH) &&
      wide * f(g.FW) + gap * f(g.FW - 1) <= grid_w) {
    plan.grid.plane_w = wide;
    plan.grid.pitch_x = wide + gap;
  }
  plan.grid.corner.x = box.right() - plan.grid.at().w;
  const float left_w = plan.grid.corner.x - between - box.x;
  float s = fitting_scale(g.HP, g.WP, left_w, room_h * 0.5F, px(40));
  plan.img = area({box.x, upper.y + plan.head}, g.HP, g.WP, s, s);
  const float top = plan.img.at.bottom() + px(26), room = upper.bottom() - top;
  const float cell_w = entry_size(g.FW, 0, left_w, px(44));
  const float cell_h = entry_size(g.FH, 0, room, std::min(cell_w, px(cell_w >= 36 ? 24 : 44)));
  if (s >= 36 || cell_h < 4) return plan;
  const bool numbers = cell_w >= 36 && cell_h >= 16;
  const float pitch = cell_h * f(g.FH) + px(8);
  const bool every = numbers && g.C <= 8 && pitch * f(g.C) <= room;
  for (std::int64_t i = 0; i < (every ? g.C : 1); ++i)
    plan.windows.push_back(area({box.x, top + pitch * f(i)}, g.FH, g.FW, numbers ? cell_w : cell_h, cell_h));
  if (!every && g.C > 1 && upper.bottom() - plan.windows.back().at.bottom() >= px(50))
    plan.planes_y = plan.windows.back().at.bottom() + px(8);
  return plan;
}

void draw_img(Painter& p, const WindowLoop& loop, const Plan& plan) {
  const Geometry& g = loop.g();
  const Area& img = plan.img;
  const Rect window = loop.window_on(img);
  const bool cells = loop.channel >= 0 && img.cell_w >= 30 && img.cell_h >= 16;
  if (cells) {
    for (std::int64_t r = 0; r < g.HP; ++r) {
      for (std::int64_t c = 0; c < g.WP; ++c) {
        const bool in = reads(g, loop.at.top, loop.at.left, r, c);
        draw_image_cell(p, loop.context, {TensorId::img, {loop.at.n, loop.channel, r, c}}, img.cell(r, c),
                        in ? CellLook::lit : CellLook::rest);
      }
    }
  } else {
    const Picture picture = image_rgb(loop.context.walkthrough, loop.context.document.preprocess,
                                      TensorId::img, loop.at.n, loop.channel, p.theme().pad);
    p.picture(img.at, picture, {}, 0.42F);
    if (g.dilation > 1) {
      if (loop.motion.slid >= 1) light_window(p, img, picture, g, loop.at.top, loop.at.left);
    } else {
      p.picture_part(window, picture, static_cast<double>((window.x - img.at.x) / img.cell_w),
                     static_cast<double>((window.y - img.at.y) / img.cell_h), static_cast<double>(g.FW),
                     static_cast<double>(g.FH));
    }
    numbers_over(p, loop.context, img, TensorId::img, {loop.at.n, loop.numbers_of(), 0, 0}, 2, 3, picture);
  }
  hatch_unread(p, g, img);
  p.frame({img.at.x - 1, img.at.y - 1, img.at.w + 2, img.at.h + 2}, p.theme().line2);
  hit_area(p, img, TensorId::img, {loop.at.n, loop.numbers_of(), 0, 0}, 2, 3);
  p.lit(window);
}

// One plane as far as the loop has come: whole rows, a part of one, and the rest empty.
void draw_plane_so_far(Painter& p, const WindowLoop& loop, const Area& at, std::int64_t y, std::int64_t x) {
  const StageContext& context = loop.context;
  const Geometry& g = loop.g();
  const Index origin{loop.at.n, loop.numbers_of(), y, x, 0, 0};
  const Theme& theme = p.theme();
  if (loop.channel >= 0 && at.cell_w >= 30 && at.cell_h >= 16 && at.rows * at.cols <= 4096) {
    for (std::int64_t r = 0; r < g.OH; ++r) {
      for (std::int64_t c = 0; c < g.OW; ++c) {
        Index cell = origin;
        cell[4] = r;
        cell[5] = c;
        const Rect box = at.cell(r, c);
        if (loop.written(r, c)) {
          draw_image_cell(p, context, {TensorId::col6, cell}, box,
                          loop.now(r, c) ? CellLook::lit : CellLook::rest);
        } else {
          p.fill({box.x, box.y, box.w - 1, box.h - 1}, theme.bg1);
          p.frame({box.x, box.y, box.w - 1, box.h - 1}, theme.line1);
          const float size = p.type().label;
          p.text("0", {box.centre().x, box.centre().y + size * 0.36F},
                 {size, Face::mono, theme.ghost, Align::centre});
        }
      }
    }
  } else {
    p.fill(at.at, theme.bg1);
    p.frame(at.at, theme.line1);
    const Picture picture = col6_plane_rgb(context.walkthrough, context.document.preprocess, loop.at.n, y, x,
                                           loop.channel, theme.pad);
    const std::int64_t whole = loop.at.oy, part = loop.at.ox + (loop.motion.there() ? 1 : 0);
    if (whole > 0)
      p.picture_part(at.block(0, 0, whole, g.OW), picture, 0, 0, static_cast<double>(g.OW),
                     static_cast<double>(whole), {}, 0.7F);
    if (part > 0)
      p.picture_part(at.block(whole, 0, 1, part), picture, 0, static_cast<double>(whole),
                     static_cast<double>(part), 1, {}, 0.7F);
  }
  hit_area(p, at, TensorId::col6, origin, 4, 5);
}

Rect at_least(Rect r, float side) {
  const float w = std::max(r.w, side), h = std::max(r.h, side);
  return {r.centre().x - w / 2, r.centre().y - h / 2, w, h};
}

void mark_now(Painter& p, Rect cell) {
  if (cell.w >= 8 && cell.h >= 8) {
    p.lit({cell.x, cell.y, cell.w - 1, cell.h - 1});
    return;
  }
  const Rect mark = at_least(cell, 4);
  p.fill({mark.x - 1, mark.y - 1, mark.w + 2, mark.h + 2}, p.theme().casing);
  p.fill(mark, p.theme().accent);
}

void draw_planes(Painter& p, const WindowLoop& loop, const Plan& plan) {
  const Geometry& g = loop.g();
  for (std::int64_t y = 0; y < g.FH; ++y)
    for (std::int64_t x = 0; x < g.FW; ++x) draw_plane_so_far(p, loop, plan.grid.plane(y, x), y, x);
  if (loop.motion.there()) {
    for (std::int64_t y = 0; y < g.FH; ++y)
      for (std::int64_t x = 0; x < g.FW; ++x) mark_now(p, plan.grid.plane(y, x).cell(loop.at.oy, loop.at.ox));
  }
}

// On a ground of their own: the way from the window passes them.
void draw_rulers(Painter& p, const WindowLoop& loop, const Plan& plan) {
  const Geometry& g = loop.g();
  const float size = p.type().code;
  const auto every = [](float pitch, float need) {
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(need / pitch)));
  };
  for (std::int64_t x = 0, d = every(plan.grid.pitch_x, p.text_width("00", size, Face::mono)); x < g.FW;
       x += d) {
    const Rect at = plan.grid.plane(0, x).at;
    p.text(std::to_string(x), {at.centre().x, at.y - 6},
           {size, Face::mono, p.theme().axis_color(Axis::FW), Align::centre});
  }
  for (std::int64_t y = 0, d = every(plan.grid.pitch_y, size); y < g.FH; y += d) {
    const Rect at = plan.grid.plane(y, 0).at;
    const float wide = p.text_width(std::to_string(y), size, Face::mono);
    p.fill({at.x - 10 - wide, at.centre().y - size * 0.55F, wide + 4, size * 1.1F}, p.theme().bg0);
    p.text(std::to_string(y), {at.x - 8, at.centre().y + size * 0.36F},
           {size, Face::mono, p.theme().axis_color(Axis::FH), Align::right});
  }
  p.hit_axis({plan.grid.corner.x, plan.grid.corner.y - 18, plan.grid.at().w, 16}, Axis::FW);
  p.hit_axis({plan.grid.corner.x - 24, plan.grid.corner.y, 22, plan.grid.at().h}, Axis::FH);
}

// The numbers of one window on their way, each to its own plane.
void draw_flight(Painter& p, const WindowLoop& loop, const Plan& plan, const Area& window) {
  const Geometry& g = loop.g();
  if (loop.motion.there() || loop.motion.copied <= 0 || g.FH * g.FW > 64) return;
  for (std::int64_t y = 0; y < g.FH; ++y) {
    for (std::int64_t x = 0; x < g.FW; ++x) {
      const Rect from = window.cell(y, x), to = plan.grid.plane(y, x).cell(loop.at.oy, loop.at.ox);
      const float t = loop.motion.copied;
      const auto between = [t](float a, float b) { return a + (b - a) * t; };
      const Rect at{between(from.x, to.x), between(from.y, to.y), between(from.w, to.w),
                    between(from.h, to.h)};
      const CellRef cell{TensorId::col6, {loop.at.n, loop.numbers_of(), y, x, loop.at.oy, loop.at.ox}};
      const Rect shown = at_least(at, 4);
      p.fill({shown.x - 1, shown.y - 1, shown.w + 2, shown.h + 2}, p.theme().casing);
      draw_image_cell(p, loop.context, cell, shown, CellLook::lit);
      p.frame(shown, p.theme().accent, shown.w >= 8 ? 2.0F : 1.0F);
    }
  }
}

void draw_numbers(Painter& p, const WindowLoop& loop, const Area& at, std::int64_t c, bool named) {
  const Geometry& g = loop.g();
  for (std::int64_t y = 0; y < g.FH; ++y) {
    for (std::int64_t x = 0; x < g.FW; ++x) {
      const CellRef cell{TensorId::col6, {loop.at.n, c, y, x, loop.at.oy, loop.at.ox}};
      Rect box = at.cell(y, x);
      if (at.cell_w >= 8) box = {box.x, box.y, box.w - 1, box.h - 1};
      draw_image_cell(p, loop.context, cell, box, CellLook::lit);
      unfolding::hit_cell(p, cell, at.cell(y, x));
    }
  }
  p.lit({at.at.x, at.at.y, at.at.w - 1, at.at.h - 1});
  if (named)
    p.text(g.C == 3 ? std::string(1, "RGB"[static_cast<std::size_t>(c)]) : std::to_string(c),
           {at.at.right() + 6, at.at.y + p.type().code},
           {p.type().code, Face::mono_bold, p.theme().axis_color(Axis::C)});
  if (!loop.chosen || (*loop.chosen)[1] != c) return;
  const Rect cell = at.cell((*loop.chosen)[2], (*loop.chosen)[3]);
  p.outline({cell.x, cell.y, cell.w - 1, cell.h - 1}, p.theme().text0);
}

void draw_enlarged(Painter& p, const WindowLoop& loop, const Plan& plan) {
  const Geometry& g = loop.g();
  const Theme& theme = p.theme();
  const StageContext& context = loop.context;
  const Area& at = plan.windows.front();
  const Rect on_img = loop.window_on(plan.img);
  p.cased_line({on_img.x, on_img.bottom() + 2}, {at.at.x, at.at.y - 3}, theme.text2);
  p.cased_line({on_img.right(), on_img.bottom() + 2}, {at.at.right(), at.at.y - 3}, theme.text2);
  const std::int64_t c = loop.numbers_of();
  const bool every = plan.windows.size() > 1;
  for (std::size_t i = 0; i < plan.windows.size(); ++i)
    draw_numbers(p, loop, plan.windows[i], every ? static_cast<std::int64_t>(i) : c, every);
  if (plan.planes_y <= 0) return;
  // The window's other channels: a click shows one's numbers.
  const float size = p.type().label;
  const float right = plan.grid.corner.x - 34;
  float x0 = at.at.x;
  const float cell = entry_size(g.FH, 0, 40 * size / 11, 8);
  for (std::int64_t i = 0; i < g.C; ++i) {
    const std::string name =
        g.C == 3 ? std::string(1, "RGB"[static_cast<std::size_t>(i)]) : std::to_string(i);
    const float wide = cell * f(g.FW) + p.text_width(name, size, Face::mono) + 12;
    if (x0 + wide > right) break;
    const Rect plane{x0, plan.planes_y + 2, cell * f(g.FW), cell * f(g.FH)};
    const Walkthrough::Plane of{.tensor = TensorId::col6,
                                .origin = {loop.at.n, i, 0, 0, loop.at.oy, loop.at.ox},
                                .row_axis = 2,
                                .col_axis = 3};
    p.picture(plane, tensor_plane(context.walkthrough, of, g.FH, g.FW),
              coloring_of(*context.walkthrough, TensorId::x, context.options));
    p.frame({plane.x - 1, plane.y - 1, plane.w + 2, plane.h + 2}, i == c ? theme.text0 : theme.line2);
    p.text(name, {plane.right() + 4, plane.centre().y + size * 0.36F},
           {size, i == c ? Face::mono_bold : Face::mono, theme.axis_color(Axis::C)});
    ViewOptions options = context.options;
    options.channel = static_cast<int>(i);
    p.hit({plane.x, plane.y, wide - 8, plane.h}, Action{act::SetOptions{options}},
          context.texts.get("orders.numbers_of", {{"c", name}}));
    x0 += wide;
  }
}

// The row of col that these numbers become, where they become one.
void draw_row(Painter& p, const WindowLoop& loop, const Plan& plan, Rect box) {
  const Geometry& g = loop.g();
  if (!unfolding::rows_are_windows(g)) return;
  const Theme& theme = p.theme();
  const StageContext& context = loop.context;
  const float size = p.type().label;
  const std::string words =
      context.texts.get("orders.row", {{"row", std::to_string(loop.at.row)}, {"k", std::to_string(g.K)}});
  p.rich(words, {box.x, plan.row_y - 8}, {p.type().code, Face::ui, theme.text1});
  const Walkthrough::Plane plane{
      .tensor = TensorId::col, .origin = {loop.at.row, 0}, .row_axis = -1, .col_axis = 1};
  const Picture picture = tensor_plane(context.walkthrough, plane, 1, g.K);
  const Coloring coloring = coloring_of(*context.walkthrough, TensorId::col, context.options);
  for (const PulledAxis::Run& run : plan.row.runs()) {
    if (plan.row.size >= 36) {
      for (std::int64_t k = run.from; k < run.to; ++k)
        unfolding::draw_cell(p, context, {TensorId::col, {loop.at.row, k}},
                             {plan.row.at(k), plan.row_y, plan.row.size - 1, plan.row_h - 1}, true);
    } else {
      p.picture_part({run.at, plan.row_y, run.length, plan.row_h}, picture, static_cast<double>(run.from), 0,
                     static_cast<double>(run.to - run.from), 1, coloring);
    }
    CellHit hit{
        .tensor = TensorId::col, .origin = {loop.at.row, 0}, .row_axis = -1, .col_axis = 1, .col0 = run.from};
    hit.cell_w = plan.row.size;
    hit.cell_h = plan.row_h;
    p.hit({run.at, plan.row_y, run.length, plan.row_h}, hit);
  }
  p.lit({plan.row.start, plan.row_y, plan.row.length() - (plan.row.size >= 36 ? 1.0F : 0.0F),
         plan.row_h - (plan.row.size >= 36 ? 1.0F : 0.0F)});
  if (plan.row.group == 0) return;
  float free = -1e9F;
  for (std::int64_t c = 0; c < g.C; ++c) {
    const std::string name =
        g.C == 3 ? std::string(1, "RGB"[static_cast<std::size_t>(c)]) : std::to_string(c);
    const std::int64_t first = c * plan.row.group;
    const float x = (plan.row.at(first) + plan.row.at(first + plan.row.group - 1) + plan.row.size) / 2;
    const float half = p.text_width(name, size, Face::mono) / 2;
    if (x - half < free) continue;
    p.text(name, {x, plan.row_y + plan.row_h + size + 3},
           {size, Face::mono, theme.axis_color(Axis::C), Align::centre});
    free = x + half + 6;
  }
}

void draw_heads(Painter& p, const WindowLoop& loop, const Plan& plan, Rect box) {
  const Geometry& g = loop.g();
  const Texts& texts = loop.context.texts;
  const float names_end = plan.grid.corner.x - 30;
  label(p, TensorId::img, shape_of(g, TensorId::img), {plan.img.at.x, plan.label_y},
        names_end - plan.img.at.x);
  label(p, TensorId::col6, shape_of(g, TensorId::col6), {plan.grid.corner.x, plan.label_y},
        box.right() - plan.grid.corner.x);
  if (plan.windows.empty()) return;
  const bool every = plan.windows.size() > 1;
  const std::string c = g.C == 3 ? std::string(1, "RGB"[static_cast<std::size_t>(loop.numbers_of())])
                                 : std::to_string(loop.numbers_of());
  const TextStyle style{p.type().label, Face::ui, p.theme().text1};
  std::string words =
      texts.get(g.C > 1 && !every ? "orders.window_channel" : "orders.window_gray",
                {{"oy", std::to_string(loop.at.oy)}, {"ox", std::to_string(loop.at.ox)}, {"c", c}});
  const float x = plan.windows.front().at.x;
  if (p.rich_width(words, style) > names_end - x)
    words = texts.get("orders.window_short",
                      {{"oy", std::to_string(loop.at.oy)}, {"ox", std::to_string(loop.at.ox)}});
  if (p.rich_width(words, style) > names_end - x) return;
  const float y = plan.windows.front().at.y - 9, wide = p.rich_width(words, style);
  p.fill({x - 2, y - p.type().label, wide + 4, p.type().label + 4}, p.theme().bg0);
  p.rich(words, {x, y}, style);
}

// From the explained number in its window to its place among the planes.
void draw_link(Painter& p, const WindowLoop& loop, const Plan& plan) {
  if (!loop.chosen || !loop.motion.there() || plan.windows.empty()) return;
  const Index& to = *loop.chosen;
  const bool every = plan.windows.size() > 1;
  if (!every && to[1] != loop.numbers_of()) return;
  const Area& window = plan.windows[every ? static_cast<std::size_t>(to[1]) : 0];
  const Rect a = window.cell(to[2], to[3]);
  const Rect b = at_least(plan.grid.plane(to[2], to[3]).cell(to[4], to[5]), 4);
  const bool light = p.theme().name == ThemeName::light;
  // From the edge of the window: a line across its numbers would strike them out.
  const Vec2 start{window.at.right() + (every ? 18.0F : 3.0F), std::round(a.centre().y)};
  std::vector<Vec2> way{start, {b.x - 2, b.centre().y}};
  if (const Area plane = plan.grid.plane(to[2], to[3]); plane.cell_w >= 30 && plane.cell_h >= 16) {
    // Between the planes, whose cells carry numbers, to the edge of the number's own.
    const float turn = plan.grid.corner.x - 26, gutter = plane.at.y - 2, x = std::round(b.centre().x);
    way = {start, {turn, start.y}, {turn, gutter}, {x, gutter}};
  }
  p.polyline(way, light ? p.theme().casing : p.theme().bg0, light ? 4.0F : 3.0F);
  p.polyline(way, p.theme().accent, light ? 2.0F : 1.0F);
}

}  // namespace

void draw_window_desk(Painter& p, const StageContext& context, Rect box) {
  const WindowLoop loop = window_loop(context);
  const Plan plan = plan_of(context.geometry(), box, p.type().text / 13);
  draw_img(p, loop, plan);
  draw_planes(p, loop, plan);
  if (!plan.windows.empty()) draw_enlarged(p, loop, plan);
  draw_heads(p, loop, plan, box);
  draw_row(p, loop, plan, box);
  draw_link(p, loop, plan);
  draw_rulers(p, loop, plan);
  const Rect on_img = plan.img.block(loop.at.top, loop.at.left, loop.g().FH, loop.g().FW);
  draw_flight(p, loop, plan,
              plan.windows.empty()
                  ? area({on_img.x, on_img.y}, loop.g().FH, loop.g().FW, plan.img.cell_w, plan.img.cell_h)
                  : plan.windows.front());
}

}  // namespace unfold::view::loop
