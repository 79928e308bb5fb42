#include "app/view/code/loops.h"

#include "app/view/code/lines.h"
#include "app/view/stages/axes_band.h"
#include "app/view/stages/im2col_window.h"
#include "app/view/stages/loop_slice.h"
#include "app/view/stages/unfolded_cell.h"
#include "core/layer/cell_map.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace unfold::view::code {
namespace {

using At = std::optional<std::int64_t>;
At part(const std::optional<Index>& at, int axis) { return at ? At((*at)[axis]) : std::nullopt; }

std::vector<CodeLine> pad(const StageContext& context) {
  const Geometry& g = context.geometry();
  const std::optional<Index> x = followed(context, TensorId::x);
  const bool even = g.asked_pad.even();
  Lines lines;
  add_sizes(lines, g);
  lines.still("");
  lines.live(even ? "static float img[{N|N}][{C|C}][H + 2*pad]"
                  : "static float img[{N|N}][{C|C}][H + t + b]");
  lines.live(even ? "  [W + 2*pad];" : "  [W + l + r];");
  lines.nest({images(g, part(x, 0)),
              channels(g, part(x, 1)),
              {"h", Axis::none, "H", g.H, part(x, 2)},
              {"w", Axis::none, "W", g.W, part(x, 3)}});
  lines.running("  img[" + n_ + "][" + c_ + (even ? "][h + pad][w + pad]" : "][h + t][w + l]"));
  lines.running("    = x[" + n_ + "][" + c_ + "][h][w];");
  return lines.take();
}

std::vector<CodeLine> allocate() {
  Lines lines;
  lines.running("static float col6[{N|N}][{C|C}]");
  lines.running("  [{FH|FH}][{FW|FW}][{OH|OH}][{OW|OW}];");
  return lines.take();
}

// In either order the same copy; what the step fixes stands outside.
std::vector<CodeLine> copy(const StageContext& context) {
  const Geometry& g = context.geometry();
  const bool by_window = loop::by_window(context);
  std::optional<Index> cell = followed(context, TensorId::col6);
  const std::string d = g.dilation > 1 ? "*d" : "";
  Lines lines;
  if (by_window) {
    const loop::WindowStep w = loop::window_step(g, context.step());
    if (cell && ((*cell)[0] != w.n || (*cell)[4] != w.oy || (*cell)[5] != w.ox)) cell.reset();
    lines.nest({images(g, w.n), out_rows(g, w.oy), out_columns(g, w.ox), channels(g, part(cell, 1)),
                filter_rows(g, part(cell, 2)), filter_columns(g, part(cell, 3))});
  } else {
    const loop::Slice s = loop::slice_of(g, context.step());
    if (cell && ((*cell)[2] != s.y || (*cell)[3] != s.x)) cell.reset();
    lines.nest({filter_rows(g, s.y), filter_columns(g, s.x), images(g, part(cell, 0)),
                channels(g, part(cell, 1)), out_rows(g, part(cell, 4)), out_columns(g, part(cell, 5))});
  }
  lines.running("  col6[" + n_ + "][" + c_ + "][" + y_ + "][" + x_ + "][" + oy_ + "][" + ox_ + "]");
  lines.running("    = img[" + n_ + "][" + c_ + "]");
  lines.running("      [" + oy_ + "*stride + " + y_ + d + "]");
  lines.running("      [" + ox_ + "*stride + " + x_ + d + "];");
  return lines.take();
}

// The names of col6's six indices, and their order in col6_t.
const std::array<const std::string*, 6> indices{&n_, &c_, &y_, &x_, &oy_, &ox_};
std::vector<int> order_of(const Geometry& g) {
  std::vector<int> order;
  for (const int from : unfolding::axis_order(g.mistake)) order.push_back(from);
  return order;
}

std::vector<CodeLine> transpose(const Geometry& g) {
  Lines lines;
  std::string names;
  for (const int from : order_of(g))
    names += (names.empty() ? "int " : ", int ") + *indices[static_cast<std::size_t>(from)];
  const std::size_t half = names.find(", int", names.find(", int", names.find(", int") + 1) + 1);
  lines.running("auto col6_t = [](" + names.substr(0, half) + ",");
  lines.running("   " + names.substr(half + 1) + ") {");
  lines.running("  return col6[" + n_ + "][" + c_ + "][" + y_ + "][" + x_ + "][" + oy_ + "][" + ox_ + "];");
  lines.running("};");
  return lines.take();
}

Counter counter_of(const Geometry& g, int axis_of_col6, At at) {
  switch (axis_of_col6) {
  case 0: return images(g, at);
  case 1: return channels(g, at);
  case 2: return filter_rows(g, at);
  case 3: return filter_columns(g, at);
  case 4: return out_rows(g, at);
  default: return out_columns(g, at);
  }
}

// The transpose lies in the order of the loops, the reshape in the two sums of the indices.
std::vector<CodeLine> reshape(const StageContext& context) {
  const Geometry& g = context.geometry();
  const std::vector<int> order = order_of(g);
  const std::int64_t row = std::min(context.step(), g.M - 1);
  std::array<At, 6> at{};
  if (g.mistake != Mistake::no_transpose) {
    const unfolding::RowPlace place = unfolding::place_of_row(g, row);
    at[0] = place.n, at[4] = place.oh, at[5] = place.ow;
    const std::optional<Index> cell = followed(context, TensorId::col);
    const std::optional<Index> col6 = followed(context, TensorId::col6);
    if (cell && col6 && (*cell)[0] == row)
      for (const int axis : {1, 2, 3}) at[static_cast<std::size_t>(axis)] = (*col6)[axis];
  }
  std::vector<Counter> loops;
  for (const int axis : order) loops.push_back(counter_of(g, axis, at[static_cast<std::size_t>(axis)]));
  Lines lines;
  lines.live("const int M = {N|N}*{OH|OH}*{OW|OW};", str(g.M));
  lines.live("const int K = {C|C}*{FH|FH}*{FW|FW};", str(g.K));
  lines.live("static float col[M][K];");
  lines.nest(loops, "{");
  const auto name = [&](std::size_t i) { return *indices[static_cast<std::size_t>(order[i])]; };
  const auto end = [&](std::size_t i) { return loops[i].end; };
  if (g.mistake == Mistake::no_transpose) {
    lines.running("  int i = ((" + name(0) + "*" + end(1) + " + " + name(1) + ")*" + end(2) + " + " +
                  name(2) + ")*" + end(3) + " + " + name(3) + ";");
    lines.running("  i = (i*" + end(4) + " + " + name(4) + ")*" + end(5) + " + " + name(5) + ";");
    lines.running("  col[i / K][i % K]");
  } else {
    lines.running("  int i = (" + name(0) + "*" + end(1) + " + " + name(1) + ")*" + end(2) + " + " + name(2) +
                      ";",
                  str(row));
    const bool all = at[1].has_value();
    const std::int64_t k = all ? (*at[static_cast<std::size_t>(order[3])] * loops[4].count +
                                  *at[static_cast<std::size_t>(order[4])]) *
                                         loops[5].count +
                                     *at[static_cast<std::size_t>(order[5])]
                               : 0;
    lines.running("  int k = (" + name(3) + "*" + end(4) + " + " + name(4) + ")*" + end(5) + " + " + name(5) +
                      ";",
                  all ? str(k) : all_of(g.K));
    lines.running("  col[i][k]");
  }
  std::string names;
  for (std::size_t i = 0; i < 6; ++i) names += (i > 0 ? ", " : "") + name(i);
  lines.running("    = col6_t(" + names + ");");
  lines.still("}");
  return lines.take();
}

std::vector<CodeLine> weights(const StageContext& context) {
  const Geometry& g = context.geometry();
  const std::int64_t f = std::min(context.step(), g.FN - 1);
  std::optional<Index> cell = followed(context, TensorId::W);
  if (cell && (*cell)[0] != f) cell.reset();
  const std::string channels_of = g.groups > 1 ? "{C|C}/groups" : "{C|C}";
  const std::string k = g.groups > 1 ? "KG" : "K";
  Counter c = channels(g, part(cell, 1));
  c.end = g.groups > 1 ? "CG" : c.end, c.count = g.CG;
  Lines lines;
  if (g.groups > 1) {
    lines.live("const int CG = {C|C}/groups;", str(g.CG));
    lines.live("const int KG = CG*{FH|FH}*{FW|FW};", str(g.KG));
  }
  lines.live("static float col_W[" + k + "][{FN|FN}];");
  lines.nest({filters(g, f), c, filter_rows(g, part(cell, 2)), filter_columns(g, part(cell, 3))}, "{");
  const std::string in_filter = "(" + c_ + "*{FH|FH} + " + y_ + ")*{FW|FW} + " + x_;
  const std::string from = "    = W[" + f_ + "][" + c_ + "][" + y_ + "][" + x_ + "];";
  if (g.mistake == Mistake::wrong_reshape_W) {
    lines.running("  int k = " + in_filter + ";");
    lines.running("  int i = " + f_ + "*" + k + " + k;");
    lines.running("  col_W[i / {FN|FN}][i % {FN|FN}]");
  } else {
    lines.running("  int k = " + in_filter + ";",
                  cell ? str(((*cell)[1] * g.FH + (*cell)[2]) * g.FW + (*cell)[3]) : all_of(g.KG));
    lines.running("  col_W[k][" + f_ + "]");
  }
  lines.running(from);
  lines.still("}");
  return lines.take();
}

std::vector<CodeLine> maps(const StageContext& context) {
  const Geometry& g = context.geometry();
  // The chosen map once it is written, else the one that this step writes.
  const std::int64_t f = std::min({context.options.filter, context.step(), g.FN - 1});
  std::optional<Index> cell = followed(context, TensorId::conv);
  if (cell && (*cell)[1] != f) cell.reset();
  Lines lines;
  lines.live("static float conv[{N|N}][{FN|FN}][{OH|OH}][{OW|OW}];");
  lines.nest(
      {filters(g, f), images(g, part(cell, 0)), out_rows(g, part(cell, 2)), out_columns(g, part(cell, 3))},
      "{");
  lines.running("  int i = (" + n_ + "*{OH|OH} + " + oy_ + ")*{OW|OW} + " + ox_ + ";",
                cell ? str(((*cell)[0] * g.OH + (*cell)[2]) * g.OW + (*cell)[3]) : all_of(g.M));
  lines.running("  conv[" + n_ + "][" + f_ + "][" + oy_ + "][" + ox_ + "]");
  lines.running("    = out2d[i][" + f_ + "];");
  lines.still("}");
  return lines.take();
}

}  // namespace

std::vector<CodeLine> loops_code(const StageContext& context, Stage stage) {
  switch (stage) {
  case Stage::input:
    return copied_x(context.geometry(), "static float x[{N|N}][{C|C}][H][W];", "&x[0][0][0][0]");
  case Stage::pad: return pad(context);
  case Stage::allocate: return allocate();
  case Stage::im2col: return copy(context);
  case Stage::transpose: return transpose(context.geometry());
  case Stage::reshape: return reshape(context);
  case Stage::weights: return weights(context);
  case Stage::gemm: return loops_product(context);
  case Stage::maps: return maps(context);
  case Stage::pool_im2col:
  case Stage::pool_reshape:
  case Stage::pool_max:
  case Stage::pool: return loops_pool_code(context, stage);
  }
  return {};
}

}  // namespace unfold::view::code
