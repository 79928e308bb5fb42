#include "app/view/chrome/segments.h"
#include "app/view/chrome/side_parts.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace unfold::view {
namespace {

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

float line_count(const Painter& p, const CodeLine& line, float width) {
  return laid_line(p, line, width - 2 * side_padding).value_below ? 2.0F : 1.0F;
}

float head_height(const Painter& p) { return p.type().label + 15; }

// What it is written in, and, where there is room, what stands at the right.
void code_head(Painter& p, const ChromeContext& c, Rect side, bool any_value) {
  const std::string left = c.texts.get("side.code"), right = c.texts.get("side.value_now");
  const std::vector<Toggle>& choices = c.story.code_choices;
  const float size = p.type().label, from = side.x + side_padding + p.text_width(left, size) + 10;
  const float to = from + segments_width(p, choices);
  const bool room = to + 10 + p.text_width(right, size) <= side.right() - side_padding;
  draw_side_head(p, side, left, any_value && room ? right : std::string());
  if (!choices.empty()) draw_segments(p, choices, to, side.y + 2);
}

}  // namespace

CodeLines all_code(const Painter& p, const StageStory& story, float width) {
  float lines = 0;
  for (const CodeLine& line : story.code) lines += line_count(p, line, width);
  return {0, story.code.size(), head_height(p) + lines * p.type().code_line + 8};
}

CodeLines some_code(const Painter& p, const StageStory& story, float width, float room, std::size_t least) {
  const CodeLines all = all_code(p, story, width);
  const float pitch = p.type().code_line, around = head_height(p) + pitch + 8;
  float free = room - around;
  if (least > 0) free = std::max(free, static_cast<float>(least) * pitch);
  if (all.height <= free + around) return all;
  const auto taken = [&](std::size_t i) { return line_count(p, story.code[i], width) * pitch; };
  // The line that runs, then those around it as they come.
  const auto running = std::ranges::find_if(story.code, &CodeLine::running);
  auto first = static_cast<std::size_t>(running == story.code.end() ? 0 : running - story.code.begin());
  if (story.code.empty() || taken(first) > free) return {};
  std::size_t end = first;
  float used = 0;
  for (bool more = true; more;) {
    more = false;
    if (end < story.code.size() && used + taken(end) <= free) used += taken(end++), more = true;
    if (first > 0 && used + taken(first - 1) <= free) used += taken(--first), more = true;
  }
  return {first, end - first, around + used};
}

void draw_side_code(Painter& p, const ChromeContext& c, Rect side, const CodeLines& lines, bool given) {
  const Theme& t = p.theme();
  const bool any_value = std::any_of(c.story.code.begin(), c.story.code.end(),
                                     [](const CodeLine& l) { return !l.value.empty(); });
  code_head(p, c, side, any_value);
  float y = side.y + head_height(p);
  const float pitch = p.type().code_line;
  const float room = side.w - 2 * side_padding;
  for (std::size_t i = lines.first; i < lines.first + lines.count; ++i) {
    const CodeLine& line = c.story.code[i];
    if (line.running) {
      p.fill({side.x + t.rule, y, side.w - t.rule, pitch}, t.lit);
      p.fill({side.x + t.rule, y, t.name == ThemeName::light ? 5.0F : 3.0F, pitch}, t.accent);
    }
    const LaidLine laid = laid_line(p, line, room);
    const Color ink = line.running || line.live ? t.text0 : t.text1;
    float baseline = y + std::round(pitch * 0.72F);
    p.rich(laid.markup, {side.x + side_padding, baseline},
           {.size = laid.size, .face = Face::mono, .color = ink});
    if (laid.value_below) {
      y += pitch;
      baseline += pitch;
    }
    if (!laid.value.empty())
      p.rich(laid.value, {laid.value_below ? side.x + side_padding : side.right() - side_padding, baseline},
             {.size = p.type().code,
              .face = Face::mono,
              .color = t.text0,
              .align = laid.value_below ? Align::left : Align::right});
    y += pitch;
  }
  const bool some = lines.count < c.story.code.size();
  if (!some && !given) return;
  const std::string words =
      some ? c.texts.get("side.some_code", {{"shown", std::to_string(lines.count)},
                                            {"all", std::to_string(c.story.code.size())}})
           : c.texts.get("side.less");
  draw_side_more(p, words, act::SidePart::code, !some,
                 {side.x + side_padding, y + std::round(pitch * 0.72F)});
}

}  // namespace unfold::view
