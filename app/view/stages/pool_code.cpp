#include "app/view/stages/pool_code.h"

namespace unfold::view {

std::vector<CodeLine> pool_code(const StageContext& context, PoolLine running) {
  const Geometry& g = context.geometry();
  const auto shape = [](std::int64_t a, std::int64_t b) {
    return "(" + std::to_string(a) + ", " + std::to_string(b) + ")";
  };
  std::vector<CodeLine> code{
      {.markup = "col = im2col(out, {FH|pool_h}, {FW|pool_w},"},
      {.markup = g.pool_ceil ? "      stride, pad, ceil)" : "             stride, pad)",
       .value = shape(g.N * g.QH * g.QW, g.FN * g.PH * g.PW)},
      {.markup = "col = col.reshape(-1, {FH|pool_h}*{FW|pool_w})"},
      {.markup = "", .value = shape(g.N * g.QH * g.QW * g.FN, g.PH * g.PW)},
      {.markup = "out = np.max(col, axis=1)", .value = "(" + std::to_string(g.N * g.QH * g.QW * g.FN) + ",)"},
      {.markup = "out = out.reshape({N|N}, {OH|out_h}, {OW|out_w}, {FN|C})"},
      {.markup = "         .transpose({N|0}, {FN|3}, {OH|1}, {OW|2})"},
  };
  const auto light = [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i <= last; ++i) code[i].running = true;
  };
  switch (running) {
  case PoolLine::im2col: light(0, 1); break;
  case PoolLine::reshape: light(2, 3); break;
  case PoolLine::max: light(4, 4); break;
  case PoolLine::maps: light(5, 6); break;
  }
  return code;
}

PoolWindow pool_window(const Geometry& g, std::int64_t row) {
  const Index at = unflatten({g.N, g.QH, g.QW, g.FN}, row);
  return {.row = row, .n = at[0], .oy = at[1], .ox = at[2], .f = at[3]};
}

std::int64_t pool_window_row(const Geometry& g, std::int64_t n, std::int64_t oy, std::int64_t ox,
                             std::int64_t f) {
  return flatten({g.N, g.QH, g.QW, g.FN}, {n, oy, ox, f});
}

PoolWindow strongest_window(const Walkthrough& walkthrough, std::int64_t n, std::int64_t f) {
  const Geometry& g = walkthrough.geometry();
  const std::int64_t at = walkthrough.map_stats(TensorId::pool, n, f).max_at;
  return pool_window(g, pool_window_row(g, n, at / g.QW, at % g.QW, f));
}

CellRef winner_of(const Walkthrough& walkthrough, const PoolWindow& window) {
  const Geometry& g = walkthrough.geometry();
  CellRef cell{TensorId::pool_windows, {window.row, walkthrough.argmax(window.row)}};
  while (cell.tensor != TensorId::conv) {
    const std::vector<CellBox> from = sources(g, walkthrough.has_bias(), cell);
    if (from.empty()) return {TensorId::pool, {window.n, window.f, window.oy, window.ox}};
    cell = {from.front().tensor, from.front().first};
  }
  return cell;
}

}  // namespace unfold::view
