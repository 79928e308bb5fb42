#include "app/view/quiz/draw.h"

#include "app/view/chrome/chrome.h"
#include "app/view/quiz/asked_place.h"
#include "app/view/quiz/parts.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

float button_height(const Painter& p) { return std::round(p.type().text * 2.2F); }

// Returns its right end.
float button(Painter& p, Vec2 at, const std::string& words, const std::string& key, bool first,
             const Action& action) {
  const Theme& t = p.theme();
  const float size = p.type().text, tall = button_height(p);
  const float cap = key_cap_width(p, key, p.type().code);
  const Rect box{at.x, at.y, p.text_width(words, size, Face::ui_bold) + 30 + cap, tall};
  p.fill(box, first ? t.text0 : t.bg2, 4);
  p.frame(box, t.text2, t.stroke.cell, 4);
  p.text(words, {box.x + 12, box.centre().y + size * 0.36F},
         {.size = size, .face = Face::ui_bold, .color = first ? t.bg0 : t.text0});
  key_cap(p, {box.right() - 8 - cap, box.centre().y}, key, p.type().code);
  p.hit(box, action);
  return box.right();
}

// Candidates that stand in no picture are buttons in a line.
bool has_buttons(const Asked& a) {
  switch (a.question.ask) {
  case Ask::zero_pixel:
  case Ask::row_of_window:
  case Ask::maximum:
  case Ask::argmax: return false;
  case Ask::window_of_row: return !windows_fit(a.geometry());
  default: return true;
  }
}

void draw_candidates(Painter& p, const Asked& a, Rect at) {
  const Theme& t = p.theme();
  const float size = p.type().text, cap_size = p.type().code;
  const std::string lead = a.texts.get("quiz.or_choose");
  float x = at.x;
  const float middle = at.y + at.h / 2 + size * 0.36F;
  std::vector<float> wide;
  float all = 0;
  for (std::size_t i = 0; i < a.candidates.size(); ++i) {
    wide.push_back(p.text_width(a.candidates[i].label, size, Face::mono_bold) + 30 +
                   key_cap_width(p, letter(i), cap_size));
    all += wide.back() + 8;
  }
  const TextStyle style{.size = size, .color = t.text1};
  std::string words = lead;
  if (a.question.boxes.size() > 1 && !is_place(a.question.ask))
    words += "  " + a.question.boxes[a.box].label + ":";
  if (const float room = p.rich_width(words, style) + 12; room + all <= at.w)
    x += p.rich(words, {x, middle}, style) + 12;
  for (std::size_t i = 0; i < a.candidates.size(); ++i) {
    const Candidate& c = a.candidates[i];
    const Rect box{x, at.y, wide[i], at.h};
    if (box.right() > at.right() + 1) break;
    const bool tried = a.was_tried(c);
    p.fill(box, tried ? t.bg0 : t.bg2, 4);
    p.frame(box, t.text2, t.stroke.cell, 4);
    const float cap = key_cap(p, {box.x + 8, box.centre().y}, letter(i), cap_size);
    const TextStyle number{.size = size, .face = Face::mono_bold, .color = tried ? t.text2 : t.text0};
    if (tried)
      strike(p, c.label, {box.x + 16 + cap, middle}, number);
    else
      p.text(c.label, {box.x + 16 + cap, middle}, number);
    if (!tried) p.hit(box, Action{act::GiveAnswer{a.box, c.text}});
    x += wide[i] + 8;
  }
}

// Fields in a column, what was tried beside each.
float boxes_height(const Painter& p, const Asked& a) {
  if (!a.question.typed || has_figure(a.question.ask)) return 0;
  const float count = is_place(a.question.ask) ? 1 : static_cast<float>(a.question.boxes.size());
  return count * (field_height(p) + std::round(p.type().text * 0.6F));
}

void draw_boxes(Painter& p, const Asked& a, Rect at) {
  const float size = p.type().text, tall = field_height(p);
  const TextStyle style{.size = size, .face = Face::ui_bold, .color = p.theme().text0};
  // The fields of a place stand side by side, as an index does.
  const bool place = is_place(a.question.ask);
  const float wide = place ? std::round(field_width(p) * 0.75F) : field_width(p);
  float x = at.x, y = at.y;
  for (std::size_t i = 0; i < a.question.boxes.size(); ++i) {
    const float middle = y + tall / 2 + size * 0.36F;
    x += p.rich(a.question.boxes[i].label, {x, middle}, style) + size * 0.8F;
    draw_answer_field(p, a, i, {x, y}, wide);
    x += wide + 12;
    if (place) {
      x += size;
      continue;
    }
    draw_struck(p, a, i, {x, middle}, at.right());
    x = at.x, y += tall + std::round(size * 0.6F);
  }
}

void draw_head(Painter& p, const Asked& a, const Layout& l) {
  const Theme& t = p.theme();
  const Type& type = p.type();
  const float left = l.inner.x, right = l.inner.right();
  const float y = l.header.y + std::round(type.title * 1.35F);
  const std::string predict = a.texts.get("quiz.predict");
  const float chip = p.text_width(predict, type.text, Face::ui_bold) + 24;
  p.fill({left, y - type.title * 1.1F, chip, type.title * 1.6F}, t.text0, 4);
  p.text(predict, {left + chip / 2, y - type.title * 0.3F + type.text * 0.36F},
         {.size = type.text, .face = Face::ui_bold, .color = t.bg0, .align = Align::centre});
  const std::string score = l.present ? std::string() : score_words(a.state, a.texts);
  const float room = right - left - chip - 14 - p.text_width(score, type.label) - 12;
  float size = type.title;
  while (size > type.text && p.text_width(a.question.title, size, Face::ui_bold) > room) size -= 1;
  p.text(a.question.title, {left + chip + 14, y}, {.size = size, .face = Face::ui_bold, .color = t.text0});
  p.text(score, {right, y}, {.size = type.label, .color = t.text2, .align = Align::right});
}

void draw_buttons(Painter& p, const Asked& a, Vec2 at) {
  if (a.over()) {
    const TourStep* step = asking_step(a.state, stage_of(a.question.ask));
    const std::vector<Ask> asks = asks_of(a.state, stage_of(a.question.ask), step);
    const bool last = std::ranges::none_of(asks, [&](Ask ask) {
      return ask != a.question.ask && !a.quiz.done.contains(ask_at(a.state, ask, step));
    });
    button(p, at, a.texts.get(last ? "quiz.open_stage" : "quiz.next"), "↵", true, act::GoOn{});
    return;
  }
  float x = at.x;
  if (a.question.typed) x = button(p, at, a.texts.get("quiz.check"), "↵", true, act::CheckAnswer{}) + 12;
  button(p, {x, at.y}, a.texts.get("quiz.show"), "R", false, act::ShowAnswer{});
}

float gap_of(const Painter& p, bool present) { return std::round(p.type().text * (present ? 0.5F : 0.9F)); }

float answers_height(const Painter& p, const Asked& a, float width, bool present) {
  const float gap = gap_of(p, present), button = button_height(p) + gap;
  float tall = boxes_height(p, a) + button + (has_buttons(a) && !a.over() ? button : 0);
  const std::optional<Verdict> verdict = verdict_of(a);
  const float words = a.over()  ? reveal_height(p, a, width)
                      : verdict ? verdict_height(p, a, *verdict, width)
                                : 0;
  // One comes in any case: the picture does not give way when it does.
  tall += std::max(words, present ? 0 : p.type().text * 13);
  return tall;
}

// The picture of the question above its answers; returns the room that it leaves them.
Rect draw_picture(Painter& p, const Asked& a, Rect room, bool present) {
  const float gap = gap_of(p, present), free = room.h - answers_height(p, a, room.w, present) - gap;
  float tall = 0;
  if (has_figure(a.question.ask)) {
    const float least = field_height(p) * 2.6F + p.type().text * 1.5F + 8;
    tall = std::clamp(free, least, std::max(least, figure_height(p) * (present ? 1.0F : 1.7F)));
    draw_figure(p, a, {room.x, room.y, room.w, tall});
  } else if (tall = pick_height(p, a, std::max(free, p.type().text * 5)); tall > 0) {
    draw_pick(p, a, {room.x, room.y, room.w, tall});
  } else if (tall = unread_height(p, a, free); tall > 0) {
    draw_unread(p, a, {room.x, room.y, room.w, tall});
  } else {
    tall = draw_pairs(p, a, {room.x, room.y + p.type().text * 0.5F, room.w, 0}, true);
  }
  if (tall > 0) tall += gap;
  return {room.x, room.y + tall, room.w, room.h - tall};
}

// Fields, what is offered, the buttons, and what is said of the answer.
void draw_answers(Painter& p, const Asked& a, Rect at) {
  const float gap = std::round(p.type().text * (p.type().text > 20 ? 0.5F : 0.9F));
  float y = at.y;
  if (boxes_height(p, a) > 0) {
    draw_boxes(p, a, {at.x, y, at.w, 0});
    y += boxes_height(p, a);
  }
  if (has_buttons(a) && !a.over()) {
    draw_candidates(p, a, {at.x, y, at.w, button_height(p)});
    y += button_height(p) + gap;
  }
  if (a.over()) {
    const float tall = reveal_height(p, a, at.w);
    draw_reveal(p, a, {at.x, y, at.w, tall});
    y += tall + gap;
  }
  draw_buttons(p, a, {at.x, y});
  y += button_height(p) + gap;
  if (const std::optional<Verdict> verdict = verdict_of(a))
    draw_verdict(p, a, *verdict,
                 {at.x, y, at.w, std::min(verdict_height(p, a, *verdict, at.w), at.bottom() - y)});
}

}  // namespace

std::string score_words(const State& s, const Texts& texts) {
  const Score score = score_of(s);
  return texts.get("quiz.score", {{"number", std::to_string(score.number)},
                                  {"all", std::to_string(score.all)},
                                  {"right", std::to_string(score.right)}});
}

void draw_question(Painter& p, const State& s, const Question& q, const Texts& texts, const Layout& l) {
  const Type& type = p.type();
  const Quiz quiz = at_question(s, q);
  Asked a{s, q, quiz, texts, {}, is_place(q.ask) ? 0 : quiz.box};
  a.candidates = candidates_of(s, q, a.box);
  if (a.over()) p.hit(l.canvas, Action{act::GoOn{}});
  draw_head(p, a, l);
  const float bottom = l.present ? l.size.y - 14 : l.inner.bottom();
  float y = l.header.y + std::round(type.title * 2.25F) + (l.present ? type.label * 0.6F : type.statement);
  const TextStyle prompt{.size = l.present ? type.label : type.statement, .color = p.theme().text0};
  const float line = std::round(prompt.size * (l.present ? 1.3F : 1.55F));
  y = p.paragraph(q.prompt, {l.inner.x, y}, l.inner.w, line, prompt) - line * 0.5F;
  Rect room{l.inner.x, y + std::round(type.text * 0.4F), l.inner.w, 0};
  room.h = bottom - room.y;
  // Before a class the picture to click in stands beside the rest, as large as it can be.
  if (l.present && pick_height(p, a, room.h) > 0) {
    const float wide = std::round(room.w * 0.45F);
    draw_pick(p, a, {room.x, room.y, wide, room.h});
    const float gap = std::round(type.text * 0.8F);
    draw_answers(p, a, {room.x + wide + gap, room.y + gap, room.w - wide - gap, room.h - gap});
  } else {
    draw_answers(p, a, draw_picture(p, a, room, l.present));
  }
}

}  // namespace unfold::view
