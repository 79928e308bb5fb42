#pragma once

#include "core/layer/tensor_id.h"

#include <vector>

namespace unfold {

struct CellRef {
  TensorId tensor = TensorId::x;
  Index at;

  bool operator==(const CellRef&) const = default;
};

// A strided block of cells of one tensor: cell `first + i*step` for 0 <= i < count, axis by axis. One cell is
// a box of counts 1; a row of col is a box of counts (1, K).
struct CellBox {
  TensorId tensor = TensorId::x;
  Index first, count, step;

  bool operator==(const CellBox&) const = default;
  [[nodiscard]] std::int64_t cells() const { return count.count(); }
  [[nodiscard]] bool contains(const CellRef& cell) const;
};
[[nodiscard]] CellBox single(const CellRef& cell);

// The cell map, one stage at a time, as pure functions of the sizes. Every hover, arrow, caption and formula
// in the program uses these and does no index arithmetic of its own.
//
// sources: the cells of the tensors just before that this cell was made of. img: one cell of x, or nothing
// where it is padding. col6: one of img. col6_t, col: one. col_W: one of W. out2d: of its row of col the KG
// cells of its group, its column of col_W, its b. out_nhwc, conv: one. pool_col: one of conv, or nothing in
// the pool padding. pool_windows: one of pool_col. pool_max: its row of pool_windows (which one wins depends
// on values: Walkthrough::argmax). pool: one. x, W, b: none.
[[nodiscard]] std::vector<CellBox> sources(const Geometry& g, bool has_bias, const CellRef& cell);

// targets: the cells of the tensors just after that read this cell; the exact inverse of `sources`. An img
// pixel has up to FH*FW targets in col6, and none when no window reads it. col: of its row of out2d the
// filters of its group. col_W: its column of out2d.
[[nodiscard]] std::vector<CellBox> targets(const Geometry& g, bool has_bias, const CellRef& cell);

// Does this cell of pool_col, which has no source, lie where its window hangs over the padded map? Else it is
// of the padding.
[[nodiscard]] bool hangs_over(const Geometry& g, const CellRef& cell);

// How many cells of col6 copy this pixel of img (0 .. FH*FW): the number of targets without listing them.
[[nodiscard]] std::int64_t read_count(const Geometry& g, std::int64_t h, std::int64_t w);

// One cell followed through every tensor from x (or W) to pool, in pipeline order, through `cell`: backwards
// by the first source, forwards by the first target that continues it. `filter` chooses the column of out2d
// when the cell itself does not say. Tensors the cell never reaches are left out.
[[nodiscard]] std::vector<CellRef> follow(const Geometry& g, const CellRef& cell, std::int64_t filter);

}  // namespace unfold
