#include "app/view/format.h"
#include "app/view/stages/gemm_sum_parts.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace unfold::view::gemm {

namespace {

// A click on a channel's share unfolds it; on the unfolded one, that with the largest share again.
void hit_channel(Painter& p, const Work& work, std::int64_t c, Rect at) {
  if (c * work.g().FH * work.g().FW >= work.sum.terms) return;
  ViewOptions options = work.context.options;
  options.sum_channel = options.sum_channel == c ? -1 : c;
  p.hit(at, Action{act::SetOptions{options}},
        work.context.texts.get("orders.unfold", {{"c", channel_name(work.g(), work.sum, c)}}));
}

// Many channels: a bar each, as high as its share.
void draw_share_strip(Painter& p, const Work& work, const Layout& l, const SumLines& n) {
  const Geometry& g = work.g();
  const Theme& t = p.theme();
  const Sum& s = work.sum;
  const std::int64_t plane = g.FH * g.FW;
  const float top = n.end - std::round(14 * l.unit), tall = std::round(20 * l.unit);
  const float zero = std::round(top + tall / 2);
  double most = 0;
  for (const double share : s.subtotals) most = std::max(most, std::abs(share));
  const Coloring coloring{ColorMap::diverging, -static_cast<float>(std::max(most, 1e-12)),
                          static_cast<float>(std::max(most, 1e-12))};
  for (std::int64_t c = 0; c < g.CG; ++c) {
    const float x0 = l.k_across.at(s.first + c * plane);
    const float x1 = l.k_across.at(s.first + c * plane + plane - 1) + l.k_across.size;
    const double v = s.subtotals[static_cast<std::size_t>(c)];
    const Rect at{x0, top, std::max(2.0F, x1 - x0 - 1), tall};
    if (c == s.channel) p.fill(at, t.bg3);
    if (most > 0 && v != 0) {
      const auto h = static_cast<float>(v / most) * tall / 2;
      const auto tone = static_cast<float>(v > 0 ? std::max(v, most * 0.45) : std::min(v, -most * 0.45));
      p.fill({at.x, h > 0 ? zero - h : zero, at.w, std::max(1.0F, std::abs(h))}, color_of(t, coloring, tone));
    }
    if (c == s.channel) p.frame({at.x - 1, at.y - 1, at.w + 2, at.h + 2}, t.text0);
    hit_channel(p, work, c, {x0, top, x1 - x0, tall});
  }
  const TermSpan span = term_span(l.k_across, s);
  p.hline(span.start, span.end, zero, t.line2);
}

}  // namespace

void draw_subtotals(Painter& p, const Work& work, const Layout& l, const SumLines& n) {
  const Geometry& g = work.g();
  const Theme& t = p.theme();
  const Sum& s = work.sum;
  if (g.CG == 1) return;
  const std::int64_t plane = g.FH * g.FW;
  if (g.CG > 4) return draw_share_strip(p, work, l, n);
  float free = l.k_across.at(s.first) - 20;
  for (std::int64_t c = 0; c < g.CG; ++c) {
    const float x0 = l.k_across.at(s.first + c * plane);
    const float x1 = l.k_across.at(s.first + c * plane + plane - 1) + l.k_across.size;
    const double v = s.subtotals[static_cast<std::size_t>(c)];
    const bool reached = c * plane < s.terms;
    const TextStyle style{p.type().text, Face::ui, t.text0, Align::centre};
    const auto words = [&](int digits) {
      return "{C m|" + channel_name(g, s, c) + "} {m|" + (reached ? with_sign(v, digits) : std::string("…")) +
             "}";
    };
    std::string shown = words(4);
    if (p.rich_width(shown, style) > x1 - x0 + 4) shown = words(2);
    const float wide = p.rich_width(shown, style), middle = (x0 + x1) / 2;
    const bool fits = wide <= x1 - x0 + 8 && middle - wide / 2 >= free;
    if (fits) {
      p.rich(shown, {middle, n.end}, style);
      free = middle + wide / 2 + 6;
    }
    hit_channel(p, work, c, {x0, n.end - p.type().text - 3, x1 - x0, p.type().text + 9});
    if (c > 0 && l.k_across.group_gap >= 4)
      p.vline(std::round(x0 - l.k_across.group_gap / 2), n.a, n.end + 4, t.line2);
  }
}

}  // namespace unfold::view::gemm
