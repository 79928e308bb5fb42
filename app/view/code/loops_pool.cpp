#include "app/view/code/loops.h"

#include "app/view/code/lines.h"
#include "app/view/stages/pool_code.h"
#include "core/layer/cell_map.h"

#include <algorithm>

namespace unfold::view::code {
namespace {

using At = std::optional<std::int64_t>;
At part(const std::optional<Index>& at, int axis) { return at ? At((*at)[axis]) : std::nullopt; }
Counter windows_down(const Geometry& g, At at = {}) { return {"oy", Axis::OH, "QH", g.QH, at}; }
Counter windows_across(const Geometry& g, At at = {}) { return {"ox", Axis::OW, "QW", g.QW, at}; }

// The cell of conv that (oy, ox) and (y, x) name, where all of them lie on the map.
void add_copy(Lines& lines) {
  lines.running("  pool_col[(" + n_ + "*QH + " + oy_ + ")*QW + " + ox_ + "]");
  lines.running("    [(" + f_ + "*PH + " + y_ + ")*PW + " + x_ + "]");
  lines.running("    = conv[" + n_ + "][" + f_ + "]");
  lines.running("      [" + oy_ + "*pool_stride + " + y_ + "]");
  lines.running("      [" + ox_ + "*pool_stride + " + x_ + "];");
}

// Where it may lie off the map: what is excluded is smaller than every number, a zero is a number.
void add_guarded_copy(Lines& lines, const Geometry& g) {
  const bool even = g.pool_pad.even(), any = g.pool_pad.any();
  lines.running("  int h = " + oy_ + "*pool_stride + " + y_ + (any ? "" : ";"));
  if (any) lines.running(even ? "    - pool_pad;" : "    - pool_t;");
  lines.running("  int w = " + ox_ + "*pool_stride + " + x_ + (any ? "" : ";"));
  if (any) lines.running(even ? "    - pool_pad;" : "    - pool_l;");
  lines.running("  pool_col[(" + n_ + "*QH + " + oy_ + ")*QW + " + ox_ + "]");
  lines.running("    [(" + f_ + "*PH + " + y_ + ")*PW + " + x_ + "] =");
  lines.running("      h < 0 || h >= {OH|OH}");
  lines.running("      || w < 0 || w >= {OW|OW} ?");
  const bool zeros = g.pool_padding == PoolPadding::zeros && any;
  if (!zeros) {
    lines.running("        -INFINITY");
  } else if (pool_hang_rows(g) + pool_hang_columns(g) == 0) {
    lines.running("        0");
  } else {
    lines.running(even ? "        h >= {OH|OH} + pool_pad" : "        h >= {OH|OH} + pool_b");
    lines.running(even ? "        || w >= {OW|OW} + pool_pad ?" : "        || w >= {OW|OW} + pool_r ?");
    lines.running("          -INFINITY : 0");
  }
  lines.running("      : conv[" + n_ + "][" + f_ + "][h][w];");
}

std::vector<CodeLine> im2col(const StageContext& context) {
  const Geometry& g = context.geometry();
  const std::int64_t k = std::min(context.step(), g.PH * g.PW - 1);
  const bool on_map = !g.pool_pad.any() && pool_hang_rows(g) + pool_hang_columns(g) == 0;
  std::optional<Index> cell = followed(context, TensorId::pool_col);
  if (cell && (*cell)[1] % (g.PH * g.PW) != k) cell.reset();
  At n, oy, ox, f;
  if (cell) {
    const Index window = unflatten({g.N, g.QH, g.QW}, (*cell)[0]);
    n = window[0], oy = window[1], ox = window[2], f = (*cell)[1] / (g.PH * g.PW);
  }
  Lines lines;
  add_pool_sizes(lines, g);
  lines.live("static float pool_col[{N|N}*QH*QW]");
  lines.live("  [{FN|FN}*PH*PW];");
  lines.nest({{"y", Axis::FH, "PH", g.PH, k / g.PW},
              {"x", Axis::FW, "PW", g.PW, k % g.PW},
              images(g, n),
              filters(g, f),
              windows_down(g, oy),
              windows_across(g, ox)},
             on_map ? "" : "{");
  if (on_map) {
    add_copy(lines);
  } else {
    add_guarded_copy(lines, g);
    lines.still("}");
  }
  return lines.take();
}

std::vector<CodeLine> reshape(const StageContext& context) {
  const Geometry& g = context.geometry();
  const std::int64_t row = std::min(context.step(), g.N * g.QH * g.QW * g.FN - 1);
  const std::optional<Index> cell = followed(context, TensorId::pool_windows);
  const bool here = cell && (*cell)[0] == row;
  Lines lines;
  lines.live("const int Q = {N|N}*QH*QW;", str(g.N * g.QH * g.QW));
  lines.live("const int P = PH*PW;", str(g.PH * g.PW));
  lines.live("static float pool_windows[Q*{FN|FN}][P];");
  lines.nest({{"q", Axis::none, "Q", g.N * g.QH * g.QW, row / g.FN},
              filters(g, row % g.FN),
              {"p", Axis::none, "P", g.PH * g.PW, here ? At((*cell)[1]) : std::nullopt}});
  lines.running("  pool_windows[q*{FN|FN} + " + f_ + "][p]", str(row));
  lines.running("    = pool_col[q][" + f_ + "*P + p];");
  return lines.take();
}

std::vector<CodeLine> largest(const StageContext& context) {
  const Geometry& g = context.geometry();
  const std::int64_t row = std::min(context.step(), g.N * g.QH * g.QW * g.FN - 1);
  Lines lines;
  lines.live("static float pool_max[Q*{FN|FN}];");
  lines.loop({"i", Axis::none, "Q*{FN|FN}", g.N * g.QH * g.QW * g.FN, row}, "", "{");
  lines.running("  float m = pool_windows[i][0];");
  // One short: the first is there before the loop.
  lines.live("  for (int p = 1; p < P; ++p)",
             "{text2|" + std::string(g.PH * g.PW > 2 ? "1…" : "") + str(g.PH * g.PW - 1) + "}");
  lines.running("    if (pool_windows[i][p] > m)");
  lines.running("      m = pool_windows[i][p];");
  lines.running("  pool_max[i] = m;");
  lines.still("}");
  return lines.take();
}

std::vector<CodeLine> maps(const StageContext& context) {
  const Geometry& g = context.geometry();
  const std::int64_t f = std::min(context.step(), g.FN - 1);
  std::optional<Index> cell = followed(context, TensorId::pool);
  if (cell && (*cell)[1] != f) cell.reset();
  Lines lines;
  lines.live("static float pool[{N|N}][{FN|FN}][QH][QW];");
  lines.nest({filters(g, f), images(g, part(cell, 0)), windows_down(g, part(cell, 2)),
              windows_across(g, part(cell, 3))},
             "{");
  lines.running("  int q = (" + n_ + "*QH + " + oy_ + ")*QW + " + ox_ + ";",
                cell ? str(((*cell)[0] * g.QH + (*cell)[2]) * g.QW + (*cell)[3]) : all_of(g.N * g.QH * g.QW));
  lines.running("  pool[" + n_ + "][" + f_ + "][" + oy_ + "][" + ox_ + "]");
  lines.running("    = pool_max[q*{FN|FN} + " + f_ + "];");
  lines.still("}");
  return lines.take();
}

}  // namespace

std::vector<CodeLine> loops_pool_code(const StageContext& context, Stage stage) {
  switch (stage) {
  case Stage::pool_im2col: return im2col(context);
  case Stage::pool_reshape: return reshape(context);
  case Stage::pool_max: return largest(context);
  case Stage::pool: return maps(context);
  default: return {};
  }
}

}  // namespace unfold::view::code
