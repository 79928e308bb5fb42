#pragma once

#include "app/ui/fonts.h"
#include "app/view/state.h"
#include "app/window/frame.h"
#include "app/window/glfw_window.h"
#include "app/window/picture_drawer.h"

#include <filesystem>

namespace unfold::window {

// What a still picture is drawn with.
struct StillTools {
  GlfwWindow& window;
  const ui::Fonts& fonts;
  const AllTexts& texts;
  PictureDrawer& pictures;
};
// The window as a PNG, whole and with every texture there: `size` logical pixels, each `scale` wide. Throws
// Error where it is larger than OpenGL can draw, or cannot be written.
void write_still(const view::State& state, view::Vec2 size, float scale, const StillTools& tools,
                 const std::filesystem::path& file);

}  // namespace unfold::window
