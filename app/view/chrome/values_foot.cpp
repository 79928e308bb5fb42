#include "app/view/chrome/values_foot.h"

#include "app/view/chrome/segments.h"
#include "app/view/chrome/value_axis.h"
#include "app/view/format.h"
#include "app/view/pictures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace unfold::view {
namespace {

constexpr float padding = 12;

// From the least to the most: each form has what the ones before it have.
enum class Form { none, bar, figures, histogram, choices };

struct Heights {
  float bar, line, histogram, choice;
};
Heights heights(const Painter& p) {
  const float label = p.type().label;
  return {.bar = label + 25, .line = label + 5, .histogram = std::round(label * 4), .choice = label * 2 + 4};
}

float height_of(const Painter& p, Form form, int choice_rows) {
  const Heights h = heights(p);
  switch (form) {
  case Form::none: return 0;
  case Form::bar: return h.bar;
  case Form::figures: return h.bar + 2 * h.line;
  case Form::histogram: return h.bar + 2 * h.line + h.histogram;
  case Form::choices:
    return h.bar + 2 * h.line + h.histogram + static_cast<float>(choice_rows) * h.choice + 2;
  }
  return 0;
}

std::vector<Toggle> color_choices(const ChromeContext& c, TensorId id) {
  const Colors now = c.state.options.look(id).colors;
  const auto choice = [&](const char* key, Colors colors) {
    return Toggle{c.texts.get(key), now == colors, Action{act::SetColors{id, colors}}};
  };
  return {choice("look.automatic", Colors::automatic), choice("look.gray", Colors::gray),
          choice("look.viridis", Colors::viridis), choice("look.diverging", Colors::diverging)};
}

std::vector<Toggle> range_choices(const ChromeContext& c, TensorId id) {
  const ValueRange now = c.state.options.look(id).range;
  const auto choice = [&](const char* key, ValueRange range) {
    return Toggle{c.texts.get(key), now == range, Action{act::SetRange{id, range}}};
  };
  std::vector<Toggle> all{choice("look.automatic", ValueRange::automatic)};
  if (has_maps(id)) all.push_back(choice("look.per_map", ValueRange::per_map));
  all.push_back(choice("look.per_tensor", ValueRange::per_tensor));
  all.push_back(choice("look.symmetric", ValueRange::symmetric));
  return all;
}

// A row "colours [automatic|gray|…]"; false where it is wider than the panel.
float choices_width(const Painter& p, const std::string& label, const std::vector<Toggle>& choices) {
  return p.text_width(label, p.type().label) + 8 + segments_width(p, choices);
}

int rows_of_choices(const Painter& p, const ChromeContext& c, TensorId id) {
  const float room = c.layout.right.w - 2 * padding;
  int rows = 0;
  if (choices_width(p, c.texts.get("look.colors"), color_choices(c, id)) <= room) ++rows;
  if (choices_width(p, c.texts.get("look.range"), range_choices(c, id)) <= room) ++rows;
  return rows;
}

int digits_for(float largest) { return largest >= 1000 ? 0 : largest >= 100 ? 1 : largest >= 1 ? 2 : 3; }

struct Values {
  FigureKey key;
  const TensorStats& stats;
  Coloring coloring;
  int digits;
};
Values values_of(const ChromeContext& c, const CellRef& cell) {
  const Walkthrough& walk = *c.stage.walkthrough;
  const FigureKey key = cell_histogram_key(walk, cell, c.state.options);
  const TensorStats& stats = stats_of(walk, key);
  return {key, stats, cell_coloring(walk, cell, c.state.options), digits_for(stats.abs_max)};
}

std::string clipping_words(const ChromeContext& c, const Values& v) {
  const Coloring& colors = v.coloring;
  if (colors.lo <= v.stats.min && colors.hi >= v.stats.max) return c.texts.get("look.whole_range");
  const auto number = [&](float value) { return fixed(static_cast<double>(value), v.digits); };
  const std::string range =
      colors.lo == -colors.hi ? "±" + number(colors.hi) : number(colors.lo) + " … " + number(colors.hi);
  // The percentile is that of the values that gave the range.
  return c.texts.get(v.key.what == FigureKey::What::map_histogram ? "look.clipped_map" : "look.clipped_all",
                     {{"range", range}});
}

Form form_for(const Painter& p, const ChromeContext& c, const CellRef& cell, float room) {
  const int rows = rows_of_choices(p, c, cell.tensor);
  Form best = Form::none;
  for (const Form form : {Form::bar, Form::figures, Form::histogram, Form::choices})
    if (height_of(p, form, rows) <= room) best = form;
  return best;
}

// "map 26: min −26.39  mean −0.03  max 24.80", as much of it as there is room for.
void draw_figures(Painter& p, const ChromeContext& c, const Values& v, float left, float right, float y) {
  const auto number = [&](float value) { return fixed(static_cast<double>(value), v.digits); };
  const std::string whose = v.key.what == FigureKey::What::map_histogram
                                ? c.texts.get("look.of_map", {{"f", std::to_string(v.key.f)}})
                                : "{m|" + std::string(name(v.key.tensor)) + "}";
  const std::string figures = c.texts.get(
      "look.figures",
      {{"min", number(v.stats.min)}, {"mean", number(v.stats.mean)}, {"max", number(v.stats.max)}});
  const TextStyle style{.size = p.type().label, .color = p.theme().text1};
  const std::string both = whose + "  " + figures;
  p.rich(p.rich_width(both, style) <= right - left ? both : figures, {left, y}, style);
}

void draw_choices(Painter& p, const std::string& label, const std::vector<Toggle>& choices, float left,
                  float right, float y) {
  if (choices_width(p, label, choices) > right - left) return;
  const float size = p.type().label;
  p.text(label, {left, y + size + 4}, {.size = size, .color = p.theme().text2});
  draw_segments(p, choices, right, y);
}

}  // namespace

float values_foot_height(const Painter& p, const ChromeContext& c, const CellRef& cell, float room) {
  return height_of(p, form_for(p, c, cell, room), rows_of_choices(p, c, cell.tensor));
}

void draw_values_foot(Painter& p, const ChromeContext& c, const CellRef& cell, Rect at) {
  const Form form = form_for(p, c, cell, at.h + 0.5F);
  if (form == Form::none) return;
  const Values v = values_of(c, cell);
  const float value = c.stage.walkthrough->at(cell);
  const Heights h = heights(p);
  const float left = at.x + padding;
  const float right = at.right() - padding;
  const float label = p.type().label;
  const ValueAxis axis = value_axis(v.coloring, v.stats.min, v.stats.max);
  const TextStyle quiet{.size = label, .color = p.theme().text2};
  float y = at.y;
  if (form >= Form::figures) {
    draw_figures(p, c, v, left, right, y + label);
    y += h.line;
  }
  float above = 4;
  if (form >= Form::histogram) {
    const Rect bars{left, y + 2, right - left, h.histogram - 2};
    const Histogram* histogram =
        c.stage.figures == nullptr ? nullptr : c.stage.figures->find<Histogram>(v.key);
    if (histogram != nullptr) draw_histogram(p, bars, axis, *histogram);
    p.tip(bars, c.texts.get("look.log_count"));
    y += h.histogram;
    above = 9;
  } else {
    y += 5;
  }
  const Rect bar{left, y, right - left, 8};
  draw_value_colors(p, bar, axis, v.coloring);
  draw_value_mark(p, bar, axis, value, above);
  // Where the choices have no room, the bar and the words below it go round them.
  const TensorLook& look = c.state.options.look(cell.tensor);
  const auto next_colors = static_cast<Colors>((static_cast<int>(look.colors) + 1) % 4);
  p.hit({bar.x, bar.y - 4, bar.w, bar.h + 8}, Action{act::SetColors{cell.tensor, next_colors}},
        c.texts.get("look.next_colors"));
  const float ticks = bar.bottom() + label + 3;
  const auto number = [&](float end) { return fixed(static_cast<double>(end), v.digits); };
  TextStyle tick{.size = label, .face = Face::mono, .color = p.theme().text2};
  p.text(number(axis.lo), {left, ticks}, tick);
  const float ends = std::max(p.text_width(number(axis.lo), label, Face::mono),
                              p.text_width(number(axis.hi), label, Face::mono));
  const float zero = axis.x(bar, 0);
  tick.align = Align::centre;
  if (axis.lo < 0 && axis.hi > 0 && zero - left > ends + 12 && right - zero > ends + 12)
    p.text("0", {zero, ticks}, tick);
  tick.align = Align::right;
  p.text(number(axis.hi), {right, ticks}, tick);
  y = at.y + height_of(p, form, 0) - (form >= Form::figures ? h.line : 0);
  if (form == Form::choices) y = at.y + height_of(p, Form::histogram, 0) - h.line;
  if (form < Form::figures) return;
  const std::string clipping = clipping_words(c, v);
  if (p.text_width(clipping, label) <= right - left) p.text(clipping, {left, y + label - 1}, quiet);
  const std::vector<Toggle> ranges = range_choices(c, cell.tensor);
  std::size_t now = 0;
  while (now + 1 < ranges.size() && !ranges[now].chosen) ++now;
  p.hit({left, y - 2, right - left, label + 6}, ranges[(now + 1) % ranges.size()].action,
        c.texts.get("look.next_range"));
  if (form != Form::choices) return;
  y += h.line + 2;
  draw_choices(p, c.texts.get("look.colors"), color_choices(c, cell.tensor), left, right, y);
  if (choices_width(p, c.texts.get("look.colors"), color_choices(c, cell.tensor)) <= right - left)
    y += h.choice;
  draw_choices(p, c.texts.get("look.range"), range_choices(c, cell.tensor), left, right, y);
}

}  // namespace unfold::view
