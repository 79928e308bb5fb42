#include "core/layer/axis_parts.h"

namespace unfold {
namespace {

bool is_pooled(TensorId id) {
  return id == TensorId::pool_col || id == TensorId::pool_windows || id == TensorId::pool_max ||
         id == TensorId::pool;
}

}  // namespace

Shape axis_parts(const Geometry& g, TensorId id, int axis) {
  const AxisNames names = axis_names(id, axis, g.mistake);
  if (names.count <= 1) return {shape_of(g, id)[axis]};
  const bool pooled = is_pooled(id);
  Shape parts;
  for (int i = 0; i < names.count; ++i) {
    switch (names.parts[i]) {
    case Axis::N: parts.push_back(g.N); break;
    case Axis::C: parts.push_back(id == TensorId::col_W ? g.CG : g.C); break;
    case Axis::FH: parts.push_back(pooled ? g.PH : g.FH); break;
    case Axis::FW: parts.push_back(pooled ? g.PW : g.FW); break;
    case Axis::OH: parts.push_back(pooled ? g.QH : g.OH); break;
    case Axis::OW: parts.push_back(pooled ? g.QW : g.OW); break;
    case Axis::FN: parts.push_back(g.FN); break;
    case Axis::none: break;
    }
  }
  return parts;
}

}  // namespace unfold
