#include "core/layer/step_cells.h"

#include "core/layer/dense_box.h"

namespace unfold {
namespace {

CellBox window_of(const Geometry& g, std::int64_t n, std::int64_t oy, std::int64_t ox) {
  return {TensorId::img,
          {n, 0, oy * g.stride, ox * g.stride},
          {1, g.C, g.FH, g.FW},
          {1, 1, g.dilation, g.dilation}};
}

CellBox row_of(const Geometry& g, TensorId matrix, std::int64_t row) {
  return dense_box(matrix, {row, 0}, {1, shape_of(g, matrix)[1]});
}
CellBox column_of(const Geometry& g, TensorId matrix, std::int64_t column) {
  return dense_box(matrix, {0, column}, {shape_of(g, matrix)[0], 1});
}

// One offset (y, x) of the window, copied from every window, or one window, copied whole.
std::vector<CellBox> loop_step(const Geometry& g, LoopOrder loop, std::int64_t step) {
  const LoopAt at = loop_at(g, loop, step);
  if (loop == LoopOrder::window)
    return {dense_box(TensorId::col6, {at.n, 0, 0, 0, at.oy, at.ox}, {1, g.C, g.FH, g.FW, 1, 1}),
            window_of(g, at.n, at.oy, at.ox)};
  return {dense_box(TensorId::col6, {0, 0, at.y, at.x, 0, 0}, {g.N, g.C, 1, 1, g.OH, g.OW}),
          {TensorId::img,
           {0, 0, at.y * g.dilation, at.x * g.dilation},
           {g.N, g.C, g.OH, g.OW},
           {1, 1, g.stride, g.stride}}};
}

std::vector<CellBox> reshape_step(const Geometry& g, std::int64_t row) {
  // Then what it is made of is scrambled, or lies in another shape.
  if (g.mistake == Mistake::no_transpose || g.mistake == Mistake::swap_c_fh)
    return {row_of(g, TensorId::col, row)};
  const Index place = unflatten({g.N, g.OH, g.OW}, row);
  return {row_of(g, TensorId::col, row),
          dense_box(TensorId::col6_t, {place[0], place[1], place[2], 0, 0, 0}, {1, 1, 1, g.C, g.FH, g.FW}),
          dense_box(TensorId::col6, {place[0], 0, 0, 0, place[1], place[2]}, {1, g.C, g.FH, g.FW, 1, 1}),
          window_of(g, place[0], place[1], place[2])};
}

std::vector<CellBox> product_step(const Geometry& g, GemmStep gemm, std::int64_t step) {
  if (gemm == GemmStep::all) return {};
  const GemmAt at = gemm_at(g, gemm, step);
  // Every sum grows by one term.
  if (gemm == GemmStep::outer)
    return {dense_box(TensorId::out2d, {0, 0}, {g.M, g.FN}),
            {TensorId::col, {0, at.terms - 1}, {g.M, g.groups}, {1, g.KG}},
            row_of(g, TensorId::col_W, at.terms - 1)};
  if (gemm == GemmStep::row) return {row_of(g, TensorId::out2d, at.row), row_of(g, TensorId::col, at.row)};
  return {dense_box(TensorId::out2d, {at.row, at.column}, {1, 1}),
          dense_box(TensorId::col, {at.row, g.group_of_filter(at.column) * g.KG}, {1, g.KG}),
          column_of(g, TensorId::col_W, at.column)};
}

std::vector<CellBox> pool_loop_step(const Geometry& g, std::int64_t step) {
  const std::int64_t window = g.PH * g.PW;
  return {{TensorId::pool_col, {0, step}, {g.N * g.QH * g.QW, g.FN}, {1, window}}};
}

CellBox window_row(const Geometry& g, TensorId id, std::int64_t window) {
  if (id == TensorId::pool_windows) return row_of(g, id, window);
  const std::int64_t size = g.PH * g.PW;
  return dense_box(TensorId::pool_col, {window / g.FN, window % g.FN * size}, {1, size});
}

}  // namespace

std::vector<CellBox> step_cells(const Geometry& g, const StepOrders& orders, const Position& at) {
  const std::int64_t step = at.step;
  switch (at.stage) {
  case Stage::im2col: return loop_step(g, orders.loop, step);
  case Stage::reshape: return reshape_step(g, step);
  case Stage::weights:
    // Reshaped wrongly, a column has its numbers from all the filters.
    if (g.mistake == Mistake::wrong_reshape_W && !is_harmless(g))
      return {column_of(g, TensorId::col_W, step)};
    return {column_of(g, TensorId::col_W, step),
            dense_box(TensorId::W, {step, 0, 0, 0}, {1, g.CG, g.FH, g.FW})};
  case Stage::gemm: return product_step(g, orders.gemm, step);
  case Stage::maps:
    return {dense_box(TensorId::conv, {0, step, 0, 0}, {g.N, 1, g.OH, g.OW}),
            dense_box(TensorId::out_nhwc, {0, 0, 0, step}, {g.N, g.OH, g.OW, 1}),
            column_of(g, TensorId::out2d, step)};
  case Stage::pool_im2col: return pool_loop_step(g, step);
  case Stage::pool_reshape:
    return {window_row(g, TensorId::pool_windows, step), window_row(g, TensorId::pool_col, step)};
  case Stage::pool_max:
    return {dense_box(TensorId::pool_max, {step}, {1}), window_row(g, TensorId::pool_windows, step)};
  case Stage::pool: return {dense_box(TensorId::pool, {0, step, 0, 0}, {g.N, 1, g.QH, g.QW})};
  case Stage::input:
  case Stage::pad:
  case Stage::allocate:
  case Stage::transpose: break;
  }
  return {};
}

}  // namespace unfold
