#include "app/view/chrome/chrome.h"
#include "app/view/format.h"
#include "app/view/quiz/parts.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace unfold::view {
namespace {

constexpr std::int64_t most_places = 12;  // along a side, each to be clicked

std::string spaced(const Index& at) { return std::to_string(at[0]) + " " + std::to_string(at[1]); }

// The candidate that stands at this place.
std::optional<std::size_t> candidate_at(const Asked& a, const Index& place) {
  for (std::size_t i = 0; i < a.candidates.size(); ++i)
    if (a.candidates[i].place == place) return i;
  return std::nullopt;
}

// Side of a cell of a grid with this many in a box, its rulers beside it.
float cell_side(Rect at, std::int64_t rows, std::int64_t cols, float ruler, float most) {
  return std::floor(
      std::min({most, (at.h - ruler) / static_cast<float>(rows), (at.w - ruler) / static_cast<float>(cols)}));
}

void rulers(Painter& p, Rect first, std::int64_t rows, std::int64_t cols, Axis down, Axis across) {
  const float size = p.type().label;
  const auto ink = [&](Axis axis) {
    return axis == Axis::none ? p.theme().text1 : p.theme().axis_color(axis);
  };
  for (std::int64_t i = 0; i < rows; ++i)
    p.text(std::to_string(i),
           {first.x - 6, first.y + (static_cast<float>(i) + 0.5F) * first.h + size * 0.36F},
           {.size = size, .face = Face::mono, .color = ink(down), .align = Align::right});
  for (std::int64_t i = 0; i < cols; ++i)
    p.text(std::to_string(i), {first.x + (static_cast<float>(i) + 0.5F) * first.w, first.y - 5},
           {.size = size, .face = Face::mono, .color = ink(across), .align = Align::centre});
}

float ruler_room(const Painter& p) { return std::round(p.type().label * 1.9F); }

}  // namespace

bool windows_fit(const Geometry& g) { return g.OH <= most_places && g.OW <= most_places; }

float pick_height(const Painter& p, const Asked& a, float most) {
  const Geometry& g = a.geometry();
  const float unit = p.type().text, ruler = ruler_room(p);
  const auto grid = [&](std::int64_t rows, float side) {
    return ruler + static_cast<float>(rows) * side + 4;
  };
  switch (a.question.ask) {
  case Ask::zero_pixel: return std::min(most, grid(asked_corner(g).first, std::round(unit * 2.5F)));
  case Ask::row_of_window: return std::min(most, std::round(unit * 18));
  case Ask::window_of_row: return windows_fit(g) ? std::min(most, grid(g.OH, std::round(unit * 3.6F))) : 0;
  case Ask::maximum:
  case Ask::argmax: return std::min(most, grid(g.PH, std::round(unit * 4.2F)));
  default: return 0;
  }
}

void draw_pick(Painter& p, const Asked& a, Rect at) {
  switch (a.question.ask) {
  case Ask::zero_pixel: draw_pick_corner(p, a, at); return;
  case Ask::row_of_window: draw_pick_rows(p, a, at); return;
  case Ask::window_of_row: draw_pick_windows(p, a, at); return;
  case Ask::maximum:
  case Ask::argmax: draw_pick_cells(p, a, at); return;
  default: return;
  }
}

void draw_pick_cells(Painter& p, const Asked& a, Rect at) {
  const Theme& t = p.theme();
  const Geometry& g = a.geometry();
  const float size = p.type().statement, ruler = ruler_room(p);
  const float tall = cell_side(at, g.PH, g.PW, ruler, std::round(p.type().text * 4.2F));
  const float wide = std::floor(std::min(tall * 2, (at.w - ruler) / static_cast<float>(g.PW)));
  const bool letters = a.candidates.size() <= most_letters;
  rulers(p, {at.x + ruler, at.y + ruler, wide, tall}, g.PH, g.PW, Axis::FH, Axis::FW);
  const std::size_t best = static_cast<std::size_t>(a.state.walkthrough->argmax(a.question.cell->at[0]));
  for (std::size_t i = 0; i < a.question.values.size(); ++i) {
    const Index place{static_cast<std::int64_t>(i) / g.PW, static_cast<std::int64_t>(i) % g.PW};
    const Rect cell{at.x + ruler + static_cast<float>(place[1]) * wide,
                    at.y + ruler + static_cast<float>(place[0]) * tall, wide - 2, tall - 2};
    const std::optional<std::size_t> offered = candidate_at(a, place);
    const bool tried = offered && !a.over() && a.was_tried(a.candidates[*offered]);
    p.fill(cell, t.bg2);
    p.frame(cell, t.line2);
    const std::string mark = offered && letters && !a.over() ? letter(*offered) : std::string();
    const float cap = key_cap_width(p, mark, p.type().code, 6);
    if (!mark.empty())
      draw_letter(p, mark, {cell.x + 4 + key_cap_width(p, mark, p.type().code) / 2, cell.centre().y},
                  p.type().code);
    TextStyle number{
        .size = size, .face = Face::mono, .color = tried ? t.text2 : t.text0, .align = Align::centre};
    const std::string words = offered ? fixed(static_cast<double>(a.question.values[i]), 3) : "−∞";
    while (number.size > p.type().label && p.text_width(words, number.size, number.face) > cell.w - cap - 8)
      number.size -= 1;
    const Vec2 baseline{cell.centre().x + cap / 2, cell.centre().y + number.size * 0.36F};
    if (tried)
      strike(p, words, baseline, number);
    else
      p.text(words, baseline, number);
    if (a.over() && i == best) p.lit(cell);
    if (offered && !tried && !a.over())
      p.hit(cell, Action{act::GiveAnswer{a.box, a.candidates[*offered].text}});
  }
}

void draw_pick_corner(Painter& p, const Asked& a, Rect at) {
  const Theme& t = p.theme();
  const Geometry& g = a.geometry();
  const auto [rows, cols] = asked_corner(g);
  const float ruler = ruler_room(p), left = at.x + ruler;
  const float side = cell_side(at, rows, cols, ruler, std::round(p.type().text * 2.5F));
  rulers(p, {left, at.y + ruler, side, side}, rows, cols, Axis::none, Axis::none);
  for (std::int64_t h = 0; h < rows; ++h)
    for (std::int64_t w = 0; w < cols; ++w) {
      const Rect cell{left + static_cast<float>(w) * side, at.y + ruler + static_cast<float>(h) * side,
                      side - 1, side - 1};
      const std::string flat = std::to_string(h * g.WP + w);
      const bool inside = g.pad.top <= h && h < g.pad.top + g.H && g.pad.left <= w && w < g.pad.left + g.W;
      const bool tried = std::ranges::find(a.quiz.wrong[0], flat) != a.quiz.wrong[0].end();
      p.fill(cell, a.over() && !inside ? t.pad : t.bg2);
      if (a.over() && !inside) p.hatch(cell, t.line2, std::max(5.0F, t.stroke.pitch));
      p.frame(cell, t.line2);
      const float size = std::min(p.type().code, std::floor(side * 0.6F));
      const std::optional<std::size_t> offered = candidate_at(a, {h, w});
      if (a.over() || tried)
        p.text(inside ? "x" : "0", {cell.centre().x, cell.centre().y + size * 0.36F},
               {.size = size, .face = Face::mono, .color = t.text0, .align = Align::centre});
      else if (offered)
        draw_letter(p, letter(*offered), cell.centre(), size);
      if (!a.over() && !tried) p.hit(cell, Action{act::GiveAnswer{0, flat}});
    }
  const float right = left + static_cast<float>(cols) * side + 16;
  if (at.right() - right < p.type().text * 8) return;
  p.paragraph(a.texts.get(g.HP > rows || g.WP > cols ? "quiz.corner" : "quiz.whole_img"),
              {right, at.y + ruler + p.type().text}, at.right() - right, p.type().text_line,
              {.size = p.type().text, .color = t.text1});
}

void draw_pick_windows(Painter& p, const Asked& a, Rect at) {
  const Theme& t = p.theme();
  const Geometry& g = a.geometry();
  const float ruler = ruler_room(p), size = p.type().text;
  if (!windows_fit(g)) return;
  const float name = std::round(size * 1.6F), left = at.x + ruler + name;
  const float side = cell_side({at.x, at.y, at.w - name, at.h}, g.OH, g.OW, ruler, std::round(size * 3.6F));
  const Rect first{left, at.y + ruler, side, side};
  rulers(p, first, g.OH, g.OW, Axis::OH, Axis::OW);
  p.text("oy", {at.x, first.y + static_cast<float>(g.OH) * side / 2 + size * 0.36F},
         {.size = p.type().label, .face = Face::mono_bold, .color = t.axis_color(Axis::OH)});
  const auto oy = std::llround(a.question.boxes[0].answer), ox = std::llround(a.question.boxes[1].answer);
  for (std::int64_t y = 0; y < g.OH; ++y)
    for (std::int64_t x = 0; x < g.OW; ++x) {
      const Rect cell{left + static_cast<float>(x) * side, first.y + static_cast<float>(y) * side, side - 1,
                      side - 1};
      const std::optional<std::size_t> offered = candidate_at(a, {y, x});
      p.fill(cell, t.bg2);
      p.frame(cell, t.line2);
      if (a.over() && y == oy && x == ox) p.lit(cell);
      if (a.over()) continue;
      if (offered)
        draw_letter(p, letter(*offered), cell.centre(), std::min(p.type().code, std::floor(side * 0.6F)));
      p.hit(cell, Action{act::GiveAnswer{0, spaced({y, x})}});
    }
  const float right = left + static_cast<float>(g.OW) * side + 18;
  p.text("ox", {first.x - 8, first.y - 5},
         {.size = p.type().label,
          .face = Face::mono_bold,
          .color = t.axis_color(Axis::OW),
          .align = Align::right});
  if (at.right() - right < size * 8) return;
  p.paragraph(a.texts.get("quiz.places_grid"), {right, first.y + size + 4}, at.right() - right,
              p.type().text_line, {.size = size, .color = t.text1});
}

}  // namespace unfold::view
