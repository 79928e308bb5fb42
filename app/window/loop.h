#pragma once

#include "app/cli/command_line.h"

namespace unfold::window {

// Opens the window and stays until it is closed.
void run_loop(const cli::CommandLine& line);
// --shots: one PNG of the window for each stage, or with --at for just that step.
void write_shots(const cli::CommandLine& line);
// --export: the window, its tensor, or with --until the steps as a moving picture.
void write_export(const cli::CommandLine& line);

}  // namespace unfold::window
