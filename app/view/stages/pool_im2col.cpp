#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/map_grid.h"
#include "app/view/stages/plane_numbers.h"
#include "app/view/stages/pool_code.h"
#include "app/view/stages/pool_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace unfold::view {
namespace {

std::int64_t place_of(const StageContext& context) {
  return std::min(context.step(), context.geometry().PH * context.geometry().PW - 1);
}

// The (QH, QW) values that the windows of map f have at place k of the window, as pool_col holds them.
Picture place_plane(const StageContext& context, std::int64_t f, std::int64_t k) {
  const Geometry& g = context.geometry();
  const std::int64_t n = context.options.image;
  const std::shared_ptr<const Walkthrough> walk = context.walkthrough;
  Picture picture;
  picture.id = picture_id({walk->serial(), 0x9001, static_cast<std::uint64_t>(n),
                           static_cast<std::uint64_t>(f), static_cast<std::uint64_t>(k)});
  picture.width = g.QW;
  picture.height = g.QH;
  picture.fill = std::make_shared<
      const std::function<void(std::int64_t, std::int64_t, std::int64_t, std::int64_t, float*)>>(
      [walk, n, f, k](std::int64_t x0, std::int64_t y0, std::int64_t w, std::int64_t h, float* out) {
        const Geometry& geometry = walk->geometry();
        const std::int64_t column = f * geometry.PH * geometry.PW + k;
        for (std::int64_t y = y0; y < y0 + h; ++y)
          for (std::int64_t x = x0; x < x0 + w; ++x)
            *out++ = walk->at(TensorId::pool_col, {(n * geometry.QH + y) * geometry.QW + x, column});
      });
  return picture;
}

CellHit plane_hit(const StageContext& context, std::int64_t f, std::int64_t k, Rect at, std::int64_t row) {
  const Geometry& g = context.geometry();
  CellHit hit{.tensor = TensorId::pool_col,
              .origin = {(context.options.image * g.QH + row) * g.QW, f * g.PH * g.PW + k}};
  hit.col_axis = 0;  // along a row of the plane the rows of pool_col follow each other
  hit.cell_w = at.w / static_cast<float>(g.QW);
  hit.cell_h = at.h / static_cast<float>(g.QH);
  return hit;
}

// What the windows copy from beside the map is no number of it: minus infinity has no colour among the
// others.
void cover_beyond_map(Painter& p, const Geometry& g, std::int64_t k, Rect at) {
  // The windows whose cell `cell` lies on the map: first..last - 1.
  struct Range {
    std::int64_t first, last;
  };
  const auto on_map = [](const Slide& slide, std::int64_t cell) {
    Range range{slide.count, 0};
    for (std::int64_t i = 0; i < slide.count; ++i) {
      const std::int64_t place = slide.place(i, cell) - slide.before;
      if (place < 0 || place >= slide.size) continue;
      range.first = std::min(range.first, i);
      range.last = i + 1;
    }
    return range;
  };
  const Range rows = on_map(g.pool_rows(), k / g.PW), cols = on_map(g.pool_cols(), k % g.PW);
  const float w = at.w / static_cast<float>(g.QW), h = at.h / static_cast<float>(g.QH);
  const float left = w * static_cast<float>(std::min(cols.first, g.QW)),
              right = w * static_cast<float>(cols.last);
  const float top = h * static_cast<float>(std::min(rows.first, g.QH)),
              bottom = h * static_cast<float>(rows.last);
  const Color pad = p.theme().pad;
  if (left > 0) p.fill({at.x, at.y, left, at.h}, pad);
  if (right < at.w) p.fill({at.x + right, at.y, at.w - right, at.h}, pad);
  if (top > 0) p.fill({at.x, at.y, at.w, top}, pad);
  if (bottom < at.h) p.fill({at.x, at.y + bottom, at.w, at.h - bottom}, pad);
}

void draw_plane(Painter& p, const StageContext& context, std::int64_t f, std::int64_t k, Rect at,
                bool answers) {
  const Geometry& g = context.geometry();
  const Coloring coloring =
      map_coloring(*context.walkthrough, TensorId::conv, context.options.image, f, context.options);
  p.picture(at, place_plane(context, f, k), coloring);
  cover_beyond_map(p, g, k, at);
  draw_plane_numbers(p, at, g.QH, g.QW, coloring, [&](std::int64_t r, std::int64_t c) {
    return context.walkthrough->at(TensorId::pool_col,
                                   {(context.options.image * g.QH + r) * g.QW + c, f * g.PH * g.PW + k});
  });
  if (!answers || g.QH > 512) return;
  const float h = at.h / static_cast<float>(g.QH);
  for (std::int64_t r = 0; r < g.QH; ++r)
    p.hit({at.x, at.y + static_cast<float>(r) * h, at.w, h}, plane_hit(context, f, k, at, r));
}

// The grid of PH x PW planes: written, running, empty.
Rect draw_planes(Painter& p, const StageContext& context, Rect room, float text) {
  const Geometry& g = context.geometry();
  const std::int64_t now = place_of(context);
  const float gap = 8;
  const float label = text + 6 + p.theme().stroke.now;
  const Rect inner{room.x + label, room.y + label, room.w - label, room.h - label};
  const auto cols = static_cast<float>(g.PW);
  const auto rows = static_cast<float>(g.PH);
  const Rect plane =
      fit_plane({0, 0, (inner.w - gap * (cols - 1)) / cols, (inner.h - gap * (rows - 1)) / rows}, g.QH, g.QW);
  Rect running{};
  for (std::int64_t k = 0; k < g.PH * g.PW; ++k) {
    const Rect at{inner.x + static_cast<float>(k % g.PW) * (plane.w + gap),
                  inner.y + static_cast<float>(k / g.PW) * (plane.h + gap), plane.w, plane.h};
    if (k <= now) {
      draw_plane(p, context, context.options.filter, k, at, k == now);
      // The copy sweeps down the running plane.
      const float left = k == now ? at.h * static_cast<float>(1 - std::min(context.motion, 1.0)) : 0;
      if (left > 0) p.fill({at.x, at.bottom() - left, at.w, left}, p.theme().bg1);
    } else {
      p.fill(at, p.theme().bg1);
      p.frame(at, p.theme().line1);
      p.text("0", {at.centre().x, at.centre().y + text * 0.36F},
             {.size = text, .face = Face::mono, .color = p.theme().ghost, .align = Align::centre});
    }
    if (k == now) running = at;
  }
  const float clear = p.theme().stroke.now + 4 * p.theme().stroke.casing;  // of the ring
  for (std::int64_t x = 0; x < g.PW; ++x)
    p.text(std::to_string(x),
           {inner.x + static_cast<float>(x) * (plane.w + gap) + plane.w / 2, inner.y - clear},
           {.size = text,
            .face = x == now % g.PW ? Face::mono_bold : Face::mono,
            .color = p.theme().axis_color(Axis::FW),
            .align = Align::centre});
  for (std::int64_t y = 0; y < g.PH; ++y)
    p.text(
        std::to_string(y),
        {inner.x - clear - 2, inner.y + static_cast<float>(y) * (plane.h + gap) + plane.h / 2 + text * 0.36F},
        {.size = text,
         .face = y == now / g.PW ? Face::mono_bold : Face::mono,
         .color = p.theme().axis_color(Axis::FH),
         .align = Align::right});
  p.lit(running);
  return running;
}

// A frame on the cell's edge; a casing parts it from the cell, of whatever colour that is, and the two leave
// its number the room that it has.
void mark_place(Painter& p, Rect at) {
  const Theme& t = p.theme();
  const bool dark = t.name == ThemeName::dark;
  const Rect frame = at.inset(-t.stroke.casing);
  p.frame(frame, dark ? t.accent : t.text0, t.stroke.now);
  p.frame(frame.inset(t.stroke.now), dark ? t.casing : t.bg0, t.stroke.casing);
}

// The first rows and columns of the map as numbers: the windows pulled apart, the running place of each lit.
void draw_corner(Painter& p, const StageContext& context, Rect room, float text, float largest) {
  const Geometry& g = context.geometry();
  const Walkthrough& walk = *context.walkthrough;
  const std::int64_t now = place_of(context);
  const std::int64_t n = context.options.image;
  const std::int64_t f = context.options.filter;
  const Coloring coloring = map_coloring(walk, TensorId::conv, n, f, context.options);
  const bool apart = g.pool_stride >= g.PW;
  const float gap = apart ? 6 : 0;
  const auto windows_across = [&](std::int64_t all, float space, float cell) {
    std::int64_t q = 1;
    while (q < all &&
           (static_cast<float>(q * g.pool_stride + g.PW) * cell + static_cast<float>(q) * gap) <= space)
      ++q;
    return q;
  };
  const float w = largest;
  const float h = std::floor(w * 0.62F);
  const std::int64_t across = windows_across(g.QW, room.w, w);
  const std::int64_t down = windows_across(g.QH, room.h, h);
  const std::int64_t cols = (across - 1) * g.pool_stride + g.PW;
  const std::int64_t rows = (down - 1) * g.pool_stride + g.PH;
  std::vector<Rect> places;  // the running one of each window
  for (std::int64_t i = 0; i < rows; ++i) {
    for (std::int64_t j = 0; j < cols; ++j) {
      const Rect at{
          room.x + static_cast<float>(j) * w + (apart ? static_cast<float>(j / g.pool_stride) * gap : 0),
          room.y + static_cast<float>(i) * h + (apart ? static_cast<float>(i / g.pool_stride) * gap : 0),
          w - 1, h - 1};
      const std::int64_t r = i - g.pool_pad.top;
      const std::int64_t c = j - g.pool_pad.left;
      const std::int64_t y = i - now / g.PW;
      const std::int64_t x = j - now % g.PW;
      const bool on = y >= 0 && x >= 0 && y % g.pool_stride == 0 && x % g.pool_stride == 0 &&
                      y / g.pool_stride < down && x / g.pool_stride < across;
      if (r < 0 || c < 0 || r >= g.OH || c >= g.OW) {
        draw_beyond_map(p, g, at, r, c, on, text);
      } else {
        const float v = walk.at(TensorId::conv, {n, f, r, c});
        const CellNumber number = in_cell(static_cast<double>(v), w, text);
        if (on)
          p.cell(at, color_of(p.theme(), coloring, v), number, text);
        else
          p.faded_cell(at, color_of(p.theme(), coloring, v), number, text);
        CellHit hit{.tensor = TensorId::conv, .origin = {n, f, r, c}};
        hit.cell_w = w;
        hit.cell_h = h;
        p.hit({at.x, at.y, w, h}, hit);
      }
      if (on) places.push_back(at);
    }
  }
  for (const Rect& at : places) mark_place(p, at);  // over the cells beside them
}

void draw(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const Texts& tx = context.texts;
  const float unit = p.type().label / 11;
  const float head = p.type().text + 8;
  const std::string f = std::to_string(context.options.filter);
  const float left = std::floor(box.w * 0.46F);
  const float upper = std::floor(box.h * 0.56F);
  const TextStyle small{.size = p.type().code, .color = p.theme().text1};

  p.rich("{m b|conv[" + std::to_string(context.options.image) + ", }{FN m b|" + f + "}{m b|]}  " +
             std::to_string(g.OH) + " × " + std::to_string(g.OW),
         {box.x, box.y + p.type().text}, small);
  const float planes_top = box.y + head;
  const Rect map = fit_plane(
      {box.x, planes_top + p.type().code + 8, left - 20, upper - head - p.type().code - 8}, g.OH, g.OW);
  draw_map(p, context, TensorId::conv, context.options.filter, map);

  p.rich(tx.get("pool_im2col.planes", {{"PH", std::to_string(g.PH)},
                                       {"PW", std::to_string(g.PW)},
                                       {"size", std::to_string(g.QH) + " × " + std::to_string(g.QW)}}),
         {box.x + left + 20, box.y + p.type().text}, small);
  draw_planes(p, context, {box.x + left, planes_top, box.w - left - 4, upper - head}, p.type().code);

  const float lower = box.y + upper + 24 * unit;
  p.rich(tx.get("pool_im2col.corner", {{"y", std::to_string(place_of(context) / g.PW)},
                                       {"x", std::to_string(place_of(context) % g.PW)}}),
         {box.x, lower}, small);
  draw_corner(p, context, {box.x, lower + 12, box.w, box.bottom() - lower - 12}, p.type().code, 46 * unit);
}

void draw_present(Painter& p, const StageContext& context, Rect box) {
  const float half = std::floor(box.w * 0.62F);
  draw_corner(p, context, {box.x, box.y + 35, half - 30, box.h - 35}, p.type().label, 88);
  draw_planes(p, context, {box.x + half, box.y, box.w - half - 10, box.h}, p.type().label);
}

StageStory tell(const StageContext& context) {
  const Geometry& g = context.geometry();
  const Texts& tx = context.texts;
  const std::int64_t k = place_of(context);
  const std::int64_t y = k / g.PW;
  const std::int64_t x = k % g.PW;
  const std::int64_t y_max = y + g.pool_stride * g.QH;
  const std::int64_t x_max = x + g.pool_stride * g.QW;
  StageStory story;
  story.title = tx.get("pool_im2col.title");
  const std::string by = ":" + std::to_string(g.pool_stride);
  story.statement = "col[:, :, {FH b|" + std::to_string(y) + "}, {FW b|" + std::to_string(x) +
                    "}, :, :] = img[:, :, {FH b|" + std::to_string(y) + ":" + std::to_string(y_max) + "}" +
                    by + ", {FW b|" + std::to_string(x) + ":" + std::to_string(x_max) + "}" + by + "]";
  story.code = pool_code(context, PoolLine::im2col);
  story.words = {tx.get("pool_im2col.words.same", {{"PH", std::to_string(g.PH)},
                                                   {"PW", std::to_string(g.PW)},
                                                   {"stride", std::to_string(g.pool_stride)}}),
                 tx.get("pool_im2col.words.place", {{"y", std::to_string(y)},
                                                    {"x", std::to_string(x)},
                                                    {"count", grouped(g.QH * g.QW)},
                                                    {"FN", std::to_string(g.FN)}}),
                 g.pool_stride >= g.PH ? tx.get("pool_im2col.words.apart")
                                       : tx.get("pool_im2col.words.overlap")};
  if (g.pool_pad.any())
    story.words.push_back(tx.get(g.pool_padding == PoolPadding::zeros ? "pool_im2col.words.pad_zeros"
                                                                      : "pool_im2col.words.pad_excluded"));
  if (std::string over = hanging_words(g, tx); !over.empty()) story.words.push_back(std::move(over));
  story.readout = "(y, x) = ({FH m|" + std::to_string(y) + "}, {FW m|" + std::to_string(x) + "})";
  story.present_words = tx.get("pool_im2col.present", {{"y", std::to_string(y)}, {"x", std::to_string(x)}});
  story.present_code = {"col = im2col(out, pool_h, pool_w,", "             stride, pad)"};
  story.present_values = {"{FH|y = " + std::to_string(y) + "}", "{FW|x = " + std::to_string(x) + "}"};
  return story;
}

CellRef subject(const Walkthrough& walkthrough, const Playback& playback, const ViewOptions& options) {
  const Geometry& g = walkthrough.geometry();
  const PoolWindow w = strongest_window(walkthrough, options.image, options.filter);
  const std::int64_t k = std::min(playback.at.step, g.PH * g.PW - 1);
  return {TensorId::pool_col, {w.row / g.FN, w.f * g.PH * g.PW + k}};
}

}  // namespace

const StageView pool_im2col_view{draw, draw_present, tell, subject};

}  // namespace unfold::view
