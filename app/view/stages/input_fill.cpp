#include "app/view/cell_text.h"
#include "app/view/edit/field.h"
#include "app/view/edit/number_text.h"
#include "app/view/format.h"
#include "app/view/stages/input_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace unfold::view::loop {

namespace {

std::string str(std::int64_t n) { return std::to_string(n); }

std::string padded(std::int64_t n, int digits) {
  std::string text = str(n);
  if (static_cast<int>(text.size()) < digits)
    text.insert(0, static_cast<std::size_t>(digits) - text.size(), '0');
  return text;
}

// The explained number of x, whose address is read.
CellRef read_cell(const StageContext& context) {
  if (const std::optional<CellRef> x = on_the_way(context, TensorId::x)) return *x;
  const Geometry& g = context.geometry();
  return {TensorId::x, {shown_image(context), shown_channel(context), g.H / 2, g.W / 2}};
}

std::array<std::string, 4> digits_of(const Geometry& g, const CellRef& x) {
  const AddressDigits digits = address_digits(shape_of(g, TensorId::x));
  std::array<std::string, 4> parts;
  for (int axis = 0; axis < 4; ++axis)
    parts[static_cast<std::size_t>(axis)] = padded(x.at[axis], digits[static_cast<std::size_t>(axis)]);
  return parts;
}

constexpr std::array<const char*, 4> axis_colours{"N", "C", "text0", "text0"};

// "{N m b|2}{C m b|1}…": rows and columns have no axis colour, so a thin gap tells them apart.
std::string digits_markup(const std::array<std::string, 4>& parts) {
  std::string text;
  for (std::size_t axis = 0; axis < 4; ++axis)
    text += std::string(axis > 0 ? " " : "") + "{m b " + axis_colours[axis] + "|" + parts[axis] + "}";
  return text;
}

std::string tuple(const Geometry& g) {
  return "({N|" + str(g.N) + "}, {C|" + str(g.C) + "}, " + str(g.H) + ", " + str(g.W) + ")";
}

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

std::vector<std::string> code_of(const InputFill& fill, const Geometry& g) {
  switch (fill.kind) {
  case FillKind::address: {
    const AddressDigits d = address_digits(shape_of(g, TensorId::x));
    return {"n, c, h, w = np.indices(" + tuple(g) + ")",
            "x = {N|" + str(power_of_ten(d[1] + d[2] + d[3])) + "}*n + {C|" + str(power_of_ten(d[2] + d[3])) +
                "}*c",
            "x = x + " + str(power_of_ten(d[3])) + "*h + w"};
  }
  case FillKind::ones: return {"x = np.ones(" + tuple(g) + ")"};
  case FillKind::ramp:
    return {"x = np.arange(" + str(g.N * g.C * g.H * g.W) + ".0)", "x = x.reshape" + tuple(g)};
  case FillKind::impulse:
    return {"x = np.zeros(" + tuple(g) + ")", "x[:, {C|0}, " + str(g.H / 2) + ", " + str(g.W / 2) + "] = 1"};
  case FillKind::checkerboard: return {"n, c, h, w = np.indices(" + tuple(g) + ")", "x = (h + w) % 2"};
  case FillKind::random:
    return {"# splitmix64, the upper 24 bits", "x = uniform(seed=" + std::to_string(fill.seed) + ")",
            "x = x.reshape" + tuple(g)};
  }
  return {};
}

}  // namespace

std::vector<CodeLine> fill_code(const StageContext& context) {
  std::vector<CodeLine> lines;
  for (const std::string& line : code_of(*context.document.fill, context.geometry()))
    lines.push_back({line, "", true, true});
  constexpr std::size_t most = 4;
  const std::size_t full = lines.size() + most;
  for (const EditedCell& one : context.document.edited) {
    if (one.cell.tensor != TensorId::x || lines.size() == full) continue;
    lines.push_back({cell_markup(one.cell) + " = " + number_text(one.value), "", true, true});
  }
  return lines;
}

std::vector<std::string> fill_words(const StageContext& context) {
  const Texts& t = context.texts;
  const InputFill& fill = *context.document.fill;
  const Geometry& g = context.geometry();
  std::vector<std::string> words{
      t.get("fill.word_" + std::string(name(fill.kind)), {{"seed", std::to_string(fill.seed)}})};
  if (fill.kind != FillKind::address) return words;
  const CellRef x = read_cell(context);
  const std::array<std::string, 4> parts = digits_of(g, x);
  words.push_back(
      t.get("fill.word_read", {{"value", number_text(context.walkthrough->at(x))},
                               {"digits", parts[0] + " " + parts[1] + " " + parts[2] + " " + parts[3]},
                               {"n", str(x.at[0])},
                               {"c", str(x.at[1])},
                               {"h", str(x.at[2])},
                               {"w", str(x.at[3])}}));
  const AddressDigits digits = address_digits(shape_of(g, TensorId::x));
  if (std::any_of(digits.begin(), digits.end(), [](int count) { return count > 1; })) {
    std::string pattern;
    constexpr std::array<char, 4> letters{'n', 'c', 'h', 'w'};
    for (std::size_t axis = 0; axis < 4; ++axis)
      pattern += (axis > 0 ? " " : "") + std::string(static_cast<std::size_t>(digits[axis]), letters[axis]);
    words.push_back(t.get("fill.word_read_wide", {{"pattern", pattern}}));
  }
  return words;
}

std::string fill_present_words(const StageContext& context) {
  const InputFill& fill = *context.document.fill;
  const CellRef x = read_cell(context);
  return context.texts.get("fill.present_" + std::string(name(fill.kind)),
                           {{"seed", std::to_string(fill.seed)},
                            {"digits", digits_markup(digits_of(context.geometry(), x))},
                            {"n", str(x.at[0])},
                            {"c", str(x.at[1])},
                            {"h", str(x.at[2])},
                            {"w", str(x.at[3])}});
}

float fill_key_height(const Painter& p, const StageContext& context) {
  if (!context.document.fill || context.document.fill->kind != FillKind::address) return 0;
  return std::round(p.type().text * 1.6F + p.type().title * 1.5F + p.type().label * 2.6F);
}

void draw_fill_key(Painter& p, const StageContext& context, Rect box) {
  const Theme& theme = p.theme();
  const Texts& t = context.texts;
  const CellRef x = read_cell(context);
  const std::array<std::string, 4> parts = digits_of(context.geometry(), x);
  const std::array<std::string, 4> names{t.get("fill.axis_n"), t.get("fill.axis_c"), t.get("fill.axis_h"),
                                         t.get("fill.axis_w")};
  const std::array<Color, 4> colors{theme.axis_color(Axis::N), theme.axis_color(Axis::C), theme.text0,
                                    theme.text0};
  const float label = p.type().label, title = p.type().title;
  float base = box.y + p.type().text * 1.1F;
  const std::string value = value_text(static_cast<double>(context.walkthrough->at(x)), 4);
  p.rich(t.get("fill.key", {{"cell", cell_markup(x) + " {m|=} {m b text0|" + value + "}"}}), {box.x, base},
         {p.type().text, Face::ui, theme.text1});
  base += p.type().text * 0.5F + title * 1.1F;
  // A digit, and below a bar in its axis's colour what it counts.
  float left = box.x;
  for (std::size_t axis = 0; axis < 4; ++axis) {
    const float digits = p.text_width(parts[axis], title, Face::mono_bold);
    const float wide = std::max(digits, p.text_width(names[axis], label)) + 10;
    const float middle = left + wide / 2;
    p.text(parts[axis], {middle, base}, {title, Face::mono_bold, colors[axis], Align::centre});
    p.fill({left + 3, base + 5, wide - 6, 2}, colors[axis]);
    p.text(names[axis], {middle, base + 9 + label}, {label, Face::ui, theme.text1, Align::centre});
    left += wide;
  }
}

}  // namespace unfold::view::loop
