#pragma once

#include "app/cli/command_line.h"
#include "app/view/settings.h"
#include "app/view/state.h"
#include "app/window/session_file.h"

#include <optional>

namespace unfold::window {

// The state that a command line starts with: language, theme, present mode. What it does not say is as in the
// settings.
[[nodiscard]] view::State initial_state(const cli::CommandLine& line, const view::Settings& settings = {});
// What the command line says of a loaded layer: --at and --pin. Throws Error where the layer has no such
// place.
void place(view::State& state, const cli::CommandLine& line);
// Where the last run was killed and nothing is asked for, what it had on the screen; none where there is no
// such thing, or it cannot be read.
[[nodiscard]] std::optional<Choice> left_behind(const SessionFile& session, const cli::CommandLine& line);

}  // namespace unfold::window
