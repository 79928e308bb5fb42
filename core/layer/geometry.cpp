#include "core/layer/geometry.h"

#include "core/base/error.h"
#include "core/layer/ceil_div.h"
#include "core/layer/windows.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace unfold {

namespace {

// Every element count stays below this, so that byte counts and sums of two of them fit into 64 bits as well.
constexpr std::int64_t count_limit = std::numeric_limits<std::int64_t>::max() / 16;
// Sizes and parameters stay below this, so that every sum and product of two of them fits.
constexpr std::int64_t size_limit = std::int64_t{1} << 30;

std::string by(std::int64_t rows, std::int64_t cols) {
  return std::to_string(rows) + "x" + std::to_string(cols);
}

void need_between(const std::string& what, std::int64_t value, std::int64_t lo, std::int64_t hi) {
  if (value < lo)
    throw Error(what + " " + std::to_string(value) + ": must be at least " + std::to_string(lo));
  if (value > hi) throw Error(what + " " + std::to_string(value) + ": must be at most " + std::to_string(hi));
}

void need_sides_between(const std::string& what, const Sides& sides, std::int64_t lo, std::int64_t hi) {
  if (sides.even()) return need_between(what, sides.top, lo, hi);
  need_between(what + " at the top", sides.top, lo, hi);
  need_between(what + " at the left", sides.left, lo, hi);
  need_between(what + " at the bottom", sides.bottom, lo, hi);
  need_between(what + " at the right", sides.right, lo, hi);
}

void need_shape(const char* tensor, const Shape& shape, const char* form,
                std::initializer_list<const char*> axes) {
  if (shape.rank() != 4) {
    throw Error(std::string(tensor) + " " + to_string(shape) + " has " + std::to_string(shape.rank()) +
                " axes: must have 4, " + form);
  }
  int i = 0;
  for (const char* axis : axes) {
    need_between(std::string(tensor) + " " + to_string(shape) + ": " + axis, shape[i++], 1, size_limit);
  }
}

void need_count(const char* what, const Shape& shape) {
  std::int64_t room = count_limit;
  for (int i = 0; i < shape.rank(); ++i) room /= shape[i];
  if (room < 1)
    throw Error(std::string(what) + " " + to_string(shape) +
                ": too many values to count; take smaller sizes");
}

// Channels and filters fall into as many groups of equal size, and a filter has the channels of its group.
void need_groups(const Shape& x, const Shape& W, std::int64_t groups) {
  need_between("groups", groups, 1, size_limit);
  const auto need_divisor = [&](const char* what, std::int64_t count) {
    if (count % groups == 0) return;
    std::int64_t lower = std::min(groups, count);
    while (count % lower != 0) --lower;
    throw Error("groups " + std::to_string(groups) + ": must divide the " + std::to_string(count) + " " +
                what + ", as " + std::to_string(lower) + " does");
  };
  need_divisor("channels of x", x[1]);
  need_divisor("filters of W", W[0]);
  if (W[1] == x[1] / groups) return;
  throw Error("W " + to_string(W) + " has " + std::to_string(W[1]) + " channels: must have " +
              std::to_string(x[1] / groups) + ", as x " + to_string(x) +
              (groups == 1 ? "" : " in " + std::to_string(groups) + " groups"));
}

// Where the padding was left out on purpose, it alone may be what is missing.
[[noreturn]] void refuse_without_padding(const Geometry& g, const std::string& what) {
  throw Error("no_padding: without the padding of " + to_string(g.asked_pad) + " " + what);
}

void set_maps(Geometry& g) {
  const Slide rows = g.rows(), cols = g.cols();
  const auto OH = windows(rows, false), OW = windows(cols, false);
  if (OH && OW) {
    g.OH = *OH, g.OW = *OW;
    return;
  }
  if (g.pad != g.asked_pad)
    refuse_without_padding(g, "the filter " + by(rows.extent(), cols.extent()) +
                                  " does not fit the picture " + by(g.H, g.W) +
                                  ": choose a larger picture, or another mistake");
  const std::int64_t pad = ceil_div(std::max(rows.extent() - g.H, cols.extent() - g.W), 2);
  const std::string needed = ": pad must be at least " + std::to_string(pad) + " or ";
  if (g.dilation == 1)
    throw Error("filter " + by(g.FH, g.FW) + " does not fit the padded picture " + by(g.HP, g.WP) + needed +
                "the filter at most " + by(g.HP, g.WP));
  const auto most = [](std::int64_t size, std::int64_t filter) {
    return filter == 1 ? size_limit : (size - 1) / (filter - 1);
  };
  const std::int64_t dilation = std::min(most(g.HP, g.FH), most(g.WP, g.FW));
  throw Error("filter " + by(g.FH, g.FW) + " with dilation " + std::to_string(g.dilation) + " spans " +
              by(rows.extent(), cols.extent()) + " and does not fit the padded picture " + by(g.HP, g.WP) +
              needed +
              (dilation >= 1 ? "dilation at most " + std::to_string(dilation) : "the filter smaller"));
}

// A dilated window steps over no map whole.
void need_pool_dilation(const Geometry& g) {
  if (g.PH == 1 || g.pool_dilation <= std::min(g.OH, g.OW)) return;
  throw Error("pool dilation " + std::to_string(g.pool_dilation) + ": must be at most " +
              std::to_string(std::min(g.OH, g.OW)) + ", for the maps are " + by(g.OH, g.OW));
}

void set_pooled(Geometry& g) {
  const Slide rows = g.pool_rows(), cols = g.pool_cols();
  const auto QH = windows(rows, g.pool_ceil), QW = windows(cols, g.pool_ceil);
  if (QH && QW) {
    g.QH = *QH, g.QW = *QW;
    return need_pool_dilation(g);
  }
  const std::int64_t least = std::min(rows.padded(), cols.padded());
  const std::int64_t most =
      (least - 1 + (g.pool_ceil ? g.pool_stride - 1 : 0)) / g.pool_dilation + 1;  // pool
  if (g.pad != g.asked_pad)
    refuse_without_padding(g, "the maps are " + by(g.OH, g.OW) + " and the pool window " + by(g.PH, g.PW) +
                                  " does not fit: pool must be at most " + std::to_string(most));
  const std::int64_t missing = rows.extent() - std::min(g.OH, g.OW) - (g.pool_ceil ? g.pool_stride - 1 : 0);
  throw Error("pool window " + by(g.PH, g.PW) + " does not fit the padded maps " +
              by(rows.padded(), cols.padded()) + ": pool must be at most " + std::to_string(most) +
              " or pool pad at least " + std::to_string(ceil_div(missing, 2)));
}

}  // namespace

LayerParams Geometry::params() const {
  return {.stride = stride,
          .pad = asked_pad,
          .dilation = dilation,
          .groups = groups,
          .pool = PH,
          .pool_stride = pool_stride,
          .pool_pad = pool_pad,
          .pool_dilation = pool_dilation,
          .pool_ceil = pool_ceil,
          .pool_kind = pool_kind,
          .pool_padding = pool_padding,
          .mistake = mistake};
}

Geometry meant(const Geometry& g) {
  LayerParams params = g.params();
  params.mistake = Mistake::none;
  return make_geometry({g.N, g.C, g.H, g.W}, {g.FN, g.CG, g.FH, g.FW}, params);
}

bool is_harmless(const Geometry& g) {
  switch (g.mistake) {
  case Mistake::none: return true;
  case Mistake::no_transpose: return g.K == 1 || g.OH * g.OW == 1;
  case Mistake::swap_c_fh: return g.C == 1 || g.FH == 1;
  case Mistake::no_padding: return !g.asked_pad.any();
  case Mistake::wrong_reshape_W: return g.FN == 1 || g.KG == 1;
  }
  return true;
}

Geometry make_geometry(const Shape& x_shape, const Shape& W_shape, const LayerParams& params) {
  need_shape("x", x_shape, "(N, C, H, W)", {"N", "C", "H", "W"});
  need_shape("W", W_shape, params.groups == 1 ? "(FN, C, FH, FW)" : "(FN, C/groups, FH, FW)",
             {"FN", "C", "FH", "FW"});
  need_groups(x_shape, W_shape, params.groups);
  need_between("stride", params.stride, 1, size_limit);
  need_sides_between("pad", params.pad, 0, size_limit);
  need_between("dilation", params.dilation, 1, size_limit);
  need_between("pool", params.pool, 1, size_limit);
  need_between("pool stride", params.pool_stride, 1, size_limit);
  need_between("pool dilation", params.pool_dilation, 1, size_limit);
  need_sides_between("pool pad", params.pool_pad, 0, (params.pool - 1) * params.pool_dilation);

  Geometry g;
  g.N = x_shape[0], g.C = x_shape[1], g.H = x_shape[2], g.W = x_shape[3];
  g.FN = W_shape[0], g.FH = W_shape[2], g.FW = W_shape[3];
  g.groups = params.groups, g.CG = g.C / g.groups, g.FG = g.FN / g.groups;
  g.mistake = params.mistake;
  g.asked_pad = params.pad, g.pad = padding_of(params);
  g.stride = params.stride, g.dilation = params.dilation;
  g.HP = g.H + g.pad.rows(), g.WP = g.W + g.pad.cols();
  set_maps(g);

  g.PH = g.PW = params.pool;
  g.pool_stride = params.pool_stride, g.pool_dilation = params.pool_dilation;
  g.pool_pad = params.pool_pad, g.pool_ceil = params.pool_ceil;
  g.pool_kind = params.pool_kind, g.pool_padding = params.pool_padding;
  set_pooled(g);

  need_count("x", x_shape);
  need_count("W", W_shape);
  need_count("img", {g.N, g.C, g.HP, g.WP});
  // The terms of the product, which playback numbers: larger than col, col_W and out2d.
  need_count("the product's terms (N, OH, OW, FN, C*FH*FW)", {g.N, g.OH, g.OW, g.FN, g.C * g.FH, g.FW});
  need_count("pool_col", {g.N, g.QH, g.QW, g.FN, g.PH, g.PW});
  g.M = g.N * g.OH * g.OW, g.K = g.C * g.FH * g.FW, g.KG = g.CG * g.FH * g.FW;
  return g;
}

}  // namespace unfold
