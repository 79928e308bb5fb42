#include "core/layer/geometry.h"

#include <algorithm>

namespace unfold {

std::int64_t value_of(const LayerParams& params, Param param) {
  const auto widest = [](const Sides& s) { return std::max({s.top, s.left, s.bottom, s.right}); };
  switch (param) {
  case Param::stride: return params.stride;
  case Param::pad: return widest(params.pad);
  case Param::pad_top: return params.pad.top;
  case Param::pad_left: return params.pad.left;
  case Param::pad_bottom: return params.pad.bottom;
  case Param::pad_right: return params.pad.right;
  case Param::dilation: return params.dilation;
  case Param::groups: return params.groups;
  case Param::pool: return params.pool;
  case Param::pool_stride: return params.pool_stride;
  case Param::pool_pad: return widest(params.pool_pad);
  case Param::pool_ceil: return params.pool_ceil ? 1 : 0;
  }
  return 0;
}

LayerParams with_value(LayerParams params, Param param, std::int64_t value) {
  switch (param) {
  case Param::stride: params.stride = value; break;
  case Param::pad: params.pad = value; break;
  case Param::pad_top: params.pad.top = value; break;
  case Param::pad_left: params.pad.left = value; break;
  case Param::pad_bottom: params.pad.bottom = value; break;
  case Param::pad_right: params.pad.right = value; break;
  case Param::dilation: params.dilation = value; break;
  case Param::groups: params.groups = value; break;
  case Param::pool: params.pool = value; break;
  case Param::pool_stride: params.pool_stride = value; break;
  case Param::pool_pad: params.pool_pad = value; break;
  case Param::pool_ceil: params.pool_ceil = value != 0; break;
  }
  return params;
}

}  // namespace unfold
