#include "app/view/stages/unfolded_cell.h"

#include "app/view/format.h"
#include "app/view/pictures.h"

#include <algorithm>

namespace unfold::view::unfolding {

namespace {

CellRef source_of(const Geometry& g, const CellRef& cell) {
  const CellBox box = sources(g, false, cell).front();
  return {box.tensor, box.first};
}

}  // namespace

UnfoldedCell unfolded(const Geometry& g, const CellRef& col_cell) {
  UnfoldedCell cell;
  cell.col = col_cell;
  cell.col6_t = source_of(g, cell.col);
  cell.col6 = source_of(g, cell.col6_t);
  cell.img = source_of(g, cell.col6);
  cell.padding = sources(g, false, cell.img).empty();
  return cell;
}

UnfoldedCell explained_cell(const StageContext& context, const CellRef& otherwise) {
  const Geometry& g = context.geometry();
  for (const CellRef& cell : follow(g, context.pointed, context.options.filter)) {
    if (cell.tensor == TensorId::col) return unfolded(g, cell);
  }
  return unfolded(g, otherwise);
}

std::int64_t row_that_teaches(const Geometry& g, std::int64_t n) {
  const CellRef result{TensorId::out_nhwc, {n, g.OH / 2, std::min(g.OW - 1, g.OW / 2 + 1), 0}};
  return source_of(g, result).at[0];
}

CellRef col_cell_that_teaches(const Geometry& g, std::int64_t row) {
  const std::int64_t start = (g.FH / 2) * g.FW;
  for (std::int64_t i = 0; i < g.K; ++i) {
    const CellRef cell{TensorId::col, {row, (start + i) % g.K}};
    if (!is_padding(g, cell)) return cell;
  }
  return {TensorId::col, {row, start}};
}

RowElement row_element(const Geometry& g, std::int64_t row, std::int64_t k) {
  RowElement element;
  element.k = k;
  element.col = {TensorId::col, {row, k}};
  element.col6 = source_of(g, source_of(g, element.col));
  element.address = address_of(g, element.col6);
  return element;
}

RowPlace place_of_row(const Geometry& g, std::int64_t row) {
  const Index at = targets(g, false, {TensorId::out2d, {row, 0}}).front().first;
  return {at[0], at[1], at[2]};
}

bool rows_are_windows(const Geometry& g) { return g.mistake != Mistake::no_transpose || is_harmless(g); }

std::int64_t address_of(const Geometry& g, const CellRef& cell) {
  // A view has no memory of its own.
  if (cell.tensor == TensorId::col6_t) return address_of(g, source_of(g, cell));
  return flatten(shape_of(g, cell.tensor), cell.at);
}

bool is_padding(const Geometry& g, const CellRef& cell) {
  switch (cell.tensor) {
  case TensorId::img: return sources(g, false, cell).empty();
  case TensorId::col6:
  case TensorId::col6_t:
  case TensorId::col: return is_padding(g, source_of(g, cell));
  case TensorId::x:
  case TensorId::W:
  case TensorId::b:
  case TensorId::col_W:
  case TensorId::out2d:
  case TensorId::out_nhwc:
  case TensorId::conv:
  case TensorId::pool_col:
  case TensorId::pool_windows:
  case TensorId::pool_max:
  case TensorId::pool: return false;
  }
  return false;
}

Color data_color(const Painter& p, const StageContext& context, const CellRef& cell) {
  if (is_padding(context.geometry(), cell)) return p.theme().pad;
  const Coloring coloring = coloring_of(*context.walkthrough, TensorId::col, context.options);
  return color_of(p.theme(), coloring, context.walkthrough->at(cell));
}

namespace {

// Where the person can choose them, and only there.
bool shows_addresses(const StageContext& context) {
  const Stage stage = context.playback.at.stage;
  return context.options.labels == CellLabels::addresses &&
         (stage == Stage::transpose || stage == Stage::reshape);
}

}  // namespace

void draw_number(Painter& p, const StageContext& context, const CellRef& cell, Rect at, Color ground,
                 bool lit) {
  // Sizes are those of the screen, however near the canvas is.
  const float wide = (at.w + 1) * p.zoom();
  const float size = std::clamp(wide / 3.4F, p.type().label, std::max(p.type().code, cell_number_size(wide)));
  CellNumber number;
  if (wide >= 36 && at.h * p.zoom() >= 15)
    number = shows_addresses(context)
                 ? in_cell(static_cast<double>(address_of(context.geometry(), cell)), wide, size)
                 : in_cell(static_cast<double>(context.walkthrough->at(cell)), wide, size);
  if (lit) {
    p.cell(at, ground, number, size / p.zoom());
  } else {
    p.faded_cell(at, ground, number, size / p.zoom());
  }
}

void draw_cell(Painter& p, const StageContext& context, const CellRef& cell, Rect at, bool lit) {
  draw_number(p, context, cell, at, data_color(p, context, cell), lit);
}

void hit_cell(Painter& p, const CellRef& cell, Rect at) {
  CellHit hit;
  hit.tensor = cell.tensor;
  hit.origin = cell.at;
  hit.cell_w = at.w;
  hit.cell_h = at.h;
  p.hit(at, hit);
}

std::string axis_markup(Axis axis, const std::string& words, bool bold) {
  const std::string_view ink = axis == Axis::none ? "text1" : name(axis);
  return "{" + std::string(ink) + (bold ? " b m|" : " m|") + words + "}";
}

std::vector<Toggle> label_toggles(const StageContext& context) {
  std::vector<Toggle> row;
  const auto add = [&](const char* key, CellLabels labels) {
    ViewOptions options = context.options;
    options.labels = labels;
    row.push_back(
        {context.texts.get(key), context.options.labels == labels, Action{act::SetOptions{options}}});
  };
  add("reshape.values", CellLabels::values);
  add("reshape.addresses", CellLabels::addresses);
  return row;
}

}  // namespace unfold::view::unfolding
