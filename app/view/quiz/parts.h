#pragma once

#include "app/view/painter.h"
#include "app/view/quiz/quiz.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace unfold::view {

// What the parts of a question are drawn from.
struct Asked {
  const State& state;
  const Question& question;
  const Quiz& quiz;  // as this question finds it
  const Texts& texts;
  std::vector<Candidate> candidates;  // of the chosen box
  std::size_t box = 0;                // that a candidate goes to

  [[nodiscard]] const Geometry& geometry() const { return state.walkthrough->geometry(); }
  [[nodiscard]] bool over() const { return quiz.outcome.has_value(); }
  [[nodiscard]] bool is_right(std::size_t i) const { return over() || quiz.right[i]; }
  [[nodiscard]] bool was_tried(const Candidate& candidate) const;
};

[[nodiscard]] std::string number_words(const AnswerBox& box);
[[nodiscard]] std::string with_minus(std::string typed);  // as the window writes it
[[nodiscard]] std::string letter(std::size_t candidate);  // "A"; empty behind the last of them

// One field: what is typed, or the right number. Its height is field_height.
[[nodiscard]] float field_height(const Painter& p);
[[nodiscard]] float field_width(const Painter& p);
void draw_answer_field(Painter& p, const Asked& a, std::size_t i, Vec2 at, float width);
// What was tried, struck out, from `at` on; as much as there is room for.
void draw_struck(Painter& p, const Asked& a, std::size_t i, Vec2 baseline, float right);
void strike(Painter& p, const std::string& words, Vec2 baseline, const TextStyle& style);
void dashed_frame(Painter& p, Rect at, Color color);
// A letter's key in the middle of a cell.
void draw_letter(Painter& p, const std::string& letter, Vec2 centre, float size);

// The shape that is asked for as an empty matrix with its fields on the edges, beside what it is made from.
[[nodiscard]] bool has_figure(Ask ask);
[[nodiscard]] float figure_height(const Painter& p);
void draw_figure(Painter& p, const Asked& a, Rect at);
// What the figure's matrix is made from, or what the question is about; returns where the picture itself is.
Rect draw_figure_source(Painter& p, const Asked& a, Rect at);

// The picture of which rows are never read; they are lit once the question is over. 0: it asks something
// else, or there is no room.
[[nodiscard]] float unread_height(const Painter& p, const Asked& a, float most);
void draw_unread(Painter& p, const Asked& a, Rect at);

// The picture to click an answer in; 0 where the question has none.
[[nodiscard]] float pick_height(const Painter& p, const Asked& a, float most);
void draw_pick(Painter& p, const Asked& a, Rect at);
void draw_pick_cells(Painter& p, const Asked& a, Rect at);
void draw_pick_corner(Painter& p, const Asked& a, Rect at);
void draw_pick_rows(Painter& p, const Asked& a, Rect at);
void draw_pick_windows(Painter& p, const Asked& a, Rect at);
[[nodiscard]] bool windows_fit(const Geometry& g);  // so that each can be clicked

// The pairs of a sum; returns the height that they took, without drawing for `draw` false.
float draw_pairs(Painter& p, const Asked& a, Rect at, bool draw);

// The last wrong answer, and what it was taken for; the reason of the right one.
struct Verdict {
  std::size_t box = 0;
  std::string answer, shown;
  std::optional<Slip> slip;
};
[[nodiscard]] std::optional<Verdict> verdict_of(const Asked& a);
[[nodiscard]] float verdict_height(const Painter& p, const Asked& a, const Verdict& verdict, float width);
void draw_verdict(Painter& p, const Asked& a, const Verdict& verdict, Rect at);
[[nodiscard]] float reveal_height(const Painter& p, const Asked& a, float width);
void draw_reveal(Painter& p, const Asked& a, Rect at);

// One side of the padded picture and the places of the window on it, those that an answer of `counted`
// places missed marked. 0: they are too many to be drawn.
[[nodiscard]] float places_height(const Painter& p, const Geometry& g, float width);
void draw_places(Painter& p, const Geometry& g, std::int64_t counted, const Texts& texts, Rect at);
// The picture with its zeros before and behind it, along one side.
[[nodiscard]] float padding_height(const Painter& p);
void draw_padding(Painter& p, const Geometry& g, bool down, Rect at);
// The two matrices of the product, and which of their sizes must agree.
[[nodiscard]] float product_height(const Painter& p, const Asked& a, float width);
void draw_product(Painter& p, const Asked& a, bool agreeing, Rect at);

}  // namespace unfold::view
