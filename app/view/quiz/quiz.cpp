#include "app/view/quiz/quiz.h"

#include "core/layer/playback.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

namespace unfold::view {
namespace {

std::string str(std::int64_t n) { return std::to_string(n); }

AnswerBox whole(std::string label, std::int64_t answer, std::string formula) {
  return {std::move(label), static_cast<double>(answer), 0, std::move(formula)};
}

// "(224 + 2·3 − 7) / 2 + 1", the places of a window along one axis.
std::string places(std::int64_t size, std::int64_t before, std::int64_t after, std::int64_t extent,
                   std::int64_t stride) {
  const std::string pad =
      before == after ? (before == 0 ? "" : " + 2·" + str(before)) : " + " + str(before) + " + " + str(after);
  const bool whole = (size + before + after - extent) % stride == 0;
  const std::string steps = "(" + str(size) + pad + " − " + str(extent) + ") / " + str(stride);
  return (whole ? steps : "⌊" + steps + "⌋") + " + 1";
}

std::string rows_formula(const Geometry& g) {
  return "{N|N " + str(g.N) + "} · {OH|OH " + str(g.OH) + "} · {OW|OW " + str(g.OW) + "}";
}
std::string columns_formula(const Geometry& g) {
  return "{C|C " + str(g.C) + "} · {FH|FH " + str(g.FH) + "} · {FW|FW " + str(g.FW) + "}";
}

std::vector<AnswerBox> boxes_of(const Geometry& g, Stage stage, const Texts& t) {
  switch (stage) {
  case Stage::pad:
    return {whole(t.get("quiz.height"), g.HP, str(g.H) + " + " + str(g.pad.top) + " + " + str(g.pad.bottom)),
            whole(t.get("quiz.width"), g.WP, str(g.W) + " + " + str(g.pad.left) + " + " + str(g.pad.right))};
  case Stage::allocate:
    return {whole("{OH|OH}", g.OH, places(g.H, g.pad.top, g.pad.bottom, g.rows().extent(), g.stride)),
            whole("{OW|OW}", g.OW, places(g.W, g.pad.left, g.pad.right, g.cols().extent(), g.stride))};
  case Stage::reshape:
    return {whole(t.get("quiz.rows"), g.M, rows_formula(g)),
            whole(t.get("quiz.columns"), g.K, columns_formula(g))};
  case Stage::gemm:
    return {whole(t.get("quiz.rows"), g.M, rows_formula(g)),
            whole(t.get("quiz.columns"), g.FN, "{FN|FN " + str(g.FN) + "}")};
  case Stage::pool:
    return {whole("{OH|QH}", g.QH, places(g.OH, g.pool_pad.top, g.pool_pad.bottom, g.PH, g.pool_stride)),
            whole("{OW|QW}", g.QW, places(g.OW, g.pool_pad.left, g.pool_pad.right, g.PW, g.pool_stride))};
  default: return {};
  }
}

// The window whose row is asked for: one in the midst, so that no edge gives it away.
LoopAt asked_window(const Geometry& g) {
  return {.n = g.N / 2, .oy = g.OH / 2, .ox = std::min(g.OW - 1, g.OW / 2 + 1)};
}

// Which row of col that window becomes.
Question row_question(const Geometry& g, const Texts& t) {
  const LoopAt window = asked_window(g);
  const std::int64_t n = window.n, oy = window.oy, ox = window.ox;
  Question q{.stage = Stage::transpose,
             .title = t.get("quiz.row_title"),
             .prompt = t.get("quiz.row_prompt", {{"n", str(n)},
                                                 {"oy", str(oy)},
                                                 {"ox", str(ox)},
                                                 {"N", str(g.N)},
                                                 {"OH", str(g.OH)},
                                                 {"OW", str(g.OW)}}),
             .boxes = {whole(t.get("quiz.row"), (n * g.OH + oy) * g.OW + ox,
                             "({N|" + str(n) + "} · {OH|" + str(g.OH) + "} + {OH|" + str(oy) + "}) · {OW|" +
                                 str(g.OW) + "} + {OW|" + str(ox) + "}")},
             .cell = {}};
  return q;
}

// The maximum of the window in the midst of the looked-at map.
Question maximum_question(const State& s, const Texts& t) {
  const Geometry& g = s.walkthrough->geometry();
  const std::int64_t qy = g.QH / 2, qx = g.QW / 2, f = std::min(s.options.filter, g.FN - 1);
  const std::int64_t window = (qy * g.QW + qx) * g.FN + f, count = g.PH * g.PW;
  Question q{.stage = Stage::pool_max,
             .title = t.get("quiz.max_title"),
             .prompt = {},
             .boxes = {},
             .cell = CellRef{TensorId::pool_max, {window}}};
  q.values.resize(static_cast<std::size_t>(count));
  s.walkthrough->read(TensorId::pool_windows, window * count, count, q.values.data());
  q.prompt = t.get("quiz.max_prompt", {{"f", str(f)}, {"ph", str(g.PH)}, {"pw", str(g.PW)}});
  const float largest = s.walkthrough->at(TensorId::pool_max, {window});
  q.boxes = {{t.get("quiz.max"), static_cast<double>(largest),
              0.006 + 0.001 * std::abs(static_cast<double>(largest)), t.get("quiz.max_why")}};
  return q;
}

constexpr std::int64_t most_terms = 9;

// One sum of the product, where it is short enough to be done by hand.
Question sum_question(const State& s, const Texts& t) {
  const Geometry& g = s.walkthrough->geometry();
  const std::int64_t row = g.M / 2, f = g.FN - 1, from = f / (g.FN / g.groups) * g.KG;
  Question q{.stage = Stage::maps,
             .title = t.get("quiz.sum_title"),
             .prompt = {},
             .boxes = {},
             .cell = CellRef{TensorId::out2d, {row, f}}};
  double sum = s.walkthrough->has_bias() ? static_cast<double>(s.walkthrough->at(TensorId::b, {f})) : 0;
  for (std::int64_t k = 0; k < g.KG; ++k) {
    const float a = s.walkthrough->at(TensorId::col, {row, from + k}),
                w = s.walkthrough->at(TensorId::col_W, {k, f});
    q.pairs.emplace_back(a, w);
    sum += static_cast<double>(a) * static_cast<double>(w);
  }
  q.prompt = t.get("quiz.sum_prompt", {{"row", str(row)}, {"f", str(f)}});
  q.boxes = {{"{text0 m|out2d[" + str(row) + ", " + str(f) + "]}", sum, 0.02, t.get("quiz.sum_why")}};
  return q;
}

}  // namespace

bool has_question(const Geometry& g, Stage stage) {
  if (g.mistake != Mistake::none) return false;
  switch (stage) {
  case Stage::pad:
  case Stage::allocate:
  case Stage::transpose:
  case Stage::reshape:
  case Stage::gemm:
  case Stage::pool_max:
  case Stage::pool: return true;
  case Stage::maps: return g.KG <= most_terms;
  default: return false;
  }
}

void ask_about(State& s, Stage stage) {
  if (s.quiz && s.quiz->only.empty()) return;
  auto quiz = s.quiz ? std::make_shared<Quiz>(*s.quiz) : std::make_shared<Quiz>();
  quiz->only.insert(stage);
  s.quiz = std::move(quiz);
}

bool is_asked(const State& s) {
  const Stage stage = s.playback.at.stage;
  return s.quiz && (s.quiz->only.empty() || s.quiz->only.contains(stage)) && !s.browse && s.document &&
         s.walkthrough && !s.quiz->done.contains(stage) && has_question(s.walkthrough->geometry(), stage);
}

std::optional<Question> question_of(const State& s, Stage stage, const Texts& t) {
  if (!s.walkthrough || !has_question(s.walkthrough->geometry(), stage)) return std::nullopt;
  const Geometry& g = s.walkthrough->geometry();
  if (stage == Stage::transpose) return row_question(g, t);
  if (stage == Stage::pool_max) return maximum_question(s, t);
  if (stage == Stage::maps) return sum_question(s, t);
  Question q{.stage = stage, .title = {}, .prompt = {}, .boxes = boxes_of(g, stage, t), .cell = {}};
  const std::string key = "quiz." + std::string(name(stage));
  q.title = t.get(key + "_title");
  q.prompt = t.get(key + "_prompt", {{"N", str(g.N)},
                                     {"C", str(g.C)},
                                     {"H", str(g.H)},
                                     {"W", str(g.W)},
                                     {"FN", str(g.FN)},
                                     {"FH", str(g.FH)},
                                     {"FW", str(g.FW)},
                                     {"OH", str(g.OH)},
                                     {"OW", str(g.OW)},
                                     {"PH", str(g.PH)},
                                     {"stride", str(g.stride)},
                                     {"pool_stride", str(g.pool_stride)},
                                     {"pad", to_string(g.asked_pad)}});
  return q;
}

std::vector<Slip> slips_of(const Geometry& g, Stage stage, std::size_t box) {
  std::vector<Slip> slips;
  const auto add = [&](const char* text, std::int64_t value) {
    slips.push_back({"quiz.slip_" + std::string(text), static_cast<double>(value)});
  };
  const auto steps = [](std::int64_t room, std::int64_t extent, std::int64_t stride) {
    return room < extent ? -1 : (room - extent) / stride;
  };
  const bool first = box == 0;
  const std::int64_t eh = g.rows().extent(), ew = g.cols().extent();
  const std::int64_t bare_h = steps(g.H, eh, g.stride) + 1, bare_w = steps(g.W, ew, g.stride) + 1;
  const std::int64_t once_h = steps(g.H + g.pad.top, eh, g.stride) + 1,
                     once_w = steps(g.W + g.pad.left, ew, g.stride) + 1;
  switch (stage) {
  case Stage::pad:
    add("pad", first ? g.H : g.W);
    add("pad_once", first ? g.H + g.pad.top : g.W + g.pad.left);
    add("swapped", first ? g.WP : g.HP);
    break;
  case Stage::allocate:
    add("pad", first ? bare_h : bare_w);
    add("plus_one", first ? g.OH - 1 : g.OW - 1);
    add("pad_once", first ? once_h : once_w);
    add("stride", first ? steps(g.HP, eh, 1) + 1 : steps(g.WP, ew, 1) + 1);
    add("filter", first ? g.HP : g.WP);
    add("swapped", first ? g.OW : g.OH);
    break;
  case Stage::reshape:
  case Stage::gemm:
    if (first) {
      add("pad_rows", g.N * bare_h * bare_w);
      add("n", g.OH * g.OW);
      add("plus_one_rows", g.N * (g.OH - 1) * (g.OW - 1));
      add("pixels", g.N * g.H * g.W);
      add("pad_once_rows", g.N * once_h * once_w);
      add("c_twice", g.M * g.C);
      add("swapped", stage == Stage::gemm ? g.FN : g.K);
    } else if (stage == Stage::reshape) {
      add("c", g.FH * g.FW);
      add("swapped", g.M);
      add("fn", g.K * g.FN);
      add("one_side", g.C * g.FH);
    } else {
      add("product", g.K);
      add("swapped", g.M);
      add("c_twice", g.FN * g.C);
    }
    break;
  case Stage::transpose: {
    const LoopAt window = asked_window(g);
    const std::int64_t n = window.n, oy = window.oy, ox = window.ox;
    add("row_n", oy * g.OW + ox);
    add("row_swapped", (n * g.OW + ox) * g.OH + oy);
    add("from_one", (n * g.OH + oy) * g.OW + ox + 1);
    break;
  }
  case Stage::pool:
    add("pool_stride", first ? g.OH - g.PH + 1 : g.OW - g.PW + 1);
    add("plus_one", first ? g.QH - 1 : g.QW - 1);
    add("pool_none", first ? g.OH : g.OW);
    break;
  default: break;
  }
  return slips;
}

std::optional<Question> open_question(const State& s, const Texts& texts) {
  return is_asked(s) ? question_of(s, s.playback.at.stage, texts) : std::nullopt;
}

std::optional<double> number_in(const std::string& text) {
  std::string plain = text;
  std::ranges::replace(plain, ',', '.');
  double value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (error != std::errc{} || end != plain.data() + plain.size()) return std::nullopt;
  return value;
}

}  // namespace unfold::view
