#include "app/window/studio.h"

#include "app/load/loader.h"
#include "app/window/keep.h"
#include "app/window/opening.h"
#include "app/window/picker_worker.h"
#include "core/base/error.h"

#include <iostream>
#include <optional>

namespace unfold::window {
namespace {

view::State loaded_state(const cli::CommandLine& line) {
  std::optional<Loaded> loaded = LayerSource().load(line.choice);
  if (!loaded->refusal.empty()) throw Error(loaded->refusal);
  view::State state = initial_state(line);
  view::accept(state, loaded->choice, loaded->document, loaded->walkthrough);
  // On a picture for a slide the line would only be in the way.
  if (const std::string unread = unread_line(*state.document); !unread.empty())
    std::cerr << "unfold: " << unread << '\n';
  state.unread_seen = true;
  place(state, line);
  serve_picker(state);
  if (!state.message.empty()) throw Error(state.message);
  state.check.result = check_layer(*state.walkthrough);
  return state;
}

}  // namespace

Studio::Studio(const cli::CommandLine& line)
    : state_(loaded_state(line)),
      size_(line.size.value_or(std::array<int, 2>{1280, 800})),
      window_({.width = size_[0], .height = size_[1], .visible = false}),
      fonts_(1) {}

view::Vec2 Studio::size() const { return {static_cast<float>(size_[0]), static_cast<float>(size_[1])}; }

Still Studio::still(float scale) {
  view::count_wanted(state_);
  return still_of(state_, view::KeptView::window, size(), scale, tools());
}

void Studio::keep(const view::KeptLook& look, const std::filesystem::path& file) {
  view::count_wanted(state_);
  window::keep(state_, size(), look, tools(), file);
}

}  // namespace unfold::window
