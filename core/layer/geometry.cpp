#include "core/layer/geometry.h"

#include "core/base/error.h"

#include <algorithm>
#include <limits>

namespace unfold {

namespace {

// Every element count stays below this, so that byte counts and sums of two of them fit into 64 bits as well.
constexpr std::int64_t count_limit = std::numeric_limits<std::int64_t>::max() / 16;
// Sizes and parameters stay below this, so that every sum and product of two of them fits.
constexpr std::int64_t size_limit = std::int64_t{1} << 30;

std::string by(std::int64_t rows, std::int64_t cols) {
  return std::to_string(rows) + "x" + std::to_string(cols);
}

// a / b for positive b, towards plus infinity, also for negative a.
constexpr std::int64_t ceil_div(std::int64_t a, std::int64_t b) {
  return a > 0 ? (a + b - 1) / b : -(-a / b);
}

void need_between(const char* what, std::int64_t value, std::int64_t lo, std::int64_t hi) {
  if (value < lo)
    throw Error(std::string(what) + " " + std::to_string(value) + ": must be at least " + std::to_string(lo));
  if (value > hi)
    throw Error(std::string(what) + " " + std::to_string(value) + ": must be at most " + std::to_string(hi));
}

void need_shape(const char* tensor, const Shape& shape, const char* form,
                std::initializer_list<const char*> axes) {
  if (shape.rank() != 4) {
    throw Error(std::string(tensor) + " " + to_string(shape) + " has " + std::to_string(shape.rank()) +
                " axes: must have 4, " + form);
  }
  int i = 0;
  for (const char* axis : axes) {
    need_between((std::string(tensor) + " " + to_string(shape) + ": " + axis).c_str(), shape[i++], 1,
                 size_limit);
  }
}

void need_count(const char* what, const Shape& shape) {
  std::int64_t room = count_limit;
  for (int i = 0; i < shape.rank(); ++i) room /= shape[i];
  if (room < 1)
    throw Error(std::string(what) + " " + to_string(shape) +
                ": too many values to count; take smaller sizes");
}

// Where the padding was left out on purpose, it alone may be what is missing.
[[noreturn]] void refuse_without_padding(const Geometry& g, const std::string& what) {
  throw Error("no_padding: without the padding of " + std::to_string(g.asked_pad) + " " + what);
}

void need_filter_fits(const Geometry& g) {
  if (g.FH <= g.HP && g.FW <= g.WP) return;
  if (g.pad != g.asked_pad)
    refuse_without_padding(g, "the filter " + by(g.FH, g.FW) + " does not fit the picture " + by(g.H, g.W) +
                                  ": choose a larger picture, or another mistake");
  const std::int64_t pad = ceil_div(std::max(g.FH - g.H, g.FW - g.W), 2);
  throw Error("filter " + by(g.FH, g.FW) + " does not fit the padded picture " + by(g.HP, g.WP) +
              ": pad must be at least " + std::to_string(pad) + " or the filter at most " + by(g.HP, g.WP));
}

void need_pool_fits(const Geometry& g) {
  const std::int64_t rows = g.OH + 2 * g.pool_pad;
  const std::int64_t cols = g.OW + 2 * g.pool_pad;
  const std::int64_t least = std::min(rows, cols);
  if (g.PH <= least) return;
  if (g.pad != g.asked_pad)
    refuse_without_padding(g, "the maps are " + by(g.OH, g.OW) + " and the pool window " + by(g.PH, g.PW) +
                                  " does not fit: pool must be at most " + std::to_string(least));
  const std::int64_t pool_pad = ceil_div(g.PH - std::min(g.OH, g.OW), 2);
  throw Error("pool window " + by(g.PH, g.PW) + " does not fit the padded maps " + by(rows, cols) +
              ": pool must be at most " + std::to_string(least) + " or pool pad at least " +
              std::to_string(pool_pad));
}

// How many strides the maps must be long for the pool window to fit: OH - 1 at least.
std::int64_t strides_needed(const Geometry& g) {
  return std::max<std::int64_t>(0, g.PH - 2 * g.pool_pad - 1);
}

}  // namespace

LayerParams Geometry::params() const {
  return {.stride = stride,
          .pad = asked_pad,
          .pool = PH,
          .pool_stride = pool_stride,
          .pool_pad = pool_pad,
          .pool_kind = pool_kind,
          .pool_padding = pool_padding,
          .mistake = mistake};
}

Geometry meant(const Geometry& g) {
  LayerParams params = g.params();
  params.mistake = Mistake::none;
  return make_geometry({g.N, g.C, g.H, g.W}, {g.FN, g.C, g.FH, g.FW}, params);
}

bool is_harmless(const Geometry& g) {
  switch (g.mistake) {
  case Mistake::none: return true;
  case Mistake::no_transpose: return g.K == 1 || g.OH * g.OW == 1;
  case Mistake::swap_c_fh: return g.C == 1 || g.FH == 1;
  case Mistake::no_padding: return g.asked_pad == 0;
  case Mistake::wrong_reshape_W: return g.FN == 1 || g.K == 1;
  }
  return true;
}

Geometry make_geometry(const Shape& x_shape, const Shape& W_shape, const LayerParams& params) {
  need_shape("x", x_shape, "(N, C, H, W)", {"N", "C", "H", "W"});
  need_shape("W", W_shape, "(FN, C, FH, FW)", {"FN", "C", "FH", "FW"});
  if (W_shape[1] != x_shape[1]) {
    throw Error("W " + to_string(W_shape) + " has " + std::to_string(W_shape[1]) + " channels: must have " +
                std::to_string(x_shape[1]) + ", as x " + to_string(x_shape));
  }
  need_between("stride", params.stride, 1, size_limit);
  need_between("pad", params.pad, 0, size_limit);
  need_between("pool", params.pool, 1, size_limit);
  need_between("pool stride", params.pool_stride, 1, size_limit);
  need_between("pool pad", params.pool_pad, 0, params.pool - 1);

  Geometry g;
  g.N = x_shape[0], g.C = x_shape[1], g.H = x_shape[2], g.W = x_shape[3];
  g.FN = W_shape[0], g.FH = W_shape[2], g.FW = W_shape[3];
  g.mistake = params.mistake;
  g.asked_pad = params.pad;
  g.stride = params.stride, g.pad = params.mistake == Mistake::no_padding ? 0 : params.pad;
  g.HP = g.H + 2 * g.pad, g.WP = g.W + 2 * g.pad;
  need_filter_fits(g);
  g.OH = (g.HP - g.FH) / g.stride + 1, g.OW = (g.WP - g.FW) / g.stride + 1;

  g.PH = g.PW = params.pool;
  g.pool_stride = params.pool_stride, g.pool_pad = params.pool_pad;
  g.pool_kind = params.pool_kind, g.pool_padding = params.pool_padding;
  need_pool_fits(g);
  g.QH = (g.OH + 2 * g.pool_pad - g.PH) / g.pool_stride + 1,
  g.QW = (g.OW + 2 * g.pool_pad - g.PW) / g.pool_stride + 1;

  need_count("x", x_shape);
  need_count("W", W_shape);
  need_count("img", {g.N, g.C, g.HP, g.WP});
  // The terms of the product, which playback numbers: larger than col, col_W and out2d.
  need_count("the product's terms (N, OH, OW, FN, C*FH*FW)", {g.N, g.OH, g.OW, g.FN, g.C * g.FH, g.FW});
  need_count("pool_col", {g.N, g.QH, g.QW, g.FN, g.PH, g.PW});
  g.M = g.N * g.OH * g.OW, g.K = g.C * g.FH * g.FW;
  return g;
}

ParamRange valid_range(const Geometry& g, Param param) {
  const std::int64_t rows = g.HP - g.FH;  // how far the filter can move
  const std::int64_t cols = g.WP - g.FW;
  const std::int64_t least_map = std::min(g.OH, g.OW);
  switch (param) {
  case Param::stride: {
    const std::int64_t cap = std::max({std::int64_t{1}, rows, cols, g.stride});
    const std::int64_t needed = strides_needed(g);
    return {1, needed == 0 ? cap : std::min(cap, std::min(rows, cols) / needed)};
  }
  case Param::pad: {
    const std::int64_t needed = strides_needed(g) * g.stride;
    const std::int64_t lo = ceil_div(std::max(g.FH - g.H, g.FW - g.W) + needed, 2);
    return {std::max<std::int64_t>(0, lo), std::max<std::int64_t>(64, g.asked_pad)};
  }
  case Param::pool: return {g.pool_pad + 1, least_map + 2 * g.pool_pad};
  case Param::pool_stride: {
    const std::int64_t most = std::max(g.OH, g.OW) + 2 * g.pool_pad - g.PH;
    return {1, std::max({std::int64_t{1}, most, g.pool_stride})};
  }
  case Param::pool_pad: return {std::max<std::int64_t>(0, ceil_div(g.PH - least_map, 2)), g.PH - 1};
  }
  return {};
}

}  // namespace unfold
