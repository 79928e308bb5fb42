#include "app/view/stages/gemm_outer.h"
#include "app/view/stages/gemm_parts.h"
#include "app/view/stages/unfolded_cell.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {

namespace gemm {

WindowAt window_of_row(const Geometry& g, std::int64_t row) {
  const unfolding::UnfoldedCell corner = unfolding::unfolded(g, {TensorId::col, {row, 0}});
  const unfolding::RowPlace place = unfolding::place_of_row(g, row);
  return {place.n, place.oh, place.ow, corner.img.at[2], corner.img.at[3]};
}

std::string channel_name(const Geometry& g, std::int64_t c) {
  return g.C == 3 ? std::string(1, "RGB"[static_cast<std::size_t>(c)]) : std::to_string(c);
}

std::string channel_name(const Geometry& g, const Sum& s, std::int64_t c) {
  return channel_name(g, s.first_channel + c);
}

PulledAxis::Run part_of(const PulledAxis::Run& run, std::int64_t from, std::int64_t to, float size) {
  return {from, to, run.at + static_cast<float>(from - run.from) * size, static_cast<float>(to - from) * size,
          run.pulled};
}

TermSpan term_span(const PulledAxis& k, const Sum& s) {
  const std::int64_t end = s.first + std::ssize(s.a);
  TermSpan span{k.at(s.first), k.at(end - 1) + k.extent(end - 1), {}};
  for (const PulledAxis::Run& run : k.runs()) {
    const std::int64_t from = std::max(run.from, s.first), to = std::min(run.to, end);
    if (from < to) span.runs.push_back(part_of(run, from, to, k.extent(run.from)));
  }
  return span;
}

Coloring product_coloring(const Sum& sum) {
  double most = 0;
  for (const double v : sum.products) most = std::max(most, std::abs(v));
  const auto range = static_cast<float>(std::max(most, 1e-12));
  return {ColorMap::diverging, -range, range};
}

Sum take_apart(const Walkthrough& walk, std::int64_t row, std::int64_t column, std::int64_t terms) {
  const Geometry& g = walk.geometry();
  const auto K = static_cast<std::size_t>(g.KG);
  Sum s;
  s.row = row;
  s.column = column;
  s.terms = terms;
  s.a.resize(K);
  s.w.resize(K);
  const std::int64_t group = g.group_of_filter(column);
  s.first = group * g.KG;
  s.first_channel = group * g.CG;
  walk.read(TensorId::col, row * g.K + s.first, g.KG, s.a.data());
  walk.read_plane({.tensor = TensorId::col_W, .origin = {0, column}, .row_axis = -1, .col_axis = 0}, 0, 0, 1,
                  g.KG, s.w.data());
  s.products.resize(K);
  s.running.assign(K + 1, 0);
  s.subtotals.assign(static_cast<std::size_t>(g.CG), 0);
  const auto plane = static_cast<std::size_t>(g.FH * g.FW);
  for (std::size_t k = 0; k < K; ++k) {
    s.products[k] = static_cast<double>(s.a[k]) * static_cast<double>(s.w[k]);
    s.running[k + 1] = s.running[k] + s.products[k];
    if (static_cast<std::int64_t>(k) < terms) s.subtotals[k / plane] += s.products[k];
  }
  s.has_bias = walk.has_bias();
  if (s.has_bias) s.bias = static_cast<double>(walk.b()->data[static_cast<std::size_t>(column)]);
  if (terms == g.KG) {
    s.value = static_cast<double>(walk.at(TensorId::out2d, {row, column}));
    const auto largest = std::max_element(s.subtotals.begin(), s.subtotals.end(),
                                          [](double x, double y) { return std::abs(x) < std::abs(y); });
    s.channel = largest - s.subtotals.begin();
    const auto from = s.products.begin() + s.channel * g.FH * g.FW;
    const auto term = std::max_element(from, from + g.FH * g.FW,
                                       [](double x, double y) { return std::abs(x) < std::abs(y); });
    s.term = term - s.products.begin();
  } else {
    s.value = s.running[static_cast<std::size_t>(terms)];
    s.term = std::max<std::int64_t>(0, terms - 1);
    s.channel = s.term / (g.FH * g.FW);
  }
  return s;
}

void unfold_channel(Sum& s, const Geometry& g, std::int64_t channel) {
  const std::int64_t plane = g.FH * g.FW, c = std::min(channel, g.CG - 1);
  // A channel that no term has reached yet has nothing to unfold.
  const std::int64_t reached = std::min(plane, s.terms - c * plane);
  if (reached <= 0 || c == s.channel) return;
  s.channel = c;
  const auto from = s.products.begin() + c * plane;
  s.term =
      std::max_element(from, from + reached, [](double x, double y) { return std::abs(x) < std::abs(y); }) -
      s.products.begin();
}

GemmAt element_at_work(const Walkthrough& walk, const Playback& playback, const ViewOptions& options) {
  const Geometry& g = walk.geometry();
  GemmAt at = gemm_at(g, playback.orders.gemm, playback.at.stage == Stage::gemm ? playback.at.step : 0);
  const std::int64_t filter = std::clamp<std::int64_t>(options.filter, 0, g.FN - 1);
  switch (playback.orders.gemm) {
  case GemmStep::term:
  case GemmStep::element: break;
  case GemmStep::row: at.column = filter; break;
  case GemmStep::outer:
  case GemmStep::all:
    at.column = filter;
    at.row = unfolding::row_that_teaches(g, std::clamp<std::int64_t>(options.image, 0, g.N - 1));
    break;
  }
  return at;
}

bool Work::done(std::int64_t r, std::int64_t f) const { return f < done_columns(r); }

std::int64_t Work::done_columns(std::int64_t r) const {
  const std::int64_t FN = g().FN;
  switch (mode) {
  case GemmStep::outer: return terms == g().KG ? FN : 0;
  case GemmStep::all: return FN;
  case GemmStep::row: return r <= row ? FN : 0;
  case GemmStep::term:
  case GemmStep::element:
    if (r != row) return r < row ? FN : 0;
    return terms == g().KG ? column + 1 : column;
  }
  return 0;
}

namespace {

// What the person points at, as an element of out2d; nothing where it is none of this picture's business.
std::optional<std::pair<std::int64_t, std::int64_t>> pointed_element(const StageContext& context,
                                                                     const Work& work) {
  if (!context.by_person) return std::nullopt;
  const CellRef& cell = context.pointed;
  switch (cell.tensor) {
  case TensorId::out2d: return std::pair{cell.at[0], cell.at[1]};
  case TensorId::col: return std::pair{cell.at[0], work.column};
  case TensorId::col_W: return std::pair{work.row, cell.at[1]};
  case TensorId::conv:
    for (const CellRef& same : follow(context.geometry(), cell, cell.at[1])) {
      if (same.tensor == TensorId::out2d) return std::pair{same.at[0], same.at[1]};
    }
    return std::nullopt;
  case TensorId::x:
  case TensorId::img:
  case TensorId::col6:
  case TensorId::col6_t:
  case TensorId::W:
  case TensorId::b:
  case TensorId::out_nhwc:
  case TensorId::pool_col:
  case TensorId::pool_windows:
  case TensorId::pool_max:
  case TensorId::pool: return std::nullopt;
  }
  return std::nullopt;
}

// The term of this sum that the person points at: a number of its row of col, of its column of col_W, or of
// its filter.
std::optional<std::int64_t> pointed_term(const StageContext& context, const Sum& sum) {
  if (!context.by_person) return std::nullopt;
  const CellRef& cell = context.pointed;
  if (cell.tensor == TensorId::col) {
    const std::int64_t k = cell.at[1] - sum.first;
    return cell.at[0] == sum.row && k >= 0 && k < std::ssize(sum.a) ? std::optional(k) : std::nullopt;
  }
  if (cell.tensor != TensorId::W && cell.tensor != TensorId::col_W) return std::nullopt;
  for (const CellRef& same : follow(context.geometry(), cell, sum.column))
    if (same.tensor == TensorId::col_W && same.at[1] == sum.column) return same.at[0];
  return std::nullopt;
}

}  // namespace

Work work_of(const StageContext& context) {
  const GemmAt at = element_at_work(*context.walkthrough, context.playback, context.options);
  Work work{context, context.playback.orders.gemm, at.row, at.column, at.terms, {}};
  std::int64_t row = at.row, column = at.column, terms = at.terms;
  if (const auto pointed = pointed_element(context, work);
      pointed && (work.mode == GemmStep::outer || work.done(pointed->first, pointed->second))) {
    std::tie(row, column) = *pointed;
    if (work.mode != GemmStep::outer) terms = context.geometry().KG;
  }
  work.sum = take_apart(*context.walkthrough, row, column, terms);
  if (context.options.sum_channel >= 0)
    unfold_channel(work.sum, context.geometry(), context.options.sum_channel);
  if (const auto k = pointed_term(context, work.sum); k && *k < work.sum.terms) {
    work.sum.term = *k;
    work.sum.channel = *k / (context.geometry().FH * context.geometry().FW);
  }
  return work;
}

}  // namespace gemm

namespace {

CellRef subject(const Walkthrough& walkthrough, const Playback& playback, const ViewOptions& options) {
  const GemmAt at = gemm::element_at_work(walkthrough, playback, options);
  return {TensorId::out2d, {at.row, at.column}};
}

void draw(Painter& p, const StageContext& context, Rect box) {
  const gemm::Work work = gemm::work_of(context);
  const gemm::Layout l = gemm::layout(p, context.geometry(), box, work);
  gemm::draw_product(p, work, l);
  if (work.mode == GemmStep::outer) {
    gemm::draw_outer_plane(p, work, l);
    gemm::draw_outer_weight(p, work, l);
    gemm::draw_outer_map(p, work, l);
  } else {
    gemm::draw_row_picture(p, work, l);
    gemm::draw_column_picture(p, work, l);
    gemm::draw_map_so_far(p, work, l);
  }
  gemm::draw_sum(p, work, l);
}

}  // namespace

const StageView gemm_view{draw, gemm::draw_gemm_present, gemm::tell_gemm, subject};

}  // namespace unfold::view
