#include "app/view/code/eigen.h"

#include "app/view/code/lines.h"
#include "core/layer/cell_map.h"

#include <algorithm>

namespace unfold::view::code {
namespace {

// "{pool_pad, pool_pad + 1}": the padding of an axis, and as far as the last window hangs over.
std::string sides(const Geometry& g, const char* ends, std::int64_t hang) {
  const auto end = [&](int i) {
    return !g.pool_pad.any()   ? std::string("0")
           : g.pool_pad.even() ? std::string("pool_pad")
                               : std::string("pool_") + ends[i];
  };
  return "{" + end(0) + ", " + end(1) + (hang > 0 ? " + " + str(hang) : "") + "}";
}

// What hangs over never wins, whatever stands in the padding.
void add_padded_maps(Lines& lines, const Geometry& g) {
  const std::int64_t down = pool_hang_rows(g), across = pool_hang_columns(g);
  const bool zeros = g.pool_padding == PoolPadding::zeros && g.pool_pad.any();
  const auto pad = [&](const std::string& name, const std::string& rows, const std::string& columns,
                       const std::string& from, const std::string& fill) {
    lines.live("array<Sides, 4> " + name + "{{{0, 0}, {0, 0},");
    lines.live("  " + rows + ",");
    lines.live("  " + columns + "}};");
    lines.live("Tensor<4> " + name + "_maps = " + from + ".pad(");
    lines.live("  " + name + fill + ");");
  };
  if (zeros) pad("ring", sides(g, "tb", 0), sides(g, "lr", 0), "conv", "");
  const std::string from = zeros ? "ring_maps" : "conv";
  if (zeros && down + across > 0)
    pad("over", "{0, " + str(down) + "}", "{0, " + str(across) + "}", from, ", -INFINITY");
  if (!zeros && (g.pool_pad.any() || down + across > 0))
    pad("ring", sides(g, "tb", down), sides(g, "lr", across), from, ", -INFINITY");
}

std::string padded_maps(const Geometry& g) {
  const bool over = pool_hang_rows(g) + pool_hang_columns(g) > 0;
  if (g.pool_padding == PoolPadding::zeros && g.pool_pad.any()) return over ? "over_maps" : "ring_maps";
  return g.pool_pad.any() || over ? "ring_maps" : "conv";
}

std::vector<CodeLine> im2col(const StageContext& context) {
  const Geometry& g = context.geometry();
  const std::int64_t k = std::min(context.step(), g.PH * g.PW - 1);
  Lines lines;
  add_pool_sizes(lines, g);
  add_padded_maps(lines, g);
  lines.live("Tensor<6> p({N|N}, {FN|FN}, PH, PW, QH, QW);");
  lines.loop({"y", Axis::FH, "PH", g.PH, k / g.PW}, "", "{");
  lines.live("  int y_max = " + y_ + " + pool_stride*QH;", str(k / g.PW + g.pool_stride * g.QH));
  lines.loop({"x", Axis::FW, "PW", g.PW, k % g.PW}, "  ", "{");
  lines.live("    int x_max = " + x_ + " + pool_stride*QW;", str(k % g.PW + g.pool_stride * g.QW));
  lines.running("    p.chip(" + x_ + ", 3).chip(" + y_ + ", 2)");
  lines.running("      = " + padded_maps(g) + ".stridedSlice(");
  lines.running("        At<4>{0, 0, " + y_ + ", " + x_ + "},");
  lines.running("        At<4>{{N|N}, {FN|FN}, y_max, x_max},");
  lines.running("        At<4>{1, 1, pool_stride,");
  lines.running("              pool_stride});");
  lines.live("  }");
  lines.live("}");
  lines.live("Tensor<2> pool_col = p.shuffle(");
  lines.live("  At<6>{0, 4, 5, 1, 2, 3}).reshape(");
  lines.live("  At<2>{{N|N}*QH*QW, {FN|FN}*PH*PW});");
  return lines.take();
}

}  // namespace

std::vector<CodeLine> eigen_pool_code(const StageContext& context, Stage stage) {
  const Geometry& g = context.geometry();
  const std::int64_t windows = g.N * g.QH * g.QW * g.FN;
  Lines lines;
  switch (stage) {
  case Stage::pool_im2col: return im2col(context);
  case Stage::pool_reshape:
    lines.running("Map<Matrix> pool_windows(");
    lines.running("  pool_col.data(),");
    lines.running("  {N|N}*QH*QW*{FN|FN}, PH*PW);", "(" + str(windows) + ", " + str(g.PH * g.PW) + ")");
    return lines.take();
  case Stage::pool_max:
    lines.running("VectorXf pool_max =");
    lines.running("  pool_windows.rowwise()");
    lines.running("    .maxCoeff();", "(" + str(windows) + ")");
    return lines.take();
  case Stage::pool:
    lines.running("View<4> p_nhwc(pool_max.data(),");
    lines.running("  {N|N}, QH, QW, {FN|FN});");
    lines.running("Tensor<4> pool = p_nhwc.shuffle(");
    lines.running("  At<4>{{N|0}, {FN|3}, {OH|1}, {OW|2}});");
    lines.still("");
    lines.live("// pool.dimensions()");
    lines.live("", "({N|" + str(g.N) + "}, {FN|" + str(g.FN) + "}, {OH|" + str(g.QH) + "}, {OW|" + str(g.QW) +
                       "})");
    return lines.take();
  default: return {};
  }
}

}  // namespace unfold::view::code
