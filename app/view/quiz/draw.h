#pragma once

#include "app/view/layout.h"
#include "app/view/painter.h"
#include "app/view/quiz/quiz.h"

namespace unfold::view {

// The question in the place of the stage: what is asked, the boxes for the answer, and after a wrong one what
// it was and why.
void draw_question(Painter& p, const State& state, const Question& question, const Texts& texts,
                   const Layout& layout);
// The side beside it: what is known, what was answered, the keys.
void draw_quiz_side(Painter& p, const State& state, const Question& question, const Texts& texts,
                    const Layout& layout);

// One side of the padded picture and the places of the window on it, those that an answer of `counted`
// places missed marked. Drawn where all have room; returns whether they have.
bool draw_places(Painter& p, const Geometry& g, std::int64_t counted, const Texts& texts, Rect at);

// "question 2 of 7, 1 right at once"
[[nodiscard]] std::string score_words(const State& state, const Texts& texts);

}  // namespace unfold::view
