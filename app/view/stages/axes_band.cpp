#include "app/view/stages/axes_band.h"

#include "app/view/chrome/chrome.h"
#include "app/view/format.h"

#include <algorithm>
#include <cmath>

namespace unfold::view::unfolding {

Rect AxesBand::before(int i) const {
  return {x0 + static_cast<float>(i) * (chip_w + gap), before_y, chip_w, chip_h};
}

Rect AxesBand::after(int i) const {
  return {x0 + static_cast<float>(i) * (chip_w + gap), after_y, chip_w, chip_h};
}

Rect AxesBand::moving(int i, float motion) const {
  const Rect from = before(axis_order(mistake)[static_cast<std::size_t>(i)]), to = after(i);
  if (motion >= 1) return to;
  return {std::round(from.x + (to.x - from.x) * motion), std::round(from.y + (to.y - from.y) * motion),
          chip_w, chip_h};
}

AxesBand axes_band(Rect box, float unit, Mistake mistake, bool both) {
  AxesBand band;
  band.both = both;
  band.mistake = mistake;
  band.label_x = box.x;
  band.x0 = box.x + std::round((box.w < 700 ? 104 : 108) * unit);
  band.gap = std::round((box.w < 700 ? 10 : 14) * unit);
  band.chip_w = std::floor((box.right() - band.x0 - 5 * band.gap) / 6);
  band.chip_h = std::round(38 * unit);
  band.before_y = box.y + std::round(17 * unit);
  band.after_y = band.before_y + (both ? std::round((38 + 42) * unit) : 0);
  band.address_y = band.after_y + band.chip_h + std::round(19 * unit);
  band.bracket_y = band.after_y + band.chip_h + std::round(33 * unit);
  band.bottom = band.bracket_y + std::round(10 * unit);
  return band;
}

Axis axis_of(TensorId tensor, int i, Mistake mistake) { return axis_names(tensor, i, mistake).parts[0]; }

std::array<int, 6> axis_order(Mistake mistake) {
  std::array<int, 6> order{};
  for (int to = 0; to < 6; ++to) {
    for (int from = 0; from < 6; ++from) {
      if (axis_of(TensorId::col6, from, mistake) == axis_of(TensorId::col6_t, to, mistake))
        order[static_cast<std::size_t>(to)] = from;
    }
  }
  return order;
}

void band_label(Painter& p, Vec2 baseline, float room, const std::string& name, const std::string& below) {
  const float size = p.type().code, label = p.type().label;
  const auto line = [&](const std::string& words, float y, const TextStyle& style) {
    const std::string shown = ellipsized(p, words, room, style.size, style.face);
    p.text(shown, {baseline.x, y}, style);
    if (shown != words) p.tip({baseline.x, y - style.size, room, style.size + 3}, words);
  };
  line(name, baseline.y, {size, Face::ui_bold, p.theme().text0});
  line(below, baseline.y + size + 4, {label, Face::ui, p.theme().text2});
}

namespace {

void draw_chip(Painter& p, const StageContext& context, Rect at, Axis axis, std::int64_t size,
               std::int64_t stride) {
  const Theme& t = p.theme();
  const float u = at.h / 38;
  const Color color = t.axis_color(axis);
  p.fill(at, t.bg2, 3);
  if (t.name == ThemeName::light) p.frame(at, t.line1, 1, 3);
  p.fill({at.x, at.y, 4, at.h}, color);
  const float left = at.x + 4 + std::round(7 * u), right = at.right() - std::round(7 * u);
  const float first = at.y + std::round(16 * u), second = at.y + std::round(31 * u);
  p.text(name(axis), {left, first}, {p.type().text, Face::mono_bold, color});
  p.text(std::to_string(size), {right, first}, {p.type().statement, Face::mono_bold, t.text0, Align::right});
  const std::string number = std::to_string(stride);
  const float wide = p.text(number, {right, second}, {p.type().code, Face::mono, t.text1, Align::right});
  const std::string word = context.texts.get("reshape.stride");
  if (left + p.text_width(word, p.type().label) + 6 <= right - wide) {
    p.text(word, {left, second}, {p.type().label, Face::ui, t.text2});
  }
  p.hit_axis(at, axis);
}

// The pointed cell's index times stride under each chip, adding up to its address.
void draw_address(Painter& p, const StageContext& context, const AxesBand& band, const UnfoldedCell& cell,
                  const Dims& strides) {
  const Theme& t = p.theme();
  const float size = p.type().code;
  const std::array<int, 6> order = axis_order(p.mistake());
  for (int i = 0; i < 6; ++i) {
    const Rect chip = band.after(i);
    const Axis axis = axis_of(TensorId::col6_t, i, p.mistake());
    const std::string index = std::to_string(cell.col6_t.at[i]);
    const std::string stride = std::to_string(strides[order[static_cast<std::size_t>(i)]]);
    const auto markup = [&](const char* times) {
      return axis_markup(axis, index, true) + "{m text2|" + times + "}{m text1|" + stride + "}";
    };
    const TextStyle mono{size, Face::mono, t.text1};
    const float room = band.chip_w + band.gap - p.text_width("+", size, Face::mono) - 6;
    std::string words = markup(" × ");
    if (p.rich_width(words, mono) > room) words = markup("×");
    const float wide = p.rich_width(words, mono);
    const float inset = std::min(std::round(11 * band.chip_h / 38), std::max(0.0F, room - wide));
    p.rich(words, {chip.x + inset, band.address_y}, mono);
    if (i < 5) {
      p.text("+", {chip.right() + band.gap / 2, band.address_y}, {size, Face::mono, t.text2, Align::centre});
    }
    p.hit_axis({chip.x, band.address_y - size, chip.w, size + 4}, axis);
  }
  const std::string sum = "{accent b m|" + std::to_string(address_of(context.geometry(), cell.col6)) + "}";
  const std::string named = "{m text1|" + context.texts.get("reshape.address") + "} " + sum + "{m text2| =}";
  const TextStyle style{size, Face::mono, t.text1};
  const float room = band.x0 - band.label_x - 4;
  p.rich(p.rich_width(named, style) <= room ? named : sum + "{m text2| =}", {band.label_x, band.address_y},
         style);
}

std::string merged(int from, const StageContext& context, const char* key, std::int64_t count) {
  std::string words;
  for (int i = from; i < from + 3; ++i) {
    const Axis axis = axis_of(TensorId::col6_t, i, context.geometry().mistake);
    if (i > from) words += "{m text2|·}";
    words += axis_markup(axis, std::string(name(axis)));
  }
  return words + "{m text1| = }{m b text0|" + context.texts.get(key, {{"n", std::to_string(count)}}) + "}";
}

void draw_merging(Painter& p, const StageContext& context, const AxesBand& band) {
  const Geometry& g = context.geometry();
  const Color color = p.theme().line2;
  const float y = band.bracket_y;
  for (int from = 0; from < 6; from += 3) {
    const float x0 = band.after(from).x, x1 = band.after(from + 2).right();
    p.hline(x0, x1, y, color, 2);
    p.vline(x0, y - 5, y, color, 2);
    p.vline(x1 - 2, y - 5, y, color, 2);
    const std::string words =
        from == 0 ? merged(0, context, "reshape.rows", g.M) : merged(3, context, "reshape.columns", g.K);
    const TextStyle style{p.type().code, Face::mono, p.theme().text1, Align::centre};
    const float wide = p.rich_width(words, style), middle = (x0 + x1) / 2;
    p.fill({middle - wide / 2 - 7, y - 6, wide + 14, 14}, p.theme().bg0);
    p.rich(words, {middle, y + 1 + p.type().code * 0.36F}, style);
  }
  p.text(context.texts.get("reshape.merges"), {band.label_x, y + 5},
         {p.type().code, Face::ui_bold, p.theme().text0});
}

}  // namespace

void draw_axes_band(Painter& p, const StageContext& context, const AxesBand& band, const UnfoldedCell& cell,
                    float motion, bool merge) {
  const Theme& t = p.theme();
  const Shape shape = shape_of(context.geometry(), TensorId::col6);
  const Dims strides = shape.strides();
  const std::array<int, 6> order = axis_order(p.mistake());
  const int above = band.both ? 6 : 0;
  for (int i = 0; i < above; ++i) {
    const Rect from = band.before(order[static_cast<std::size_t>(i)]), to = band.after(i);
    p.curve({from.centre().x, from.bottom()}, {to.centre().x, to.y},
            t.axis_color(axis_of(TensorId::col6_t, i, p.mistake())), 2);
  }
  const float label = p.type().label;
  for (int i = 0; i < above; ++i) {
    const Rect chip = band.before(i);
    p.text(context.texts.get("reshape.axis", {{"i", std::to_string(i)}}), {chip.x, chip.y - 5},
           {label, Face::mono, t.text2});
    draw_chip(p, context, chip, axis_of(TensorId::col6, i, p.mistake()), shape[i], strides[i]);
  }
  for (int i = 0; i < 6; ++i) {
    const int was = order[static_cast<std::size_t>(i)];
    const Axis axis = axis_of(TensorId::col6_t, i, p.mistake());
    draw_chip(p, context, band.moving(i, motion), axis, shape[was], strides[was]);
    if (motion < 1) continue;
    // At the side that the curve does not come in over.
    const bool right = band.both && was <= i;
    const Rect chip = band.after(i);
    const TextStyle style{label, Face::ui, t.text2, right ? Align::right : Align::left};
    const std::string number = axis_markup(axis, std::to_string(was), true);
    std::string words = "{text2|" + context.texts.get("reshape.was") + " }" + number;
    // A word that reaches the middle would lie under the curve.
    if (band.both && p.rich_width(words, style) > chip.w / 2 - 6) words = number;
    p.rich(words, {right ? chip.right() : chip.x, chip.y - 5}, style);
  }
  const float first = band.chip_h * 0.42F;
  const auto named = [&](float y, const char* name, const char* below) {
    band_label(p, {band.label_x, y + first}, band.x0 - band.label_x - 8, context.texts.get(name),
               context.texts.get(below));
  };
  if (band.both) named(band.before_y, "reshape.before", "reshape.before_sub");
  named(band.after_y, "reshape.after", "reshape.after_sub");
  draw_address(p, context, band, cell, strides);
  // Axes in the loop's order do not merge into rows and columns.
  if (merge && p.mistake() != Mistake::no_transpose) draw_merging(p, context, band);
}

}  // namespace unfold::view::unfolding
