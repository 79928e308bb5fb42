#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/stages/gemm_sum_parts.h"
#include "app/view/stages/unfolded_cell.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::gemm {

namespace {

SumLines lines_of(const Layout& l) {
  SumLines n;
  const auto px = [&](float v) { return std::round(v * l.unit); };
  n.cell_h = l.numbers ? px(18) : px(12);
  n.a = l.sum_y + px(9);
  n.w = n.a + n.cell_h + px(5);
  n.bars_h = l.bars_h;
  n.running_h = l.running_h;
  n.numbers = n.w + n.cell_h + px(6);
  n.bars = n.numbers + (l.numbers ? n.cell_h + px(3) : 0);
  n.running = n.bars + n.bars_h + px(8);
  n.end = n.running + n.running_h + px(20);
  return n;
}

struct Bar {
  float x = 0, w = 1;
  double value = 0;
  std::int64_t last = 0;  // the last term in it
};

// One bar a term; where a term has less than a pixel, the terms of one pixel add up to one bar.
std::vector<Bar> bars_of(const Sum& s, const PulledAxis& k) {
  std::vector<Bar> bars;
  for (std::int64_t i = 0; i < std::ssize(s.products); ++i) {
    const double v = s.products[static_cast<std::size_t>(i)];
    const float x = k.at(s.first + i);
    if (k.size < 1 && !bars.empty() && std::floor(x) == bars.back().x) {
      bars.back().value += v;
      bars.back().last = i;
    } else {
      bars.push_back({k.size < 1 ? std::floor(x) : x, std::max(1.0F, k.size), v, i});
    }
  }
  return bars;
}

void draw_strip(Painter& p, const Work& work, const Layout& l, float y, float h, bool of_row) {
  const StageContext& context = work.context;
  const Sum& s = work.sum;
  const TensorId id = of_row ? TensorId::col : TensorId::col_W;
  const Coloring coloring = coloring_of(*context.walkthrough, id, context.options);
  const Walkthrough::Plane plane{.tensor = id,
                                 .origin = of_row ? Index{s.row, s.first} : Index{0, s.column},
                                 .row_axis = -1,
                                 .col_axis = of_row ? 1 : 0};
  const Picture picture = tensor_plane(context.walkthrough, plane, 1, std::ssize(s.a));
  for (const PulledAxis::Run& columns : term_span(l.k_across, s).runs) {
    const PulledAxis::Run run{columns.from - s.first, columns.to - s.first, columns.at, columns.length,
                              columns.pulled};
    if (l.numbers) {
      for (std::int64_t k = run.from; k < run.to; ++k) {
        const CellRef cell{id, of_row ? Index{s.row, s.first + k} : Index{k, s.column}};
        const Rect at{l.k_across.at(s.first + k), y, l.k_across.size - 1, h - 1};
        const Color ground = of_row ? unfolding::data_color(p, context, cell)
                                    : color_of(p.theme(), coloring, context.walkthrough->at(cell));
        p.cell(at, ground, in_cell(static_cast<double>(context.walkthrough->at(cell)), at.w + 1),
               p.type().code);
      }
    } else {
      p.picture_part({run.at, y, run.length, h}, picture, static_cast<double>(run.from), 0,
                     static_cast<double>(run.to - run.from), 1, coloring);
    }
    CellHit hit{
        .tensor = id, .origin = plane.origin, .row_axis = -1, .col_axis = plane.col_axis, .col0 = run.from};
    hit.cell_w = l.k_across.extent(columns.from);
    hit.cell_h = h;
    p.hit({run.at, y, run.length, h}, hit);
  }
}

void draw_product_numbers(Painter& p, const Work& work, const Layout& l, const SumLines& n) {
  const Sum& s = work.sum;
  const Coloring coloring = product_coloring(s);
  for (std::int64_t k = 0; k < std::ssize(s.products); ++k) {
    const double v = s.products[static_cast<std::size_t>(k)];
    const Rect at{l.k_across.at(s.first + k), n.numbers, l.k_across.size - 1, n.cell_h - 1};
    if (k >= s.terms)
      p.frame(at, p.theme().line1);
    else
      p.cell(at, color_of(p.theme(), coloring, static_cast<float>(v)), in_cell(v, at.w + 1), p.type().code,
             k == s.term);
  }
}

void draw_bars(Painter& p, const Work& work, const Layout& l, const SumLines& n) {
  const Sum& s = work.sum;
  const Coloring coloring = product_coloring(s);
  const std::vector<Bar> bars = bars_of(s, l.k_across);
  double most = 0;
  for (const Bar& bar : bars) most = std::max(most, std::abs(bar.value));
  const float zero = std::round(n.bars + n.bars_h / 2);
  for (const Bar& bar : bars) {
    if (bar.last >= s.terms || most == 0) continue;
    const auto h = static_cast<float>(std::round(bar.value / most * static_cast<double>(n.bars_h) / 2));
    const float gap = bar.w >= 4 ? 1.0F : 0.0F;
    // The strongest tones, so that small bars are seen too.
    const Color color = color_of(p.theme(), coloring,
                                 static_cast<float>(bar.value > 0 ? std::max(bar.value, most * 0.45)
                                                                  : std::min(bar.value, -most * 0.45)));
    p.fill({bar.x, h > 0 ? zero - h : zero, bar.w - gap, std::max(1.0F, std::abs(h))},
           bar.value == 0 ? p.theme().line2 : color);
  }
  const TermSpan span = term_span(l.k_across, s);
  p.hline(span.start, span.end, zero, p.theme().line2);
}

// The sum as it grows, term by term, and the bias at its end.
void draw_running(Painter& p, const Work& work, const Layout& l, const SumLines& n) {
  const Theme& t = p.theme();
  const Sum& s = work.sum;
  double lo = 0, hi = 0;
  for (const double v : s.running) lo = std::min(lo, v), hi = std::max(hi, v);
  lo = std::min(lo, s.running.back() + s.bias);
  hi = std::max(hi, s.running.back() + s.bias);
  const double span = std::max(hi - lo, 1e-30);
  const float room = n.running_h - 8;
  const auto y_of = [&](double v) { return n.running + 4 + room * static_cast<float>((hi - v) / span); };
  const float zero = std::round(y_of(0));
  const TermSpan terms = term_span(l.k_across, s);
  p.hline(terms.start, terms.end, zero, t.line2);
  const bool here = s.row == work.row && s.column == work.column;
  const double motion = here && s.whole() && work.mode != GemmStep::term ? work.context.motion : 1;
  const auto shown = static_cast<std::int64_t>(std::llround(motion * static_cast<double>(s.terms)));
  std::vector<Vec2> points{{terms.start, y_of(0)}};
  for (std::int64_t k = 0; k < shown; ++k) {
    points.push_back(
        {l.k_across.at(s.first + k) + l.k_across.size, y_of(s.running[static_cast<std::size_t>(k) + 1])});
  }
  if (s.has_bias && s.whole() && shown == s.terms) {
    points.push_back({terms.end + 5, points.back().y});
    points.push_back({terms.end + 5, y_of(s.running.back() + s.bias)});
  }
  const Vec2 last = points.back();
  if (points.size() > 1) p.polyline(std::move(points), t.text0, 1.5F);
  if (t.name == ThemeName::light) p.fill({std::round(last.x) - 4, std::round(last.y) - 4, 8, 8}, t.casing);
  p.fill({std::round(last.x) - 3, std::round(last.y) - 3, 6, 6}, t.accent);
}

struct Labels {
  float x = 0, room = 0;
};

void draw_labels(Painter& p, const Work& work, const Layout& l, const SumLines& n, const Labels& at) {
  const Theme& t = p.theme();
  const Sum& s = work.sum;
  const Texts& texts = work.context.texts;
  const float size = p.type().label;
  const auto put = [&](const std::string& words, float y, Face face) {
    if (p.text_width(words, size, face) <= at.room)
      p.text(words, {at.x, y}, {size, face, t.text2});
    else
      p.tip({l.k_across.start, y - size, l.k_across.length(), size + 6}, words);
  };
  const float middle = n.cell_h / 2 + size * 0.36F;
  put("col[" + std::to_string(s.row) + ", " + slice_of_group(work.g(), s) + "]", n.a + middle, Face::mono);
  put("col_W[:, " + std::to_string(s.column) + "]", n.w + middle, Face::mono);
  const std::int64_t K = work.g().KG;
  std::string products = texts.get("gemm.products", {{"k", std::to_string(K)}});
  if (l.k_across.size < 1)
    products =
        texts.get("gemm.products_grouped",
                  {{"k", std::to_string(K)}, {"n", fixed(1.0 / static_cast<double>(l.k_across.size), 1)}});
  // Beside the bars, or without them beside the numbers.
  const float product_y = n.bars_h > 0 ? n.bars + n.bars_h / 2 : n.numbers + n.cell_h / 2;
  put(products, product_y + size * 0.36F, Face::ui);
  const float running_y = n.running + n.running_h / 2;
  if (n.running_h > 0) put(texts.get("gemm.running"), running_y + size * 0.36F, Face::ui);
  // What happens from line to line, at the far left.
  const float sign_x = l.box.x + 4;
  const TextStyle sign{p.type().statement, Face::mono, t.text1};
  p.text("×", {sign_x, n.w + n.cell_h - 2}, sign);
  p.text("=", {sign_x, product_y + 5}, sign);
  if (n.running_h > 0) p.text("Σ", {sign_x, running_y + 5}, sign);
}

void draw_result(Painter& p, const Work& work, const SumLines& n, float x) {
  const Theme& t = p.theme();
  const Sum& s = work.sum;
  const Texts& texts = work.context.texts;
  const float equals = p.text("=", {x, n.end}, {p.type().statement, Face::mono, t.text1});
  p.text(fixed(s.value, 4), {x + equals + 8, n.end + 1}, {p.type().title, Face::mono_bold, t.accent_text});
  // The bias is a term of its own, the last.
  const float size = p.type().code;
  const TextStyle own{size, Face::ui, t.text1};
  const std::string bias =
      "+ {FN m|b[" + std::to_string(s.column) + "]} {text0 m|" + with_sign(s.bias, 4) + "}";
  const bool apart = s.has_bias && s.whole();
  if (apart) p.rich(bias, {x, n.end - p.type().title - 2}, own);
  std::string note;
  if (apart) return;
  if (!s.whole())
    note = texts.get("gemm.terms_left", {{"n", std::to_string(s.terms)}, {"k", std::to_string(work.g().KG)}});
  else
    note = texts.get("gemm.no_bias");
  p.text(note, {x + equals + 8, n.end + p.type().label + 5}, {p.type().label, Face::ui, t.text2});
}

}  // namespace

void draw_sum(Painter& p, const Work& work, const Layout& l) {
  const Geometry& g = work.g();
  const Theme& t = p.theme();
  const SumLines n = lines_of(l);
  p.hline(l.box.x, l.box.right(), l.sum_y, t.line1, t.rule);
  draw_strip(p, work, l, n.a, n.cell_h, true);
  draw_strip(p, work, l, n.w, n.cell_h, false);
  if (l.numbers) draw_product_numbers(p, work, l, n);
  if (n.bars_h > 0) draw_bars(p, work, l, n);
  if (n.running_h > 0) draw_running(p, work, l, n);
  draw_subtotals(p, work, l, n);
  const Sum& s = work.sum;
  // The channel that is unfolded: framed here and there.
  const std::int64_t plane = g.FH * g.FW;
  if (g.CG > 1 && l.k_across.group_gap >= 4) {
    const float x0 = l.k_across.at(s.first + s.channel * plane),
                x1 = l.k_across.at(s.first + s.channel * plane + plane - 1) + l.k_across.size;
    p.frame({x0 - 3, n.a - 4, x1 - x0 + 6, n.end + 8 - n.a + 4}, t.text0);
  }
  if (!s.whole() && s.terms > 0) {
    const float x = l.k_across.at(s.first + s.terms - 1);
    p.lit({x, n.a, std::max(2.0F, l.k_across.extent(s.first + s.terms - 1) - (l.numbers ? 1.0F : 0.0F)),
           n.w + n.cell_h - n.a});
  }
  const float x = l.k_across.end() + std::round(14 * l.unit);
  const float labels = l.box.w < 700 ? std::round(52 * l.unit) : std::round(96 * l.unit);
  draw_labels(p, work, l, n, {x, labels});
  draw_result(p, work, n, x);
  draw_unfolded(p, work, l, x + labels);
}

}  // namespace unfold::view::gemm
