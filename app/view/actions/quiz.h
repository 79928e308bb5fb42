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
struct ShowAnswer {};  // the question is given up
}  // namespace act

using QuizActions = TypeList<act::ToggleQuiz, act::AnswerText, act::EraseAnswer, act::ChooseBox, act::NextBox,
                             act::CheckAnswer, act::ShowAnswer>;

}  // namespace unfold::view
