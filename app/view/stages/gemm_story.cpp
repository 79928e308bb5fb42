#include "app/view/format.h"
#include "app/view/stages/gemm_outer.h"
#include "app/view/stages/gemm_parts.h"

namespace unfold::view::gemm {

namespace {

std::string str(std::int64_t n) { return std::to_string(n); }

std::vector<Toggle> step_toggles(const StageContext& context) {
  std::vector<Toggle> row;
  const auto add = [&](const char* key, GemmStep step) {
    row.push_back({context.texts.get(key), context.playback.orders.gemm == step, Action{act::SetGemm{step}}});
  };
  add("gemm.term", GemmStep::term);
  add("gemm.element", GemmStep::element);
  add("gemm.row", GemmStep::row);
  add("orders.outer", GemmStep::outer);
  add("gemm.all", GemmStep::all);
  return row;
}

std::vector<CodeLine> code_of(const Work& work) {
  const Geometry& g = work.g();
  const bool bias = work.context.walkthrough->has_bias();
  const bool one = work.mode == GemmStep::term || work.mode == GemmStep::element;
  const bool term = work.mode == GemmStep::term;
  const std::string i = work.mode == GemmStep::all ? str(g.M) : str(work.row);
  const std::string j = one ? "{FN|" + str(work.column) + "}" : "{FN|" + str(g.FN) + "}";
  const std::string value = fixed(term || one ? work.sum.value : 0, 4);
  const auto live = [](std::string markup, std::string v = {}, bool running = false) {
    return CodeLine{std::move(markup), std::move(v), running, true};
  };
  const bool here = work.sum.row == work.row && work.sum.column == work.column;
  const std::string s = one && here ? "{accent|" + value + "}" : std::string();
  if (g.groups > 1) {
    std::vector<CodeLine> code = {{unfold_line(g), {}, false, false}, {filters_line(g), {}, false, false}};
    add_group_lines(g, bias, true, code);
    const std::string sum = bias ? "    out[i, j] = s + b[j]" : "    out[i, j] = s";
    for (CodeLine& line : std::vector<CodeLine>{
             {"", {}, false, false},
             {work.context.texts.get("gemm.comment"), {}, false, false},
             live("K = {C|C}//groups*{FH|FH}*{FW|FW}", str(g.KG)),
             live("for i in range({N|N}*{OH|OH}*{OW|OW}):", i),
             live("  for j in range({FN|FN}):", j),
             live("    g = {FN|j}//({FN|FN}//groups)", one ? str(g.group_of_filter(work.column)) : ""),
             live("    s = 0"),
             live("    for k in range(K):", term ? str(work.terms - 1) : str(g.KG)),
             live("      a = col[i, g*K + k]"),
             live("      s += a*col_W[k, j]", term ? s : std::string()),
             live(sum, !term || work.sum.whole() ? s : std::string())})
      code.push_back(std::move(line));
    return code;
  }
  std::vector<CodeLine> code = {
      {unfold_line(g), {}, false, false},
      {filters_line(g), {}, false, false},
      {bias ? "out = np.dot(col, col_W) + b" : "out = np.dot(col, col_W)", {}, true, true},
      {"", {}, false, false},
      {work.context.texts.get("gemm.comment"), {}, false, false},
      live("for i in range({N|N}*{OH|OH}*{OW|OW}):", i),
      live("  for j in range({FN|FN}):", j),
      live("    s = 0"),
      live("    for k in range({C|C}*{FH|FH}*{FW|FW}):", term ? str(work.terms - 1) : str(g.K)),
      live("      s += col[i, k]*col_W[k, j]", term ? s : std::string()),
      live(bias ? "    out[i, j] = s + b[j]" : "    out[i, j] = s",
           !term || work.sum.whole() ? s : std::string())};
  return code;
}

std::string shares(const Work& work) {
  const Geometry& g = work.g();
  std::string list;
  for (std::int64_t c = 0; c < g.CG; ++c) {
    if (c > 0) list += ", ";
    list += "{C m|" + channel_name(g, work.sum, c) + "} {text0 m|" +
            with_sign(work.sum.subtotals[static_cast<std::size_t>(c)], 2) + "}";
  }
  return list;
}

// "R", or "2–3": the channels that the filter reads.
std::string channels_of_group(const Geometry& g, const Sum& s) {
  const std::string first = "{C m|" + channel_name(g, s, 0) + "}";
  return g.CG == 1 ? first : first + "–{C m|" + channel_name(g, s, g.CG - 1) + "}";
}

}  // namespace

void add_group_lines(const Geometry& g, bool bias, bool running, std::vector<CodeLine>& code) {
  const std::string groups = str(g.groups);
  code.push_back({"# groups = " + groups, {}, false, false});
  code.push_back({"cols = np.split(col, groups, axis=1)", {}, running, running});
  code.push_back({"Ws = np.split(col_W, groups, axis=1)", {}, running, running});
  code.push_back({"out = np.hstack([np.dot(c, w)", {}, running, running});
  code.push_back(
      {bias ? "  for c, w in zip(cols, Ws)]) + b" : "  for c, w in zip(cols, Ws)])", {}, running, running});
}

StageStory tell_gemm(const StageContext& context) {
  const Geometry& g = context.geometry();
  const Texts& t = context.texts;
  const Work work = work_of(context);
  const Sum& s = work.sum;
  const std::string i = str(s.row), j = str(s.column), k = str(g.KG), value = fixed(s.value, 4);
  StageStory story;
  story.title = t.get("gemm.title");
  const std::string bias = context.walkthrough->has_bias() ? " + b" : "";
  const std::string bias_at = bias.empty() ? "" : " + b[{FN b|" + j + "}]";
  story.toggles.push_back(step_toggles(context));
  switch (work.mode) {
  case GemmStep::term:
    if (s.whole())
      story.statement = "out[" + i + ", {FN b|" + j + "}] = col[" + i + ", " + slice_of_group(g, s) +
                        "] · col_W[:, {FN b|" + j + "}]" + bias_at + " = {accent b|" + value + "}";
    else
      story.statement = "s += col[" + i + ", " + str(s.first + s.term) + "] * col_W[" + str(s.term) +
                        ", {FN b|" + j + "}]  → {accent b|" + value + "}";
    break;
  case GemmStep::element:
    story.statement = "out[" + i + ", {FN b|" + j + "}] = col[" + i + ", " + slice_of_group(g, s) +
                      "] · col_W[:, {FN b|" + j + "}]" + bias_at + " = {accent b|" + value + "}";
    break;
  case GemmStep::row:
    story.statement = "out[" + str(work.row) + ", :] = col[" + str(work.row) + ", :] @ col_W" + bias;
    if (g.groups > 1)
      story.statement =
          "out[" + str(work.row) + ", :] = np.hstack([c[" + str(work.row) + ", :] @ w …])" + bias;
    break;
  case GemmStep::outer: tell_outer(work, story); return story;
  case GemmStep::all:
    story.statement = g.groups == 1 ? "out = np.dot(col, col_W)" + bias
                                    : "out = np.hstack([np.dot(c, w) for c, w in zip(cols, Ws)])" + bias;
    break;
  }
  story.code = code_of(work);

  if (g.groups == 1) story.words.push_back(t.get("gemm.word_pairs", {{"row", i}, {"f", j}, {"k", k}}));
  if (g.groups > 1)
    story.words.push_back(t.get("gemm.word_group", {{"row", i},
                                                    {"k", k},
                                                    {"f", j},
                                                    {"g", str(g.group_of_filter(s.column))},
                                                    {"first", str(s.first)},
                                                    {"last", str(s.first + g.KG - 1)},
                                                    {"channels", channels_of_group(g, s)}}));
  if (!s.whole()) {
    story.words.push_back(
        t.get("gemm.word_term", {{"k", str(s.term)}, {"n", str(s.terms)}, {"all", k}, {"sum", value}}));
  } else if (g.CG > 1 && g.CG <= 4) {
    story.words.push_back(t.get("gemm.word_channels", {{"shares", shares(work)}, {"value", value}}));
  } else if (g.CG > 4) {
    story.words.push_back(t.get("gemm.word_largest_channel",
                                {{"c", str(s.first_channel + s.channel)},
                                 {"share", with_sign(s.subtotals[static_cast<std::size_t>(s.channel)], 2)},
                                 {"value", value}}));
  } else {
    story.words.push_back(
        t.get("gemm.word_largest", {{"k", str(s.term)},
                                    {"term", with_sign(s.products[static_cast<std::size_t>(s.term)], 3)},
                                    {"value", value}}));
  }
  if (work.mode == GemmStep::row)
    story.words.push_back(t.get("gemm.word_row", {{"row", str(work.row)}, {"fn", str(g.FN)}}));
  story.words.push_back(
      t.get("gemm.word_whole", {{"m", str(g.M)}, {"fn", str(g.FN)}, {"madds", grouped(g.M * g.FN * g.KG)}}));

  const std::int64_t steps = step_count(g, Stage::gemm, {.gemm = work.mode});
  switch (work.mode) {
  case GemmStep::term:
    story.readout = t.get("gemm.readout_term", {{"i", grouped(context.step() + 1)}, {"n", grouped(steps)}});
    break;
  case GemmStep::element:
    story.readout =
        t.get("gemm.readout_element", {{"i", grouped(context.step() + 1)}, {"n", grouped(steps)}});
    break;
  case GemmStep::row:
    story.readout = t.get("gemm.readout_row", {{"i", grouped(context.step() + 1)}, {"n", grouped(steps)}});
    break;
  case GemmStep::outer: break;
  case GemmStep::all:
    story.readout = t.get("gemm.readout_all", {{"m", grouped(g.M)}, {"fn", str(g.FN)}});
    break;
  }
  story.present_words = t.get("gemm.present", {{"row", i}, {"f", j}, {"k", k}});
  story.present_code = {"out = np.dot(col, col_W)" + bias};
  if (g.groups > 1)
    story.present_code = {"out = np.hstack([np.dot(c, w)", "    for c, w in zip(cols, Ws)])" + bias};
  story.present_values = {t.get("gemm.present_row", {{"row", i}}), t.get("gemm.present_column", {{"f", j}})};
  return story;
}

}  // namespace unfold::view::gemm
