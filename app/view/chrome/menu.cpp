#include "app/view/chrome/menu.h"

#include "app/view/chrome/chrome.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace unfold::view {
namespace {

// The value that a step leads to; nothing where there is none.
std::optional<std::int64_t> stepped(const State& s, Param param, int by) {
  const Geometry& g = s.walkthrough->geometry();
  const std::int64_t now = value_of(g.params(), param);
  if (param == Param::groups) {
    const std::vector<std::int64_t>& choices = s.document->group_choices;
    const auto at = std::find(choices.begin(), choices.end(), now);
    if (at == choices.end()) return choices.empty() ? std::nullopt : std::optional(choices.front());
    const auto to = at - choices.begin() + by;
    if (to < 0 || to >= std::ssize(choices)) return std::nullopt;
    return choices[static_cast<std::size_t>(to)];
  }
  const ParamRange range = valid_range(g, param);
  if (now + by < range.lo || now + by > range.hi) return std::nullopt;
  return now + by;
}

void draw_steps(Painter& p, const State& s, Param param, Rect row) {
  const float size = p.type().text, base = row.y + row.h / 2 + size * 0.36F;
  for (const int by : {-1, 1}) {
    const Rect at{row.right() - (by < 0 ? 60.0F : 30.0F), row.y, 30, row.h};
    const auto to = stepped(s, param, by);
    p.text(by < 0 ? "−" : "+", {at.centre().x, base},
           {.size = size,
            .face = Face::ui_bold,
            .color = to ? p.theme().text0 : p.theme().bg3,
            .align = Align::centre});
    if (to)
      p.hit(at, Action{act::SetParam{param, *to}}, std::to_string(*to));
    else
      p.tip(at, {});
  }
}

}  // namespace

std::optional<MenuStart> draw_menu(Painter& p, const State& s, const Texts& tx, const Layout& l) {
  if (s.menu == act::MenuName::none || !s.document || l.present) return std::nullopt;
  const std::vector<MenuLine> lines = menu_lines(s, tx);
  const float size = p.type().text;
  float words = 0;
  float notes = 0;
  for (const MenuLine& line : lines) {
    words = std::max(words, p.text_width(line.words, size));
    notes = std::max(notes, p.text_width(line.note, p.type().label));
  }
  const float pitch = std::round(size * 2.1F);
  const float wide = std::max(180.0F, 28 + words + (notes > 0 ? notes + 24 : 0) +
                                          (s.menu == act::MenuName::layer ? 66.0F : 14.0F));
  const float x = std::min(menu_x(s, tx, l, p), l.size.x - wide - 8);
  const Rect at{x, l.top.bottom() + 2, wide, pitch * static_cast<float>(lines.size()) + 12};
  // A click beside it closes it.
  p.hit({0, 0, l.size.x, l.size.y}, Action{act::ToggleMenu{act::MenuName::none}});
  draw_panel(p, at);
  float y = at.y + 6;
  std::optional<MenuStart> start;
  for (const MenuLine& line : lines) {
    const Rect row{at.x + 1, y, at.w - 2, pitch};
    if (line.chosen) {
      p.fill({at.x + 4, y + 2, at.w - 8, pitch - 4}, p.theme().bg3, 3);
      p.fill({at.x + 4, y + 2, 3, pitch - 4},
             p.theme().name == ThemeName::light ? p.theme().text0 : p.theme().accent);
    }
    const float base = y + pitch / 2 + size * 0.36F;
    if (line.heading) {
      p.hline(at.x + 8, at.right() - 8, y + 3, p.theme().line1);
      p.text(line.words, {at.x + 18, base + 2}, {.size = p.type().label, .color = p.theme().text2});
      p.tip(row, {});  // nothing to press
      y += pitch;
      continue;
    }
    if (!start || (line.chosen && !start->chosen)) start = MenuStart{row, line.chosen};
    p.text(line.words, {at.x + 18, base}, {.size = size, .color = p.theme().text0});
    const float beside = line.param ? 66.0F : 14.0F;
    p.text(line.note, {at.right() - beside, base},
           {.size = line.param ? size : p.type().label,
            .face = line.param ? Face::mono : Face::ui,
            .color = line.param ? p.theme().text0 : p.theme().text2,
            .align = Align::right});
    p.hit(row, line.action);
    if (line.param) draw_steps(p, s, *line.param, row);
    y += pitch;
  }
  return start;
}

}  // namespace unfold::view
