#pragma once

#include "app/window/still.h"

#include <filesystem>
#include <optional>
#include <string>

namespace unfold::window {

// What a person takes away from the window. What was done, or why it was not, is said at the window's foot.

// The lesson on the screen, as a file.
void save_lesson(view::State& state, const view::Texts& texts, const std::filesystem::path& file);
// What is seen, by the ending of the name (keep.h).
void save_seen(view::State& state, const StillTools& tools, const view::act::Keep& wanted);
// The layer as a Python script, for the clipboard; none where it is too large for one.
[[nodiscard]] std::optional<std::string> script_to_copy(view::State& state, const view::Texts& texts);

}  // namespace unfold::window
