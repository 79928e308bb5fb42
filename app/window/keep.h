#pragma once

#include "app/view/kept_view.h"
#include "app/window/still.h"

#include <filesystem>
#include <string>

namespace unfold::window {

// What is seen into a file, by the ending of its name: .png and .svg what `look` says of a window of `size`;
// .npy and .csv the tensor of the stage, or of the browser where that is open. Throws Error.
void keep(const view::State& state, view::Vec2 size, const view::KeptLook& look, const StillTools& tools,
          const std::filesystem::path& file);

// What to say when it is there: its name and its folder.
[[nodiscard]] std::string kept_words(const std::filesystem::path& file, const view::Texts& texts);

}  // namespace unfold::window
