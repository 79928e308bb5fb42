#include "app/view/chrome/chrome.h"
#include "app/view/quiz/asked_place.h"
#include "app/view/quiz/draw.h"
#include "app/view/quiz/parts.h"
#include "app/view/tour/tour.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

namespace unfold::view {
namespace {

// The name of the stage on the time line.
std::string_view stage_words(Stage stage) {
  if (stage == Stage::allocate) return "im2col";
  return stage >= Stage::pool_im2col ? "pool" : name(stage);
}

class Side {
 public:
  Side(Painter& p, const State& s, const Question& q, const Texts& texts, Rect side)
      : p_(p), s_(s), q_(q), texts_(texts), x_(side.x + 12), right_(side.right() - 12), y_(side.y) {}

  void draw(float bottom) {
    y_ += p_.type().label + 7;
    known();
    const std::vector<Line> keys = key_lines();
    const float size = p_.type().text;
    const float keys_height = p_.type().label + 30 + static_cast<float>(keys.size()) * key_line();
    const float closed = p_.paragraph_height(texts_.get("quiz.closed"), right_ - x_, p_.type().text_line,
                                             {.size = size, .color = {}});
    answers(bottom - keys_height - closed - 24);
    draw_keys(keys);
    p_.paragraph(texts_.get("quiz.closed"), {x_, y_ + 8}, right_ - x_, p_.type().text_line,
                 {.size = size, .color = p_.theme().text1});
  }

 private:
  using Line = std::pair<std::string, std::string>;

  [[nodiscard]] float key_line() const { return p_.type().text_line + 5; }

  void head(const std::string& words, const std::string& at_right = {}) {
    p_.text(words, {x_, y_}, {.size = p_.type().label, .color = p_.theme().text2});
    p_.text(at_right, {right_, y_},
            {.size = p_.type().label, .color = p_.theme().text2, .align = Align::right});
    p_.hline(x_, right_, y_ + 8, p_.theme().line1);
    y_ += 16;
  }

  void known() {
    const Geometry& g = s_.walkthrough->geometry();
    head(texts_.get("quiz.you_know"));
    cx_ = x_;
    chip("N", g.N, Axis::N);
    chip("C", g.C, Axis::C);
    chip("H", g.H, Axis::none);
    chip("W", g.W, Axis::none);
    chip("FN", g.FN, Axis::FN);
    chip("FH", g.FH, Axis::FH);
    chip("FW", g.FW, Axis::FW);
    chip("stride", g.stride, Axis::none);
    chip("pad " + to_string(g.asked_pad), Axis::none);
    const Stage stage = stage_of(q_.ask);
    if (stage > Stage::allocate) {
      chip("OH", g.OH, Axis::OH);
      chip("OW", g.OW, Axis::OW);
    }
    if (stage > Stage::maps) {
      chip("PH", g.PH, Axis::FH);
      chip("PW", g.PW, Axis::FW);
    }
    y_ += p_.type().text * 1.7F + 24;
  }

  void chip(const std::string& name, std::int64_t n, Axis axis) {
    chip(name + " " + std::to_string(n), axis);
  }
  void chip(const std::string& words, Axis axis) {
    const float size = p_.type().text;
    const Color ink = axis == Axis::none ? p_.theme().text0 : p_.theme().axis_color(axis);
    const float wide = p_.text_width(words, size, Face::ui_bold) + 14, tall = std::round(size * 1.7F);
    if (cx_ + wide > right_) cx_ = x_, y_ += tall + 6;
    p_.frame({cx_, y_, wide, tall}, axis == Axis::none ? p_.theme().text2 : ink, axis == Axis::none ? 1 : 2,
             3);
    p_.text(words, {cx_ + wide / 2, y_ + tall / 2 + size * 0.36F},
            {.size = size, .face = Face::ui_bold, .color = ink, .align = Align::centre});
    cx_ += wide + 6;
  }

  // Those of the whole lesson, the last of them where they are too many.
  void answers(float bottom) {
    const Score score = score_of(s_);
    head(texts_.get("quiz.so_far"), texts_.get("quiz.right_of", {{"right", std::to_string(score.right)},
                                                                 {"all", std::to_string(score.all)}}));
    const float size = p_.type().text, line = p_.type().text_line;
    y_ += size;
    const std::vector<Given>& given = s_.quiz->given;
    if (given.empty()) {
      p_.text(texts_.get("quiz.nothing_yet"), {x_, y_}, {.size = size, .color = p_.theme().text2});
      y_ += line;
    }
    std::size_t first = given.size();
    for (float room = bottom - y_; first > 0; --first) {
      room -= answer_height(given[first - 1]);
      if (room < (first > 1 ? line : 0)) break;
    }
    if (first > 0) {
      p_.text(texts_.get("quiz.earlier", {{"count", std::to_string(first)}}), {x_, y_},
              {.size = size, .color = p_.theme().text2});
      y_ += line;
    }
    for (std::size_t i = first; i < given.size(); ++i) answer(given[i]);
    y_ += 12;
  }

  [[nodiscard]] float indent() const { return p_.type().text * 1.4F; }
  [[nodiscard]] TextStyle quiet() const { return {.size = p_.type().text, .color = p_.theme().text2}; }
  [[nodiscard]] std::string slip(const Given& given) const {
    return given.slip.empty() ? std::string() : texts_.get(given.slip);
  }

  [[nodiscard]] float answer_height(const Given& given) const {
    const float line = p_.type().text_line;
    if (given.slip.empty()) return line;
    return line + p_.paragraph_height(slip(given), right_ - x_ - indent(), line, quiet());
  }

  void answer(const Given& given) {
    const float size = p_.type().text, line = p_.type().text_line;
    const TextStyle style{.size = size, .color = p_.theme().text1};
    const std::optional<Question> question =
        question_of(s_, given.what.ask, texts_, step_asking(s_, given.what));
    const bool labelled = question && given.box < question->boxes.size();
    p_.text(given.right ? "✓" : "✕", {x_, y_},
            {.size = size, .face = Face::ui_bold, .color = p_.theme().text0});
    float x = x_ + indent();
    if (labelled) x += p_.rich(question->boxes[given.box].label, {x, y_}, style) + size * 0.6F;
    if (!question || question->typed)
      p_.text(with_minus(given.text), {x, y_},
              {.size = size, .face = Face::mono_bold, .color = p_.theme().text0});
    p_.text(texts_.get("stage." + std::string(stage_words(stage_of(given.what.ask)))), {right_, y_},
            {.size = p_.type().label, .color = p_.theme().text2, .align = Align::right});
    y_ += line;
    if (given.slip.empty()) return;
    y_ = p_.paragraph(slip(given), {x_ + indent(), y_}, right_ - x_ - indent(), line, quiet());
  }

  [[nodiscard]] std::vector<Line> key_lines() const {
    const Quiz quiz = at_question(s_, q_);
    std::vector<Line> lines;
    if (quiz.outcome) {
      lines.emplace_back("↵", texts_.get("quiz.key_on"));
    } else {
      const std::size_t count = offered(s_);
      if (count > 0) lines.emplace_back("A – " + letter(count - 1), texts_.get("quiz.key_choose"));
      if (q_.boxes.size() > 1) lines.emplace_back("Tab", texts_.get("quiz.key_box"));
      if (q_.typed) lines.emplace_back("↵", texts_.get("quiz.key_check"));
      lines.emplace_back("R", texts_.get("quiz.key_show"));
    }
    const auto command = [&](const char* id, const char* words) {
      if (const std::string key = texts_.key(id); !key.empty()) lines.emplace_back(key, texts_.get(words));
    };
    command("quiz", "quiz.key_off");
    if (const auto step = tour_step(s_))
      command("ask_step", tour_of(s_)->steps[*step].ask ? "quiz.key_asks" : "quiz.key_asks_not");
    return lines;
  }

  void draw_keys(const std::vector<Line>& lines) {
    head(texts_.get("quiz.keys"));
    const float size = p_.type().text;
    y_ += size;
    float caps = size * 3;
    for (const Line& line : lines) caps = std::max(caps, key_cap_width(p_, line.first, p_.type().code));
    for (const auto& [key, words] : lines) {
      key_cap(p_, {x_, y_ - size * 0.36F}, key, p_.type().code);
      p_.text(ellipsized(p_, words, right_ - x_ - caps - 8, size, Face::ui), {x_ + caps + 8, y_},
              {.size = size, .color = p_.theme().text1});
      y_ += key_line();
    }
  }

  Painter& p_;
  const State& s_;
  const Question& q_;
  const Texts& texts_;
  float x_, right_, y_, cx_ = 0;
};

}  // namespace

void draw_quiz_side(Painter& p, const State& s, const Question& q, const Texts& texts, const Layout& l) {
  Side(p, s, q, texts, l.right).draw(l.right.bottom());
}

float draw_ask_switch(Painter& p, const State& s, const Texts& texts, Vec2 at) {
  const std::optional<std::size_t> step = tour_step(s);
  if (!step || !has_question(s.walkthrough->geometry(), tour_of(s)->steps[*step].at.stage)) return 0;
  const bool asks = tour_of(s)->steps[*step].ask;
  const Theme& t = p.theme();
  const float side = p.type().label + 8;
  const Rect box{at.x - side, std::round(at.y - side / 2), side, side};
  p.fill(box, asks ? t.accent : t.bg2, 3);
  p.frame(box, asks ? t.accent_ink : t.line2, 1, 3);
  p.text("?", {box.centre().x, box.centre().y + p.type().label * 0.36F},
         {.size = p.type().label,
          .face = Face::ui_bold,
          .color = asks ? t.accent_ink : t.text1,
          .align = Align::centre});
  p.hit(box, Action{act::ToggleAsk{}}, texts.tip(asks ? "quiz.switch_off" : "quiz.switch_on", "ask_step"));
  return side;
}

}  // namespace unfold::view
