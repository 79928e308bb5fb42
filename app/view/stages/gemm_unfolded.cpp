#include "app/view/format.h"
#include "app/view/stages/gemm_parts.h"
#include "app/view/stages/unfolded_cell.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::gemm {

void draw_unfolded(Painter& p, const Work& work, const Layout& l, float left) {
  const Geometry& g = work.g();
  const Theme& t = p.theme();
  const Sum& s = work.sum;
  const Texts& texts = work.context.texts;
  const float u = l.unit, label = p.type().label;
  const float ticks = std::round(14 * u);
  const float room_w = l.box.right() - left - ticks - 2;
  const float top = l.sum_y + std::round(38 * u);
  const float foot = std::round(54 * u);
  const bool over_result = l.box.w < 700;  // the result stands at the left of the last lines
  const float room_h = l.box.bottom() - top - foot - (over_result ? std::round(8 * u) : 0);
  const float cell_w =
      std::min(entry_size(g.FW, 0, room_w, std::round(64 * u)), std::round((g.FW > 5 ? 46.0F : 64.0F) * u));
  const float cell_h = entry_size(g.FH, 0, room_h, std::round((g.FH > 5 ? 24.0F : 30.0F) * u));
  const float x0 = l.box.right() - cell_w * static_cast<float>(g.FW) - 2;
  const bool numbers = cell_w >= 34 && cell_h >= 15;
  const Coloring coloring = product_coloring(s);
  const std::int64_t plane = g.FH * g.FW, first = s.channel * plane;

  for (std::int64_t a = 0; a < g.FH; ++a) {
    for (std::int64_t b = 0; b < g.FW; ++b) {
      const std::int64_t k = first + a * g.FW + b;
      const Rect at{x0 + static_cast<float>(b) * cell_w, top + static_cast<float>(a) * cell_h,
                    std::max(1.0F, cell_w - 1), std::max(1.0F, cell_h - 1)};
      if (k >= s.terms) {
        p.frame(at, t.line1);
        continue;
      }
      const double v = s.products[static_cast<std::size_t>(k)];
      const std::string words = numbers ? with_sign(v, 2) : std::string();
      p.cell(at, color_of(t, coloring, static_cast<float>(v)),
             p.text_width(words, label, Face::mono) <= at.w ? CellNumber{words, v} : CellNumber{}, label);
    }
    CellHit hit{.tensor = TensorId::col, .origin = {s.row, s.first + first + a * g.FW}};
    hit.col_axis = 1;
    hit.cell_w = cell_w;
    hit.cell_h = cell_h;
    p.hit({x0, top + static_cast<float>(a) * cell_h, cell_w * static_cast<float>(g.FW), cell_h}, hit);
  }
  const Rect all{x0, top, cell_w * static_cast<float>(g.FW) - 1, cell_h * static_cast<float>(g.FH) - 1};
  if (g.C > 1) p.frame({all.x - 2, all.y - 2, all.w + 4, all.h + 4}, t.text0);
  const std::int64_t in_plane = s.term - first, a = in_plane / g.FW, b = in_plane % g.FW;
  if (s.terms > 0)
    p.lit({x0 + static_cast<float>(b) * cell_w, top + static_cast<float>(a) * cell_h,
           std::max(1.0F, cell_w - 1), std::max(1.0F, cell_h - 1)});

  // Rulers, every so many that they do not touch.
  const auto every = [](float pitch, float need) {
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(need / pitch)));
  };
  for (std::int64_t i = 0, d = every(cell_w, p.text_width("00", label, Face::mono)); i < g.FW; i += d) {
    p.text(std::to_string(i), {x0 + (static_cast<float>(i) + 0.5F) * cell_w, top - 5},
           {label, Face::mono, t.axis_color(Axis::FW), Align::centre});
  }
  for (std::int64_t i = 0, d = every(cell_h, label + 2); i < g.FH; i += d) {
    p.text(std::to_string(i), {x0 - 6, top + (static_cast<float>(i) + 0.5F) * cell_h + label * 0.36F},
           {label, Face::mono, t.axis_color(Axis::FH), Align::right});
  }
  p.hit_axis({x0, top - label - 6, all.w, label + 3}, Axis::FW);
  p.hit_axis({x0 - ticks, top, ticks - 2, all.h}, Axis::FH);

  // A narrow window leaves the words more room than its own width.
  const TextStyle style{p.type().code, Face::ui, t.text1};
  TextStyle right = style;
  right.align = Align::right;
  const float words_y = l.sum_y + std::round(17 * u);
  const std::string total =
      g.CG > 1 ? "Σ {m text0|" + with_sign(s.subtotals[static_cast<std::size_t>(s.channel)], 4) + "}"
               : std::string();
  const float total_w = total.empty() ? 0 : p.rich_width(total, right) + 10;
  const std::string c = channel_name(g, s, s.channel);
  std::string title =
      texts.get(g.C > 1 ? "gemm.unfolded" : "gemm.unfolded_gray", {{"c", c}, {"n", std::to_string(plane)}});
  if (p.rich_width(title, style) + total_w > l.box.right() - left)
    title = texts.get(g.C > 1 ? "gemm.unfolded_short" : "gemm.unfolded_gray_short",
                      {{"c", c}, {"n", std::to_string(plane)}});
  const float title_x = std::max(left, std::min(x0, l.box.right() - total_w - p.rich_width(title, style)));
  p.rich(title, {title_x, words_y}, style);
  if (!total.empty()) p.rich(total, {l.box.right(), words_y}, right);
  if (s.terms == 0) return;

  const auto k = static_cast<std::size_t>(s.term);
  const auto factors_to = [&](int digits) {
    const auto number = [&](double v) { return value_text(v, digits); };
    return "{m text0|" + number(static_cast<double>(s.a[k])) + " × " + number(static_cast<double>(s.w[k])) +
           " = " + (s.products[k] == 0 ? std::string("0") : with_sign(s.products[k], digits)) + "}";
  };
  const std::string place = "({FH m|" + std::to_string(a) + "}, {FW m|" + std::to_string(b) + "}): ";
  const float room = l.box.right() - left;
  std::string factors = factors_to(4);
  for (int digits = 3; digits > 1 && p.rich_width(factors, style) > room; --digits)
    factors = factors_to(digits);
  float y = all.bottom() + std::round(21 * u);
  const std::string both = place + factors;
  const float wide = p.rich_width(both, style);
  const std::string line = wide <= room ? both : factors;
  p.rich(line, {std::max(left, std::min(x0, l.box.right() - p.rich_width(line, style))), y}, style);
  y += std::round(18 * u);
  const double av = static_cast<double>(s.a[k]), wv = static_cast<double>(s.w[k]);
  const char* why = s.products[k] == 0 ? "gemm.why_zero"
                    : av < 0 && wv < 0 ? "gemm.why_both_negative"
                    : av > 0 && wv > 0 ? "gemm.why_both_positive"
                                       : "gemm.why_signs_differ";
  const std::string note = texts.get(s.whole() ? why : "gemm.this_term", {{"k", std::to_string(s.term)}});
  const float note_w = p.text_width(note, p.type().code);
  if (note_w <= room && !over_result)
    p.text(note, {std::max(left, std::min(x0, l.box.right() - note_w)), y},
           {p.type().code, Face::ui, t.text2});
}

}  // namespace unfold::view::gemm
