#pragma once

#include "app/view/layout.h"
#include "app/view/state.h"
#include "app/view/texts.h"
#include "core/lesson/tour.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace unfold::view {

// The lesson's tour; null where nothing is loaded that has a file.
[[nodiscard]] const Tour* tour_of(const State& state);
// Which step of the tour speaks where the person is: of those at this stage the last that is reached, or, of
// several visits, the one nearest to the last that was gone to. None where the tour has none here.
[[nodiscard]] std::optional<std::size_t> tour_step(const State& state);
// Leaves this control out of the window?
[[nodiscard]] bool hides(const State& state, Control control);
[[nodiscard]] Panels panels(const State& state);

// The place, the look, the pin and the camera of a step; what it leaves open stays.
void go_to(State& state, const TourStep& step);
// The document with what the person has switched on and off in the lesson that both are of: which steps ask.
[[nodiscard]] std::shared_ptr<const Document> with_asks_of(const Document& before,
                                                           std::shared_ptr<const Document> now);
// What is on the screen, as the step that leads to it.
[[nodiscard]] TourStep step_of_screen(const State& state);

// A step's words for the window, in its language and with the layer's numbers and the keys in force in their
// places.
struct TourWords {
  std::string title, counter;           // "3/13"
  std::vector<std::string> paragraphs;  // rich text
  std::string brief;
};
[[nodiscard]] std::optional<TourWords> tour_words(const State& state, const Texts& texts);
// The lesson's title, told like the words of its steps, else its name.
[[nodiscard]] std::string lesson_title(const State& state, const Texts& texts);

}  // namespace unfold::view
