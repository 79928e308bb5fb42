#pragma once

#include "app/view/state.h"
#include "app/view/texts.h"
#include "core/layer/cell_map.h"
#include "core/layer/stage.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace unfold::view {

// Predict, then reveal: before a stage shows itself, a question about what it will show. Everything asked is
// of the layer that is there.

// A number that is asked for, and how it is written on the question.
struct AnswerBox {
  std::string label;  // rich: "rows", "{OH|OH}"
  double answer = 0;
  double tolerance = 0;  // 0: a whole number, to the unit
  std::string formula;   // rich: why it is that, with the layer's numbers
};
struct Question {
  Stage stage = Stage::input;
  std::string title, prompt;  // rich
  std::vector<AnswerBox> boxes;
  std::optional<CellRef> cell;                   // the cell that is asked about
  std::vector<float> values{};                   // that the answer is found among, or made of
  std::vector<std::pair<float, float>> pairs{};  // of a sum: what is multiplied
};
// Has this stage a question in this layer? After a mistake made on purpose none has: the right answer would
// be wrong.
[[nodiscard]] bool has_question(const Geometry& g, Stage stage);
// That question; none where it has none.
[[nodiscard]] std::optional<Question> question_of(const State& state, Stage stage, const Texts& texts);

// A slip that people make, and the number that it leads to: what a wrong answer is looked up in.
struct Slip {
  std::string text;  // the key of its words: "quiz.slip_pad"
  double value = 0;
};
// Of the box of a question; the most telling first.
[[nodiscard]] std::vector<Slip> slips_of(const Geometry& g, Stage stage, std::size_t box);

// What became of a question.
enum class Answered { right_at_once, right_later, shown };

// The state of all questions. A change makes another.
struct Quiz {
  std::set<Stage> only;  // that a lesson asks about; empty: all that have a question
  std::map<Stage, Answered> done;
  // Of the question that is open:
  Stage stage = Stage::input;
  std::vector<std::string> typed;               // one for each box
  std::vector<bool> right;                      // boxes that were answered
  std::vector<std::vector<std::string>> wrong;  // answers that were not, by box
  std::size_t box = 0;                          // that the keys go to
};

// Asks about the stage of a lesson's step; where the person has switched questions on, it is asked anyway.
void ask_about(State& state, Stage stage);
// Does a question stand before the person now?
[[nodiscard]] bool is_asked(const State& state);
// The question that stands before the person now; none where the quiz is off or this stage's is done.
[[nodiscard]] std::optional<Question> open_question(const State& state, const Texts& texts);
// The number in this text, a decimal point or comma in it; none where it is none.
[[nodiscard]] std::optional<double> number_in(const std::string& text);

}  // namespace unfold::view
