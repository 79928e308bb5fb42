#pragma once

#include "app/view/actions/list.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace unfold::view {

// Predict, then reveal.
namespace act {
struct ToggleQuiz {};  // questions stand before the stages, or they do not
struct AnswerText {
  std::string text;
};  // typed into the box that is chosen
struct EraseAnswer {};
struct ChooseBox {
  std::size_t box = 0;
};
struct NextBox {
  int by = 1;
};
struct CheckAnswer {};
struct GiveAnswer {
  std::size_t box = 0;
  std::string text;
};  // clicked: into the box, and checked at once
struct PickCandidate {
  std::size_t number = 0;
};                     // of those that are offered for the chosen box, from 0
struct ShowAnswer {};  // the question is given up
struct GoOn {};        // from the right answer to the next question of the stage, or into the stage
struct ToggleAsk {};   // the lesson's step that speaks here asks before it shows itself, or does so no more
}  // namespace act

using QuizActions = TypeList<act::ToggleQuiz, act::AnswerText, act::EraseAnswer, act::ChooseBox, act::NextBox,
                             act::CheckAnswer, act::GiveAnswer, act::PickCandidate, act::ShowAnswer,
                             act::GoOn, act::ToggleAsk>;

}  // namespace unfold::view
