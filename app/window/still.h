#pragma once

#include "app/ui/fonts.h"
#include "app/view/state.h"
#include "app/window/frame.h"
#include "app/window/glfw_window.h"
#include "app/window/picture_drawer.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace unfold::window {

// What a still picture is drawn with.
struct StillTools {
  GlfwWindow& window;
  const ui::Fonts& fonts;
  const AllTexts& texts;
  PictureDrawer& pictures;
};
// Red, green, blue, row by row from the top.
struct Still {
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgb{};
};
// The window, whole and with every texture there: `size` logical pixels, each `scale` wide. Throws Error
// where it is larger than OpenGL can draw.
[[nodiscard]] Still still_of(const view::State& state, view::Vec2 size, float scale, const StillTools& tools);
// Throws Error where it cannot be written.
void write_png(const Still& still, const std::filesystem::path& file);

}  // namespace unfold::window
