#include "app/view/format.h"
#include "app/view/stages/gemm_outer.h"
#include "app/view/stages/unfolded_cell.h"

#include <string>
#include <utility>
#include <vector>

namespace unfold::view::gemm {

namespace {

std::string str(std::int64_t n) { return std::to_string(n); }

}  // namespace

void tell_outer(const Work& work, StageStory& story) {
  const StageContext& context = work.context;
  const Geometry& g = work.g();
  const Texts& t = context.texts;
  const TermAt term = term_at(g, work.sum.first + work.terms - 1);
  const bool bias = context.walkthrough->has_bias();
  const std::string k = str(work.terms - 1), K = str(g.KG);
  story.statement = "out += np.outer(col[:, {b|" + k + "}], col_W[{b|" + k + "}, :])";
  if (g.groups > 1) {
    const std::int64_t f = g.group_of_filter(work.sum.column) * g.FG;
    const std::string filters = "{FN b|" + str(f) + ":" + str(f + g.FG) + "}";
    story.statement = "out[:, " + filters + "] += np.outer(col[:, {b|" + str(term.k) + "}], col_W[{b|" + k +
                      "}, " + filters + "])";
  }
  const auto still = [](std::string markup) { return CodeLine{std::move(markup), {}, false, false}; };
  const auto line = [](std::string markup, std::string value, bool running) {
    return CodeLine{std::move(markup), std::move(value), running, true};
  };
  story.code = {still(unfold_line(g)),
                still(filters_line(g)),
                still(bias ? "out = np.dot(col, col_W) + b" : "out = np.dot(col, col_W)"),
                still(""),
                still(t.get("orders.outer_comment")),
                still("out = np.zeros(({N|N}*{OH|OH}*{OW|OW}, {FN|FN}))"),
                line("for k in range({C|C}*{FH|FH}*{FW|FW}):", k, false),
                line("  out += np.outer(col[:, k],", {}, true),
                line("                  col_W[k, :])", {}, true)};
  if (g.groups > 1) {
    story.code.resize(2);
    add_group_lines(g, bias, false, story.code);
    for (CodeLine& more : std::vector<CodeLine>{
             still(""), still(t.get("orders.outer_comment")), still("outs = np.split(out, groups, axis=1)"),
             line("for k in range({C|C}//groups*{FH|FH}*{FW|FW}):", k, false),
             line("  for o, c, w in zip(outs, cols, Ws):", {}, false),
             line("    o += np.outer(c[:, k], w[k, :])", {}, true)})
      story.code.push_back(std::move(more));
  }
  if (bias) story.code.push_back(line("out += b", {}, work.terms == g.KG));
  const std::string place = "({FH m|" + str(term.y) + "}, {FW m|" + str(term.x) + "})";
  story.words = {t.get("orders.word_outer", {{"k", k}, {"m", grouped(g.M)}, {"fn", str(g.FN)}}),
                 t.get("orders.word_sheets", {{"n", str(work.terms)}, {"k", K}})};
  if (g.groups > 1)
    story.words[0] =
        t.get("gemm.word_outer_groups",
              {{"k", k}, {"kg", K}, {"groups", str(g.groups)}, {"m", grouped(g.M)}, {"fn", str(g.FN)}});
  if (unfolding::rows_are_windows(g))
    story.words.push_back(
        t.get(g.C > 1 ? "orders.word_shifted" : "orders.word_shifted_gray", {{"k", str(term.k)},
                                                                             {"place", place},
                                                                             {"c", channel_name(g, term.c)},
                                                                             {"all", K},
                                                                             {"f", str(work.sum.column)}}));
  story.words.push_back(t.get("orders.word_same_sums"));
  story.readout = t.get("orders.readout_outer", {{"i", grouped(work.terms)}, {"n", grouped(g.KG)}});
  story.present_words = t.get("orders.outer_present", {{"k", k}, {"n", str(work.terms)}, {"all", K}});
  story.present_code = {"out += np.outer(col[:, k], col_W[k, :])"};
  story.present_values = {"{b|k = " + k + "}", "{FN b|f = " + str(work.sum.column) + "}"};
}

}  // namespace unfold::view::gemm
