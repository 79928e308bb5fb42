#include "app/view/chrome/chrome.h"
#include "app/view/languages.h"
#include "app/view/pictures.h"
#include "app/view/prepare/prepare.h"
#include "app/view/tour/tour.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

struct Well {
  std::string label;  // rich
  std::string value;
  bool mono = false;
  act::MenuName menu = act::MenuName::none;  // opens this
  std::optional<Param> param;                // or is stepped
  float most = 1e9F;                         // widest value
  bool gap_before = false;
};

std::string values_words(const State& s, const Texts& texts) {
  if (!s.document) return {};
  if (s.document->pictures.empty()) return texts.get("top.as_typed");
  return values_text(s.document->preprocess, texts);
}

// What stands in the place of a picture; a corner of it may be edited.
std::string input_words(const State& s, const Texts& texts) {
  const Document& d = *s.document;
  std::string words = picture_words(d, texts);
  if (d.fill) {
    words = texts.get("fill." + std::string(name(d.fill->kind)));
    if (d.fill->kind == FillKind::random) words += " " + std::to_string(d.fill->seed);
  }
  return words;
}

std::string pair(std::int64_t a, std::int64_t b) { return std::to_string(a) + "×" + std::to_string(b); }

// What the layer has that a plain one does not.
std::string more_words(const Geometry& g, const Texts& texts) {
  std::string words;
  const auto add = [&](const std::string& more) { words += (words.empty() ? "" : " ") + more; };
  if (g.dilation > 1) add("d" + std::to_string(g.dilation));
  if (g.groups > 1) add("g" + std::to_string(g.groups));
  if (g.pool_ceil) add(texts.get("top.ceil"));
  return words.empty() ? "…" : words;
}

std::vector<Well> wells(const State& s, const Texts& texts, const Layout& l) {
  const Geometry& g = s.walkthrough->geometry();
  const auto steps = [&](Param param) {
    return hides(s, Control::parameters) ? std::nullopt : std::optional(param);
  };
  const auto opens = [&](act::MenuName menu) {
    const Control control = menu == act::MenuName::layer ? Control::parameters : Control::menus;
    return hides(s, control) ? act::MenuName::none : menu;
  };
  const float name_room = l.compact ? 78 : 112 * l.scale;
  return {
      {texts.get("top.lesson"), s.document->lesson, false, opens(act::MenuName::lesson), {}, name_room},
      {texts.get("top.picture"), input_words(s, texts), false, opens(act::MenuName::picture), {}, name_room},
      {texts.get("top.values"),
       values_words(s, texts),
       false,
       s.document->pictures.empty() ? act::MenuName::none : opens(act::MenuName::values),
       {},
       name_room},
      {texts.get("top.weights"),
       s.document->weights_name,
       false,
       opens(act::MenuName::weights),
       {},
       name_room},
      {"{FN|FN}", std::to_string(g.FN), true, act::MenuName::none, {}, 1e9F, true},
      {"{FH|FH}×{FW|FW}", pair(g.FH, g.FW), true, act::MenuName::none, {}},
      {texts.get("top.stride"), std::to_string(g.stride), true, act::MenuName::none, steps(Param::stride)},
      {texts.get("top.pad"), to_string(g.asked_pad), true, act::MenuName::none, steps(Param::pad)},
      {texts.get("top.more"), more_words(g, texts), true, opens(act::MenuName::layer), {}},
      {texts.get("top.pool"), pair(g.PH, g.PW), true, act::MenuName::none, steps(Param::pool), 1e9F, true},
      {texts.get("top.pool_stride"), std::to_string(g.pool_stride), true, act::MenuName::none,
       steps(Param::pool_stride)},
  };
}

struct Placed {
  Well well;
  Rect box;
  std::string value;
};

std::vector<Placed> place_wells(const Painter& p, const State& s, const Texts& texts, const Layout& l) {
  std::vector<Placed> placed;
  const float text = p.type().text;
  const float label = p.type().label;
  const float tall = std::round(20 * l.scale);
  float x = l.compact ? 100.0F : l.inner.x;
  for (const Well& well : wells(s, texts, l)) {
    if (well.gap_before) x += l.compact ? 6 : 17;
    const Face face = well.mono ? Face::mono : Face::ui;
    Placed one{well, {}, ellipsized(p, well.value, well.most, text, face)};
    const float control = well.menu != act::MenuName::none ? 24.0F : well.param ? 26.0F : 12.0F;
    float wide = p.text_width(one.value, text, face) + control;
    if (!l.compact) wide = std::max(wide, p.rich_width(well.label, {.size = label, .color = {}}) + 2);
    one.box = {x, l.compact ? 12.0F : std::round(19 * l.scale), wide, tall};
    x += wide + (l.compact ? 4 : 8);
    placed.push_back(std::move(one));
  }
  return placed;
}

void draw_steppers(Painter& p, const Geometry& g, Param param, Rect box, const Texts& texts) {
  const ParamRange range = valid_range(g, param);
  const std::int64_t value = value_of(g.params(), param);
  const auto half = [&](bool up) {
    const Rect at{box.right() - 18, up ? box.y : box.y + box.h / 2, 18, box.h / 2};
    const std::int64_t next = value + (up ? 1 : -1);
    const bool can = next >= range.lo && next <= range.hi;
    p.arrow_head({box.right() - 9, box.y + box.h / 2 + (up ? -4.0F : 4.0F)}, 2.8F,
                 up ? Painter::Toward::up : Painter::Toward::down, can ? p.theme().text1 : p.theme().bg3);
    if (can)
      p.hit(at, Action{act::SetParam{param, next}},
            std::to_string(range.lo) + " … " + std::to_string(range.hi));
    else
      p.tip(at, texts.get("top.limit", {{"lo", std::to_string(range.lo)}, {"hi", std::to_string(range.hi)}}));
  };
  half(true);
  half(false);
}

void draw_well(Painter& p, const Placed& placed, const State& s, const Texts& texts, const Layout& l) {
  const Theme& t = p.theme();
  const Rect& box = placed.box;
  if (!l.compact)
    p.rich(placed.well.label, {box.x + 1, std::round(14 * l.scale)},
           {.size = p.type().label, .color = t.text2});
  const bool open = placed.well.menu != act::MenuName::none && placed.well.menu == s.menu;
  p.fill(box, open ? t.bg3 : t.bg2, 3);
  if (t.name == ThemeName::light) p.frame(box, t.text0, 1, 3);
  p.text(placed.value, {box.x + 6, box.y + std::round(box.h * 0.75F)},
         {.size = p.type().text, .face = placed.well.mono ? Face::mono : Face::ui, .color = t.text0});
  if (placed.well.menu != act::MenuName::none) {
    p.arrow_head({box.right() - 9, box.y + box.h / 2 + 1}, 3, Painter::Toward::down, t.text2);
    p.hit(box, Action{act::ToggleMenu{placed.well.menu}},
          placed.value == placed.well.value ? std::string() : placed.well.value);
  } else if (placed.well.param) {
    draw_steppers(p, s.walkthrough->geometry(), *placed.well.param, box, texts);
  } else if (l.compact) {
    p.tip(box, texts.get(placed.well.value.find("×") == std::string::npos ? "top.FN" : "top.FHFW"));
  }
  if (l.compact && placed.well.param) {
    // Where labels have no room, a tip on the number says what it is.
    p.tip({box.x, box.y, box.w - 18, box.h}, placed.well.label);
  }
}

// Their names, the chosen one pressed; where they are too many for that, the chosen one's alone.
void draw_language(Painter& p, const State& s, Rect at, const Texts& texts) {
  const Theme& t = p.theme();
  const float size = p.type().code;
  p.fill(at, t.bg2, 3);
  if (t.name == ThemeName::light) p.frame(at, t.text0, 1, 3);
  p.hit(at, Action{act::ToggleLanguage{}}, texts.tip("command.language", "language"));
  constexpr float padding = 7;
  float names = 0;
  for (const LanguageNames& language : languages()) names += p.text_width(language.brief, size) + 2 * padding;
  if (names > at.w + 1) {
    p.text(ellipsized(p, names_of(s.options.language).name, at.w - 2 * padding, size, Face::ui),
           {at.x + at.w / 2, at.y + at.h / 2 + size * 0.34F},
           {.size = size, .color = t.text0, .align = Align::centre});
    return;
  }
  const float spare = (at.w - names) / static_cast<float>(languages().size());
  float x = at.x;
  for (const auto& [code, language] : language_words()) {
    const std::string& brief = names_of(language).brief;
    const Rect box{x, at.y, p.text_width(brief, size) + 2 * padding + spare, at.h};
    const bool chosen = language == s.options.language;
    if (chosen) {
      p.fill(box, t.bg3, 3);
      p.fill({box.x + 6, box.bottom() - 3, box.w - 12, 2}, t.name == ThemeName::light ? t.text0 : t.accent);
    }
    p.text(brief, {box.x + box.w / 2, box.y + box.h / 2 + size * 0.34F},
           {.size = size, .color = chosen ? t.text0 : t.text1, .align = Align::centre});
    x = box.right();
  }
}

void draw_right(Painter& p, const State& s, const Texts& texts, const Layout& l) {
  const Theme& t = p.theme();
  const float tall = std::round(22 * l.scale);
  const float y = std::round((l.top.h - tall) / 2);
  const float size = p.type().code;
  const std::string present = texts.get("top.present");
  const float wide = p.text_width(present, size) + 42;
  float x = l.size.x - 12 - wide;
  p.fill({x, y, wide, tall}, t.bg2, 3);
  if (t.name == ThemeName::light) p.frame({x, y, wide, tall}, t.text0, 1, 3);
  p.frame({x + 9, y + 5, 15, 10}, t.text1, 1);
  p.hline(x + 13, x + 20, y + 17, t.text1);
  p.text(present, {x + 32, y + tall / 2 + size * 0.36F}, {.size = size, .color = t.text1});
  p.hit({x, y, wide, tall}, Action{act::TogglePresent{}}, texts.tip("command.present", "present"));

  x -= 8 + tall;
  const Rect theme{x, y, tall, tall};
  p.fill(theme, t.bg2, 3);
  if (t.name == ThemeName::light) p.frame(theme, t.text0, 1, 3);
  const Rect sign = theme.inset(6);
  p.frame(sign, t.text1, 1);
  p.fill({sign.x + std::floor(sign.w / 2), sign.y, sign.w - std::floor(sign.w / 2), sign.h}, t.text1);
  p.hit(theme, Action{act::ToggleTheme{}}, texts.tip("command.theme", "theme"));

  const float names = std::round(88 * l.scale);
  x -= 8 + names;
  draw_language(p, s, {x, y, names, tall}, texts);
}

}  // namespace

float menu_x(const State& s, const Texts& texts, const Layout& l, const Painter& p) {
  for (const Placed& placed : place_wells(p, s, texts, l))
    if (placed.well.menu == s.menu) return placed.box.x;
  return l.inner.x;
}

void draw_top_bar(Painter& p, const State& s, const Texts& texts, const Layout& l) {
  const Theme& t = p.theme();
  const float y = std::round((l.top.h - 14) / 2);
  // The mark: a 2x2 window and its place.
  p.fill({12, y, 6, 6}, t.accent);
  if (t.name == ThemeName::light) p.frame({12, y, 6, 6}, t.text0);
  p.fill({19, y, 6, 6}, t.text2);
  p.fill({12, y + 7, 6, 6}, t.text2);
  p.fill({19, y + 7, 6, 6}, t.text2);
  p.text("Unfold", {34, y + 12}, {.size = p.type().statement, .face = Face::ui_bold, .color = t.text0});
  if (s.walkthrough && s.document) {
    for (const Placed& placed : place_wells(p, s, texts, l)) {
      if (placed.well.gap_before && !l.compact) p.vline(placed.box.x - 13, 10, 36 * l.scale, t.line2);
      draw_well(p, placed, s, texts, l);
    }
  }
  draw_right(p, s, texts, l);
}

}  // namespace unfold::view
