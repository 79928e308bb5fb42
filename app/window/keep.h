#pragma once

#include "app/window/still.h"

#include <filesystem>

namespace unfold::window {

// What is seen into a file, by the ending of its name: .png and .svg the window, a pixel of it `scale` wide;
// .npy and .csv the tensor of the stage, or of the browser where that is open. Throws Error.
void keep(const view::State& state, view::Vec2 size, float scale, const StillTools& tools,
          const std::filesystem::path& file);

}  // namespace unfold::window
