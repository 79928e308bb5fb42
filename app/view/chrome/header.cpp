#include "app/view/check/sheet.h"
#include "app/view/chrome/chrome.h"
#include "app/view/chrome/segments.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace unfold::view {
namespace {

// The controls that leave the title room; the last of them, which a key does too, give way.
std::vector<std::vector<Toggle>> fitting(const Painter& p, const ChromeContext& c) {
  std::vector<std::vector<Toggle>> groups = c.story.toggles;
  const float title = p.text_width(c.story.title, p.type().text, Face::ui_bold) + 60;
  const auto taken = [&] {
    float wide = 0;
    for (const std::vector<Toggle>& group : groups) wide += segments_width(p, group) + 8;
    return wide;
  };
  while (groups.size() > 1 && taken() + title > c.layout.header.w) groups.pop_back();
  return groups;
}

// Segmented controls, right-aligned; returns the left end.
float draw_toggles(Painter& p, const std::vector<std::vector<Toggle>>& groups, float right, float y) {
  float x = right;
  for (auto group = groups.rbegin(); group != groups.rend(); ++group) x = draw_segments(p, *group, x, y) - 8;
  return x;
}

// Without the spaces after its commas.
std::string close_set(std::string statement) {
  for (std::size_t at = 0; (at = statement.find(", ", at)) != std::string::npos;) statement.erase(at + 1, 1);
  return statement;
}

}  // namespace

void draw_header(Painter& p, const ChromeContext& c) {
  const Layout& l = c.layout;
  const Type& type = p.type();
  const float title_y = l.header.y + std::round(27 * l.scale);
  const float top = l.header.y + std::round(10 * l.scale);
  float left = draw_toggles(p, fitting(p, c), l.header.right(), top);
  const float chip = draw_mistake_chip(p, c.state, c.texts, {left, top}, type.label, left - l.header.x - 40);
  if (chip > 0) left -= chip + 8;
  // A long title gives way to the controls.
  float size = type.title;
  while (size > type.text && p.text_width(c.story.title, size, Face::ui_bold) > left - l.header.x - 8)
    size -= 1;
  p.text(ellipsized(p, c.story.title, left - l.header.x - 8, size, Face::ui_bold), {l.header.x, title_y},
         {.size = size, .face = Face::ui_bold, .color = p.theme().text0});
  TextStyle mono{.size = type.statement, .face = Face::mono, .color = p.theme().text0};
  const float strip = std::round(18 * l.scale);
  // The images of a batch have what the statement leaves them at its smallest.
  const TextStyle least{.size = type.label, .face = Face::mono, .color = p.theme().text0};
  const float images = l.header.w - 14 - p.rich_width(close_set(c.story.statement), least);
  const float end =
      draw_image_strip(p, c, l.header.right(), l.header.y + std::round(37 * l.scale), strip, images);
  const float room = end - l.header.x - (end < l.header.right() ? 14.0F : 0.0F);
  while (mono.size > type.label && p.rich_width(c.story.statement, mono) > room) mono.size -= 1;
  // Then the spaces after its commas go, never its words.
  std::string statement = c.story.statement;
  for (std::size_t at = 0;
       p.rich_width(statement, mono) > room && (at = statement.find(", ", at)) != std::string::npos;)
    statement.erase(at + 1, 1);
  p.clip({l.header.x, l.header.y, room, l.header.h});
  p.rich(statement, {l.header.x, l.header.y + std::round(49 * l.scale)}, mono);
  p.unclip();
}

}  // namespace unfold::view
