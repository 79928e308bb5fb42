#pragma once

#include "app/cli/command_line.h"
#include "app/view/settings.h"
#include "app/view/state.h"

namespace unfold::window {

// The state that a command line starts with: language, theme, present mode. What it does not say is as in the
// settings.
[[nodiscard]] view::State initial_state(const cli::CommandLine& line, const view::Settings& settings = {});
// What the command line says of a loaded layer: --at and --pin. Throws Error where the layer has no such
// place.
void place(view::State& state, const cli::CommandLine& line);

// Opens the window and stays until it is closed.
void run_loop(const cli::CommandLine& line);
// --shots: one PNG of the window for each stage, or with --at for just that step.
void write_shots(const cli::CommandLine& line);
// --export: the window, its tensor, or with --until the steps as a moving picture.
void write_export(const cli::CommandLine& line);

}  // namespace unfold::window
