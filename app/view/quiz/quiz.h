#pragma once

#include "app/view/quiz/question.h"
#include "app/view/state.h"
#include "app/view/texts.h"
#include "core/layer/stage.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace unfold::view {

// What became of a question.
enum class Answered { right_at_once, right_later, shown };

// One answer that was given, for the list of all of a lesson.
struct Given {
  AskAt what{};
  std::size_t box = 0;
  std::string text;
  bool right = false;
  std::string slip;  // the key of its words, where it is a known one
};

// The state of all questions. A change makes another.
struct Quiz {
  bool off = false;      // nothing is asked now; what was answered stays
  std::set<Stage> only;  // that a lesson asks about; empty: all that have a question
  std::map<AskAt, Answered, AskAtLess> done;
  std::vector<Given> given;  // in this lesson, the newest last
  // Of the question that is open, and of the layer and the answers that it was asked with:
  std::optional<AskAt> open;
  std::uint64_t layer = 0;
  std::vector<double> answers;
  std::vector<std::string> typed;               // one for each box
  std::vector<bool> right;                      // boxes that were answered
  std::vector<std::vector<std::string>> wrong;  // answers that were not, by box
  std::size_t box = 0;                          // that the keys go to
  std::optional<Answered> outcome;  // it is answered, and its reason stands there until the person goes on
  bool resume = false;              // the steps were playing when they came to it
};

// Asks about the stage of a lesson's step; where the person has switched questions on, it is asked anyway.
void ask_about(State& state, Stage stage);
// The lesson no more asks about this stage.
void ask_no_more(State& state, Stage stage);
// Does a question stand before the person now? One that is answered does until they go on.
[[nodiscard]] bool is_asked(const State& state);
// Is the one that stands there answered?
[[nodiscard]] bool is_answered(const State& state);
// Does one come when the person comes to this stage?
[[nodiscard]] bool asks_at(const State& state, Stage stage);
// The question that stands before the person now; none where the quiz is off or this stage's are done.
[[nodiscard]] std::optional<Question> open_question(const State& state, const Texts& texts);
// How many answers are offered to be chosen by a letter.
[[nodiscard]] std::size_t offered(const State& state);
inline constexpr std::size_t most_letters = 9;  // A to I
// The quiz as this question finds it: what was typed for another question or another layer is gone, what was
// answered is kept.
[[nodiscard]] Quiz at_question(const State& state, const Question& question);
// What is answered counts, whether the person goes on from there or not.
void keep_outcome(const State& state, Quiz& quiz);
// Stops the steps where they play into a question.
void stop_before_question(State& state);

// The number in this text, a decimal point or comma in it; none where it is none.
[[nodiscard]] std::optional<double> number_in(const std::string& text);
// Of a box: whole numbers may be grouped, as the window writes them: 50,176.
[[nodiscard]] std::optional<double> answer_in(const AnswerBox& box, const std::string& text);
[[nodiscard]] bool is_right(const AnswerBox& box, const std::string& text);

// How many questions this lesson has, how many were right at once, and which one stands here.
// Of several steps that ask of one stage, each counts.
struct Score {
  int all = 0, right = 0, number = 0;
};
[[nodiscard]] Score score_of(const State& state);

}  // namespace unfold::view
