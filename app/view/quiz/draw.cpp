#include "app/view/quiz/draw.h"

#include "app/view/chrome/chrome.h"
#include "app/view/format.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

// The last wrong answer, and what it was taken for.
struct Verdict {
  std::size_t box = 0;
  std::string answer;
  std::optional<Slip> slip;
};

std::optional<Verdict> verdict_of(const State& s, const Question& q) {
  const Quiz& quiz = *s.quiz;
  if (quiz.stage != q.stage || quiz.wrong.size() != q.boxes.size()) return std::nullopt;
  std::size_t box = quiz.box;
  if (quiz.wrong[box].empty()) {
    const auto any = std::ranges::find_if(quiz.wrong, [](const auto& wrong) { return !wrong.empty(); });
    if (any == quiz.wrong.end()) return std::nullopt;
    box = static_cast<std::size_t>(any - quiz.wrong.begin());
  }
  if (quiz.right[box]) return std::nullopt;
  Verdict verdict{box, quiz.wrong[box].back(), {}};
  const std::optional<double> value = number_in(verdict.answer);
  for (const Slip& slip : slips_of(s.walkthrough->geometry(), q.stage, box)) {
    if (!value || std::abs(*value - slip.value) > 1e-9 || slip.value == q.boxes[box].answer) continue;
    verdict.slip = slip;
    break;
  }
  return verdict;
}

// How a box stands: what is typed, what was wrong, whether it is right.
struct BoxLook {
  std::string typed;
  std::vector<std::string> wrong;
  bool right = false, chosen = false;
};

BoxLook look_of(const Quiz& quiz, const Question& q, std::size_t i) {
  if (quiz.stage != q.stage || quiz.typed.size() != q.boxes.size())
    return {.typed = {}, .wrong = {}, .right = false, .chosen = i == 0};
  return {quiz.typed[i], quiz.wrong[i], quiz.right[i], i == quiz.box && !quiz.right[i]};
}

std::string number_words(const AnswerBox& box) {
  return box.tolerance == 0 ? grouped(std::llround(box.answer)) : fixed(box.answer, 4);
}

// The label, what was tried, and the box; returns its height.
float draw_box(Painter& p, const Quiz& quiz, const Question& q, std::size_t i, Rect at) {
  const Theme& t = p.theme();
  const BoxLook look = look_of(quiz, q, i);
  const float size = std::round(p.type().title * 0.9F), tall = std::round(size * 1.9F);
  const float wide = std::round(size * 7);
  const float y = at.y, middle = y + tall / 2 + size * 0.36F;
  const TextStyle label{.size = p.type().text, .face = Face::ui_bold, .color = t.text0};
  p.rich(q.boxes[i].label, {at.x, middle}, label);
  // All boxes of a question begin behind its longest label.
  float labels = size * 5.0F;
  for (const AnswerBox& one : q.boxes) labels = std::max(labels, p.rich_width(one.label, label));
  const Rect box{at.x + std::round(labels + size * 0.5F), y, wide, tall};
  p.fill(box, look.right ? t.bg3 : t.bg0);
  p.frame(box, look.chosen ? t.accent : t.text2, look.chosen ? 3 : 1);
  if (look.chosen && t.name == ThemeName::light) p.frame(box.inset(3), t.text0, 1);
  const TextStyle number{.size = size, .face = Face::mono_bold, .color = t.text0};
  const std::string shown = look.right ? number_words(q.boxes[i]) : look.typed;
  const float typed = p.text(shown, {box.x + 10, middle}, number);
  if (look.chosen) p.vline(box.x + 11 + typed, y + 6, y + tall - 6, t.text0, 2);
  if (!look.right) p.hit(box, Action{act::ChooseBox{i}});
  float x = box.right() + 12;
  if (look.right) {
    p.text("✓", {x, middle}, {.size = size, .face = Face::ui_bold, .color = t.text0});
    const TextStyle why{.size = p.type().text, .color = t.text1};
    p.rich("= " + q.boxes[i].formula, {x + size * 1.4F, middle}, why);
    return tall;
  }
  // First guesses stay, struck out.
  for (auto wrong = look.wrong.rbegin(); wrong != look.wrong.rend(); ++wrong) {
    const float w = p.text_width(*wrong, p.type().text, Face::mono);
    if (x + w > at.right()) break;
    p.text(*wrong, {x, middle}, {.size = p.type().text, .face = Face::mono, .color = t.text1});
    p.hline(x - 2, x + w + 2, y + tall / 2, t.text0, 2);
    x += w + 14;
  }
  return tall;
}

float button(Painter& p, float x, float y, const std::string& words, const std::string& key, bool first,
             const Action& action) {
  const Theme& t = p.theme();
  const float size = p.type().text, tall = std::round(size * 2.4F);
  const float wide = p.text_width(words, size, Face::ui_bold) + 30 + key_cap_width(p, key, p.type().code);
  const Rect at{x, y, wide, tall};
  p.fill(at, first ? t.text0 : t.bg2, 4);
  p.frame(at, t.text2, 1, 4);
  p.text(words, {x + 12, y + tall / 2 + size * 0.36F},
         {.size = size, .face = Face::ui_bold, .color = first ? t.bg0 : t.text0});
  key_cap(p, {at.right() - 8 - key_cap_width(p, key, p.type().code), y + tall / 2}, key, p.type().code);
  p.hit(at, action);
  return wide;
}

// The numbers that the answer is among, as the window lays them; or what a sum is made of.
float draw_numbers(Painter& p, const Question& q, const Geometry& g, Rect at) {
  const Theme& t = p.theme();
  const float size = p.type().statement;
  if (!q.values.empty()) {
    const float side = std::round(size * 4.2F);
    for (std::size_t i = 0; i < q.values.size(); ++i) {
      const auto row = static_cast<float>(static_cast<std::int64_t>(i) / g.PW),
                 column = static_cast<float>(static_cast<std::int64_t>(i) % g.PW);
      const Rect cell{at.x + column * side, at.y + row * side * 0.6F, side - 2, side * 0.6F - 2};
      if (cell.bottom() > at.bottom()) break;
      p.fill(cell, t.bg2);
      p.frame(cell, t.line2);
      p.text(fixed(static_cast<double>(q.values[i]), 3), {cell.centre().x, cell.centre().y + size * 0.36F},
             {.size = size, .face = Face::mono, .color = t.text0, .align = Align::centre});
    }
    return std::round(static_cast<float>(g.PH) * side * 0.6F) + 12;
  }
  float x = at.x, y = at.y + size;
  for (std::size_t i = 0; i < q.pairs.size(); ++i) {
    const auto& [a, w] = q.pairs[i];
    const std::string term = std::string(i > 0 ? "+ " : "") + fixed(static_cast<double>(a), 3) + " · " +
                             fixed(static_cast<double>(w), 3);
    const float wide = p.text_width(term + "  ", size, Face::mono);
    if (x + wide > at.right()) x = at.x, y += size * 1.7F;
    p.text(term, {x, y}, {.size = size, .face = Face::mono, .color = t.text0});
    x += wide;
  }
  return q.pairs.empty() ? 0 : y - at.y + size;
}

void draw_verdict(Painter& p, const State& s, const Question& q, const Verdict& verdict, const Texts& texts,
                  Rect at) {
  const Theme& t = p.theme();
  const Geometry& g = s.walkthrough->geometry();
  const float size = p.type().statement, band = std::round(size * 2.4F);
  p.fill({at.x, at.y, at.w, band}, t.text0);
  p.frame(at, t.text0, 2);
  const std::string line =
      verdict.answer + "  —  " + (verdict.slip ? texts.get(verdict.slip->text) : texts.get("quiz.not_that"));
  p.text("✕", {at.x + 14, at.y + band / 2 + size * 0.36F},
         {.size = size, .face = Face::ui_bold, .color = t.bg0});
  p.text(ellipsized(p, line, at.w - 56, size, Face::ui_bold), {at.x + 40, at.y + band / 2 + size * 0.36F},
         {.size = size, .face = Face::ui_bold, .color = t.bg0});
  const Rect inside{at.x + 14, at.y + band + 12, at.w - 28, at.h - band - 24};
  const bool of_places = q.stage == Stage::allocate || q.stage == Stage::reshape || q.stage == Stage::gemm;
  float left = inside.x;
  if (of_places && verdict.box == 0) {
    // Of the rows only a count of places along one side can be drawn.
    const auto value = number_in(verdict.answer).value_or(0);
    const double per_side =
        q.stage == Stage::allocate ? value : std::sqrt(std::max(0.0, value / static_cast<double>(g.N)));
    if (draw_places(p, g, std::llround(per_side), texts, {inside.x, inside.y, inside.w * 0.6F, inside.h}))
      left = inside.x + inside.w * 0.64F;
  }
  const TextStyle style{.size = p.type().text, .color = t.text1};
  const float pitch = p.type().text_line, width = inside.right() - left;
  float y = inside.y + p.type().text;
  const std::string why =
      texts.get(verdict.slip ? verdict.slip->text + "_why" : "quiz.hint_" + std::string(name(q.stage)));
  y = p.paragraph(why, {left, y}, width, pitch, style) + 8;
  if (q.stage != Stage::maps && q.stage != Stage::pool_max)
    p.paragraph(q.boxes[verdict.box].label + " = " +
                    texts.get("quiz.rule_" + std::string(name(q.stage)) + (verdict.box == 0 ? "_0" : "_1")),
                {left, y}, width, pitch, {.size = p.type().text, .face = Face::ui_bold, .color = t.text0});
}

}  // namespace

std::string score_words(const State& s, const Texts& texts) {
  int all = 0, at_once = 0, number = 0;
  for (int i = 0; i < stage_count; ++i) {
    const auto stage = static_cast<Stage>(i);
    if (!has_question(s.walkthrough->geometry(), stage)) continue;
    if (!s.quiz->only.empty() && !s.quiz->only.contains(stage)) continue;
    ++all;
    if (stage <= s.playback.at.stage) number = all;
    const auto done = s.quiz->done.find(stage);
    if (done != s.quiz->done.end() && done->second == Answered::right_at_once) ++at_once;
  }
  return texts.get(
      "quiz.score",
      {{"number", std::to_string(number)}, {"all", std::to_string(all)}, {"right", std::to_string(at_once)}});
}

void draw_question(Painter& p, const State& s, const Question& q, const Texts& texts, const Layout& l) {
  const Theme& t = p.theme();
  const Type& type = p.type();
  const float left = l.inner.x, right = l.inner.right();
  const float bottom = l.present ? l.bottom.y - 8 : l.inner.bottom();
  float y = l.header.y + std::round(type.title * 1.35F);
  const std::string predict = texts.get("quiz.predict");
  const float chip = p.text_width(predict, type.text, Face::ui_bold) + 24;
  p.fill({left, y - type.title * 1.1F, chip, type.title * 1.6F}, t.text0, 4);
  p.text(predict, {left + chip / 2, y - type.title * 0.3F + type.text * 0.36F},
         {.size = type.text, .face = Face::ui_bold, .color = t.bg0, .align = Align::centre});
  const std::string score = l.present ? std::string() : score_words(s, texts);
  const float room = right - left - chip - 14 - p.text_width(score, type.label) - 12;
  float size = type.title;
  while (size > type.text && p.text_width(q.title, size, Face::ui_bold) > room) size -= 1;
  p.text(q.title, {left + chip + 14, y}, {.size = size, .face = Face::ui_bold, .color = t.text0});
  p.text(score, {right, y}, {.size = type.label, .color = t.text2, .align = Align::right});
  y += std::round(type.title * 0.9F) + type.statement;
  const TextStyle prompt{.size = l.present ? type.text : type.statement, .color = t.text0};
  const float prompt_line = std::round(prompt.size * 1.55F);
  y = p.paragraph(q.prompt, {left, y}, right - left, prompt_line, prompt) + 6;
  y +=
      draw_numbers(p, q, s.walkthrough->geometry(), {left, y - prompt_line * 0.5F, right - left, bottom - y});
  for (std::size_t i = 0; i < q.boxes.size(); ++i)
    y += draw_box(p, *s.quiz, q, i, {left, y, right - left, 0}) + std::round(type.text * 0.7F);
  y += 4;
  const float first = button(p, left, y, texts.get("quiz.check"), "↵", true, act::CheckAnswer{});
  button(p, left + first + 12, y, texts.get("quiz.show"), "R", false, act::ShowAnswer{});
  y += std::round(type.text * 2.4F) + 16;
  if (const std::optional<Verdict> verdict = verdict_of(s, q); verdict && bottom - y > type.text * 5)
    draw_verdict(p, s, q, *verdict, texts, {left, y, right - left, std::min(bottom - y, type.text * 24)});
}

void draw_quiz_side(Painter& p, const State& s, const Question& q, const Texts& texts, const Layout& l) {
  const Theme& t = p.theme();
  const Geometry& g = s.walkthrough->geometry();
  const float x = l.right.x + 12, right = l.right.right() - 12, size = p.type().text;
  float y = l.right.y + p.type().label + 7;
  const auto head = [&](const char* key) {
    p.text(texts.get(key), {x, y}, {.size = p.type().label, .color = t.text2});
    y += 8;
    p.hline(x, right, y, t.line1);
    y += 8;
  };
  head("quiz.you_know");
  float cx = x;
  const auto chip = [&](const std::string& words, Axis axis) {
    const float wide = p.text_width(words, size, Face::ui_bold) + 14, tall = std::round(size * 1.7F);
    if (cx + wide > right) cx = x, y += tall + 6;
    p.frame({cx, y, wide, tall}, axis == Axis::none ? t.text2 : t.axis_color(axis),
            axis == Axis::none ? 1 : 2, 3);
    p.text(words, {cx + wide / 2, y + tall / 2 + size * 0.36F},
           {.size = size,
            .face = Face::ui_bold,
            .color = axis == Axis::none ? t.text0 : t.axis_color(axis),
            .align = Align::centre});
    cx += wide + 6;
  };
  const auto with = [](const char* name, std::int64_t n) {
    return std::string(name) + " " + std::to_string(n);
  };
  chip(with("N", g.N), Axis::N);
  chip(with("C", g.C), Axis::C);
  chip(with("H", g.H), Axis::none);
  chip(with("W", g.W), Axis::none);
  chip(with("FN", g.FN), Axis::FN);
  chip(with("FH", g.FH), Axis::FH);
  chip(with("FW", g.FW), Axis::FW);
  chip(with("stride", g.stride), Axis::none);
  chip("pad " + to_string(g.asked_pad), Axis::none);
  if (q.stage > Stage::allocate) {
    chip(with("OH", g.OH), Axis::OH);
    chip(with("OW", g.OW), Axis::OW);
  }
  y += size * 1.7F + 24;
  head("quiz.so_far");
  y += size;
  const Quiz& quiz = *s.quiz;
  bool any = false;
  for (std::size_t i = 0; i < q.boxes.size() && quiz.stage == q.stage && quiz.wrong.size() == q.boxes.size();
       ++i) {
    for (const std::string& wrong : quiz.wrong[i]) {
      p.rich(q.boxes[i].label + "  {text0 m|" + wrong + "}  ✕", {x, y}, {.size = size, .color = t.text1});
      y += p.type().text_line, any = true;
    }
    if (!quiz.right[i]) continue;
    p.rich(q.boxes[i].label + "  {text0 m|" + number_words(q.boxes[i]) + "}  ✓", {x, y},
           {.size = size, .color = t.text1});
    y += p.type().text_line, any = true;
  }
  if (!any)
    p.text(texts.get("quiz.nothing_yet"), {x, y}, {.size = size, .color = t.text2}), y += p.type().text_line;
  y += 12;
  head("quiz.keys");
  y += size;
  for (const auto& [key, words] : {std::pair{"Tab", "quiz.key_box"},
                                   {"↵", "quiz.key_check"},
                                   {"R", "quiz.key_show"},
                                   {"Q", "quiz.key_off"}}) {
    const float wide = key_cap(p, {x, y - size * 0.36F}, key, p.type().code);
    p.text(texts.get(words), {x + std::max(wide, size * 3) + 8, y}, {.size = size, .color = t.text1});
    y += p.type().text_line + 5;
  }
  p.paragraph(texts.get("quiz.closed"), {x, y + 8}, right - x, p.type().text_line,
              {.size = size, .color = t.text1});
}

}  // namespace unfold::view
