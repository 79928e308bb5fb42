#include "core/layer/geometry.h"
#include "core/layer/windows.h"

#include <algorithm>

namespace unfold {

namespace {

// Are these parameters valid for the same x and W? What make_geometry refuses, without its words.
bool fits(const Geometry& g, const LayerParams& p) {
  const Sides pad = padding_of(p);
  const auto OH = windows({g.H, pad.top, pad.bottom, g.FH, p.stride, p.dilation}, false);
  const auto OW = windows({g.W, pad.left, pad.right, g.FW, p.stride, p.dilation}, false);
  if (!OH || !OW) return false;
  const Slide rows{*OH, p.pool_pad.top, p.pool_pad.bottom, p.pool, p.pool_stride, p.pool_dilation};
  const Slide cols{*OW, p.pool_pad.left, p.pool_pad.right, p.pool, p.pool_stride, p.pool_dilation};
  const std::int64_t widest =
      std::max({p.pool_pad.top, p.pool_pad.left, p.pool_pad.bottom, p.pool_pad.right});
  return widest < rows.extent() && windows(rows, p.pool_ceil) && windows(cols, p.pool_ceil) &&
         (p.pool == 1 || p.pool_dilation <= std::min(*OH, *OW));
}

// The valid values around the present one, between floor and cap: they are one stretch.
ParamRange stretch(const Geometry& g, Param param, std::int64_t floor, std::int64_t cap) {
  const LayerParams params = g.params();
  const std::int64_t now = value_of(params, param);
  const auto valid = [&](std::int64_t value) { return fits(g, with_value(params, param, value)); };
  ParamRange range{now, now};
  for (std::int64_t wrong = std::min(now, floor) - 1; range.lo - wrong > 1;) {
    const std::int64_t middle = wrong + (range.lo - wrong) / 2;
    (valid(middle) ? range.lo : wrong) = middle;
  }
  for (std::int64_t wrong = std::max(now, cap) + 1; wrong - range.hi > 1;) {
    const std::int64_t middle = range.hi + (wrong - range.hi) / 2;
    (valid(middle) ? range.hi : wrong) = middle;
  }
  return range;
}

}  // namespace

ParamRange valid_range(const Geometry& g, Param param) {
  // How far the window can move, and its cells apart.
  const Slide rows = g.rows(), cols = g.cols(), pool_rows = g.pool_rows(), pool_cols = g.pool_cols();
  const std::int64_t way = std::max(g.HP - rows.extent(), g.WP - cols.extent());
  switch (param) {
  case Param::stride: return stretch(g, param, 1, std::max<std::int64_t>(1, way));
  case Param::pad:
  case Param::pad_top:
  case Param::pad_left:
  case Param::pad_bottom:
  case Param::pad_right: return stretch(g, param, 0, 64);
  case Param::dilation: return stretch(g, param, 1, g.FH == 1 && g.FW == 1 ? 1 : std::max(g.HP, g.WP));
  case Param::groups: return {g.groups, g.groups};
  case Param::pool:
    return stretch(g, param, 1,
                   std::max(pool_rows.padded(), pool_cols.padded()) + (g.pool_ceil ? g.pool_stride : 0));
  case Param::pool_stride: {
    const std::int64_t most =
        std::max(pool_rows.padded() - pool_rows.extent(), pool_cols.padded() - pool_cols.extent());
    return stretch(g, param, 1, std::max<std::int64_t>(1, most));
  }
  case Param::pool_pad: return stretch(g, param, 0, pool_rows.extent() - 1);
  case Param::pool_ceil: return stretch(g, param, 0, 1);
  }
  return {};
}

}  // namespace unfold
