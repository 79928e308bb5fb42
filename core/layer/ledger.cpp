#include "core/layer/ledger.h"

namespace unfold {

namespace {

Held in_numpy(const Geometry& g, TensorId id) {
  // A reshape of what lies in memory in its own order copies nothing.
  if (id == TensorId::col && g.mistake == Mistake::no_transpose) return Held::view;
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
  ledger.multiply_adds = g.M * g.K * g.FN;
  return ledger;
}

}  // namespace unfold
