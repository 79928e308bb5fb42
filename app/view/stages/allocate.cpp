#include "app/view/stages/im2col_parts.h"
#include "app/view/stages/loop_words.h"
#include "app/view/stages/present_kit.h"

#include "app/view/chrome/chrome.h"
#include "app/view/format.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace unfold::view {

namespace loop {

namespace {

std::string str(std::int64_t n) { return std::to_string(n); }
float f(std::int64_t n) { return static_cast<float>(n); }

// "324 B", "7.38 MB": three figures.
std::string bytes(std::int64_t n) {
  if (n < 1000) return str(n) + " B";
  double v = static_cast<double>(n);
  const char* unit = "B";
  for (const char* next : {"kB", "MB", "GB", "TB"}) {
    if (v < 999.5) break;
    v /= 1000;
    unit = next;
  }
  return fixed(v, v < 9.995 ? 2 : v < 99.95 ? 1 : 0) + " " + unit;
}

std::int64_t count(const Geometry& g, TensorId id) { return shape_of(g, id).count(); }
double ratio(const Geometry& g) {
  return static_cast<double>(count(g, TensorId::col6)) / static_cast<double>(count(g, TensorId::x));
}

// A bracket over or beside the grid with a name and a count.
void named_span_h(Painter& p, float x0, float x1, float y, Axis axis, const std::string& words, float size,
                  float width) {
  const Color color = p.theme().axis_color(axis);
  p.hline(x0, x1, y, color, width);
  p.fill({x0, y, width, 7}, color);
  p.fill({x1 - width, y, width, 7}, color);
  p.rich("{" + std::string(name(axis)) + " b|" + words + "}", {(x0 + x1) / 2, y - 6},
         {size, Face::mono, color, Align::centre});
}
void named_span_v(Painter& p, float x, float y0, float y1, Axis axis, const std::string& words, float size,
                  float width) {
  const Color color = p.theme().axis_color(axis);
  p.vline(x, y0, y1, color, width);
  p.fill({x, y0, 7, width}, color);
  p.fill({x, y1 - width, 7, width}, color);
  p.rich("{" + std::string(name(axis)) + " b|" + words + "}", {x - 6, (y0 + y1) / 2 + size * 0.36F},
         {size, Face::mono, color, Align::right});
}

// The empty grid; returns where plane (0, 0) lies.
Rect draw_empty_grid(Painter& p, const StageContext& context, const PlaneGrid& grid) {
  const Geometry& g = context.geometry();
  for (std::int64_t y = 0; y < g.FH; ++y) {
    for (std::int64_t x = 0; x < g.FW; ++x) {
      const Area at = grid.plane(y, x);
      draw_empty_plane(p, context, at, y, x, false);
      hit_area(p, at, TensorId::col6, {shown_image(context), shown_channel(context), y, x, 0, 0}, 4, 5);
    }
  }
  return grid.plane(0, 0).at;
}

// One line for each axis: its name, its size, what it counts.
float draw_axes(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const Texts& t = context.texts;
  const std::array<std::pair<Axis, std::int64_t>, 6> axes{{{Axis::N, g.N},
                                                           {Axis::C, g.C},
                                                           {Axis::FH, g.FH},
                                                           {Axis::FW, g.FW},
                                                           {Axis::OH, g.OH},
                                                           {Axis::OW, g.OW}}};
  const float size = p.type().text, pitch = std::round(size * 1.85F);
  float y = box.y + size;
  for (const auto& [axis, n] : axes) {
    const std::string word(name(axis));
    const Color color = p.theme().axis_color(axis);
    p.fill({box.x, y - size + 1, 4, size + 4}, color);
    p.text(word, {box.x + 12, y}, {size, Face::mono_bold, color});
    p.text(str(n), {box.x + 12 + size * 4.8F, y}, {size, Face::mono_bold, color, Align::right});
    const std::string means = t.get("allocate.axis_" + word, {{"n", str(n)}});
    const float x = box.x + 12 + size * 4.8F + 10;
    const std::string shown = ellipsized(p, means, box.right() - x, size, Face::ui);
    p.text(shown, {x, y}, {size, Face::ui, p.theme().text1});
    if (shown != means) p.tip({x, y - size, box.right() - x, pitch}, means);
    p.hit_axis({box.x, y - size, box.w, pitch}, axis);
    y += pitch;
  }
  return y - size;
}

// How large: values, bytes, and as many times the picture, as bars of one scale.
void draw_sizes(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const Theme& theme = p.theme();
  const Texts& t = context.texts;
  const float size = p.type().text, line = p.type().text_line;
  const std::int64_t n = count(g, TensorId::col6);
  const std::string product = "{N|" + str(g.N) + "}·{C|" + str(g.C) + "}·{FH|" + str(g.FH) + "}·{FW|" +
                              str(g.FW) + "}·{OH|" + str(g.OH) + "}·{OW|" + str(g.OW) + "}";
  float y = box.y + size;
  const TextStyle mono{size, Face::mono, theme.text1}, words{size, Face::ui, theme.text1};
  p.rich(product, {box.x, y}, mono);
  y += line;
  p.rich(t.get("allocate.values", {{"count", grouped(n)}}), {box.x, y}, words);
  y += line;
  p.rich(t.get("allocate.bytes", {{"bytes", bytes(n * 4)}}), {box.x, y}, words);
  y += line + 10;
  const std::array<TensorId, 3> tensors{TensorId::x, TensorId::img, TensorId::col6};
  const float label_w = p.text_width("col6 ", size, Face::mono_bold) + 4, bar_h = std::round(size * 0.9F);
  const double largest = static_cast<double>(std::max(n, count(g, TensorId::img)));
  const float room = box.w - label_w - p.text_width(grouped(n), p.type().label, Face::mono) - 8;
  for (const TensorId tensor : tensors) {
    if (y > box.bottom() - line) break;
    const std::int64_t c = count(g, tensor);
    const float w = std::max(2.0F, static_cast<float>(static_cast<double>(c) / largest) * room);
    p.text(name(tensor), {box.x, y}, {size, Face::mono_bold, theme.text0});
    const Rect bar{box.x + label_w, y - bar_h + 1, w, bar_h};
    if (tensor == TensorId::col6) {
      p.fill(bar, theme.bg2);
      p.frame(bar, theme.text1);
      // One tick for each time x goes into it.
      const float one = static_cast<float>(static_cast<double>(count(g, TensorId::x)) / largest) * room;
      for (float x = bar.x + one; one >= 4 && x < bar.right() - 1; x += one)
        p.vline(std::round(x), bar.y, bar.bottom(), theme.line2, 1);
    } else {
      p.fill(bar, theme.text2);
    }
    p.text(grouped(c), {bar.right() + 6, y}, {p.type().label, Face::mono, theme.text2});
    y += line + 2;
  }
  y += 4;
  p.paragraph(t.get("allocate.times", {{"times", times(ratio(g))}}), {box.x, y}, box.w, line, words);
}

}  // namespace

void draw_allocate_desk(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const Theme& theme = p.theme();
  const Texts& t = context.texts;
  const float k = p.type().code / 12, size = p.type().code;
  const float text_w = std::min(300 * k, box.w * 0.46F), left_w = box.w - text_w - 32 * k;
  const float gutter = std::max(p.text_width("FH " + str(g.FH), size, Face::mono_bold),
                                p.text_width("OH " + str(g.OH), size, Face::mono_bold)) +
                       18;
  label(p, TensorId::col6, shape_of(g, TensorId::col6), {box.x + gutter, box.y + 10}, box.w);
  // The grid, and one plane of it enlarged below where the planes are small.
  const float top = box.y + 46;
  float room = box.bottom() - top;
  const bool cells = g.FW * g.OW * 24 + (g.FW - 1) * 10 <= static_cast<std::int64_t>(left_w - gutter);
  room = cells ? room - 40 : room * 0.62F;
  const PlaneGrid grid =
      fitting_grid(g, {box.x + gutter, top},
                   std::min(left_w - gutter, cells ? 48 * k * f(g.FW * g.OW) + 10 * f(g.FW - 1) : 1e6F), room,
                   cells ? 10.0F : 4.0F);
  const Rect first = draw_empty_grid(p, context, grid);
  const Rect all = grid.at();
  named_span_h(p, all.x, all.right(), box.y + 34, Axis::FW, "FW " + str(g.FW), size, 2);
  named_span_v(p, box.x + gutter - 10, all.y, all.bottom(), Axis::FH, "FH " + str(g.FH), size, 2);
  p.hit_axis({all.x, box.y + 20, all.w, 24}, Axis::FW);
  p.hit_axis({box.x, all.y, gutter - 4, all.h}, Axis::FH);

  if (!cells) {
    const Rect last = grid.plane(g.FH - 1, 0).at;
    const float y = all.bottom() + 52, h = box.bottom() - y;
    const float s = std::min(h / f(g.OH), (left_w - gutter) * 0.6F / f(g.OW));
    const float scale = s >= 1 ? std::floor(std::min(s, 24.0F)) : s;
    const Area big = area({box.x + gutter, y}, g.OH, g.OW, scale, scale);
    if (big.at.h > 40) {
      p.line({last.x, last.bottom()}, {big.at.x, big.at.y}, theme.text2, 1);
      p.line({last.right(), last.bottom()}, {big.at.right(), big.at.y}, theme.text2, 1);
      p.frame(last, theme.text0);
      p.fill(big.at, theme.bg1);
      p.frame(big.at, theme.text0);
      p.text("0", {big.at.centre().x, big.at.centre().y + p.type().title * 0.36F},
             {p.type().title, Face::mono, theme.ghost, Align::centre});
      hit_area(p, big, TensorId::col6, {shown_image(context), shown_channel(context), g.FH - 1, 0, 0, 0}, 4,
               5);
      named_span_v(p, box.x + gutter - 10, big.at.y, big.at.bottom(), Axis::OH, "OH " + str(g.OH), size, 2);
      const float under = big.at.right() + 12;
      p.rich("{OW b|OW " + str(g.OW) + "}", {under, big.at.y + size}, {size, Face::mono, theme.text1});
      p.paragraph(t.get("allocate.plane", {{"oh", str(g.OH)}, {"ow", str(g.OW)}}),
                  {under, big.at.y + size + 22 * k}, std::max(60.0F, box.x + left_w - under),
                  p.type().text_line, {p.type().text, Face::ui, theme.text1});
      // The width's bracket lies along the lower edge of the lines' fan.
      p.hline(big.at.x, big.at.right(), big.at.y - 7, theme.axis_color(Axis::OW), 2);
      p.fill({big.at.x, big.at.y - 7, 2, 6}, theme.axis_color(Axis::OW));
      p.fill({big.at.right() - 2, big.at.y - 7, 2, 6}, theme.axis_color(Axis::OW));
    }
  } else {
    named_span_h(p, first.x, first.right(), all.bottom() + 30, Axis::OW, "OW " + str(g.OW), size, 2);
  }
  const float tx = box.right() - text_w;
  const float y = draw_axes(p, context, {tx, box.y + 30, text_w, box.h});
  p.hline(tx, box.right(), y + 4, theme.line1, 1);
  draw_sizes(p, context, {tx, y + 18, text_w, box.bottom() - y - 18});
}

void draw_allocate_present(Painter& p, const StageContext& context, Rect box) {
  const Geometry& g = context.geometry();
  const Theme& theme = p.theme();
  const float top = box.y + 62, left = box.x + 110;
  const PlaneGrid grid = fitting_grid(g, {left, top}, box.w * 0.5F, box.bottom() - top - 4, 10);
  for (std::int64_t y = 0; y < g.FH; ++y) {
    for (std::int64_t x = 0; x < g.FW; ++x) {
      const Area at = grid.plane(y, x);
      p.fill(at.at, theme.bg0);
      if (at.cell_w >= 30 && at.cell_h >= 31) {
        for (std::int64_t i = 0; i < g.OH; ++i) {
          for (std::int64_t j = 0; j < g.OW; ++j)
            present_cell(p, at.cell(i, j), theme.bg0, 0, CellState::empty);
        }
      } else {
        p.frame(at.at, theme.line1);
        if (at.at.w >= 24 && at.at.h >= 30) {
          p.text("0", {at.at.centre().x, baseline_in(at.at, present_size)},
                 {present_size, Face::ui, theme.ghost, Align::centre});
        }
      }
      hit_area(p, at, TensorId::col6, {shown_image(context), shown_channel(context), y, x, 0, 0}, 4, 5);
    }
  }
  const Rect all = grid.at();
  named_span_h(p, all.x, all.right(), top - 18, Axis::FW, "FW " + str(g.FW), present_size, theme.stroke.axis);
  named_span_v(p, left - 18, all.y, all.bottom(), Axis::FH, "FH " + str(g.FH), present_size,
               theme.stroke.axis);
  const float tx = all.right() + 48, w = box.right() - tx;
  const TextStyle style{present_size, Face::ui, theme.text0};
  float y = top + 24;
  y = p.paragraph(context.texts.get("allocate.present_plane", {{"oh", str(g.OH)}, {"ow", str(g.OW)}}),
                  {tx, y}, w, 38, style) +
      16;
  y = p.paragraph(
          context.texts.get("allocate.present_size", {{"count", grouped(count(g, TensorId::col6))},
                                                      {"bytes", bytes(count(g, TensorId::col6) * 4)}}),
          {tx, y}, w, 38, style) +
      16;
  p.paragraph(context.texts.get("allocate.present_times", {{"times", times(ratio(g))}}), {tx, y}, w, 38,
              style);
}

StageStory tell_allocate(const StageContext& context) {
  const Geometry& g = context.geometry();
  const Texts& t = context.texts;
  StageStory story;
  story.title = t.get("allocate.title");
  story.statement = "col = np.zeros(({N|" + str(g.N) + "}, {C|" + str(g.C) + "}, {FH|" + str(g.FH) +
                    "}, {FW|" + str(g.FW) + "}, {OH|" + str(g.OH) + "}, {OW|" + str(g.OW) + "}))";
  story.code = im2col_code(context, Im2colLine::allocate);
  story.words.push_back(
      t.get("allocate.word_empty", {{"fh", str(g.FH)}, {"fw", str(g.FW)}, {"steps", str(g.FH * g.FW)}}));
  story.words.push_back(t.get("allocate.word_plane", {{"oh", str(g.OH)}, {"ow", str(g.OW)}}));
  const double per = static_cast<double>(g.FH * g.FW) / static_cast<double>(g.stride * g.stride);
  story.words.push_back(t.get("allocate.word_times", {{"times", times(ratio(g))},
                                                      {"fh", str(g.FH)},
                                                      {"fw", str(g.FW)},
                                                      {"stride", str(g.stride)},
                                                      {"per", times(per)}}));
  story.readout = "col6 ({N m|" + str(g.N) + "}, {C m|" + str(g.C) + "}, {FH m|" + str(g.FH) + "}, {FW m|" +
                  str(g.FW) + "}, {OH m|" + str(g.OH) + "}, {OW m|" + str(g.OW) + "})";
  story.present_words =
      t.get("allocate.present", {{"fh", str(g.FH)}, {"fw", str(g.FW)}, {"planes", str(g.FH * g.FW)}});
  story.present_code = {"col = np.zeros((N, C,", "    filter_h, filter_w, out_h, out_w))"};
  story.present_values = {"{FH b|FH} × {FW b|FW} = " + str(g.FH) + " × " + str(g.FW),
                          "{OH b|OH} × {OW b|OW} = " + str(g.OH) + " × " + str(g.OW)};
  return story;
}

}  // namespace loop

namespace {

CellRef subject(const Walkthrough& walkthrough, const Playback&, const ViewOptions& options) {
  const Geometry& g = walkthrough.geometry();
  const std::int64_t n = std::clamp<std::int64_t>(options.image, 0, g.N - 1);
  const std::int64_t c = std::clamp<std::int64_t>(options.channel, 0, g.C - 1);
  return loop::middle_of_plane(g, n, c, (g.FH - 1) * g.FW);
}

}  // namespace

const StageView allocate_view{loop::draw_allocate_desk, loop::draw_allocate_present, loop::tell_allocate,
                              subject};

}  // namespace unfold::view
