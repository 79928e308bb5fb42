#include "app/view/format.h"
#include "app/view/quiz/asked_place.h"
#include "app/view/quiz/question.h"
#include "app/view/quiz/tied_window.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace unfold::view {
namespace {

std::string str(std::int64_t n) { return std::to_string(n); }

AnswerBox whole(std::string label, std::int64_t answer, std::string formula) {
  return {.label = std::move(label), .answer = static_cast<double>(answer), .formula = std::move(formula)};
}

// "(224 + 2·3 − 7) / 2 + 1", the places of a window along one axis.
std::string places(const Slide& slide, bool rounded_up = false) {
  const std::string pad = slide.before != slide.after ? " + " + str(slide.before) + " + " + str(slide.after)
                          : slide.before == 0         ? ""
                                                      : " + 2·" + str(slide.before);
  const bool exact = (slide.padded() - slide.extent()) % slide.stride == 0;
  const std::string steps =
      "(" + str(slide.size) + pad + " − " + str(slide.extent()) + ") / " + str(slide.stride);
  if (exact) return steps + " + 1";
  if (!rounded_up) return "⌊" + steps + "⌋ + 1";
  // One that would begin behind the map is left out again.
  const bool left_out = (slide.padded() - slide.extent()) / slide.stride + 2 > slide.count;
  return "⌈" + steps + "⌉ + 1" + (left_out ? " − 1" : "");
}
// "(229 − 7) mod 2": what is left over behind the last place.
std::string remainder(const Slide& slide) {
  return "(" + str(slide.padded()) + " − " + str(slide.extent()) + ") mod " + str(slide.stride);
}

std::string rows_formula(const Geometry& g) {
  return "{N|N " + str(g.N) + "} · {OH|OH " + str(g.OH) + "} · {OW|OW " + str(g.OW) + "}";
}
std::string columns_formula(const Geometry& g) {
  return "{C|C " + str(g.C) + "} · {FH|FH " + str(g.FH) + "} · {FW|FW " + str(g.FW) + "}";
}

void ask_for_row(Question& q, const State& s, const Texts& t, const TourStep* step) {
  const Geometry& g = s.walkthrough->geometry();
  const LoopAt w = asked_window(s, step);
  q.window = w;
  q.boxes = {whole(t.get("quiz.row"), row_of(g, w),
                   "({N|" + str(w.n) + "} · {OH|" + str(g.OH) + "} + {OH|" + str(w.oy) + "}) · {OW|" +
                       str(g.OW) + "} + {OW|" + str(w.ox) + "}")};
  q.cell = CellRef{TensorId::col6_t, {w.n, w.oy, w.ox, 0, 0, 0}};
}

void ask_for_window(Question& q, const State& s, const TourStep* step) {
  const Geometry& g = s.walkthrough->geometry();
  const LoopAt w = asked_row(s, step);
  q.window = w;
  const std::int64_t row = row_of(g, w), within = w.oy * g.OW + w.ox;
  const std::string of =
      g.N > 1 ? "(" + str(row) + " − {N|" + str(w.n) + "}·" + str(g.OH * g.OW) + ")" : str(row);
  q.boxes = {whole("{OH|oy}", w.oy, "⌊" + of + " / {OW|" + str(g.OW) + "}⌋"),
             whole("{OW|ox}", w.ox, str(within) + " − {OH|" + str(w.oy) + "} · {OW|" + str(g.OW) + "}")};
  q.at = Position{Stage::reshape, row};
}

void ask_for_zero(Question& q, const Geometry& g, const Texts& t) {
  const auto [rows, cols] = asked_corner(g);
  AnswerBox box = whole(t.get("quiz.pixel"), 0, t.get("quiz.zero_why"));
  for (std::int64_t h = 0; h < rows; ++h)
    for (std::int64_t w = 0; w < cols; ++w) {
      const bool inside = g.pad.top <= h && h < g.pad.top + g.H && g.pad.left <= w && w < g.pad.left + g.W;
      if (!inside) box.others.push_back(static_cast<double>(h * g.WP + w));
    }
  q.boxes = {box};
  q.typed = false;
}

void ask_for_maximum(Question& q, const State& s, const Texts& t, const TourStep* step) {
  const std::int64_t window = asked_pool_window(s, step);
  q.values = window_values(s, window);
  q.cell = CellRef{TensorId::pool_max, {window}};
  q.at = Position{Stage::pool_max, window};
  const auto largest = static_cast<double>(s.walkthrough->at(TensorId::pool_max, {window}));
  if (q.ask == Ask::argmax) {
    q.boxes = {whole(t.get("quiz.cell"), s.walkthrough->argmax(window), t.get("quiz.argmax_why"))};
    return;
  }
  std::string all;
  for (const float value : q.values)
    all += (all.empty() ? "" : ", ") + (std::isfinite(value) ? fixed(static_cast<double>(value), 3) : "−∞");
  constexpr std::size_t most_said = 9;
  q.boxes = {{.label = t.get("quiz.max"),
              .answer = largest,
              .tolerance = 0.006 + 0.001 * std::abs(largest),
              .formula = q.values.size() <= most_said ? "max(" + all + ")" : t.get("quiz.max_why")}};
}

// One sum of the product, where it is short enough to be done by hand.
void ask_for_sum(Question& q, const State& s, const TourStep* step) {
  const Geometry& g = s.walkthrough->geometry();
  q.cell = asked_sum(s, step);
  const std::int64_t row = q.cell->at[0], f = q.cell->at[1], from = f / (g.FN / g.groups) * g.KG;
  const bool biased = s.walkthrough->has_bias();
  double sum = biased ? static_cast<double>(s.walkthrough->at(TensorId::b, {f})) : 0;
  std::string terms;
  for (std::int64_t k = 0; k < g.KG; ++k) {
    const float a = s.walkthrough->at(TensorId::col, {row, from + k});
    const float w = s.walkthrough->at(TensorId::col_W, {k, f});
    q.pairs.emplace_back(a, w);
    const double product = static_cast<double>(a) * static_cast<double>(w);
    sum += product;
    if (product != 0) terms += (terms.empty() ? "" : " ") + with_sign(product, 3);
  }
  if (biased) terms += " " + with_sign(static_cast<double>(s.walkthrough->at(TensorId::b, {f})), 3);
  q.at = Position{Stage::gemm, gemm_step_of(g, s.playback.orders.gemm, row, f)};
  q.boxes = {{.label = "{text0 m|out2d[" + str(row) + ", " + str(f) + "]}",
              .answer = sum,
              .tolerance = 0.02,
              .formula = terms.empty() ? "0" : terms}};
}

void ask(Question& q, const State& s, const Texts& t, const TourStep* step) {
  const Geometry& g = s.walkthrough->geometry();
  switch (q.ask) {
  case Ask::padded_size:
    q.boxes = {
        whole(t.get("quiz.height"), g.HP, str(g.H) + " + " + str(g.pad.top) + " + " + str(g.pad.bottom)),
        whole(t.get("quiz.width"), g.WP, str(g.W) + " + " + str(g.pad.left) + " + " + str(g.pad.right))};
    return;
  case Ask::zero_pixel: ask_for_zero(q, g, t); return;
  case Ask::places:
    q.boxes = {whole("{OH|OH}", g.OH, places(g.rows())), whole("{OW|OW}", g.OW, places(g.cols()))};
    return;
  case Ask::unread:
    q.boxes = {whole(t.get("quiz.unread_rows"), g.unread_rows(), remainder(g.rows()))};
    return;
  case Ask::row_of_window: ask_for_row(q, s, t, step); return;
  case Ask::col_shape:
    q.boxes = {whole(t.get("quiz.rows"), g.M, rows_formula(g)),
               whole(t.get("quiz.columns"), g.K, columns_formula(g))};
    return;
  case Ask::window_of_row: ask_for_window(q, s, step); return;
  case Ask::product_shape:
    q.boxes = {whole(t.get("quiz.rows"), g.M, rows_formula(g)),
               whole(t.get("quiz.columns"), g.FN, "{FN|FN " + str(g.FN) + "}")};
    return;
  case Ask::sum: ask_for_sum(q, s, step); return;
  case Ask::maximum:
  case Ask::argmax: ask_for_maximum(q, s, t, step); return;
  case Ask::pooled_size:
    q.boxes = {whole("{OH|QH}", g.QH, places(g.pool_rows(), g.pool_ceil)),
               whole("{OW|QW}", g.QW, places(g.pool_cols(), g.pool_ceil))};
    return;
  case Ask::pool_unread:
    q.boxes = {whole(t.get("quiz.unread_rows"), g.pool_unread_rows(),
                     g.pool_unread_rows() > 0 ? remainder(g.pool_rows()) : t.get("quiz.none_unread_why"))};
    return;
  }
}

// The map that is asked about.
std::int64_t filter_of(const State& s, const Question& q) {
  const Geometry& g = s.walkthrough->geometry();
  if (q.ask == Ask::sum) return q.cell->at[1];
  if (q.cell && q.cell->tensor == TensorId::pool_max) return q.cell->at[0] % g.FN;
  return std::min(s.options.filter, g.FN - 1);
}

std::string prompt_of(const State& s, const Question& q, const Texts& t) {
  const Geometry& g = s.walkthrough->geometry();
  const LoopAt& window = q.window;
  return t.get("quiz." + std::string(name(q.ask)) + "_prompt",
               {{"N", str(g.N)},
                {"C", str(g.C)},
                {"H", str(g.H)},
                {"W", str(g.W)},
                {"HP", str(g.HP)},
                {"FN", str(g.FN)},
                {"FH", str(g.FH)},
                {"FW", str(g.FW)},
                {"OH", str(g.OH)},
                {"OW", str(g.OW)},
                {"places", str(g.OH * g.OW)},
                {"PH", str(g.PH)},
                {"PW", str(g.PW)},
                {"stride", str(g.stride)},
                {"pool_stride", str(g.pool_stride)},
                {"pad", to_string(g.asked_pad)},
                {"n", str(window.n)},
                {"oy", str(window.oy)},
                {"ox", str(window.ox)},
                {"row", q.ask == Ask::sum ? str(q.cell->at[0]) : str(row_of(g, window))},
                {"f", str(filter_of(s, q))}});
}

// What else of the layer the answer depends on.
std::string further_of(const State& s, const Question& q, const Texts& t) {
  const Geometry& g = s.walkthrough->geometry();
  std::string all;
  if (q.ask == Ask::pooled_size || q.ask == Ask::pool_unread) {
    if (g.pool_ceil) all += " " + t.get("quiz.ceil_prompt");
    if (g.pool_pad != Sides{}) all += " " + t.get("quiz.pool_pad_prompt", {{"pad", to_string(g.pool_pad)}});
  }
  if (q.ask == Ask::sum && s.walkthrough->has_bias()) {
    const auto b = static_cast<double>(s.walkthrough->at(TensorId::b, {q.cell->at[1]}));
    all += " " + t.get("quiz.bias_prompt", {{"b", fixed(b, 3)}});
  }
  if ((q.ask == Ask::places || q.ask == Ask::unread) && g.dilation > 1)
    all += " " +
           t.get("quiz.dilation_prompt", {{"dilation", str(g.dilation)}, {"extent", str(g.rows().extent())}});
  return all;
}

}  // namespace

std::optional<Question> question_of(const State& s, Ask which, const Texts& t) {
  return question_of(s, which, t, asking_step(s, stage_of(which)));
}

std::optional<Question> question_of(const State& s, Ask which, const Texts& t, const TourStep* step) {
  const std::vector<Ask> all = asks_of(s, stage_of(which), step);
  if (std::ranges::find(all, which) == all.end()) return std::nullopt;
  Question q{.ask = which,
             .place = ask_at(s, which, step).place,
             .title = {},
             .prompt = {},
             .boxes = {},
             .cell = {}};
  ask(q, s, t, step);
  q.title = t.get("quiz." + std::string(name(which)) + "_title");
  q.prompt = prompt_of(s, q, t) + further_of(s, q, t);
  return q;
}

}  // namespace unfold::view
