#include "core/layer/cell_map.h"

#include "core/layer/dense_box.h"

#include <algorithm>
#include <cassert>

namespace unfold {

namespace {

CellBox one(TensorId tensor, Index at) { return single({tensor, at}); }

bool inside(std::int64_t i, std::int64_t size) { return 0 <= i && i < size; }

// A matrix row or column as the indices that it merges.
Index split(const Shape& parts, std::int64_t at) { return unflatten(parts, at); }

// The same element of memory under another tensor's shape.
Index reshaped(const Geometry& g, const CellRef& cell, TensorId as) {
  return unflatten(shape_of(g, as), flatten(shape_of(g, cell.tensor), cell.at));
}

Shape filters(const Geometry& g) { return {g.FN, g.CG, g.FH, g.FW}; }
Shape positions(const Geometry& g) { return {g.N, g.OH, g.OW}; }           // rows of col, of out2d
Shape filter_cells(const Geometry& g) { return {g.CG, g.FH, g.FW}; }       // rows of col_W
Shape pool_positions(const Geometry& g) { return {g.N, g.QH, g.QW}; }      // rows of pool_col
Shape pool_cells(const Geometry& g) { return {g.FN, g.PH, g.PW}; }         // columns of pool_col
Shape pool_outputs(const Geometry& g) { return {g.N, g.QH, g.QW, g.FN}; }  // rows of pool_windows, pool_max

// A window (row, col) that reads a place as its cell (y, x).
struct ReaderAt {
  std::int64_t y = 0, x = 0, row = 0, col = 0;
};
template <typename Each> void for_each_reader(const Readers& rows, const Readers& cols, const Each& each) {
  for (std::int64_t i = 0; i < rows.count(); ++i) {
    for (std::int64_t j = 0; j < cols.count(); ++j) {
      each(ReaderAt{rows.cell.at(i), cols.cell.at(j), rows.window.at(i), cols.window.at(j)});
    }
  }
}

}  // namespace

bool CellBox::contains(const CellRef& cell) const {
  if (cell.tensor != tensor || cell.at.rank() != first.rank()) return false;
  for (int i = 0; i < first.rank(); ++i) {
    const std::int64_t off = cell.at[i] - first[i];
    if (off < 0 || off % step[i] != 0 || off / step[i] >= count[i]) return false;
  }
  return true;
}

CellBox single(const CellRef& cell) {
  Index ones = cell.at;
  for (int i = 0; i < ones.rank(); ++i) ones[i] = 1;
  return {cell.tensor, cell.at, ones, ones};
}

std::vector<CellBox> sources(const Geometry& g, bool has_bias, const CellRef& cell) {
  const Index& at = cell.at;
  switch (cell.tensor) {
  case TensorId::x:
  case TensorId::W:
  case TensorId::b: return {};
  case TensorId::img: {
    const std::int64_t h = at[2] - g.pad.top;
    const std::int64_t w = at[3] - g.pad.left;
    if (!inside(h, g.H) || !inside(w, g.W)) return {};
    return {one(TensorId::x, {at[0], at[1], h, w})};
  }
  case TensorId::col6:
    return {one(TensorId::img, {at[0], at[1], g.rows().place(at[4], at[2]), g.cols().place(at[5], at[3])})};
  case TensorId::col6_t:
    if (g.mistake == Mistake::no_transpose) return {one(TensorId::col6, at)};
    if (g.mistake == Mistake::swap_c_fh)
      return {one(TensorId::col6, {at[0], at[4], at[3], at[5], at[1], at[2]})};
    return {one(TensorId::col6, {at[0], at[3], at[4], at[5], at[1], at[2]})};
  case TensorId::col: return {one(TensorId::col6_t, reshaped(g, cell, TensorId::col6_t))};
  case TensorId::col_W:
    if (g.mistake == Mistake::wrong_reshape_W) return {one(TensorId::W, reshaped(g, cell, TensorId::W))};
    return {one(TensorId::W, split(filters(g), at[1] * g.KG + at[0]))};
  case TensorId::out2d: {
    std::vector<CellBox> from{dense_box(TensorId::col, {at[0], g.group_of_filter(at[1]) * g.KG}, {1, g.KG}),
                              dense_box(TensorId::col_W, {0, at[1]}, {g.KG, 1})};
    if (has_bias) from.push_back(one(TensorId::b, {at[1]}));
    return from;
  }
  case TensorId::out_nhwc:
    return {one(TensorId::out2d, {flatten(positions(g), {at[0], at[1], at[2]}), at[3]})};
  case TensorId::conv: return {one(TensorId::out_nhwc, {at[0], at[2], at[3], at[1]})};
  case TensorId::pool_col: {
    const Index row = split(pool_positions(g), at[0]);
    const Index col = split(pool_cells(g), at[1]);
    const std::int64_t oy = g.pool_rows().place(row[1], col[1]) - g.pool_pad.top;
    const std::int64_t ox = g.pool_cols().place(row[2], col[2]) - g.pool_pad.left;
    if (!inside(oy, g.OH) || !inside(ox, g.OW)) return {};
    return {one(TensorId::conv, {row[0], col[0], oy, ox})};
  }
  case TensorId::pool_windows:
    return {one(TensorId::pool_col, {at[0] / g.FN, at[0] % g.FN * (g.PH * g.PW) + at[1]})};
  case TensorId::pool_max: return {dense_box(TensorId::pool_windows, {at[0], 0}, {1, g.PH * g.PW})};
  case TensorId::pool:
    return {one(TensorId::pool_max, {flatten(pool_outputs(g), {at[0], at[2], at[3], at[1]})})};
  }
  return {};
}

std::vector<CellBox> targets(const Geometry& g, bool has_bias, const CellRef& cell) {
  const Index& at = cell.at;
  switch (cell.tensor) {
  case TensorId::x: return {one(TensorId::img, {at[0], at[1], at[2] + g.pad.top, at[3] + g.pad.left})};
  case TensorId::img: {
    std::vector<CellBox> to;
    for_each_reader(readers(g.rows(), at[2]), readers(g.cols(), at[3]), [&](const ReaderAt& r) {
      to.push_back(one(TensorId::col6, {at[0], at[1], r.y, r.x, r.row, r.col}));
    });
    return to;
  }
  case TensorId::col6:
    if (g.mistake == Mistake::no_transpose) return {one(TensorId::col6_t, at)};
    if (g.mistake == Mistake::swap_c_fh)
      return {one(TensorId::col6_t, {at[0], at[4], at[5], at[2], at[1], at[3]})};
    return {one(TensorId::col6_t, {at[0], at[4], at[5], at[1], at[2], at[3]})};
  case TensorId::col6_t: return {one(TensorId::col, reshaped(g, cell, TensorId::col))};
  case TensorId::col:
    return {dense_box(TensorId::out2d, {at[0], g.group_of_column(at[1]) * g.FG}, {1, g.FG})};
  case TensorId::W:
    if (g.mistake == Mistake::wrong_reshape_W)
      return {one(TensorId::col_W, reshaped(g, cell, TensorId::col_W))};
    return {one(TensorId::col_W, {flatten(filter_cells(g), {at[1], at[2], at[3]}), at[0]})};
  case TensorId::b:
    if (!has_bias) return {};
    return {dense_box(TensorId::out2d, {0, at[0]}, {g.M, 1})};
  case TensorId::col_W: return {dense_box(TensorId::out2d, {0, at[1]}, {g.M, 1})};
  case TensorId::out2d: {
    const Index row = split(positions(g), at[0]);
    return {one(TensorId::out_nhwc, {row[0], row[1], row[2], at[1]})};
  }
  case TensorId::out_nhwc: return {one(TensorId::conv, {at[0], at[3], at[1], at[2]})};
  case TensorId::conv: {
    std::vector<CellBox> to;
    for_each_reader(readers(g.pool_rows(), at[2] + g.pool_pad.top),
                    readers(g.pool_cols(), at[3] + g.pool_pad.left), [&](const ReaderAt& r) {
                      to.push_back(one(TensorId::pool_col, {flatten(pool_positions(g), {at[0], r.row, r.col}),
                                                            flatten(pool_cells(g), {at[1], r.y, r.x})}));
                    });
    return to;
  }
  case TensorId::pool_col: {
    const std::int64_t window = g.PH * g.PW;
    return {one(TensorId::pool_windows, {at[0] * g.FN + at[1] / window, at[1] % window})};
  }
  case TensorId::pool_windows: return {one(TensorId::pool_max, {at[0]})};
  case TensorId::pool_max: {
    const Index to = split(pool_outputs(g), at[0]);
    return {one(TensorId::pool, {to[0], to[3], to[1], to[2]})};
  }
  case TensorId::pool: return {};
  }
  return {};
}

bool hangs_over(const Geometry& g, const CellRef& cell) {
  const Index row = split(pool_positions(g), cell.at[0]);
  const Index col = split(pool_cells(g), cell.at[1]);
  return g.pool_rows().place(row[1], col[1]) >= g.pool_rows().padded() ||
         g.pool_cols().place(row[2], col[2]) >= g.pool_cols().padded();
}

std::int64_t read_count(const Geometry& g, std::int64_t h, std::int64_t w) {
  return readers(g.rows(), h).count() * readers(g.cols(), w).count();
}

}  // namespace unfold
