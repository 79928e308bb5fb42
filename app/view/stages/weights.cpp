#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/map_grid.h"
#include "app/view/stages/plane_numbers.h"
#include "app/view/stages/present_kit.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace unfold::view {
namespace {

std::string channel_name(const Geometry& g, std::int64_t c) {
  return g.C == 3 ? std::string(1, "RGB"[static_cast<std::size_t>(c)]) : std::to_string(c);
}

// "G", or "2–3".
std::string channels_of_group(const Geometry& g, std::int64_t group) {
  const std::string first = channel_name(g, group * g.CG);
  return g.CG == 1 ? first : first + "–" + channel_name(g, group * g.CG + g.CG - 1);
}

// col_W with one column pulled out of its neighbours.
struct Matrix {
  Rect at;
  float cell_w = 3, cell_h = 3, pulled = 10, apart = 6;
  std::int64_t column = 0;
  bool numbers = false;
  float text = 12;

  [[nodiscard]] float x(std::int64_t f) const {
    const float base = at.x + static_cast<float>(f) * cell_w;
    if (f < column) return base;
    if (f == column) return base + apart;
    return base + pulled - cell_w + 2 * apart;
  }
  [[nodiscard]] Rect column_rect() const { return {x(column), at.y, pulled, at.h}; }
};

Matrix fit_matrix(const Geometry& g, Rect room, std::int64_t column, float unit, float text) {
  Matrix m;
  m.column = column;
  m.cell_h = std::min(room.h / static_cast<float>(g.KG), 24 * unit);
  if (m.cell_h >= 1) m.cell_h = std::floor(m.cell_h);
  m.cell_w = std::min((room.w - 2 * m.apart - 10 * unit) / static_cast<float>(g.FN), 52 * unit);
  if (m.cell_w >= 1) m.cell_w = std::floor(m.cell_w);
  m.pulled = std::max(m.cell_w, 10 * unit);
  m.text = text;
  m.numbers = m.cell_w >= 36 && m.cell_w >= 3 * text && m.cell_h >= text + 4;
  m.at = {room.x, room.y, static_cast<float>(g.FN - 1) * m.cell_w + m.pulled + 2 * m.apart,
          std::floor(m.cell_h * static_cast<float>(g.KG))};
  return m;
}

void draw_columns(Painter& p, const StageContext& context, const Matrix& m, std::int64_t first,
                  std::int64_t count, float alpha, float wide) {
  if (count <= 0) return;
  const Geometry& g = context.geometry();
  const Coloring coloring = coloring_of(*context.walkthrough, TensorId::W, context.options);
  const Rect at{m.x(first), m.at.y, wide * static_cast<float>(count), m.at.h};
  if (m.numbers) {
    for (std::int64_t f = first; f < first + count; ++f) {
      for (std::int64_t k = 0; k < g.KG; ++k) {
        const float v = context.walkthrough->at(TensorId::col_W, {k, f});
        const Rect cell{m.x(f), m.at.y + static_cast<float>(k) * m.cell_h, m.cell_w - 1, m.cell_h - 1};
        const CellNumber number = in_cell(static_cast<double>(v), m.cell_w, m.text);
        if (alpha == 1)
          p.cell(cell, color_of(p.theme(), coloring, v), number, m.text);
        else
          p.faded_cell(cell, color_of(p.theme(), coloring, v), number, m.text);
      }
    }
  } else {
    p.picture_part(at, tensor_matrix(context.walkthrough, TensorId::col_W), static_cast<double>(first), 0,
                   static_cast<double>(count), static_cast<double>(g.KG), coloring, alpha);
  }
  CellHit hit{.tensor = TensorId::col_W, .origin = {0, 0}, .row_axis = 0, .col_axis = 1, .col0 = first};
  hit.cell_w = wide;
  hit.cell_h = m.cell_h;
  p.hit(at, hit);
}

void draw_matrix(Painter& p, const StageContext& context, const Matrix& m) {
  const Geometry& g = context.geometry();
  draw_columns(p, context, m, 0, m.column, 0.42F, m.cell_w);
  draw_columns(p, context, m, m.column, 1, 1, m.pulled);
  const std::int64_t later = g.FN - m.column - 1;
  if (later > 0)
    p.fill({m.x(m.column + 1), m.at.y, m.cell_w * static_cast<float>(later), m.at.h}, p.theme().bg1);
  const Rect column = m.column_rect();
  // The filter is laid out from the top of its column down.
  const float left = column.h * static_cast<float>(1 - std::min(context.motion, 1.0));
  if (left > 0) p.fill({column.x, column.bottom() - left, column.w, left}, p.theme().bg1);
  p.lit({column.x, column.y, column.w - (m.numbers ? 1.0F : 0.0F), column.h});
}

// Does a column hold numbers of all the filters, and not one filter?
bool mixes_filters(const Geometry& g) { return g.mistake == Mistake::wrong_reshape_W && !is_harmless(g); }

// The chosen filter, plane by plane, with numbers where there is room.
void draw_planes(Painter& p, const StageContext& context, std::int64_t f, Rect room, const Matrix& m) {
  const Geometry& g = context.geometry();
  const std::int64_t planes = std::min<std::int64_t>(g.CG, 4);
  const float gap = 22;
  const float head = p.type().label + 6;
  const float wide = std::floor((room.w - gap * static_cast<float>(planes - 1)) / static_cast<float>(planes));
  const float cell = std::floor(
      std::min({wide / static_cast<float>(g.FW), (room.h - head) / static_cast<float>(g.FH), 48.0F}));
  const Coloring coloring = coloring_of(*context.walkthrough, TensorId::W, context.options);
  const bool numbers = cell >= 30;
  for (std::int64_t c = 0; c < planes; ++c) {
    const Rect at{room.x + static_cast<float>(c) * (cell * static_cast<float>(g.FW) + gap), room.y + head,
                  cell * static_cast<float>(g.FW), cell * static_cast<float>(g.FH)};
    p.text(channel_name(g, g.group_of_filter(f) * g.CG + c), {at.x, at.y - 6},
           {.size = p.type().code, .face = Face::mono_bold, .color = p.theme().axis_color(Axis::C)});
    for (std::int64_t k = 0; k < g.FH * g.FW; ++k) {
      const Index index{f, c, k / g.FW, k % g.FW};
      const float v = context.walkthrough->at(TensorId::W, index);
      const Rect place{at.x + static_cast<float>(k % g.FW) * cell, at.y + static_cast<float>(k / g.FW) * cell,
                       cell - 1, cell - 1};
      p.cell(place, color_of(p.theme(), coloring, v),
             numbers ? CellNumber{value_text(static_cast<double>(v), 2), static_cast<double>(v)}
                     : CellNumber{},
             p.type().label);
    }
    CellHit hit{.tensor = TensorId::W, .origin = {f, c, 0, 0}, .row_axis = 2, .col_axis = 3};
    hit.cell_w = cell;
    hit.cell_h = cell;
    p.hit(at, hit);
    if (mixes_filters(g)) continue;
    // The channel's piece of the column, in the same order.
    const float y0 = m.at.y + static_cast<float>(c * g.FH * g.FW) * m.cell_h;
    const float y1 = m.at.y + static_cast<float>((c + 1) * g.FH * g.FW) * m.cell_h;
    p.bracket_v(m.at.x - 10, y0 + 1, y1 - 1, p.theme().axis_color(Axis::C));
    p.text(channel_name(g, g.group_of_filter(f) * g.CG + c),
           {m.at.x - 17, (y0 + y1) / 2 + p.type().label * 0.36F},
           {.size = p.type().code,
            .face = Face::mono_bold,
            .color = p.theme().axis_color(Axis::C),
            .align = Align::right});
  }
}

void draw_filters(Painter& p, const StageContext& context, const MapGrid& grid, std::int64_t now) {
  const Geometry& g = context.geometry();
  const PixelLook look = pixel_look(*context.walkthrough, TensorId::W, context.options, p.theme().name);
  for (std::int64_t f = 0; f < g.FN; ++f) {
    const Rect at = grid.rect(f);
    const Rect picture = fit_plane(at, g.FH, g.FW);
    p.picture(at.w == picture.w ? at : picture, filter_rgb(context.walkthrough, f, look), {},
              f <= now ? 1.0F : 0.4F);
    // A white filter on a white page would not be seen.
    p.frame({picture.x - 1, picture.y - 1, picture.w + 2, picture.h + 2}, p.theme().line1);
    p.hit(at, Action{act::Seek{{Stage::weights, f}}},
          context.texts.get("weights.choose", {{"f", std::to_string(f)}}));
  }
  if (mixes_filters(g)) return;
  const Rect chosen = grid.rect(now);
  const Rect shown = fit_plane(chosen, g.FH, g.FW);
  p.lit(shown);
}

void draw(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const std::int64_t f = context.step();
  const float unit = p.type().label / 11;
  const float head = p.type().text + 8;
  const float left = std::floor(box.w * 0.56F);
  const TextStyle small{.size = p.type().code, .color = p.theme().text1};

  const float matrix_x = box.x + left + 44 * unit;
  const Rect matrix_room{matrix_x, box.y + head + 16 * unit, box.right() - matrix_x,
                         box.h - head - 44 * unit};
  const Matrix m = fit_matrix(g, matrix_room, f, unit, p.type().code);

  p.tensor_label(TensorId::W, context.walkthrough->shape(TensorId::W), {box.x, box.y + p.type().text});
  const float planes_h = std::clamp(box.h * 0.34F, 110.0F, 300.0F);
  MapGrid grid =
      fit_map_grid({box.x, box.y + head + 4, left - 20, box.h - head - planes_h - 40 * unit}, g.FN, 4);
  if (g.FN < 16) {
    grid.cell = std::min(grid.cell, 96 * unit);
  } else {
    // Whole filter cells: a picture of FH x FW is never enlarged by a broken factor.
    const auto side = static_cast<float>(std::max(g.FH, g.FW));
    if (grid.cell > side) grid.cell = std::floor(grid.cell / side) * side;
  }
  draw_filters(p, context, grid, f);

  const auto rows = static_cast<float>((g.FN + grid.columns - 1) / grid.columns);
  const float planes_y = box.y + head + 4 + rows * (grid.cell + grid.gap) + 26 * unit;
  p.rich(context.texts.get("weights.planes", {{"f", std::to_string(f)},
                                              {"C", std::to_string(g.CG)},
                                              {"FH", std::to_string(g.FH)},
                                              {"FW", std::to_string(g.FW)}}),
         {box.x, planes_y}, small);
  draw_planes(p, context, f, {box.x, planes_y + 10, left - 20, box.bottom() - planes_y - 14}, m);

  p.tensor_label(TensorId::col_W, context.walkthrough->shape(TensorId::col_W),
                 {matrix_x, box.y + p.type().text});
  draw_matrix(p, context, m);
  const Rect column = m.column_rect();
  p.text(std::to_string(f), {column.centre().x, m.at.y - 6},
         {.size = p.type().code,
          .face = Face::mono_bold,
          .color = p.theme().axis_color(Axis::FN),
          .align = Align::centre});
  const std::string caption =
      context.texts.get(mixes_filters(g) ? "mistake.column" : "weights.column", {{"f", std::to_string(f)}});
  const float room = box.right() - matrix_x;
  if (p.rich_width(caption, small) <= room) p.rich(caption, {matrix_x, m.at.bottom() + 20 * unit}, small);
}

// A filter of one channel, in the colours and with the numbers of its column.
Rect draw_plane(Painter& p, const StageContext& context, std::int64_t f, Rect slot) {
  const Geometry& g = context.geometry();
  const Rect at = fit_plane(slot, g.FH, g.FW);
  const Coloring coloring = coloring_of(*context.walkthrough, TensorId::W, context.options);
  const auto value = [&](std::int64_t r, std::int64_t c) {
    return context.walkthrough->at(TensorId::W, {f, 0, r, c});
  };
  CellHit hit{.tensor = TensorId::W, .origin = {f, 0, 0, 0}, .row_axis = 2, .col_axis = 3};
  hit.cell_w = at.w / static_cast<float>(g.FW);
  hit.cell_h = at.h / static_cast<float>(g.FH);
  for (std::int64_t r = 0; r < g.FH; ++r)
    for (std::int64_t c = 0; c < g.FW; ++c)
      p.fill({at.x + static_cast<float>(c) * hit.cell_w, at.y + static_cast<float>(r) * hit.cell_h,
              hit.cell_w - 1, hit.cell_h - 1},
             color_of(p.theme(), coloring, value(r, c)));
  draw_plane_numbers(p, at, g.FH, g.FW, coloring, value);
  p.frame(at.inset(-p.theme().stroke.frame), p.theme().line2, p.theme().stroke.frame);
  p.hit(at, hit);
  return at;
}

void draw_present(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const std::int64_t f = context.step();
  const float side = std::min(box.h - 20, box.w * 0.42F);
  const Rect slot{box.x + 10, box.y + 10, side, side};
  const Rect filter = g.CG == 1 ? draw_plane(p, context, f, slot) : draw_filter(p, context, f, slot);
  Matrix m =
      fit_matrix(g, {box.x + box.w * 0.6F, box.y + 40, box.w * 0.4F - 10, box.h - 50}, f, 2, p.type().label);
  if (!m.numbers) loop::framed(p, m.at);
  draw_matrix(p, context, m);
  const Rect column = m.column_rect();
  p.text(std::to_string(f), {column.centre().x, m.at.y - 12},
         {.size = p.type().label,
          .face = Face::ui_bold,
          .color = p.theme().axis_color(Axis::FN),
          .align = Align::centre});
  const float y = filter.centre().y;
  loop::arrow_right(p, filter.right() + 14, m.at.x - 12, y);
}

StageStory tell(const StageContext& context) {
  const Geometry& g = context.geometry();
  const Texts& tx = context.texts;
  const std::string f = std::to_string(context.step());
  StageStory story;
  story.title = tx.get("weights.title");
  const bool mistaken = g.mistake == Mistake::wrong_reshape_W;
  story.statement = mistaken ? std::string("col_W = W.reshape(-1, {FN|FN})")
                             : "col_W[:, {FN b|" + f + "}] = W[{FN b|" + f + "}].reshape(-1)";
  story.code = {{.markup = mistaken ? "col_W = W.reshape(-1, {FN|FN})" : "col_W = W.reshape({FN|FN}, -1).T",
                 .value = "(" + std::to_string(g.KG) + ", {FN|" + std::to_string(g.FN) + "})",
                 .running = true},
                {.markup = ""},
                {.markup = mistaken ? ">>> col_W.shape" : ">>> W.reshape({FN|FN}, -1).shape",
                 .value = mistaken ? "(" + std::to_string(g.KG) + ", {FN|" + std::to_string(g.FN) + "})"
                                   : "({FN|" + std::to_string(g.FN) + "}, " + std::to_string(g.KG) + ")",
                 .live = true},
                {.markup = ">>> np.shares_memory(W, col_W)", .value = "True", .live = true}};
  story.words = {tx.get("weights.words.column", {{"f", f},
                                                 {"K", std::to_string(g.KG)},
                                                 {"C", std::to_string(g.CG)},
                                                 {"FH", std::to_string(g.FH)},
                                                 {"FW", std::to_string(g.FW)}}),
                 tx.get("weights.words.order"), tx.get("weights.words.view"), tx.get("weights.words.colour")};
  if (g.groups > 1) {
    const std::int64_t group = g.group_of_filter(context.step());
    story.words.insert(story.words.begin() + 1,
                       tx.get(context.document.bank_cut ? "weights.words.cut" : "weights.words.group",
                              {{"f", f},
                               {"g", std::to_string(group)},
                               {"groups", std::to_string(g.groups)},
                               {"FG", std::to_string(g.FG)},
                               {"channels", channels_of_group(g, group)}}));
    if (const std::int64_t cut = context.document.filters_cut; cut > 0) {
      story.words.insert(story.words.begin() + 2,
                         tx.get("weights.words.cut_filters", {{"all", std::to_string(g.FN + cut)},
                                                              {"groups", std::to_string(g.groups)},
                                                              {"FN", std::to_string(g.FN)}}));
    }
  }
  story.readout = tx.get("weights.readout", {{"f", f}});
  story.present_words = tx.get("weights.present", {{"f", f}, {"K", std::to_string(g.KG)}});
  story.present_code = {mistaken ? "col_W = W.reshape(-1, FN)" : "col_W = W.reshape(FN, -1).T"};
  story.present_values = {"{FN|FN = " + std::to_string(g.FN) + "}",
                          std::to_string(g.KG) + " × " + std::to_string(g.FN)};
  return story;
}

// The largest weight of the filter.
CellRef subject(const Walkthrough& walkthrough, const Playback& playback, const ViewOptions&) {
  const Geometry& g = walkthrough.geometry();
  std::int64_t best = 0;
  for (std::int64_t k = 1; k < g.KG; ++k)
    if (std::abs(walkthrough.at(TensorId::col_W, {k, playback.at.step})) >
        std::abs(walkthrough.at(TensorId::col_W, {best, playback.at.step})))
      best = k;
  return {TensorId::col_W, {best, playback.at.step}};
}

}  // namespace

const StageView weights_view{draw, draw_present, tell, subject};

}  // namespace unfold::view
