#include "app/view/chrome/chrome.h"
#include "app/view/quiz/parts.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace unfold::view {
namespace {

enum class Illustration { none, places, padding, product };

// Is a slip one of the places along a side, so that they can be counted? A number that is no known slip may
// be.
bool of_places(const Verdict& v) {
  if (!v.slip) return true;
  const std::string_view text = v.slip->text;
  return text.starts_with("quiz.slip_pad") || text.starts_with("quiz.slip_plus_one") ||
         text == "quiz.slip_pixels" || text == "quiz.slip_stride" || text == "quiz.slip_filter";
}

Illustration illustration(const Painter& p, const Asked& a, const Verdict& v, float width) {
  switch (a.question.ask) {
  case Ask::places:
  case Ask::col_shape:
    return v.box == 0 && of_places(v) && places_height(p, a.geometry(), width) > 0 ? Illustration::places
                                                                                   : Illustration::none;
  case Ask::padded_size: return Illustration::padding;
  case Ask::product_shape: return Illustration::product;
  default: return Illustration::none;
  }
}

float illustration_height(const Painter& p, const Asked& a, Illustration what, float width) {
  switch (what) {
  case Illustration::places: return places_height(p, a.geometry(), width);
  case Illustration::padding: return padding_height(p);
  case Illustration::product: return product_height(p, a, width);
  case Illustration::none: return 0;
  }
  return 0;
}

// Of the width of the verdict what its picture gets.
constexpr float picture_part = 0.58F;

// What is said in the band: a line, or as many as it needs.
std::string told(const Asked& a, const Verdict& v) {
  const std::string said = a.texts.get(v.slip ? v.slip->text : "quiz.not_that");
  // The number of a pixel in memory says nothing to anybody.
  return a.question.typed ? v.shown + "  —  " + said : said;
}
TextStyle telling(const Painter& p) {
  return {.size = p.type().statement, .face = Face::ui_bold, .color = p.theme().bg0};
}
float telling_line(const Painter& p) { return std::round(p.type().statement * 1.35F); }
float telling_room(const Painter& p, float width) { return width - 14 - p.type().statement * 1.5F - 12; }
float band_height(const Painter& p, const Asked& a, const Verdict& v, float width) {
  return p.paragraph_height(told(a, v), telling_room(p, width), telling_line(p), telling(p)) +
         std::round(p.type().statement * 0.8F);
}

std::string why(const Asked& a, const Verdict& v) {
  return a.texts.get(v.slip ? v.slip->text + "_why" : "quiz.hint_" + std::string(name(a.question.ask)));
}

// "OH = (H + 2·pad − FH) / stride + 1": the rule, where there is one.
std::string rule(const Asked& a, std::size_t box) {
  std::string key = "quiz.rule_" + std::string(name(a.question.ask)) + (box == 0 ? "_0" : "_1");
  if (a.geometry().pool_ceil && a.texts.all().contains(key + "_ceil")) key += "_ceil";
  return a.texts.all().contains(key) ? a.question.boxes[box].label + " = " + a.texts.get(key) : std::string();
}

// The same with this layer's numbers, where they do not say the answer at once.
std::string rule_in_numbers(const Asked& a, std::size_t box) {
  switch (a.question.ask) {
  case Ask::padded_size:
  case Ask::places:
  case Ask::unread:
  case Ask::row_of_window:
  case Ask::window_of_row:
  case Ask::pooled_size: return a.question.boxes[box].label + " = " + a.question.boxes[box].formula + " = ?";
  default: return {};
  }
}

TextStyle reading(const Painter& p) { return {.size = p.type().text, .color = p.theme().text1}; }
TextStyle ruling(const Painter& p) {
  return {.size = p.type().text, .face = Face::ui_bold, .color = p.theme().text0};
}

float words_height(const Painter& p, const Asked& a, const Verdict& v, float width) {
  const float pitch = p.type().text_line;
  float tall = p.paragraph_height(why(a, v), width, pitch, reading(p));
  for (const std::string& said : {rule(a, v.box), rule_in_numbers(a, v.box)})
    if (!said.empty()) tall += p.paragraph_height(said, width, pitch, ruling(p)) + 6;
  return tall;
}

// What stands in the way, in the words of the box: "rows = N 10 · OH 7 · OW 7 = 490".
std::string reason(const Asked& a, std::size_t i) {
  const AnswerBox& box = a.question.boxes[i];
  const std::string number = a.question.typed ? number_words(box) : std::string();
  std::string words = box.label;
  if (!number.empty()) words += " = {text0 m b|" + number + "}";
  return words + (number.empty() ? ": " : " = ") + box.formula;
}

void tick(Painter& p, Vec2 centre, float radius) {
  const Color ink = p.theme().text0;
  const float width = std::max(2.0F, p.theme().stroke.frame);
  p.fill({centre.x - radius, centre.y - radius, 2 * radius, 2 * radius}, p.theme().bg0, radius);
  p.frame({centre.x - radius, centre.y - radius, 2 * radius, 2 * radius}, ink, width, radius);
  p.polyline({{centre.x - radius * 0.45F, centre.y + radius * 0.05F},
              {centre.x - radius * 0.1F, centre.y + radius * 0.42F},
              {centre.x + radius * 0.5F, centre.y - radius * 0.4F}},
             ink, width);
}

}  // namespace

std::optional<Verdict> verdict_of(const Asked& a) {
  if (a.over()) return std::nullopt;
  const Quiz& quiz = a.quiz;
  std::size_t box = quiz.box;
  if (quiz.wrong[box].empty() || quiz.right[box]) {
    box = quiz.wrong.size();
    for (std::size_t i = 0; i < quiz.wrong.size(); ++i)
      if (!quiz.wrong[i].empty() && !quiz.right[i]) box = i;
    if (box == quiz.wrong.size()) return std::nullopt;
  }
  const std::string& answer = quiz.wrong[box].back();
  Verdict verdict{box, answer, answer, slip_of(a.geometry(), a.question, box, answer)};
  // Of a place both numbers were given at once.
  const bool both = is_place(a.question.ask) && !quiz.right[0] && !quiz.right[1];
  if (both && !quiz.wrong[0].empty() && !quiz.wrong[1].empty())
    verdict.shown = "(" + quiz.wrong[0].back() + ", " + quiz.wrong[1].back() + ")";
  verdict.shown = with_minus(verdict.shown);
  return verdict;
}

float verdict_height(const Painter& p, const Asked& a, const Verdict& v, float width) {
  const float inside = width - 28;
  const Illustration what = illustration(p, a, v, inside * picture_part);
  const float words =
      words_height(p, a, v, what == Illustration::none ? inside : inside * (1 - picture_part) - 18);
  const float picture = illustration_height(p, a, what, inside * picture_part);
  return band_height(p, a, v, width) + std::max(words, picture) + 18;
}

void draw_verdict(Painter& p, const Asked& a, const Verdict& v, Rect at) {
  const Theme& t = p.theme();
  const float size = p.type().statement, band = band_height(p, a, v, at.w);
  p.fill({at.x, at.y, at.w, std::min(band, at.h)}, t.text0);
  p.frame(at, t.text0, std::max(2.0F, t.stroke.frame));
  const float cross = size * 0.32F;
  const float first = at.y + std::round(size * 0.4F) + telling_line(p) / 2;
  const Vec2 c{at.x + 14 + cross, first};
  p.line({c.x - cross, c.y - cross}, {c.x + cross, c.y + cross}, t.bg0, 3);
  p.line({c.x - cross, c.y + cross}, {c.x + cross, c.y - cross}, t.bg0, 3);
  p.paragraph(told(a, v), {at.x + 14 + size * 1.5F, first + size * 0.36F}, telling_room(p, at.w),
              telling_line(p), telling(p));
  const Rect inside{at.x + 14, at.y + band + 8, at.w - 28, at.h - band - 16};
  Illustration what = illustration(p, a, v, inside.w * picture_part);
  if (illustration_height(p, a, what, inside.w * picture_part) > inside.h + 2) what = Illustration::none;
  const Rect picture{inside.x, inside.y, inside.w * picture_part, inside.h};
  switch (what) {
  case Illustration::none: break;
  case Illustration::places: {
    // Of the rows only a count of places along one side can be drawn. A number of no known slip marks none.
    const double value = answer_in(a.question.boxes[v.box], v.answer).value_or(0);
    double side = a.question.ask == Ask::places
                      ? value
                      : std::sqrt(std::max(0.0, value / static_cast<double>(a.geometry().N)));
    if (!v.slip) side = 1e6;
    draw_places(p, a.geometry(), std::llround(std::min(side, 1e6)), a.texts, picture);
    break;
  }
  case Illustration::padding: draw_padding(p, a.geometry(), v.box == 0, picture); break;
  case Illustration::product: draw_product(p, a, true, picture); break;
  }
  const float x = what == Illustration::none ? inside.x : picture.right() + 18;
  const float width = inside.right() - x, pitch = p.type().text_line;
  float y = inside.y + p.type().text;
  // Where there is no room for the whole reason, its band alone is said.
  if (y + p.paragraph_height(why(a, v), width, pitch, reading(p)) - pitch > at.bottom() - 2) return;
  y = p.paragraph(why(a, v), {x, y}, width, pitch, reading(p)) + 6;
  for (const std::string& line : {rule(a, v.box), rule_in_numbers(a, v.box)}) {
    if (line.empty() || y + p.paragraph_height(line, width, pitch, ruling(p)) - pitch > at.bottom() - 6)
      break;
    y = p.paragraph(line, {x, y}, width, pitch, ruling(p)) + 6;
  }
}

float reveal_height(const Painter& p, const Asked& a, float width) {
  float tall = std::round(p.type().title * 1.7F) + 16;
  for (std::size_t i = 0; i < a.question.boxes.size(); ++i)
    tall += p.paragraph_height(reason(a, i), width - 28, p.type().text_line, reading(p));
  return tall;
}

void draw_reveal(Painter& p, const Asked& a, Rect at) {
  const Theme& t = p.theme();
  p.fill(at, t.bg2, 4);
  p.frame(at, t.text0, std::max(2.0F, t.stroke.frame), 4);
  const float size = p.type().statement, radius = std::round(size * 0.7F);
  const float middle = at.y + 8 + std::round(p.type().title * 0.85F);
  const bool shown = a.quiz.outcome == Answered::shown;
  float x = at.x + 14;
  if (!shown) {
    tick(p, {x + radius, middle}, radius);
    x += 2 * radius + 10;
  }
  const char* key = shown                                       ? "quiz.the_answer"
                    : a.quiz.outcome == Answered::right_at_once ? "quiz.right_at_once"
                                                                : "quiz.right_later";
  p.text(a.texts.get(key), {x, middle + size * 0.36F},
         {.size = size, .face = Face::ui_bold, .color = t.text0});
  float y = at.y + 8 + std::round(p.type().title * 1.7F) + p.type().text;
  for (std::size_t i = 0; i < a.question.boxes.size(); ++i)
    y = p.paragraph(reason(a, i), {at.x + 14, y}, at.w - 28, p.type().text_line, reading(p));
}

}  // namespace unfold::view
