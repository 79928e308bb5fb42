#include "app/view/chrome/chrome.h"
#include "app/view/format.h"
#include "app/view/pictures.h"
#include "app/view/quiz/parts.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

// The window on its picture.
void draw_window(Painter& p, const Asked& a, Rect at) {
  const Geometry& g = a.geometry();
  const LoopAt w = a.question.window;
  const float label = p.type().label, line = std::round(label * 1.6F);
  p.rich("{text0 m|img}  {N|n = " + std::to_string(w.n) + "}", {at.x, at.y + label},
         {.size = label, .color = p.theme().text1});
  const float scale = std::min(at.w / static_cast<float>(g.WP), (at.h - line) / static_cast<float>(g.HP));
  const Rect picture{at.x, at.y + line, std::round(static_cast<float>(g.WP) * scale),
                     std::round(static_cast<float>(g.HP) * scale)};
  p.picture(picture, image_rgb(a.state.walkthrough, a.state.document->preprocess, TensorId::img, w.n,
                               pixel_look(*a.state.walkthrough, TensorId::x, a.state.options, p.theme().name),
                               p.theme().pad));
  p.frame(picture.inset(-1), p.theme().line2);
  p.lit({std::round(picture.x + static_cast<float>(w.ox * g.stride) * scale),
         std::round(picture.y + static_cast<float>(w.oy * g.stride) * scale),
         std::round(static_cast<float>(g.cols().extent()) * scale),
         std::round(static_cast<float>(g.rows().extent()) * scale)});
}

}  // namespace

void draw_pick_rows(Painter& p, const Asked& a, Rect at) {
  const Theme& t = p.theme();
  const Geometry& g = a.geometry();
  const float picture = std::min(at.w * 0.36F, at.h);
  draw_window(p, a, {at.x, at.y, picture, at.h});
  const float label = p.type().label, line = std::round(label * 1.6F), text = p.type().text;
  const Rect room{at.x + picture + text * 2, at.y + line, at.w - picture - text * 2, at.h - line};
  p.rich("{text0 m|col}  (" + grouped(g.M) + ", " + grouped(g.K) + ")", {room.x, at.y + label},
         {.size = label, .color = t.text1});
  // All rows where they have room, else those that are offered, with gaps between.
  const float least = std::round(text * 1.5F);
  std::vector<std::int64_t> rows;
  if (static_cast<float>(g.M) * least <= room.h)
    for (std::int64_t r = 0; r < g.M; ++r) rows.push_back(r);
  else
    for (const Candidate& c : a.candidates) rows.push_back(c.place[0]);
  const float gap = std::round(text * 0.8F);
  float gaps = 0;
  std::int64_t before = -1;
  for (const std::int64_t r : rows) gaps += r != before + 1 ? gap : 0, before = r;
  if (before != g.M - 1) gaps += gap;
  const float tall =
      std::floor(std::min(std::round(text * 2.2F), (room.h - gaps) / static_cast<float>(rows.size())));
  const float number = p.text_width(grouped(g.M - 1), p.type().code, Face::mono) + 8;
  const float caps = std::round(p.type().code * 2.2F);
  const Rect strip{room.x + caps + number, 0, std::min(room.w - caps - number, text * 20), tall - 3};
  const auto dots = [&](float y) {
    for (int i = 0; i < 3; ++i)
      p.fill({strip.x + strip.w / 2 - 1, y + static_cast<float>(i) * 4 + gap / 2 - 5, 2, 2}, t.text2);
  };
  float y = room.y;
  before = -1;
  for (const std::int64_t r : rows) {
    if (r != before + 1) dots(y), y += gap;
    before = r;
    const Rect row{strip.x, y, strip.w, strip.h};
    const auto offered = std::ranges::find(a.candidates, Index{r, 0}, &Candidate::place);
    const std::string given = std::to_string(r);
    const bool tried = std::ranges::find(a.quiz.wrong[0], given) != a.quiz.wrong[0].end();
    p.fill(row, t.bg2);
    p.frame(row, t.line2);
    const TextStyle style{.size = p.type().code, .face = Face::mono, .color = tried ? t.text2 : t.text0};
    const std::string words = grouped(r);
    const Vec2 baseline{strip.x - 8 - p.text_width(words, style.size, style.face),
                        row.centre().y + style.size * 0.36F};
    if (tried && !a.over())
      strike(p, words, baseline, style);
    else
      p.text(words, baseline, style);
    if (!a.over() && !tried && offered != a.candidates.end())
      draw_letter(p, letter(static_cast<std::size_t>(offered - a.candidates.begin())),
                  {room.x + caps / 2 - 2, row.centre().y}, p.type().code);
    if (a.over() && r == std::llround(a.question.boxes[0].answer)) p.lit(row);
    if (!a.over() && !tried)
      p.hit({room.x, y, strip.right() - room.x, tall}, Action{act::GiveAnswer{0, given}});
    y += tall;
  }
  if (before != g.M - 1) dots(y);
}

}  // namespace unfold::view
