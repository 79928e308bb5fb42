#include "app/view/chrome/chrome.h"
#include "app/view/chrome/side_parts.h"
#include "app/view/quiz/draw.h"
#include "app/view/tour/tour.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace unfold::view {
namespace {

void rule(Painter& p, Rect side, float y) {
  p.hline(side.x + p.theme().rule, side.right(), y,
          p.theme().name == ThemeName::light ? p.theme().text0 : p.theme().line1, p.theme().rule);
}

// The step's title, and the way to the lesson's other steps.
void lesson_head(Painter& p, const ChromeContext& c, Rect at) {
  const float size = p.type().text, y = at.y + p.type().label + 8;
  const TextStyle quiet{.size = p.type().label, .color = p.theme().text2, .align = Align::centre};
  const float counter = p.text_width(c.story.lesson_counter, p.type().label);
  constexpr float arrow = 22;
  const float right = at.right() - side_padding + 6;
  const Rect next{right - arrow, at.y + 3, arrow, p.type().label + 10};
  const Rect back{next.x - counter - arrow, next.y, arrow, next.h};
  p.text(c.story.lesson_counter, {(back.right() + next.x) / 2, y}, quiet);
  const float middle = back.y + back.h / 2 + 1;
  p.arrow_head({back.centre().x, middle}, 3.5F, Painter::Toward::left, p.theme().text1);
  p.arrow_head({next.centre().x, middle}, 3.5F, Painter::Toward::right, p.theme().text1);
  p.hit(back, Action{act::TourBy{-1}}, c.texts.tip("command.tour_back", "tour_back"));
  p.hit(next, Action{act::TourBy{1}}, c.texts.tip("command.tour", "tour"));
  const float ask = draw_ask_switch(p, c.state, c.texts, {back.x - 2, middle - 1});
  const float room = back.x - at.x - side_padding - 6 - (ask > 0 ? ask + 6 : 0);
  p.text(ellipsized(p, c.story.lesson_title, room, size, Face::ui_bold), {at.x + side_padding, y + 1},
         {.size = size, .face = Face::ui_bold, .color = p.theme().text0});
}

constexpr std::size_t least_lines = 4;  // of the code, unless all the words want their room

// Of the line that says that there is more.
float more_height(const Painter& p) { return p.type().text_line + 7; }

struct Words {
  std::vector<std::string> all;
  bool given = false;  // their room, by hand
  float pitch = 19;    // of their lines
};

// As many whole paragraphs as there is room for, the lesson's own before the stage's; of the others it is
// said that they are there, or, where they were given their room, how to take it back.
void draw_words(Painter& p, const ChromeContext& c, const Words& words, Rect at) {
  if (c.story.lesson_title.empty())
    draw_side_head(p, at, c.texts.get("side.words"), "");
  else
    lesson_head(p, c, at);
  const float pitch = words.pitch;
  const float width = at.w - 2 * side_padding;
  const auto style = [&](std::size_t i) {
    const bool own = i < c.story.lesson_words.size();
    return TextStyle{.size = p.type().text, .color = own ? p.theme().text0 : p.theme().text1};
  };
  float y = at.y + p.type().label + (c.story.lesson_title.empty() ? 15 : 20) + p.type().text;
  const auto fitting = [&](float bottom) {
    float below = y;
    std::size_t count = 0;
    for (; count < words.all.size(); ++count) {
      const float tall = p.paragraph_height(words.all[count], width, pitch, style(count));
      if (below + tall - pitch + 5 > bottom) break;
      below += tall + 6;
    }
    return count;
  };
  const std::size_t all = words.all.size();
  std::size_t count = words.given ? 0 : fitting(at.bottom());
  const bool more = count < all;
  if (more) count = fitting(at.bottom() - more_height(p));
  for (std::size_t i = 0; i < count; ++i)
    y = p.paragraph(words.all[i], {at.x + side_padding, y}, width, pitch, style(i)) + 6;
  if (!more) return;
  const std::string line = words.given ? c.texts.get("side.less")
                                       : c.texts.get("side.more_words", {{"n", std::to_string(all - count)}});
  draw_side_more(p, line, act::SidePart::words, words.given, {at.x + side_padding, y});
}

float words_height(const Painter& p, const std::vector<std::string>& words, float width, float pitch) {
  const TextStyle style{.size = p.type().text, .color = {}};
  float tall = p.type().label + 20 + 8;
  for (const std::string& paragraph : words)
    tall += p.paragraph_height(paragraph, width - 2 * side_padding, pitch, style) + 6;
  return tall;
}

// Where the parts of the column lie.
struct Parts {
  CodeLines code;
  float words = 0;                            // their height
  float pitch = 19;                           // of their lines
  act::SidePart given = act::SidePart::none;  // what was given its room, where not all have it
};

// The code gives way to the words of the lesson, or to the stage's first where it has none; the cell keeps
// what it needs for its first rows, and gives that up only where a person wants all of the words. To those
// the last of the code gives way, too, and in a low window their lines come closer.
// `whole`: all of the code, of no height where the lesson hides it.
Parts parts_of(const Painter& p, const ChromeContext& c, const std::vector<std::string>& words,
               const CodeLines& whole, bool with_cell) {
  const Rect side = c.layout.right;
  const float least_cell = with_cell ? 150 * c.layout.scale : 0;
  const float least_words = 60;
  const float shown_cell = with_cell ? 90 * c.layout.scale : side.h;  // of less nothing is drawn
  const bool with_code = whole.height > 0;
  Parts parts;
  parts.code = whole;
  parts.pitch = p.type().text_line;
  const float wanted = words_height(p, words, side.w, parts.pitch);
  const float free = side.h - least_cell;
  if (parts.code.height + wanted <= free) {
    parts.words = with_cell ? wanted : side.h - parts.code.height;
    return parts;
  }
  parts.given = c.state.side;
  std::vector<std::string> first = c.story.lesson_words;
  if (first.empty() && !words.empty()) first = {words.front()};
  const bool all = parts.given == act::SidePart::words;
  const auto tall = [&] {
    return words_height(p, all ? words : first, side.w, parts.pitch) + more_height(p);
  };
  while (all && tall() > side.h && parts.pitch > p.type().text + 3) parts.pitch -= 1;
  const float needed = tall();
  if (with_code && parts.given != act::SidePart::code && parts.code.height + needed > free)
    parts.code = some_code(p, c.story, side.w, free - needed, least_lines);
  if (with_code && all && parts.code.height + needed > side.h)
    parts.code = some_code(p, c.story, side.w, side.h - needed, 0);
  const float room = side.h - parts.code.height;
  parts.words = std::max(least_words, std::min(all ? needed : wanted, room - least_cell));
  if ((all && needed > room - least_cell) || room - parts.words < shown_cell) parts.words = room;
  return parts;
}

}  // namespace

void draw_side_head(Painter& p, Rect at, const std::string& left, const std::string& right) {
  const float y = at.y + p.type().label + 7;
  p.text(left, {at.x + side_padding, y}, {.size = p.type().label, .color = p.theme().text2});
  p.text(right, {at.right() - side_padding, y},
         {.size = p.type().label, .color = p.theme().text2, .align = Align::right});
}

void draw_side_more(Painter& p, const std::string& words, act::SidePart part, bool given, Vec2 baseline) {
  const float size = p.type().label;
  const float mark = std::round(size * 0.9F);
  p.arrow_head({baseline.x + 4, baseline.y - size * 0.36F}, 3.5F,
               given ? Painter::Toward::up : Painter::Toward::down, p.theme().text1);
  const float wide =
      p.text(words, {baseline.x + mark + 4, baseline.y}, {.size = size, .color = p.theme().text1});
  p.hit({baseline.x - 4, baseline.y - size - 2, wide + mark + 12, size + 8}, Action{act::UnfoldSide{part}});
}

void draw_side(Painter& p, const ChromeContext& c) {
  const Rect side = c.layout.right;
  const bool with_code = !hides(c.state, Control::code), with_cell = !hides(c.state, Control::cell);
  const CodeLines code = with_code ? all_code(p, c.story, side.w) : CodeLines{};
  std::vector<std::string> words = c.story.lesson_words;
  words.insert(words.end(), c.story.words.begin(), c.story.words.end());
  // What else there is to say, where all the rest has room.
  if (!c.story.aside.empty() && with_cell) {
    words.push_back(c.story.aside);
    if (code.height + words_height(p, words, side.w, p.type().text_line) + 260 * c.layout.scale > side.h)
      words.pop_back();
  }
  const Parts parts = parts_of(p, c, words, code, with_cell);
  if (parts.code.height > 0) {
    draw_side_code(p, c, side, parts.code, parts.given == act::SidePart::code);
    rule(p, side, side.y + parts.code.height);
  }
  const float words_y = side.y + parts.code.height;
  draw_words(p, c, {words, parts.given == act::SidePart::words, parts.pitch},
             {side.x, words_y, side.w, parts.words});
  const float cell_y = words_y + parts.words;
  if (!with_cell || cell_y >= side.bottom()) return;
  rule(p, side, cell_y);
  draw_cell(p, c, {side.x, cell_y, side.w, side.bottom() - cell_y});
}

}  // namespace unfold::view
