#pragma once

#include "app/view/texts.h"
#include "app/window/film_maker.h"

#include <chrono>
#include <optional>

namespace unfold::window {

// The film that the window writes while it stays a window: a few pictures between two frames. How far it is
// stands in state.filming; what became of it in the state's notice or message.
class FilmJob {
 public:
  [[nodiscard]] bool running() const { return maker_.has_value(); }
  void begin(view::State& state, const view::act::Keep& keep);
  // Works for about the time of a frame or two.
  void work(view::State& state, const StillTools& tools);
  // Nothing of it is left.
  void cancel(view::State& state, const view::Texts& texts);

 private:
  std::optional<FilmMaker> maker_;
  std::chrono::steady_clock::time_point begun_{};
};

}  // namespace unfold::window
