#pragma once

#include "app/cli/command_line.h"

namespace unfold {

// Opens the window, or writes the pictures of --shots, and returns the exit status. Throws Error where there
// is no display, no OpenGL 3.3, or where the first choice cannot be loaded. A headless build has none of it.
#ifndef UNFOLD_HEADLESS
[[nodiscard]] int run_window(const cli::CommandLine& line);
#endif

}  // namespace unfold
