#include "core/layer/tensor_id.h"

#include <array>
#include <cassert>
#include <initializer_list>

namespace unfold {

namespace {

constexpr std::array<std::string_view, tensor_count> names{
    "x",     "img",      "col6", "col6_t",   "col",          "W",        "b",   "col_W",
    "out2d", "out_nhwc", "conv", "pool_col", "pool_windows", "pool_max", "pool"};

AxisNames made_of(std::initializer_list<Axis> parts) {
  AxisNames axis;
  for (const Axis part : parts) axis.parts[axis.count++] = part;
  return axis;
}

using enum Axis;

AxisNames pick(std::initializer_list<Axis> axes, int axis) { return made_of({axes.begin()[axis]}); }

}  // namespace

std::string_view name(Axis axis) {
  constexpr std::array<std::string_view, axis_count> axes{"", "N", "C", "FH", "FW", "OH", "OW", "FN"};
  return axes[static_cast<std::size_t>(axis)];
}

std::string_view name(TensorId id) { return names[static_cast<std::size_t>(id)]; }

std::optional<TensorId> tensor_named(std::string_view name) {
  for (int i = 0; i < tensor_count; ++i) {
    if (names[static_cast<std::size_t>(i)] == name) return static_cast<TensorId>(i);
  }
  return std::nullopt;
}

Shape shape_of(const Geometry& g, TensorId id) {
  switch (id) {
  case TensorId::x: return {g.N, g.C, g.H, g.W};
  case TensorId::img: return {g.N, g.C, g.HP, g.WP};
  case TensorId::col6: return {g.N, g.C, g.FH, g.FW, g.OH, g.OW};
  case TensorId::col6_t:
    if (g.mistake == Mistake::no_transpose) return {g.N, g.C, g.FH, g.FW, g.OH, g.OW};
    if (g.mistake == Mistake::swap_c_fh) return {g.N, g.OH, g.OW, g.FH, g.C, g.FW};
    return {g.N, g.OH, g.OW, g.C, g.FH, g.FW};
  case TensorId::col: return {g.M, g.K};
  case TensorId::W: return {g.FN, g.CG, g.FH, g.FW};
  case TensorId::b: return {g.FN};
  case TensorId::col_W: return {g.KG, g.FN};
  case TensorId::out2d: return {g.M, g.FN};
  case TensorId::out_nhwc: return {g.N, g.OH, g.OW, g.FN};
  case TensorId::conv: return {g.N, g.FN, g.OH, g.OW};
  case TensorId::pool_col: return {g.N * g.QH * g.QW, g.FN * g.PH * g.PW};
  case TensorId::pool_windows: return {g.N * g.QH * g.QW * g.FN, g.PH * g.PW};
  case TensorId::pool_max: return {g.N * g.QH * g.QW * g.FN};
  case TensorId::pool: return {g.N, g.FN, g.QH, g.QW};
  }
  return {};
}

bool is_view(TensorId id) {
  switch (id) {
  case TensorId::col6_t:
  case TensorId::col_W:
  case TensorId::out_nhwc:
  case TensorId::conv:
  case TensorId::pool_windows:
  case TensorId::pool: return true;
  case TensorId::x:
  case TensorId::img:
  case TensorId::col6:
  case TensorId::col:
  case TensorId::W:
  case TensorId::b:
  case TensorId::out2d:
  case TensorId::pool_col:
  case TensorId::pool_max: return false;
  }
  return false;
}

AxisNames axis_names(TensorId id, int axis, Mistake mistake) {
  switch (mistake) {
  case Mistake::no_transpose:
    if (id == TensorId::col6_t) return axis_names(TensorId::col6, axis);
    if (id == TensorId::col) return {};
    break;
  case Mistake::swap_c_fh:
    if (id == TensorId::col6_t) return pick({N, OH, OW, FH, C, FW}, axis);
    if (id == TensorId::col && axis == 1) return made_of({FH, C, FW});
    break;
  case Mistake::wrong_reshape_W:
    if (id == TensorId::col_W) return {};
    break;
  case Mistake::none:
  case Mistake::no_padding: break;
  }
  switch (id) {
  case TensorId::x:
  case TensorId::img: return pick({N, C, none, none}, axis);
  case TensorId::col6: return pick({N, C, FH, FW, OH, OW}, axis);
  case TensorId::col6_t: return pick({N, OH, OW, C, FH, FW}, axis);
  case TensorId::col: return axis == 0 ? made_of({N, OH, OW}) : made_of({C, FH, FW});
  case TensorId::W: return pick({FN, C, FH, FW}, axis);
  case TensorId::b: return made_of({FN});
  case TensorId::col_W: return axis == 0 ? made_of({C, FH, FW}) : made_of({FN});
  case TensorId::out2d: return axis == 0 ? made_of({N, OH, OW}) : made_of({FN});
  case TensorId::out_nhwc: return pick({N, OH, OW, FN}, axis);
  case TensorId::conv:
  case TensorId::pool: return pick({N, FN, OH, OW}, axis);
  case TensorId::pool_col: return axis == 0 ? made_of({N, OH, OW}) : made_of({FN, FH, FW});
  case TensorId::pool_windows: return axis == 0 ? made_of({N, OH, OW, FN}) : made_of({FH, FW});
  case TensorId::pool_max: return made_of({N, OH, OW, FN});
  }
  return {};
}

}  // namespace unfold
