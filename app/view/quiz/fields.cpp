#include "app/view/chrome/chrome.h"
#include "app/view/format.h"
#include "app/view/quiz/parts.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {

bool Asked::was_tried(const Candidate& candidate) const {
  if (is_place(question.ask)) return false;  // its boxes are judged one by one
  return std::ranges::find(quiz.wrong[box], candidate.text) != quiz.wrong[box].end();
}

std::string number_words(const AnswerBox& box) {
  return box.tolerance == 0 ? grouped(std::llround(box.answer)) : fixed(box.answer, 4);
}

std::string with_minus(std::string typed) {
  if (typed.starts_with('-')) typed.replace(0, 1, "−");
  return typed;
}

std::string letter(std::size_t candidate) {
  return candidate < most_letters ? std::string(1, static_cast<char>('A' + candidate)) : std::string();
}

float field_height(const Painter& p) { return std::round(p.type().title * 1.7F); }
float field_width(const Painter& p) { return std::round(p.type().title * 5.4F); }

void draw_answer_field(Painter& p, const Asked& a, std::size_t i, Vec2 at, float width) {
  const Theme& t = p.theme();
  const bool right = a.is_right(i), chosen = !right && a.quiz.box == i;
  const Rect box{at.x, at.y, width, field_height(p)};
  p.fill(box, right ? t.bg3 : t.bg0);
  if (chosen)
    p.lit(box.inset(t.stroke.now + t.stroke.casing * (t.name == ThemeName::light ? 2.0F : 1.0F)));
  else
    p.frame(box, t.text2);
  const std::string shown = right ? number_words(a.question.boxes[i]) : with_minus(a.quiz.typed[i]);
  TextStyle number{.size = std::round(p.type().title * 0.9F), .face = Face::mono_bold, .color = t.text0};
  while (number.size > p.type().label && p.text_width(shown, number.size, number.face) > box.w - 22)
    number.size -= 1;
  const float middle = box.y + box.h / 2 + number.size * 0.36F;
  const float typed = p.text(shown, {box.x + 10, middle}, number);
  if (chosen) p.vline(box.x + 11 + typed, box.y + 6, box.bottom() - 6, t.text0, 2);
  if (!right) p.hit(box, Action{act::ChooseBox{i}});
}

void strike(Painter& p, const std::string& words, Vec2 baseline, const TextStyle& style) {
  const float wide = p.text(words, baseline, style);
  const float x = style.align == Align::centre ? baseline.x - wide / 2 : baseline.x;
  p.hline(x - 2, x + wide + 2, std::round(baseline.y - style.size * 0.36F), p.theme().text0, 2);
}

void draw_struck(Painter& p, const Asked& a, std::size_t i, Vec2 baseline, float right) {
  if (a.over() || a.quiz.right[i]) return;
  const TextStyle style{.size = p.type().text, .face = Face::mono, .color = p.theme().text1};
  const auto& wrong = a.quiz.wrong[i];
  for (auto one = wrong.rbegin(); one != wrong.rend(); ++one) {
    const std::string words = with_minus(*one);
    const float wide = p.text_width(words, style.size, style.face);
    if (baseline.x + wide > right) break;
    strike(p, words, baseline, style);
    baseline.x += wide + 14;
  }
}

void dashed_frame(Painter& p, Rect at, Color color) {
  constexpr float dash = 7, gap = 5;
  const float width = std::max(2.0F, p.theme().stroke.frame);
  for (float x = at.x; x < at.right(); x += dash + gap) {
    const float w = std::min(dash, at.right() - x);
    p.fill({x, at.y, w, width}, color);
    p.fill({x, at.bottom() - width, w, width}, color);
  }
  for (float y = at.y; y < at.bottom(); y += dash + gap) {
    const float h = std::min(dash, at.bottom() - y);
    p.fill({at.x, y, width, h}, color);
    p.fill({at.right() - width, y, width, h}, color);
  }
}

void draw_letter(Painter& p, const std::string& letter, Vec2 centre, float size) {
  if (letter.empty()) return;
  key_cap(p, {centre.x - key_cap_width(p, letter, size) / 2, centre.y}, letter, size);
}

float draw_pairs(Painter& p, const Asked& a, Rect at, bool draw) {
  if (a.question.pairs.empty()) return 0;
  const TextStyle style{.size = p.type().statement, .face = Face::mono, .color = p.theme().text0};
  const float line = std::round(style.size * 1.6F);
  float x = at.x, y = at.y + style.size;
  for (std::size_t i = 0; i < a.question.pairs.size(); ++i) {
    const auto& [value, weight] = a.question.pairs[i];
    const std::string term = std::string(i > 0 ? "+ " : "") + fixed(static_cast<double>(value), 3) + " · " +
                             fixed(static_cast<double>(weight), 3);
    const float wide = p.text_width(term + "  ", style.size, style.face);
    if (x > at.x && x + wide > at.right()) x = at.x, y += line;
    if (draw) p.text(term, {x, y}, style);
    x += wide;
  }
  return y - at.y + style.size;
}

}  // namespace unfold::view
