#include "app/view/code/loops.h"

#include "app/view/code/lines.h"

namespace unfold::view::code {
namespace {

Counter rows_of_out(const Geometry& g, const ProductAt& at) { return {"i", Axis::none, "M", g.M, at.i}; }
Counter columns_of_out(const Geometry& g, const ProductAt& at) {
  return {"j", Axis::FN, "{FN|FN}", g.FN, at.j};
}
Counter terms(const Geometry& g, const ProductAt& at) {
  return {"k", Axis::none, g.groups > 1 ? "KG" : "K", g.KG, at.k};
}

// The term outside: each makes a whole matrix, which is added to the sums so far.
void add_outer(Lines& lines, const Geometry& g, const ProductAt& at) {
  lines.nest({terms(g, at), rows_of_out(g, at), columns_of_out(g, at)}, g.groups > 1 ? "{" : "");
  if (g.groups > 1) {
    lines.running("  int g = j / ({FN|FN}/groups);");
    lines.running("  out2d[i][j] +=");
    lines.running("    col[i][g*KG + k]*col_W[k][j];");
    lines.live("}");
  } else {
    lines.running("  out2d[i][j] +=");
    lines.running("    col[i][k]*col_W[k][j];");
  }
  if (!at.bias) return;
  lines.live("");
  lines.nest({{"i", Axis::none, "M", g.M}, {"j", Axis::FN, "{FN|FN}", g.FN}});
  lines.live("  out2d[i][j] += b[j];");
}

}  // namespace

std::vector<CodeLine> loops_product(const StageContext& context) {
  const Geometry& g = context.geometry();
  const ProductAt at = product_at(context);
  Lines lines;
  lines.live("static float out2d[M][{FN|FN}];");
  if (at.mode == GemmStep::outer) {
    add_outer(lines, g, at);
    return lines.take();
  }
  const bool terms_lit = at.mode == GemmStep::term && !at.whole;
  lines.nest({rows_of_out(g, at), columns_of_out(g, at)}, "{");
  if (g.groups > 1) lines.live("  int g = j / ({FN|FN}/groups);", at.j ? str(g.group_of_filter(*at.j)) : "");
  lines.live("  float s = 0;");
  lines.loop(terms(g, at), "  ");
  const std::string sum =
      g.groups > 1 ? "    s += col[i][g*KG + k]*col_W[k][j];" : "    s += col[i][k]*col_W[k][j];";
  lines.running(sum, terms_lit ? at.sum : "");
  const std::string last = at.bias ? "  out2d[i][j] = s + b[j];" : "  out2d[i][j] = s;";
  if (terms_lit)
    lines.live(last);
  else
    lines.running(last, at.sum);
  lines.still("}");
  return lines.take();
}

}  // namespace unfold::view::code
