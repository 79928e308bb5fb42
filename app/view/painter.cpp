#include "app/view/painter.h"

#include "app/view/format.h"
#include "app/view/rich_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace unfold::view {

Painter::Painter(Scene& scene, const Theme& theme, const Type& type, const TextMeasure& measure, float zoom,
                 Rect visible)
    : scene_(scene), theme_(theme), type_(type), measure_(measure), zoom_(zoom), visible_(visible) {}

void Painter::fill(Rect at, Color color, float radius) {
  scene_.items.emplace_back(FillItem{at, color, radius});
}

void Painter::frame(Rect at, Color color, float width, float radius) {
  scene_.items.emplace_back(FrameItem{at, color, width, radius});
}

void Painter::line(Vec2 from, Vec2 to, Color color, float width) {
  scene_.items.emplace_back(LineItem{from, to, color, width});
}

void Painter::cased_line(Vec2 from, Vec2 to, Color color, float width) {
  line(from, to, theme_.bg0, width + 2);
  line(from, to, color, width);
}

void Painter::hline(float x0, float x1, float y, Color color, float width) {
  fill({x0, y, x1 - x0, width}, color);
}

void Painter::vline(float x, float y0, float y1, Color color, float width) {
  fill({x, y0, width, y1 - y0}, color);
}

void Painter::curve(Vec2 from, Vec2 to, Color color, float width) {
  const float reach = (to.y - from.y) / 2;
  scene_.items.emplace_back(
      CurveItem{from, {from.x, from.y + reach}, {to.x, to.y - reach}, to, color, width});
}

void Painter::polyline(std::vector<Vec2> points, Color color, float width) {
  // A way that does not bend repeats a point, and a joint between equal points has no direction.
  points.erase(std::unique(points.begin(), points.end()), points.end());
  if (points.size() > 1) scene_.items.emplace_back(PolylineItem{std::move(points), color, width});
}

void Painter::arrow_head(Vec2 c, float r, Toward toward, Color color) {
  const float back = r * 0.8F;
  switch (toward) {
  case Toward::right:
    scene_.items.emplace_back(
        TriangleItem{{c.x - back, c.y - r}, {c.x + r, c.y}, {c.x - back, c.y + r}, color});
    break;
  case Toward::left:
    scene_.items.emplace_back(
        TriangleItem{{c.x + back, c.y - r}, {c.x - r, c.y}, {c.x + back, c.y + r}, color});
    break;
  case Toward::down:
    scene_.items.emplace_back(
        TriangleItem{{c.x - r, c.y - back}, {c.x + r, c.y - back}, {c.x, c.y + r}, color});
    break;
  case Toward::up:
    scene_.items.emplace_back(
        TriangleItem{{c.x - r, c.y + back}, {c.x + r, c.y + back}, {c.x, c.y - r}, color});
    break;
  }
}

void Painter::hatch(Rect at, Color color, float pitch) {
  scene_.items.emplace_back(HatchItem{at, color, pitch, theme_.stroke.hatch});
}
void Painter::clip(Rect at) { scene_.items.emplace_back(ClipItem{at}); }
void Painter::unclip() { scene_.items.emplace_back(UnclipItem{}); }

float Painter::text_width(std::string_view s, float size, Face face) const {
  return measure_.width(s, face, size);
}

namespace {

float aligned(float x, float width, Align align) {
  switch (align) {
  case Align::left: return x;
  case Align::centre: return x - width / 2;
  case Align::right: return x - width;
  }
  return x;
}

}  // namespace

float Painter::text(std::string_view s, Vec2 baseline, const TextStyle& style) {
  const float width = text_width(s, style.size, style.face);
  if (!s.empty())
    scene_.items.emplace_back(
        TextItem{{std::round(aligned(baseline.x, width, style.align)), std::round(baseline.y)},
                 std::string(s),
                 style.face,
                 style.size,
                 style.color});
  return width;
}

float Painter::rich_width(std::string_view markup, const TextStyle& style) const {
  float width = 0;
  for (const Span& span : parse_rich(markup, theme_, style))
    width += text_width(span.text, span.size, span.face);
  return width;
}

namespace {

void draw_span(Painter& p, const Span& span, Vec2 baseline) {
  const float width =
      p.text(span.text, baseline, {.size = span.size, .face = span.face, .color = span.color});
  if (!span.underlined) return;
  const float thick = std::max(1.0F, std::round(span.size * 0.09F));
  p.fill({std::round(baseline.x), std::round(baseline.y + span.size * 0.16F), width, thick}, span.color);
}

}  // namespace

float Painter::rich(std::string_view markup, Vec2 baseline, const TextStyle& style) {
  const std::vector<Span> spans = parse_rich(markup, theme_, style);
  float width = 0;
  for (const Span& span : spans) width += text_width(span.text, span.size, span.face);
  float x = aligned(baseline.x, width, style.align);
  for (const Span& span : spans) {
    draw_span(*this, span, {x, baseline.y});
    x += text_width(span.text, span.size, span.face);
  }
  return width;
}

float Painter::paragraph(std::string_view markup, Vec2 baseline, float width, float line,
                         const TextStyle& style) {
  int last = 0;
  for (const PlacedSpan& placed : wrap(parse_rich(markup, theme_, style), width, measure_)) {
    const Span& span = placed.span;
    const Vec2 at{baseline.x + placed.x, baseline.y + static_cast<float>(placed.line) * line};
    draw_span(*this, span, at);
    if (span.axis != Axis::none)
      hit_axis({at.x - 1, at.y - span.size * 0.85F, text_width(span.text, span.size, span.face) + 2,
                span.size * 1.15F},
               span.axis);
    last = placed.line;
  }
  return baseline.y + static_cast<float>(last + 1) * line;
}

float Painter::paragraph_height(std::string_view markup, float width, float line,
                                const TextStyle& style) const {
  const std::vector<PlacedSpan> placed = wrap(parse_rich(markup, theme_, style), width, measure_);
  return placed.empty() ? 0 : static_cast<float>(placed.back().line + 1) * line;
}

float Painter::shape(const Shape& shape, TensorId tensor, Vec2 baseline, float size, Align align) {
  struct Part {
    std::string text;
    AxisNames axes;
  };
  std::vector<Part> parts{{"(", {}}};
  for (int i = 0; i < shape.rank(); ++i) {
    parts.push_back({std::to_string(shape[i]), axis_names(tensor, i, mistake_)});
    if (i + 1 < shape.rank() || shape.rank() == 1) parts.push_back({",", {}});
  }
  parts.push_back({")", {}});
  float width = 0;
  for (const Part& part : parts) width += text_width(part.text, size, Face::mono);
  float x = aligned(baseline.x, width, align);
  for (const Part& part : parts) {
    const bool merged = part.axes.count > 1;
    const bool number = part.axes.count > 0;
    Color color = theme_.text2;
    if (merged)
      color = theme_.text0;
    else if (number)
      color = part.axes.parts[0] == Axis::none ? theme_.text1 : theme_.axis_color(part.axes.parts[0]);
    const float w = text(part.text, {x, baseline.y}, {.size = size, .face = Face::mono, .color = color});
    if (merged) {
      const auto count = static_cast<float>(part.axes.count);
      const float piece = (w - (count - 1)) / count;
      for (int j = 0; j < part.axes.count; ++j)
        fill({x + static_cast<float>(j) * (piece + 1), baseline.y + std::round(size * 0.25F),
              std::max(2.0F, piece), 2},
             theme_.axis_color(part.axes.parts[j]));
    }
    x += w;
  }
  return width;
}

float Painter::tensor_label(TensorId tensor, const Shape& tensor_shape, Vec2 baseline) {
  const float name_width =
      text(name(tensor), baseline, {.size = type_.text, .face = Face::mono_bold, .color = theme_.text0});
  return name_width + 8 + shape(tensor_shape, tensor, {baseline.x + name_width + 8, baseline.y}, type_.code);
}

void Painter::picture(Rect at, const Picture& picture, const Coloring& coloring, float alpha) {
  picture_part(at, picture, 0, 0, static_cast<double>(picture.width), static_cast<double>(picture.height),
               coloring, alpha);
}

void Painter::picture_part(Rect at, const Picture& picture, double sx, double sy, double sw, double sh,
                           const Coloring& coloring, float alpha) {
  if (at.w <= 0 || at.h <= 0 || sw <= 0 || sh <= 0) return;
  scene_.items.emplace_back(PictureItem{at, picture, sx, sy, sw, sh, coloring, alpha});
}

namespace {

std::string in_height(const Painter& p, const CellNumber& number, Rect at, float size, Face face) {
  return size * 0.72F > at.h ? std::string() : p.fitted(number, at.w - 2, size, face);
}

}  // namespace

std::string Painter::fitted(CellNumber number, float room, float size, Face face) const {
  while (!number.text.empty() && text_width(number.text, size, face) > room) number = shorter(number);
  return number.text;
}

void Painter::cell(Rect at, Color ground, const CellNumber& number, float size, bool bold_number) {
  fill(at, ground);
  edge(at);
  const Face face = bold_number ? Face::mono_bold : Face::mono;
  text(in_height(*this, number, at, size, face), {at.x + at.w / 2, at.y + at.h / 2 + size * 0.36F},
       {.size = size, .face = face, .color = ink_on(theme_, ground), .align = Align::centre});
}

void Painter::faded_cell(Rect at, Color ground, const CellNumber& number, float size) {
  const Color quiet = mix(theme_.bg0, ground, 0.30F);
  fill(at, quiet);
  edge(at);
  const Color ink = theme_.name == ThemeName::dark ? theme_.text1 : theme_.text2;
  text(in_height(*this, number, at, size, Face::mono), {at.x + at.w / 2, at.y + at.h / 2 + size * 0.36F},
       {.size = size, .face = Face::mono, .color = ink, .align = Align::centre});
}

void Painter::edge(Rect at) {
  const float width = theme_.stroke.edge;
  constexpr float least = 12;  // smaller, and there would be nothing but edges
  if (width > 0 && at.w >= least && at.h >= least) frame(at.inset(-1), theme_.line1, width);
}

void Painter::lit(Rect at) {
  const float now = theme_.stroke.now, casing = theme_.stroke.casing;
  // On white the accent needs a line at its inner side, too.
  const float inner = theme_.name == ThemeName::light ? casing : 0;
  frame(at.inset(-(inner + now + casing)), theme_.casing, casing);
  frame(at.inset(-(inner + now)), theme_.accent, now);
  if (inner > 0) frame(at.inset(-inner), theme_.casing, inner);
}

void Painter::outline(Rect at, Color color) {
  const float same = theme_.stroke.same, casing = theme_.stroke.casing;
  frame(at.inset(-(same + casing)), theme_.bg0, casing);
  frame(at.inset(-same), color, same);
}

void Painter::bracket_h(float x0, float x1, float y, Color color, std::string_view words, float size) {
  const float thick = theme_.stroke.axis;
  const float tick = 9 + thick;
  const float top = y + std::round((thick - tick) / 2);
  hline(x0, x1, y, color, thick);
  fill({x0, top, thick, tick}, color);
  fill({x1 - thick, top, thick, tick}, color);
  if (words.empty()) return;
  const TextStyle style{.size = size, .face = Face::mono, .color = theme_.text2, .align = Align::centre};
  const float width = rich_width(words, style);
  if (width + 14 > x1 - x0) return;
  const float middle = (x0 + x1) / 2;
  fill({middle - width / 2 - 5, y - size * 0.7F, width + 10, size * 1.4F}, theme_.bg0);
  rich(words, {middle, y + size * 0.36F}, style);
}

void Painter::bracket_v(float x, float y0, float y1, Color color) {
  const float thick = theme_.stroke.axis;
  const float tick = 9 + thick;
  const float left = x + std::round((thick - tick) / 2);
  vline(x, y0, y1, color, thick);
  fill({left, y0, tick, thick}, color);
  fill({left, y1 - thick, tick, thick}, color);
}

float Painter::swatch(Vec2 baseline, Color color, std::string_view words, const TextStyle& style) {
  const Rect at{baseline.x, baseline.y - 9, 10, 10};
  fill(at, color);
  frame(at, theme_.line2);
  return 16 + rich(words, {baseline.x + 16, baseline.y}, style);
}

void Painter::color_bar(Rect at, const Coloring& coloring, const float* value, int digits) {
  const Color* table = color_table(theme_.name, coloring.map);
  const auto columns = static_cast<int>(at.w);
  // Runs of one colour are one rectangle.
  int from = 0;
  const auto entry = [&](int i) { return table[i * 255 / std::max(1, columns - 1)]; };
  for (int i = 1; i <= columns; ++i) {
    if (i < columns && entry(i) == entry(from)) continue;
    fill({at.x + static_cast<float>(from), at.y, static_cast<float>(i - from), 8}, entry(from));
    from = i;
  }
  frame({at.x - 1, at.y - 1, at.w + 2, 10}, theme_.line2);
  const TextStyle label{.size = type_.label, .face = Face::mono, .color = theme_.text2};
  const auto number = [digits](double v) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.*f", digits, std::abs(v));
    return (v < 0 ? "−" : "") + std::string(text.data());
  };
  const float y = at.y + 11 + type_.label;
  text(number(static_cast<double>(coloring.lo)), {at.x, y}, label);
  TextStyle right = label;
  right.align = Align::right;
  text(number(static_cast<double>(coloring.hi)), {at.right(), y}, right);
  const float span = coloring.hi - coloring.lo;
  if (coloring.lo < 0 && coloring.hi > 0) {
    TextStyle middle = label;
    middle.align = Align::centre;
    const float zero = at.w * -coloring.lo / span;
    if (zero > 60 && zero < at.w - 60) text("0", {at.x + zero, y}, middle);
  }
  if (value == nullptr || !(span > 0)) return;
  const float px = std::round(at.x + at.w * std::clamp((*value - coloring.lo) / span, 0.0F, 1.0F));
  fill({px - 2, at.y - 4, 4, 16}, theme_.casing);
  fill({px - 1, at.y - 4, 2, 16}, theme_.accent);
  arrow_head({px, at.y - 7}, 4, Toward::down, theme_.accent);
}

void Painter::hit(Rect at, CellHit cell) { scene_.hits.push_back({at, cell}); }
void Painter::hit(Rect at, Action action, std::string tip_text) {
  scene_.hits.push_back({at, ActionHit{std::move(action), std::move(tip_text), {}}});
}
void Painter::hit(Rect at, Action action, Action with_shift, std::string tip_text) {
  scene_.hits.push_back({at, ActionHit{std::move(action), std::move(tip_text), std::move(with_shift)}});
}
void Painter::hit(Rect at, SliderHit slider) { scene_.hits.push_back({at, slider}); }
void Painter::hit(Rect at, CropHit crop) { scene_.hits.push_back({at, crop}); }
void Painter::hit_axis(Rect at, Axis axis) { scene_.hits.push_back({at, AxisHit{axis}}); }
void Painter::tip(Rect at, std::string text) { scene_.hits.push_back({at, TipHit{std::move(text)}}); }

}  // namespace unfold::view
