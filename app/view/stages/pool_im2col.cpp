#include "app/view/format.h"
#include "app/view/stages/map_grid.h"
#include "app/view/stages/pool_im2col_parts.h"
#include "app/view/stages/pool_rows.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace unfold::view {
namespace {

std::string map_words(const StageContext& context) {
  const Geometry& g = context.geometry();
  return "{m b|conv[" + std::to_string(context.options.image) + ", }{FN m b|" +
         std::to_string(context.options.filter) + "}{m b|]}  " + std::to_string(g.OH) + " × " +
         std::to_string(g.OW);
}

std::string planes_words(const StageContext& context) {
  const Geometry& g = context.geometry();
  return context.texts.get("pool_im2col.planes",
                           {{"PH", std::to_string(g.PH)},
                            {"PW", std::to_string(g.PW)},
                            {"size", std::to_string(g.QH) + " × " + std::to_string(g.QW)}});
}

// Which rows or columns of the map this step reads, in the axis's colour.
std::vector<TickLook> read_now(std::int64_t count, std::int64_t place, std::int64_t stride,
                               std::int64_t windows, Color color) {
  std::vector<TickLook> ticks;
  for (std::int64_t i = 0; i < count; ++i) ticks.push_back({is_place(i, place, stride, windows), color});
  return ticks;
}

// Small maps: the whole map, its planes and pool_col, all in numbers.
struct Numbered {
  PieceFrame map;
  PlaneCells cells;
  float planes_x = 0;
  Rect col;  // pool_col
  std::int64_t rows = 1;
  float row_height = 26;
};

// False where the cells would be too small for their numbers.
bool lay_out_numbered(Numbered& l, const Painter& p, const Geometry& g, Rect box) {
  const MapPiece piece = whole_piece(g);
  const float unit = p.type().label / 11;
  const float planes_gap = 8, map_gap = 8;
  const float head = p.type().text + 8, ticks = p.type().label + 10, left = 20 * unit;
  const float between = 24 * unit + plane_label_room(p, p.type().code);
  const float apart = 26 * unit;
  const std::int64_t all = g.N * g.QH * g.QW;
  if (pool_col_width(p, g) > box.w) return false;
  const Vec2 gaps = piece_gaps(g, piece, map_gap);
  const float least = pool_col_height(p, std::min<std::int64_t>(all, 3), l.row_height * unit);
  const float tall = std::max(gaps.y, planes_gap * static_cast<float>(g.PH - 1));
  const Vec2 room{box.w - left - between - gaps.x - planes_gap * static_cast<float>(g.PW - 1) - 4,
                  box.h - head - ticks - tall - apart - least};
  PieceLook look =
      fitting_look(p, room, piece.cols + g.PW * g.QW, std::max(piece.rows, g.PH * g.QH), 110 * unit);
  look.gap = map_gap;
  if (!carries_numbers(p, look)) return false;
  l.map = piece_frame(g, piece, {box.x + left, box.y + head + ticks}, look);
  l.cells = {look.cell_w, look.cell_h, look.text};
  l.planes_x = l.map.at().right() + 24 * unit;
  const float planes =
      static_cast<float>(g.PH * g.QH) * look.cell_h + planes_gap * static_cast<float>(g.PH - 1);
  const float end = l.map.origin.y + std::max(l.map.at().h, planes);
  // The rows first, then the space before them, take what is left over.
  const float spare = box.bottom() - end - apart;
  l.row_height = std::floor(26 * unit);
  while (l.rows < all && pool_col_height(p, l.rows + 1, l.row_height) <= spare) ++l.rows;
  while (l.row_height < 40 * unit && pool_col_height(p, l.rows, l.row_height + 1) <= spare) ++l.row_height;
  const float left_over = spare - pool_col_height(p, l.rows, l.row_height);
  const float y = end + apart + std::min(std::max(0.0F, left_over) / 2, 40 * unit);
  l.col = {box.x, y, box.w, box.bottom() - y};
  return true;
}

void draw_numbered(Painter& p, const StageContext& context, const Numbered& l, Rect box) {
  const Geometry& g = context.geometry();
  const std::int64_t k = copied_place(context);
  const TextStyle small{.size = p.type().code, .color = p.theme().text1};
  const MapPiece& piece = l.map.piece;
  p.rich(map_words(context), {l.map.origin.x, box.y + p.type().text}, small);
  draw_piece_ticks(p, l.map,
                   read_now(piece.rows, k / g.PW, g.pool_stride, g.QH, p.theme().axis_color(Axis::FH)),
                   read_now(piece.cols, k % g.PW, g.pool_stride, g.QW, p.theme().axis_color(Axis::FW)));
  draw_places(p, context, l.map);
  const float label = plane_label_room(p, p.type().code);
  p.rich(planes_words(context), {l.planes_x + label, box.y + p.type().text}, small);
  const float top = l.map.origin.y;
  const Rect planes = draw_place_planes(
      p, context, {l.planes_x, top - label, box.right() - l.planes_x, box.h}, p.type().code, l.cells);
  // Where the planes, or the map, leave the most room.
  const Rect map = l.map.at();
  const float under_planes = planes.bottom() + 18, under_map = map.bottom() + 18;
  const float x = under_planes <= under_map ? l.planes_x + label : map.x;
  const float y = std::min(under_planes, under_map);
  const float right = x == map.x ? l.planes_x : box.right();
  draw_pool_legend(p, context, {x, y, right - x, l.col.y - 10 - y}, true);
  draw_pool_col(p, context, l.col, l.rows, l.row_height);
}

// Large maps: the map and its planes as pictures, a corner of it in numbers.
void draw_pictures(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const float unit = p.type().label / 11;
  const float head = p.type().text + 8;
  const float left = std::floor(box.w * 0.46F);
  const float upper = std::floor(box.h * 0.56F);
  const TextStyle small{.size = p.type().code, .color = p.theme().text1};

  p.rich(map_words(context), {box.x, box.y + p.type().text}, small);
  const float planes_top = box.y + head;
  const Rect map = fit_plane(
      {box.x, planes_top + p.type().code + 8, left - 20, upper - head - p.type().code - 8}, g.OH, g.OW);
  draw_map(p, context, TensorId::conv, context.options.filter, map);

  p.rich(planes_words(context), {box.x + left + 20, box.y + p.type().text}, small);
  draw_place_planes(p, context, {box.x + left, planes_top, box.w - left - 4, upper - head}, p.type().code);

  const std::int64_t k = copied_place(context);
  const float lower = box.y + upper + 24 * unit;
  const PieceFrame corner =
      corner_frame(g, {box.x, lower + 12, box.w, box.bottom() - lower - 12}, p.type().code, 46 * unit);
  const bool whole = corner.piece.q1 == g.QH && corner.piece.p1 == g.QW;
  p.rich(context.texts.get(whole ? "pool_im2col.whole" : "pool_im2col.corner",
                           {{"y", std::to_string(k / g.PW)}, {"x", std::to_string(k % g.PW)}}),
         {box.x, lower}, small);
  draw_places(p, context, corner);
}

void draw(Painter& p, const StageContext& context, Rect box) {
  Numbered l;
  if (lay_out_numbered(l, p, context.geometry(), box))
    draw_numbered(p, context, l, box);
  else
    draw_pictures(p, context, box);
}

void draw_present(Painter& p, const StageContext& context, Rect box) {
  const float half = std::floor(box.w * 0.62F);
  draw_places(
      p, context,
      corner_frame(context.geometry(), {box.x, box.y + 35, half - 30, box.h - 35}, p.type().label, 88));
  draw_place_planes(p, context, {box.x + half, box.y, box.w - half - 10, box.h}, p.type().label);
}

StageStory tell(const StageContext& context) {
  const Geometry& g = context.geometry();
  const Texts& tx = context.texts;
  const std::int64_t k = copied_place(context);
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
