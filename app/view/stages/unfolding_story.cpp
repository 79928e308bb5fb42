#include "app/view/stages/unfolding_story.h"

#include "app/view/format.h"
#include "app/view/stages/axes_band.h"
#include "app/view/stages/present_kit.h"

namespace unfold::view::unfolding {

namespace {

std::string str(std::int64_t n) { return std::to_string(n); }

// The axes as transpose takes them: "0, 4, 5, 1, 2, 3".
std::string permuted(Mistake mistake, const char* between = ", ") {
  std::string words;
  for (const int from : axis_order(mistake))
    words += (words.empty() ? "" : between) +
             ("{" + std::string(name(axis_of(TensorId::col6, from))) + "|" + std::to_string(from) + "}");
  return words;
}
// ".transpose(…)", or nothing where it was left out.
std::string transpose_call(Mistake mistake) {
  return mistake == Mistake::no_transpose ? std::string() : ".transpose(" + permuted(mistake) + ")";
}

// The strides of three axes merged into one, where they nest; nothing else has one stride.
bool nests(const Dims& sizes, const Dims& strides, int from, int to, std::int64_t& stride) {
  stride = 1;
  bool any = false;
  std::int64_t expected = 0;
  for (int i = to - 1; i >= from; --i) {
    if (sizes[i] == 1) continue;
    if (!any)
      stride = strides[i];
    else if (strides[i] != expected)
      return false;
    any = true;
    expected = strides[i] * sizes[i];
  }
  return true;
}

struct Strides {
  Dims sizes, strides;  // of col6_t
};
Strides transposed(const Geometry& g) {
  const Dims before = shape_of(g, TensorId::col6).strides();
  Strides s{shape_of(g, TensorId::col6_t), {}};
  for (const int from : axis_order(g.mistake)) s.strides.push_back(before[from]);
  return s;
}

std::string stride_list(const Dims& strides, TensorId tensor, Mistake mistake) {
  std::string line = "[";
  for (int i = 0; i < strides.rank(); ++i) {
    if (i > 0) line += ", ";
    const AxisNames names = axis_names(tensor, i, mistake);
    line +=
        names.count == 1 ? axis_markup(names.parts[0], str(strides[i])) : "{text0|" + str(strides[i]) + "}";
  }
  return line + "]";
}

CodeLine line(std::string markup, std::string value = {}) {
  return {std::move(markup), std::move(value), false, true};
}
CodeLine quiet(std::string markup) { return {std::move(markup), {}, false, false}; }
CodeLine running(std::string markup) { return {std::move(markup), {}, true, true}; }

const std::string prompt = "{text2|>>>} ";
const std::string last_line = "            .reshape({N|N}*{OH|out_h}*{OW|out_w}, -1)";
std::string first_line(Mistake mistake) { return "  return col" + transpose_call(mistake); }

std::int64_t padding_in_row(const Geometry& g, std::int64_t row) {
  std::int64_t zeros = 0;
  for (std::int64_t k = 0; k < g.K; ++k) {
    if (is_padding(g, {TensorId::col, {row, k}})) ++zeros;
  }
  return zeros;
}

std::string present_transpose(Mistake mistake) {
  switch (mistake) {
  case Mistake::no_transpose: return "col";
  case Mistake::swap_c_fh: return "col.transpose(0, 4, 5, 2, 1, 3)";
  case Mistake::none:
  case Mistake::no_padding:
  case Mistake::wrong_reshape_W: break;
  }
  return "col.transpose(0, 4, 5, 1, 2, 3)";
}

}  // namespace

bool reshape_is_view(const Geometry& g) {
  if (g.mistake == Mistake::no_transpose) return true;
  const Strides s = transposed(g);
  std::int64_t rows = 1, cols = 1;
  return nests(s.sizes, s.strides, 0, 3, rows) && nests(s.sizes, s.strides, 3, 6, cols);
}

Dims col_strides(const Geometry& g) {
  if (!reshape_is_view(g) || g.mistake == Mistake::no_transpose) return shape_of(g, TensorId::col).strides();
  const Strides s = transposed(g);
  std::int64_t rows = 1, cols = 1;
  static_cast<void>(nests(s.sizes, s.strides, 0, 3, rows));
  static_cast<void>(nests(s.sizes, s.strides, 3, 6, cols));
  return {rows, cols};
}

StageStory tell_transpose(const StageContext& context) {
  const Geometry& g = context.geometry();
  const Texts& t = context.texts;
  const Strides after = transposed(g);
  const std::string apart = grouped(g.OH * g.OW);
  StageStory story;
  story.title = t.get("transpose.title");
  story.statement = g.mistake == Mistake::no_transpose ? "col  " + t.get("mistake.left_out")
                                                       : "col" + transpose_call(g.mistake);
  story.toggles.push_back(label_toggles(context));
  story.code = {quiet("  …"),
                running(first_line(g.mistake)),
                quiet(last_line),
                quiet(""),
                line(prompt + "[s // 4 for s in col6.strides]"),
                quiet(stride_list(shape_of(g, TensorId::col6).strides(), TensorId::col6, g.mistake)),
                line(prompt + (g.mistake == Mistake::no_transpose
                                   ? std::string("col6_t = col6")
                                   : "col6_t = col6.transpose(" + permuted(g.mistake, ",") + ")")),
                line(prompt + "[s // 4 for s in col6_t.strides]"),
                quiet(stride_list(after.strides, TensorId::col6_t, g.mistake)),
                line(prompt + "np.shares_memory(col6_t, col6)", "True")};
  story.words = {
      t.get("transpose.word_view", {{"count", grouped(after.sizes.count())}}),
      t.get("transpose.word_planes",
            {{"oh", str(g.OH)}, {"ow", str(g.OW)}, {"fh", str(g.FH)}, {"fw", str(g.FW)}}),
      t.get(g.K > 1 ? "transpose.word_apart" : "transpose.word_one", {{"apart", apart}, {"k", str(g.K)}})};
  story.readout = t.get("transpose.readout");
  story.present_words = t.get("transpose.present");
  story.present_code = {present_transpose(g.mistake)};
  return story;
}

StageStory tell_reshape(const StageContext& context) {
  const Geometry& g = context.geometry();
  const Texts& t = context.texts;
  const std::int64_t row = context.step();
  const RowPlace at = place_of_row(g, row);
  const bool view = reshape_is_view(g);
  const std::string m = str(g.M), k = str(g.K), apart = grouped(g.OH * g.OW);
  StageStory story;
  story.title = t.get("reshape.title");
  story.statement = "col" + transpose_call(g.mistake) + ".reshape({N|N}*{OH|out_h}*{OW|out_w}, -1)";
  story.toggles.push_back(label_toggles(context));
  story.code = {quiet("  …"),
                line(first_line(g.mistake)),
                running(last_line),
                quiet(""),
                line(prompt + "np.shares_memory(col6_t, col6)", "True"),
                line(prompt + "col = col6_t.reshape(" + m + ", -1)"),
                line(prompt + "[s // 4 for s in col.strides]"),
                quiet(stride_list(col_strides(g), TensorId::col, g.mistake)),
                line(prompt + "np.shares_memory(col, col6)", view ? "True" : "False")};
  if (view && g.mistake != Mistake::no_transpose)
    story.code.push_back(line(prompt + "col = np.ascontiguousarray(col)"));

  story.words.push_back(t.get("reshape.word_rows", {{"m", m}, {"k", k}}));
  if (!view) {
    story.words.push_back(
        t.get("reshape.word_copy", {{"row", str(row)}, {"apart", apart}, {"k", k}, {"n", str(g.N)}}));
  } else {
    const Dims s = col_strides(g);
    story.words.push_back(t.get(g.N == 1 ? "reshape.word_view" : "reshape.word_view_batch",
                                {{"row", str(row)}, {"apart", apart}, {"s0", str(s[0])}, {"s1", str(s[1])}}));
    story.words.push_back(t.get("reshape.word_laid", {{"k", k}}));
  }
  if (const std::int64_t zeros = padding_in_row(g, row); zeros > 0) {
    story.words.push_back(t.get(zeros == 1 ? "reshape.word_padding_one" : "reshape.word_padding",
                                {{"row", str(row)}, {"zeros", str(zeros)}}));
  }
  const bool batch = g.N > 1;
  story.readout =
      t.get("reshape.readout", {{"row", str(row)},
                                {"names", std::string(batch ? "{N m|n}, " : "") + "{OH m|oh}, {OW m|ow}"},
                                {"place", (batch ? "{N m|" + str(at.n) + "}, " : std::string()) + "{OH m|" +
                                              str(at.oh) + "}, {OW m|" + str(at.ow) + "}"}});
  story.present_words =
      t.get("reshape.present", {{"row", str(row)}, {"k", k}, {"oh", str(at.oh)}, {"ow", str(at.ow)}});
  story.present_code = {present_transpose(g.mistake) + " \\", "    .reshape(N*out_h*out_w, -1)"};
  story.present_values = {t.get("reshape.present_row", {{"row", str(row)}}),
                          "{OH b|oh = " + str(at.oh) + "}, {OW b|ow = " + str(at.ow) + "}"};
  return story;
}

}  // namespace unfold::view::unfolding
