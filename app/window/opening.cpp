#include "app/window/opening.h"

#include "core/base/error.h"
#include "core/layer/image_steps.h"
#include "core/lesson/lesson_file.h"

#include <cstdlib>
#include <string_view>
#include <utility>

namespace unfold::window {

view::State initial_state(const cli::CommandLine& line, const view::Settings& settings) {
  view::State state;
  view::use(settings, state);
  state.choice = line.choice;
  state.options.language = line.language.value_or(settings.language);
  state.options.theme = line.theme.value_or(settings.theme);
  state.options.code = line.code.value_or(settings.code);
  state.options.present = line.present;
  // For people whom motion troubles, wherever the program is started from.
  const char* less_motion = std::getenv("UNFOLD_LESS_MOTION");
  if (less_motion != nullptr && *less_motion != '\0')
    state.options.less_motion = std::string_view(less_motion) != "0";
  state.playback.orders = line.orders;
  if (line.size)
    state.window_size = {static_cast<float>((*line.size)[0]), static_cast<float>((*line.size)[1])};
  return state;
}

void place(view::State& state, const cli::CommandLine& line) {
  const Geometry& g = state.walkthrough->geometry();
  if (line.at) {
    state.playback = seek(g, state.playback, cli::position_of(*line.at, g, state.playback.orders));
    state.playback = still(state.playback);
  }
  if (line.maps) cli::set_map_options(*line.maps, g, state.options);
  // An image that is asked for takes the step along; else the step says which image it is of.
  if (line.maps && line.maps->image)
    state.playback = still(
        seek(g, state.playback, in_image(g, state.playback.orders, state.playback.at, state.options.image)));
  else if (const auto n = image_of(g, state.playback.orders, state.playback.at))
    state.options.image = *n;
  if (line.pin) {
    cli::check_cell("--pin", *line.pin, g, state.walkthrough->has_bias());
    static_cast<void>(apply(state, view::act::Pin{*line.pin}));
  }
  if (line.browse) {
    cli::check_cell("--browse", *line.browse, g, state.walkthrough->has_bias());
    // The words beside it are those of the stage that makes the tensor.
    if (!line.at) static_cast<void>(apply(state, view::act::OpenStage{stage_of(line.browse->tensor)}));
    state.playback = still(state.playback);
    static_cast<void>(apply(state, view::act::BrowseTensor{line.browse->tensor}));
    if (line.browse->at.rank() > 0) static_cast<void>(apply(state, view::act::BrowseCell{*line.browse}));
  }
  if (line.passport) static_cast<void>(apply(state, view::act::TogglePassport{}));
  if (line.choose) static_cast<void>(apply(state, view::act::ChooseLayer{*line.choose, true}));
}

std::optional<Choice> left_behind(const SessionFile& session, const cli::CommandLine& line) {
  Choice asked = line.choice;
  asked.source.reset();  // of the lesson that opens where nothing is asked for
  const bool plain = asked == Choice{} && !line.lesson_given && !line.maps && !line.at && !line.pin &&
                     !line.browse && !line.choose;
  const auto left = plain ? session.left_behind() : std::nullopt;
  if (!left) return std::nullopt;
  Choice choice;
  choice.lesson = left->string();
  try {
    return opened(std::move(choice));
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace unfold::window
