#include "core/layer/ledger.h"

#include <utility>

namespace unfold {

namespace {

// Do these axes of an array become one without a copy? Where their strides nest; axes of size 1 do not count.
bool merge(const Dims& sizes, const Dims& strides, int from, int to) {
  std::int64_t expected = 0;
  for (int i = to - 1; i >= from; --i) {
    if (sizes[i] == 1) continue;
    if (expected != 0 && strides[i] != expected) return false;
    expected = strides[i] * sizes[i];
  }
  return true;
}

// The strides of a contiguous (N, C, FH, FW, OH, OW), as (N, OH, OW, C, FH, FW).
Dims transposed_strides(const Dims& six) {
  const Dims s = six.strides();
  return {s[0], s[4], s[5], s[1], s[2], s[3]};
}

// NumPy's reshape copies only where it must.
bool col_is_view(const Geometry& g) {
  // What lies in memory in its own order is only called by another shape.
  if (g.mistake == Mistake::no_transpose) return true;
  const Shape shape = shape_of(g, TensorId::col6_t);
  Dims strides = transposed_strides({g.N, g.C, g.FH, g.FW, g.OH, g.OW});
  if (g.mistake == Mistake::swap_c_fh) std::swap(strides[3], strides[4]);
  return merge(shape, strides, 0, 3) && merge(shape, strides, 3, 6);
}

// Where the pooling's col is a view of what its loop wrote, its windows are rows of nothing.
bool pool_windows_is_view(const Geometry& g) {
  const Shape shape{g.N, g.QH, g.QW, g.FN, g.PH, g.PW};
  const Dims strides = transposed_strides({g.N, g.FN, g.PH, g.PW, g.QH, g.QW});
  const bool pool_col_is_view = merge(shape, strides, 0, 3) && merge(shape, strides, 3, 6);
  return !pool_col_is_view || (merge(shape, strides, 0, 4) && merge(shape, strides, 4, 6));
}

// pool_col stands for the array that the pooling's loop writes, which is a tensor of the table only in col's
// place.
Held in_numpy(const Geometry& g, TensorId id) {
  if (id == TensorId::col) return col_is_view(g) ? Held::view : Held::memory;
  if (id == TensorId::pool_windows) return pool_windows_is_view(g) ? Held::view : Held::memory;
  return is_view(id) ? Held::view : Held::memory;
}

Held in_unfold(TensorId id) {
  switch (id) {
  case TensorId::x:
  case TensorId::W:
  case TensorId::b:
  case TensorId::conv:
  case TensorId::pool: return Held::memory;
  case TensorId::col_W:
  case TensorId::out2d:
  case TensorId::out_nhwc:
  case TensorId::pool_max: return Held::view;
  case TensorId::img:
  case TensorId::col6:
  case TensorId::col6_t:
  case TensorId::col:
  case TensorId::pool_col:
  case TensorId::pool_windows: return Held::on_demand;
  }
  return Held::memory;
}

}  // namespace

Ledger ledger_of(const Geometry& g, bool has_bias) {
  Ledger ledger;
  for (int i = 0; i < tensor_count; ++i) {
    const auto id = static_cast<TensorId>(i);
    if (id == TensorId::b && !has_bias) continue;
    LedgerLine line{.tensor = id, .shape = shape_of(g, id)};
    line.bytes = line.shape.count() * static_cast<std::int64_t>(sizeof(float));
    line.in_numpy = in_numpy(g, id);
    line.in_unfold = in_unfold(id);
    if (line.in_numpy == Held::memory) ledger.numpy_bytes += line.bytes;
    if (line.in_unfold == Held::memory) ledger.unfold_bytes += line.bytes;
    ledger.lines.push_back(line);
  }
  ledger.growth = static_cast<double>(shape_of(g, TensorId::col).count()) /
                  static_cast<double>(shape_of(g, TensorId::x).count());
  ledger.multiply_adds = g.M * g.KG * g.FN;
  return ledger;
}

}  // namespace unfold
