#include "app/view/chrome/chrome.h"
#include "app/view/chrome/segments.h"
#include "app/view/quiz/draw.h"
#include "app/view/tour/tour.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>

namespace unfold::view {
namespace {

constexpr float padding = 12;

void panel_head(Painter& p, Rect at, const std::string& left, const std::string& right) {
  const float y = at.y + p.type().label + 7;
  p.text(left, {at.x + padding, y}, {.size = p.type().label, .color = p.theme().text2});
  p.text(right, {at.right() - padding, y},
         {.size = p.type().label, .color = p.theme().text2, .align = Align::right});
}

void rule(Painter& p, Rect side, float y) {
  p.hline(side.x + p.theme().rule, side.right(), y,
          p.theme().name == ThemeName::light ? p.theme().text0 : p.theme().line1, p.theme().rule);
}

std::string without_spaces_after_commas(std::string text) {
  for (std::size_t at = text.find(", "); at != std::string::npos; at = text.find(", ", at))
    text.erase(at + 1, 1);
  return text;
}

// A line that is too long loses the spaces after its commas, then a size, never its words.
std::pair<std::string, float> fitted_line(const Painter& p, const CodeLine& line, float room) {
  TextStyle style{.size = p.type().code, .face = Face::mono, .color = {}};
  std::string markup = line.markup;
  if (p.rich_width(markup, style) > room) markup = without_spaces_after_commas(markup);
  while (style.size > 11 && p.rich_width(markup, style) > room) style.size -= 0.5F;
  return {markup, style.size};
}

// A line of code with its value, which stands at its right where there is room. The answer to a line typed at
// the prompt stands on a line of its own otherwise, as Python prints it; another value is left out.
struct LaidLine {
  std::string markup, value;
  float size = 12;
  bool value_below = false;
};

LaidLine laid_line(const Painter& p, const CodeLine& line, float room) {
  LaidLine laid;
  std::tie(laid.markup, laid.size) = fitted_line(p, line, room);
  if (line.value.empty()) return laid;
  const float left =
      room - 8 - p.rich_width(laid.markup, {.size = laid.size, .face = Face::mono, .color = {}});
  const TextStyle style{.size = p.type().code, .face = Face::mono, .color = {}};
  laid.value = line.value;
  if (p.rich_width(laid.value, style) > left) laid.value = without_spaces_after_commas(laid.value);
  if (p.rich_width(laid.value, style) <= left) return laid;
  laid.value_below = line.markup.find(">>>") != std::string::npos;
  laid.value = laid.value_below ? line.value : std::string{};
  return laid;
}

float code_height(const Painter& p, const StageStory& story, float width) {
  float lines = 0;
  for (const CodeLine& line : story.code)
    lines += laid_line(p, line, width - 2 * padding).value_below ? 2.0F : 1.0F;
  return p.type().label + 15 + lines * p.type().code_line + 8;
}

// What it is written in, and, where there is room, what stands at the right.
void code_head(Painter& p, const ChromeContext& c, Rect side, bool any_value) {
  const std::string left = c.texts.get("side.code"), right = c.texts.get("side.value_now");
  const std::vector<Toggle>& choices = c.story.code_choices;
  const float size = p.type().label, from = side.x + padding + p.text_width(left, size) + 10;
  const float to = from + segments_width(p, choices);
  const bool room = to + 10 + p.text_width(right, size) <= side.right() - padding;
  panel_head(p, side, left, any_value && room ? right : std::string());
  if (!choices.empty()) draw_segments(p, choices, to, side.y + 2);
}

void draw_code(Painter& p, const ChromeContext& c, Rect side) {
  const Theme& t = p.theme();
  const bool any_value = std::any_of(c.story.code.begin(), c.story.code.end(),
                                     [](const CodeLine& l) { return !l.value.empty(); });
  code_head(p, c, side, any_value);
  float y = side.y + p.type().label + 15;
  const float pitch = p.type().code_line;
  const float room = side.w - 2 * padding;
  for (const CodeLine& line : c.story.code) {
    if (line.running) {
      p.fill({side.x + t.rule, y, side.w - t.rule, pitch}, t.lit);
      p.fill({side.x + t.rule, y, t.name == ThemeName::light ? 5.0F : 3.0F, pitch}, t.accent);
    }
    const LaidLine laid = laid_line(p, line, room);
    const Color ink = line.running || line.live ? t.text0 : t.text1;
    float baseline = y + std::round(pitch * 0.72F);
    p.rich(laid.markup, {side.x + padding, baseline}, {.size = laid.size, .face = Face::mono, .color = ink});
    if (laid.value_below) {
      y += pitch;
      baseline += pitch;
    }
    if (!laid.value.empty())
      p.rich(laid.value, {laid.value_below ? side.x + padding : side.right() - padding, baseline},
             {.size = p.type().code,
              .face = Face::mono,
              .color = t.text0,
              .align = laid.value_below ? Align::left : Align::right});
    y += pitch;
  }
}

// The step's title, and the way to the lesson's other steps.
void lesson_head(Painter& p, const ChromeContext& c, Rect at) {
  const float size = p.type().text, y = at.y + p.type().label + 8;
  const TextStyle quiet{.size = p.type().label, .color = p.theme().text2, .align = Align::centre};
  const float counter = p.text_width(c.story.lesson_counter, p.type().label);
  constexpr float arrow = 22;
  const float right = at.right() - padding + 6;
  const Rect next{right - arrow, at.y + 3, arrow, p.type().label + 10};
  const Rect back{next.x - counter - arrow, next.y, arrow, next.h};
  p.text(c.story.lesson_counter, {(back.right() + next.x) / 2, y}, quiet);
  const float middle = back.y + back.h / 2 + 1;
  p.arrow_head({back.centre().x, middle}, 3.5F, Painter::Toward::left, p.theme().text1);
  p.arrow_head({next.centre().x, middle}, 3.5F, Painter::Toward::right, p.theme().text1);
  p.hit(back, Action{act::TourBy{-1}}, c.texts.tip("command.tour_back", "tour_back"));
  p.hit(next, Action{act::TourBy{1}}, c.texts.tip("command.tour", "tour"));
  const float ask = draw_ask_switch(p, c.state, c.texts, {back.x - 2, middle - 1});
  const float room = back.x - at.x - padding - 6 - (ask > 0 ? ask + 6 : 0);
  p.text(ellipsized(p, c.story.lesson_title, room, size, Face::ui_bold), {at.x + padding, y + 1},
         {.size = size, .face = Face::ui_bold, .color = p.theme().text0});
}

// As many whole paragraphs as there is room for, the lesson's own before the stage's.
void draw_words(Painter& p, const ChromeContext& c, const std::vector<std::string>& words, Rect at) {
  if (c.story.lesson_title.empty())
    panel_head(p, at, c.texts.get("side.words"), "");
  else
    lesson_head(p, c, at);
  const float pitch = p.type().text_line;
  const float width = at.w - 2 * padding;
  float y = at.y + p.type().label + (c.story.lesson_title.empty() ? 15 : 20) + p.type().text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool own = i < c.story.lesson_words.size();
    const TextStyle style{.size = p.type().text, .color = own ? p.theme().text0 : p.theme().text1};
    const float tall = p.paragraph_height(words[i], width, pitch, style);
    if (y + tall - pitch + 5 > at.bottom()) return;
    y = p.paragraph(words[i], {at.x + padding, y}, width, pitch, style) + 6;
  }
}

float words_height(const Painter& p, const std::vector<std::string>& words, float width) {
  const TextStyle style{.size = p.type().text, .color = {}};
  float tall = p.type().label + 20 + 8;
  for (const std::string& paragraph : words)
    tall += p.paragraph_height(paragraph, width - 2 * padding, p.type().text_line, style) + 6;
  return tall;
}

}  // namespace

void draw_side(Painter& p, const ChromeContext& c) {
  const Rect side = c.layout.right;
  const bool with_code = !hides(c.state, Control::code), with_cell = !hides(c.state, Control::cell);
  if (with_code) draw_code(p, c, side);
  const float words_y = side.y + (with_code ? code_height(p, c.story, side.w) : 0.0F);
  if (with_code) rule(p, side, words_y);
  // The cell keeps what it needs for its first rows; the words give way only then.
  std::vector<std::string> words = c.story.lesson_words;
  words.insert(words.end(), c.story.words.begin(), c.story.words.end());
  float wanted = words_height(p, words, side.w);
  if (!with_cell) {
    draw_words(p, c, words, {side.x, words_y, side.w, side.bottom() - words_y});
    return;
  }
  const float least_cell = 150 * c.layout.scale;
  const float whole_cell = 260 * c.layout.scale;
  if (!c.story.aside.empty()) {
    words.push_back(c.story.aside);
    const float with_aside = words_height(p, words, side.w);
    if (words_y + with_aside + whole_cell <= side.bottom())
      wanted = with_aside;
    else
      words.pop_back();
  }
  const float words_room = std::min(wanted, side.bottom() - words_y - least_cell);
  const float cell_y = words_y + std::max(words_room, 60.0F);
  draw_words(p, c, words, {side.x, words_y, side.w, cell_y - words_y});
  rule(p, side, cell_y);
  draw_cell(p, c, {side.x, cell_y, side.w, side.bottom() - cell_y});
}

}  // namespace unfold::view
