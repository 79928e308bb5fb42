#include "core/layer/tensor_read.h"

#include <initializer_list>
#include <limits>
#include <utility>

namespace unfold {

namespace {

StridedAxis axis_of(std::initializer_list<StridedPart> parts) {
  StridedAxis axis;
  for (const StridedPart& part : parts) axis.parts[axis.count++] = part;
  return axis;
}

void set_axes(StridedTensor& t, std::initializer_list<StridedAxis> axes) {
  int i = 0;
  for (const StridedAxis& axis : axes) t.axes[i++] = axis;
}

// A dense array read through its own strides: one plane of one cell, offsets alone.
void set_dense(StridedTensor& t) {
  const Dims strides = t.shape.strides();
  for (int i = 0; i < t.shape.rank(); ++i) t.axes[i] = axis_of({{t.shape[i], strides[i], 0, 0}});
}

}  // namespace

float pool_fill(const Geometry& g) {
  const bool excluded = g.pool_padding == PoolPadding::excluded && g.pool_kind == PoolKind::max;
  return excluded ? -std::numeric_limits<float>::infinity() : 0.0F;
}

float pool_beyond(const Geometry& g) {
  return g.pool_kind == PoolKind::max ? -std::numeric_limits<float>::infinity() : 0.0F;
}

StridedTensor strided(const Geometry& g, const LayerData& layer, TensorId id) {
  StridedTensor t;
  t.shape = shape_of(g, id);

  // Axes over x, whose planes are (H, W) and begin at minus the padding.
  const std::int64_t s = g.stride;
  const StridedPart n{g.N, g.C * g.H * g.W, 0, 0}, c{g.C, g.H * g.W, 0, 0};
  const std::int64_t d = g.dilation;
  const StridedPart fh{g.FH, 0, d, 0}, fw{g.FW, 0, 0, d}, oh{g.OH, 0, s, 0}, ow{g.OW, 0, 0, s};
  const auto over_x = [&] {
    t.data = layer.x;
    t.rows = g.H, t.cols = g.W;
    t.h0 = -g.pad.top, t.w0 = -g.pad.left;
  };
  // Axes over conv (N, FN, OH, OW), in which a position of the maps runs through whole planes.
  const std::int64_t map = g.OH * g.OW;
  const StridedPart conv_n{g.N, g.FN * map, 0, 0}, conv_f{g.FN, map, 0, 0}, position{map, 1, 0, 0};
  // The same with (OH, OW) as planes that begin at minus the pool padding.
  const std::int64_t ps = g.pool_stride;
  const std::int64_t pd = g.pool_dilation;
  const StridedPart ph{g.PH, 0, pd, 0}, pw{g.PW, 0, 0, pd}, qh{g.QH, 0, ps, 0}, qw{g.QW, 0, 0, ps};
  const auto over_maps = [&] {
    t.data = layer.conv;
    t.rows = g.OH, t.cols = g.OW;
    t.h0 = -g.pool_pad.top, t.w0 = -g.pool_pad.left;
    t.fill = pool_fill(g);
    t.beyond = pool_beyond(g);
    t.rows_end = g.OH + g.pool_pad.bottom, t.cols_end = g.OW + g.pool_pad.right;
  };

  switch (id) {
  case TensorId::x:
    t.data = layer.x;
    set_dense(t);
    break;
  case TensorId::img:
    over_x();
    set_axes(t, {axis_of({n}), axis_of({c}), axis_of({{g.HP, 0, 1, 0}}), axis_of({{g.WP, 0, 0, 1}})});
    break;
  case TensorId::col6:
    over_x();
    set_axes(t, {axis_of({n}), axis_of({c}), axis_of({fh}), axis_of({fw}), axis_of({oh}), axis_of({ow})});
    break;
  case TensorId::col6_t:
    over_x();
    if (g.mistake == Mistake::no_transpose)
      set_axes(t, {axis_of({n}), axis_of({c}), axis_of({fh}), axis_of({fw}), axis_of({oh}), axis_of({ow})});
    else if (g.mistake == Mistake::swap_c_fh)
      set_axes(t, {axis_of({n}), axis_of({oh}), axis_of({ow}), axis_of({fh}), axis_of({c}), axis_of({fw})});
    else
      set_axes(t, {axis_of({n}), axis_of({oh}), axis_of({ow}), axis_of({c}), axis_of({fh}), axis_of({fw})});
    break;
  case TensorId::col:
    over_x();
    if (g.mistake == Mistake::no_transpose) {
      t = strided(g, layer, TensorId::col6);
      t.unshaped = std::exchange(t.shape, shape_of(g, TensorId::col));
    } else if (g.mistake == Mistake::swap_c_fh) {
      set_axes(t, {axis_of({n, oh, ow}), axis_of({fh, c, fw})});
    } else {
      set_axes(t, {axis_of({n, oh, ow}), axis_of({c, fh, fw})});
    }
    break;
  case TensorId::W:
    t.data = layer.W;
    set_dense(t);
    break;
  case TensorId::b:
    t.data = layer.b;
    set_dense(t);
    break;
  case TensorId::col_W:
    t.data = layer.W;
    if (g.mistake == Mistake::wrong_reshape_W)
      set_dense(t);
    else
      set_axes(t, {axis_of({{g.KG, 1, 0, 0}}), axis_of({{g.FN, g.KG, 0, 0}})});
    break;
  case TensorId::out2d:
    t.data = layer.conv;
    set_axes(t, {axis_of({conv_n, position}), axis_of({conv_f})});
    break;
  case TensorId::out_nhwc:
    t.data = layer.conv;
    set_axes(
        t, {axis_of({conv_n}), axis_of({{g.OH, g.OW, 0, 0}}), axis_of({{g.OW, 1, 0, 0}}), axis_of({conv_f})});
    break;
  case TensorId::conv:
    t.data = layer.conv;
    set_dense(t);
    break;
  case TensorId::pool_col:
    over_maps();
    set_axes(t, {axis_of({conv_n, qh, qw}), axis_of({conv_f, ph, pw})});
    break;
  case TensorId::pool_windows:
    over_maps();
    set_axes(t, {axis_of({conv_n, qh, qw, conv_f}), axis_of({ph, pw})});
    break;
  case TensorId::pool_max: {
    t.data = layer.pool;
    const std::int64_t q = g.QH * g.QW;
    set_axes(t, {axis_of({{g.N, g.FN * q, 0, 0}, {q, 1, 0, 0}, {g.FN, q, 0, 0}})});
    break;
  }
  case TensorId::pool:
    t.data = layer.pool;
    set_dense(t);
    break;
  }
  return t;
}

}  // namespace unfold
