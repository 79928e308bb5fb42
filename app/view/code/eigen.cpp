#include "app/view/code/eigen.h"

#include "app/view/code/lines.h"
#include "app/view/stages/axes_band.h"
#include "app/view/stages/im2col_window.h"
#include "app/view/stages/loop_slice.h"
#include "core/layer/cell_map.h"

namespace unfold::view::code {
namespace {

std::vector<CodeLine> pad(const Geometry& g) {
  Lines lines;
  add_sizes(lines, g);
  lines.still("");
  const bool even = g.asked_pad.even();
  lines.running("array<Sides, 4> sides{{");
  lines.running("  {0, 0}, {0, 0},");
  lines.running(even ? "  {pad, pad}, {pad, pad}}};" : "  {t, b}, {l, r}}};");
  lines.running("Tensor<4> img = x.pad(sides);");
  return lines.take();
}

std::vector<CodeLine> allocate() {
  Lines lines;
  lines.running("Tensor<6> col6({N|N}, {C|C}, {FH|FH}, {FW|FW},");
  lines.running("               {OH|OH}, {OW|OW});");
  lines.running("col6.setZero();");
  return lines.take();
}

std::vector<CodeLine> places(const StageContext& context) {
  const Geometry& g = context.geometry();
  const loop::Slice s = loop::slice_of(g, context.step());
  const std::string d = g.dilation > 1 ? "*d" : "";
  Lines lines;
  lines.loop(filter_rows(g, s.y), "", "{");
  lines.live("  int y_max = " + y_ + d + " + stride*{OH|OH};", str(s.y_max));
  lines.loop(filter_columns(g, s.x), "  ", "{");
  lines.live("    int x_max = " + x_ + d + " + stride*{OW|OW};", str(s.x_max));
  lines.running("    col6.chip(" + x_ + ", 3).chip(" + y_ + ", 2)");
  lines.running("      = img.stridedSlice(");
  lines.running("        At<4>{0, 0, " + y_ + d + ", " + x_ + d + "},");
  lines.running("        At<4>{{N|N}, {C|C}, y_max, x_max},");
  lines.running("        At<4>{1, 1, stride, stride});");
  lines.still("  }");
  lines.still("}");
  return lines.take();
}

std::vector<CodeLine> windows(const StageContext& context) {
  const Geometry& g = context.geometry();
  const loop::WindowStep w = loop::window_step(g, context.step());
  const std::string d = g.dilation > 1 ? "*d" : "";
  const std::string by = g.dilation > 1 ? "d" : "1";
  Lines lines;
  lines.nest({images(g, w.n), out_rows(g, w.oy), out_columns(g, w.ox)}, "{");
  lines.live("  int t = " + oy_ + "*stride;", str(w.top));
  lines.live("  int l = " + ox_ + "*stride;", str(w.left));
  lines.running("  col6.chip(" + ox_ + ", 5).chip(" + oy_ + ", 4)");
  lines.running("      .chip(" + n_ + ", 0)");
  lines.running("    = img.chip(" + n_ + ", 0).stridedSlice(");
  lines.running("      At<3>{0, t, l},");
  lines.running("      At<3>{{C|C}, t + {FH|FH}" + d + ", l + {FW|FW}" + d + "},");
  lines.running("      At<3>{1, " + by + ", " + by + "});");
  lines.still("}");
  return lines.take();
}

std::vector<CodeLine> transpose(const Geometry& g) {
  Lines lines;
  if (g.mistake == Mistake::no_transpose) {
    lines.running("auto& col6_t = col6;");
    return lines.take();
  }
  std::string order;
  for (const int from : unfolding::axis_order(g.mistake))
    order += (order.empty() ? "" : ", ") + colored(unfolding::axis_of(TensorId::col6, from), str(from));
  lines.running("auto col6_t = col6.shuffle(");
  lines.running("  At<6>{" + order + "});");
  return lines.take();
}

std::vector<CodeLine> reshape(const Geometry& g) {
  Lines lines;
  lines.still(g.mistake == Mistake::no_transpose ? "// col6_t is col6" : "// col6_t = col6.shuffle(…)");
  lines.running("Tensor<2> col = col6_t.reshape(");
  lines.running("  At<2>{{N|N}*{OH|OH}*{OW|OW},");
  lines.running("        {C|C}*{FH|FH}*{FW|FW}});", "(" + str(g.M) + ", " + str(g.K) + ")");
  return lines.take();
}

std::string filter_terms(const Geometry& g) {
  return g.groups > 1 ? "{C|C}/groups*{FH|FH}*{FW|FW}" : "{C|C}*{FH|FH}*{FW|FW}";
}

std::vector<CodeLine> weights(const Geometry& g) {
  const std::string shape = "(" + str(g.KG) + ", {FN|" + str(g.FN) + "})";
  Lines lines;
  if (g.mistake == Mistake::wrong_reshape_W) {
    lines.running("Map<Matrix> col_W(W.data(),");
    lines.running("  " + filter_terms(g) + ", {FN|FN});", shape);
    return lines.take();
  }
  lines.running("Map<Matrix> rows(W.data(), {FN|FN},");
  lines.running("  " + filter_terms(g) + ");", "({FN|" + str(g.FN) + "}, " + str(g.KG) + ")");
  lines.running("auto col_W = rows.transpose();", shape);
  return lines.take();
}

Counter rows_of_out(const Geometry& g, const ProductAt& at) {
  return {"i", Axis::none, "c.rows()", g.M, at.i};
}
Counter columns_of_out(const Geometry& g, const ProductAt& at) {
  return {"j", Axis::FN, "{FN|FN}", g.FN, at.j};
}

// The same sums in the parts in which the steps make them: all at once, a row, an element, a term of each.
void add_product(Lines& lines, const Geometry& g, const ProductAt& at) {
  switch (at.mode) {
  case GemmStep::all: lines.running("out2d = c * col_W;"); return;
  case GemmStep::row:
    lines.loop(rows_of_out(g, at));
    lines.running("  out2d.row(i) = c.row(i) * col_W;");
    return;
  case GemmStep::outer:
    lines.loop({"k", Axis::none, "c.cols()", g.K, at.k});
    lines.running("  out2d += c.col(k) * col_W.row(k);");
    return;
  case GemmStep::term:
    lines.loop(rows_of_out(g, at));
    lines.loop(columns_of_out(g, at));
    lines.loop({"k", Axis::none, "c.cols()", g.K, at.k});
    lines.running("  out2d(i, j)", at.sum);
    lines.running("    += c(i, k)*col_W(k, j);");
    return;
  case GemmStep::element:
    lines.loop(rows_of_out(g, at));
    lines.loop(columns_of_out(g, at));
    lines.running("  out2d(i, j)", at.sum);
    lines.running("    = c.row(i).dot(col_W.col(j));");
  }
}

// Of each group its channels of col and its filters.
void add_grouped_product(Lines& lines, const Geometry& g, const ProductAt& at) {
  const std::string columns = "c.middleCols(g*K, K)", filters = "col_W.middleCols(g*FG, FG)";
  const std::optional<std::int64_t> group = at.j ? std::optional(g.group_of_filter(*at.j)) : std::nullopt;
  const Counter of_group{"j", Axis::FN, "FG", g.FG, at.j ? std::optional(*at.j % g.FG) : std::nullopt};
  lines.live("const int FG = {FN|FN}/groups;", str(g.FG));
  lines.live("const int K = col_W.rows();", str(g.KG));
  lines.loop({"g", Axis::none, "groups", g.groups, group});
  switch (at.mode) {
  case GemmStep::all:
    lines.running("  out2d.middleCols(g*FG, FG)");
    lines.running("    = " + columns);
    lines.running("    * " + filters + ";");
    return;
  case GemmStep::row:
    lines.loop(rows_of_out(g, at));
    lines.running("  out2d.row(i).segment(g*FG, FG)");
    lines.running("    = c.row(i).segment(g*K, K)");
    lines.running("    * " + filters + ";");
    return;
  case GemmStep::outer:
    lines.loop({"k", Axis::none, "K", g.KG, at.k});
    lines.running("  out2d.middleCols(g*FG, FG)");
    lines.running("    += c.col(g*K + k)");
    lines.running("    * col_W.row(k).segment(g*FG, FG);");
    return;
  case GemmStep::term:
    lines.loop(rows_of_out(g, at));
    lines.loop(of_group);
    lines.loop({"k", Axis::none, "K", g.KG, at.k});
    lines.running("  out2d(i, g*FG + j)", at.sum);
    lines.running("    += c(i, g*K + k)");
    lines.running("    * col_W(k, g*FG + j);");
    return;
  case GemmStep::element:
    lines.loop(rows_of_out(g, at));
    lines.loop(of_group);
    lines.running("  out2d(i, g*FG + j)", at.sum);
    lines.running("    = c.row(i).segment(g*K, K)");
    lines.running("      .dot(col_W.col(g*FG + j));");
  }
}

std::vector<CodeLine> product(const StageContext& context) {
  const Geometry& g = context.geometry();
  const ProductAt at = product_at(context);
  Lines lines;
  lines.live("Map<Matrix> c(col.data(),");
  lines.live("  {N|N}*{OH|OH}*{OW|OW}, {C|C}*{FH|FH}*{FW|FW});");
  lines.live("Matrix out2d = Matrix::Zero(");
  lines.live("  c.rows(), {FN|FN});");
  if (g.groups == 1)
    add_product(lines, g, at);
  else
    add_grouped_product(lines, g, at);
  if (!at.bias) return lines.take();
  if (at.mode == GemmStep::all)
    lines.running("out2d.rowwise() += b;");
  else
    lines.live("out2d.rowwise() += b;");
  return lines.take();
}

std::vector<CodeLine> maps(const Geometry& g) {
  Lines lines;
  lines.running("View<4> out_nhwc(out2d.data(),");
  lines.running("  {N|N}, {OH|OH}, {OW|OW}, {FN|FN});");
  lines.running("Tensor<4> conv = out_nhwc.shuffle(");
  lines.running("  At<4>{{N|0}, {FN|3}, {OH|1}, {OW|2}});");
  lines.still("");
  lines.live("// conv.dimensions()");
  lines.live("", "({N|" + str(g.N) + "}, {FN|" + str(g.FN) + "}, {OH|" + str(g.OH) + "}, {OW|" + str(g.OW) +
                     "})");
  return lines.take();
}

}  // namespace

std::vector<CodeLine> eigen_code(const StageContext& context, Stage stage) {
  const Geometry& g = context.geometry();
  switch (stage) {
  case Stage::input: return copied_x(g, "Tensor<4> x({N|N}, {C|C}, H, W);", "x.data()");
  case Stage::pad: return pad(g);
  case Stage::allocate: return allocate();
  case Stage::im2col: return loop::by_window(context) ? windows(context) : places(context);
  case Stage::transpose: return transpose(g);
  case Stage::reshape: return reshape(g);
  case Stage::weights: return weights(g);
  case Stage::gemm: return product(context);
  case Stage::maps: return maps(g);
  case Stage::pool_im2col:
  case Stage::pool_reshape:
  case Stage::pool_max:
  case Stage::pool: return eigen_pool_code(context, stage);
  }
  return {};
}

}  // namespace unfold::view::code
