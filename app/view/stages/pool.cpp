#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/map_compare.h"
#include "app/view/stages/map_grid.h"
#include "app/view/stages/map_peaks.h"
#include "app/view/stages/pool_code.h"
#include "app/view/stages/present_kit.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace unfold::view {
namespace {

// The pooled cell that the picture explains: the one pointed at where it lies in the chosen map, else the
// strongest.
PoolWindow explained(const StageContext& context) {
  const Geometry& g = context.geometry();
  const std::int64_t n = context.options.image;
  for (const CellRef& cell : follow(g, context.pointed, context.options.filter))
    if (cell.tensor == TensorId::pool && cell.at[0] == n && cell.at[1] == context.options.filter)
      return pool_window(g, pool_window_row(g, n, cell.at[2], cell.at[3], cell.at[1]));
  return strongest_window(*context.walkthrough, n, context.options.filter);
}

// The conv cell that the window's value comes from; the window's first cell where only padding is in it.
// A cell of the map itself that a person points at is its own.
CellRef winner(const StageContext& context, const PoolWindow& window) {
  if (context.by_person && context.pointed.tensor == TensorId::conv && context.pointed.at[0] == window.n &&
      context.pointed.at[1] == window.f)
    return context.pointed;
  const CellRef cell = winner_of(*context.walkthrough, window);
  if (cell.tensor == TensorId::conv) return cell;
  const Geometry& g = context.geometry();
  return {TensorId::conv,
          {window.n, window.f, std::min(window.oy * g.pool_stride, g.OH - 1),
           std::min(window.ox * g.pool_stride, g.OW - 1)}};
}

float label_line(const Painter& p) { return p.type().text + 4; }

void label(Painter& p, const std::string& markup, Vec2 baseline, float room) {
  const TextStyle style{.size = p.type().code, .color = p.theme().text1};
  if (p.rich_width(markup, style) <= room) p.rich(markup, baseline, style);
}

void draw_arrow(Painter& p, const StageContext& context, float left, float right, float middle) {
  const Geometry& g = context.geometry();
  const float size = p.type().code;
  const float x = (left + right) / 2;
  const TextStyle style{.size = size, .face = Face::mono, .color = p.theme().text1, .align = Align::centre};
  p.text("max", {x, middle - size - 2}, style);
  p.text(std::to_string(g.PH) + "×" + std::to_string(g.PW), {x, middle + 2}, style);
  p.hline(x - 14, x + 10, middle + 12, p.theme().text1);
  p.arrow_head({x + 12, middle + 12.5F}, 4, Painter::Toward::right, p.theme().text1);
}

float value_height(const Painter& p) { return 29 * p.type().label / 11; }

// The window's values as numbered cells, the one kept lit. Returns how tall they are.
float draw_values(Painter& p, const StageContext& context, const PoolWindow& window, Rect room) {
  const Geometry& g = context.geometry();
  const Coloring coloring =
      map_coloring(*context.walkthrough, TensorId::conv, window.n, window.f, context.options);
  const float w = std::floor(std::min(room.w / static_cast<float>(g.PW), 56 * p.type().label / 11));
  const float h = std::floor(std::min(room.h / static_cast<float>(g.PH), value_height(p)));
  const std::int64_t kept = context.walkthrough->argmax(window.row);
  for (std::int64_t k = 0; k < g.PH * g.PW; ++k) {
    const CellRef cell{TensorId::pool_windows, {window.row, k}};
    const float value = context.walkthrough->at(cell);
    const Rect at{room.x + static_cast<float>(k % g.PW) * w, room.y + static_cast<float>(k / g.PW) * h, w - 1,
                  h - 1};
    const CellNumber number = h >= 14 ? in_cell(static_cast<double>(value), w) : CellNumber{};
    p.cell(at, color_of(p.theme(), coloring, value), number, cell_number_size(w));
  }
  CellHit hit{.tensor = TensorId::pool_windows, .origin = {window.row, 0}};
  hit.col_axis = 1;
  hit.cell_w = w;
  hit.cell_h = h;
  for (std::int64_t r = 0; r < g.PH; ++r) {
    hit.col0 = r * g.PW;
    p.hit({room.x, room.y + static_cast<float>(r) * h, static_cast<float>(g.PW) * w, h}, hit);
  }
  p.lit({room.x + static_cast<float>(kept % g.PW) * w, room.y + static_cast<float>(kept / g.PW) * h, w - 1,
         h - 1});
  return static_cast<float>(g.PH) * h;
}

// Below the grids: the filter and its window, where that window lies on the picture, the map and the pooled
// map.
void draw_chosen(Painter& p, const StageContext& context, Rect room) {
  const Geometry& g = context.geometry();
  const Texts& tx = context.texts;
  const PoolWindow window = explained(context);
  const CellRef best = winner(context, window);
  const std::string f = std::to_string(window.f);
  const float top = room.y + label_line(p);
  const float tall = room.bottom() - top;

  const float gap = std::clamp(room.w * 0.026F, 14.0F, 34.0F);
  const float first = std::floor(room.w * 0.184F);
  const float last = std::floor(std::max(room.w * 0.148F, 2 * 44 * p.type().label / 11));
  const float middle = std::floor((room.w - first - last - 3 * gap) / 2);

  // The filter beside the window, and below them the windows that excite it most.
  const float side = std::floor(std::min((first - 8) / 2, tall));
  label(p, tx.get("pool.filter", {{"f", f}}), {room.x, top - 9}, side + 6);
  const Rect filter = draw_filter(p, context, window.f, {room.x, top, side, side});
  const float beside = room.x + first - side;
  label(p, tx.get("pool.window"), {beside, top - 9}, side + gap);
  const Rect patch = draw_window(p, context, window.f, best.at[2], best.at[3], {beside, top, side, side});
  p.frame({patch.x - 2, patch.y - 2, patch.w + 4, patch.h + 4}, p.theme().accent, 1);
  const std::vector<MapPeak> peaks = peaks_of(context, Peak::strongest);
  const float line = label_line(p) + 8;
  float y = std::max(filter.bottom(), patch.bottom()) + line;
  bool with_weakest = false;
  for (const Peak peak : {Peak::strongest, Peak::weakest}) {
    const float end =
        draw_peak_windows(p, context, peaks_of(context, peak), {room.x, y}, first, room.bottom(), best);
    if (end == y) break;
    label(p, tx.get(peak == Peak::strongest ? "peaks.strongest" : "peaks.weakest"), {room.x, y - 7},
          first + gap);
    y = end + line;
    with_weakest = peak == Peak::weakest;
  }

  const Rect slot_x{room.x + first + gap, top, middle, tall};
  const Rect x = fit_plane(slot_x, g.H, g.W);
  label(p, tx.get(peaks.empty() ? "pool.on_x" : "peaks.on_x"), {x.x, top - 9}, middle + gap - 8);
  p.picture(x, x_picture(p, context));
  const float sx = x.w / static_cast<float>(g.W);
  const float sy = x.h / static_cast<float>(g.H);
  const Rect field{x.x + static_cast<float>(best.at[3] * g.stride - g.pad.left) * sx,
                   x.y + static_cast<float>(best.at[2] * g.stride - g.pad.top) * sy,
                   std::max(5.0F, static_cast<float>(g.cols().extent()) * sx),
                   std::max(5.0F, static_cast<float>(g.rows().extent()) * sy)};
  // A window that hangs over the edge is cut a little outside it.
  const Rect seen = x.inset(-10);
  const float edge = std::max(field.x, seen.x) - 4;
  p.line({patch.right() + 3, patch.y}, {edge, std::max(field.y, x.y) - 3}, p.theme().text2);
  p.line({patch.right() + 3, patch.bottom()}, {edge, std::min(field.bottom(), x.bottom()) + 3},
         p.theme().text2);
  if (!with_weakest) {
    // In a row below the picture, where it leaves room.
    const float below = x.bottom() + line;
    const float end = draw_peak_windows(p, context, peaks_of(context, Peak::weakest), {x.x, below}, middle,
                                        room.bottom(), best, peaks_named);
    if (end != below) label(p, tx.get("peaks.weakest"), {x.x, below - 7}, middle);
  }
  CellHit hit{.tensor = TensorId::x,
              .origin = {window.n, std::max(0, context.options.channel), 0, 0},
              .row_axis = 2,
              .col_axis = 3};
  hit.cell_w = sx;
  hit.cell_h = sy;
  p.hit(x, hit);
  p.clip(seen);
  p.lit(field);
  p.unclip();
  draw_peaks_on_x(p, context, peaks, x, best);

  const Rect slot_map{slot_x.right() + gap, top, middle, tall};
  const Rect map = fit_plane(slot_map, g.OH, g.OW);
  label(p, tx.get("pool.conv_map", {{"f", f}}), {map.x, top - 9}, middle + gap - 8);
  draw_map(p, context, TensorId::conv, window.f, map);
  p.lit(cell_in_plane(map, g.OH, g.OW, best.at[2], best.at[3]));

  const float x3 = room.right() - last;
  // Both maps at one cell size: the pooled one is seen to be smaller.
  const float per_cell = map.w / static_cast<float>(g.OW);
  const float below = static_cast<float>(g.PH) * value_height(p) + 2 * label_line(p) + 18;
  const float half = std::max(tall / 2 - 8, tall - below);
  const Rect pooled = fit_plane({x3, top, std::min(last, per_cell * static_cast<float>(g.QW) + 0.5F),
                                 std::min(half, per_cell * static_cast<float>(g.QH) + 0.5F)},
                                g.QH, g.QW);
  label(p, tx.get("pool.pool_map", {{"f", f}}), {x3, top - 9}, last + 4);
  draw_map(p, context, TensorId::pool, window.f, pooled);
  p.lit(cell_in_plane(pooled, g.QH, g.QW, window.oy, window.ox));

  const float values_top = pooled.bottom() + label_line(p) + 18;
  const std::string size = std::to_string(g.PH) + "×" + std::to_string(g.PW);
  label(p, tx.get("pool.its_values", {{"size", size}}), {x3, values_top - 9}, last + 4);
  const float values_tall = room.bottom() - values_top - label_line(p);
  if (values_tall < 16) return;
  const float values_end = values_top + draw_values(p, context, window, {x3, values_top, last, values_tall});
  label(p, tx.get("pool.keeps_one", {{"count", std::to_string(g.PH * g.PW)}}),
        {x3, values_end + label_line(p) - 2}, last + 4);
}

void draw(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const float labels = p.type().label + 7;
  const float arrow = 44;
  const float lower = std::clamp(box.h * 0.395F, 150.0F, 420.0F);
  const float head = p.type().text + 3;
  const Rect room{box.x + labels, box.y + head, std::floor((box.w - labels - arrow) / 2),
                  box.h - head - lower - 4};
  const MapGrid conv = fit_map_grid(room, g.FN);
  MapGrid pool = conv;
  pool.at.x = box.right() - pool.at.w;
  p.tensor_label(TensorId::conv, context.walkthrough->shape(TensorId::conv), {conv.at.x, box.y + head - 8});
  p.tensor_label(TensorId::pool, context.walkthrough->shape(TensorId::pool), {pool.at.x, box.y + head - 8});
  draw_map_grid(p, context, TensorId::conv, conv, g.FN);
  draw_map_grid(p, context, TensorId::pool, pool, context.step() + 1);
  draw_map_grid_labels(p, context, conv);
  draw_arrow(p, context, conv.at.right(), pool.at.x, conv.at.centre().y);
  const float top = conv.at.bottom() + 10;
  const Rect chosen{box.x, top, box.w, box.bottom() - top};
  // Pooled maps that are not written yet are not shown.
  if (compares(context) && std::max(context.options.filter, context.options.compare) <= context.step())
    draw_comparison(p, context, chosen);
  else
    draw_chosen(p, context, chosen);
}

void draw_present(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const float gap = 56;
  const Rect room{box.x, box.y, std::floor((box.w - gap) / 2), box.h};
  MapGrid grid = fit_map_grid(room, g.FN);
  grid.at.y = box.y + std::floor((box.h - grid.at.h) / 2);
  draw_map_grid(p, context, TensorId::pool, grid, context.step() + 1);
  const float left = grid.at.right() + gap;
  const Rect slot{left, grid.at.y, box.right() - left, grid.at.h};
  const Rect map = fit_plane(slot, g.QH, g.QW);
  draw_map(p, context, TensorId::pool, context.options.filter, map);
  loop::framed(p, map);
  const float x = grid.at.right();
  loop::arrow_right(p, x + 10, x + gap - 6, grid.at.centre().y);
}

StageStory tell(const StageContext& context) {
  const Geometry& g = context.geometry();
  const Texts& tx = context.texts;
  const PoolWindow w = explained(context);
  const std::string f = std::to_string(w.f);
  const float value = context.walkthrough->at(TensorId::pool, {w.n, w.f, w.oy, w.ox});
  StageStory story;
  story.title = tx.get("pool.title", {{"count", std::to_string(g.FN)}});
  const std::int64_t top = w.oy * g.pool_stride - g.pool_pad.top;
  const std::int64_t left = w.ox * g.pool_stride - g.pool_pad.left;
  const auto slice = [](std::int64_t from, std::int64_t size, std::int64_t end) {
    return std::to_string(std::max<std::int64_t>(from, 0)) + ":" + std::to_string(std::min(from + size, end));
  };
  story.statement = "pool[" + std::to_string(w.n) + ", {FN b|" + f + "}, {OH|" + std::to_string(w.oy) +
                    "}, {OW|" + std::to_string(w.ox) + "}] = conv[" + std::to_string(w.n) + ", {FN b|" + f +
                    "}, " + slice(top, g.PH, g.OH) + ", " + slice(left, g.PW, g.OW) + "].max() = {accent b|" +
                    fixed(static_cast<double>(value), std::abs(value) >= 1000 ? 1 : 4) + "}";
  story.toggles = map_toggles(context);
  story.code = pool_code(context, PoolLine::maps);
  if (context.options.compare == context.options.filter)
    story.words.push_back(tx.get("compare.self", {{"f", std::to_string(context.options.filter)}}));
  if (const std::string order = map_order_words(context); !order.empty()) story.words.push_back(order);
  story.words.push_back(tx.get("pool.words.answer"));
  story.words.push_back(tx.get("pool.words.colours"));
  std::int64_t silent = 0;
  std::int64_t loudest = 0;
  for (std::int64_t i = 0; i < g.FN; ++i) {
    if (nearly_zero(*context.walkthrough, TensorId::conv, w.n, i)) ++silent;
    const auto most = [&](std::int64_t k) {
      return context.walkthrough->map_stats(TensorId::pool, w.n, k).max;
    };
    if (most(i) > most(loudest)) loudest = i;
  }
  story.words.push_back(tx.get(
      "pool.words.loudest",
      {{"f", std::to_string(loudest)},
       {"value",
        fixed(static_cast<double>(context.walkthrough->map_stats(TensorId::pool, w.n, loudest).max), 2)}}));
  story.words.push_back(tx.get("pool.words.keeps", {{"PH", std::to_string(g.PH)},
                                                    {"PW", std::to_string(g.PW)},
                                                    {"before", grouped(g.N * g.FN * g.OH * g.OW)},
                                                    {"after", grouped(g.N * g.FN * g.QH * g.QW)}}));
  if (silent > 0) story.words.push_back(tx.get("pool.words.silent", {{"count", std::to_string(silent)}}));
  story.readout = tx.get("pool.readout", {{"f", std::to_string(context.step())}});
  story.present_words =
      tx.get("pool.present", {{"count", std::to_string(g.FN)},
                              {"size", std::to_string(g.QH) + " × " + std::to_string(g.QW)}});
  story.present_code = {"out = out.reshape(N, out_h, out_w, C) \\", "         .transpose(0, 3, 1, 2)"};
  story.present_values = {"{FN|C = " + std::to_string(g.FN) + "}"};
  return story;
}

CellRef subject(const Walkthrough& walkthrough, const Playback&, const ViewOptions& options) {
  return winner_of(walkthrough, strongest_window(walkthrough, options.image, options.filter));
}

}  // namespace

const StageView pool_view{draw, draw_present, tell, subject};

}  // namespace unfold::view
