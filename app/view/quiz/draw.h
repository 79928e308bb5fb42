#pragma once

#include "app/view/layout.h"
#include "app/view/painter.h"
#include "app/view/quiz/quiz.h"

namespace unfold::view {

// The question in the place of the stage: what is asked, the picture of it, the boxes and the answers that
// are offered; after a wrong one what it was and why, after the right one the reason.
void draw_question(Painter& p, const State& state, const Question& question, const Texts& texts,
                   const Layout& layout);
// The side beside it: what is known, what was answered, the keys.
void draw_quiz_side(Painter& p, const State& state, const Question& question, const Texts& texts,
                    const Layout& layout);
// The switch by which the lesson's step asks or does not; nothing where it could not. Returns its width.
float draw_ask_switch(Painter& p, const State& state, const Texts& texts, Vec2 right_middle);

// "question 2 of 7, 1 right at once"
[[nodiscard]] std::string score_words(const State& state, const Texts& texts);

}  // namespace unfold::view
