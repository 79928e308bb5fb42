#pragma once

#include "app/ui/fonts.h"
#include "app/view/kept_view.h"
#include "app/view/state.h"
#include "app/window/frame.h"
#include "app/window/glfw_window.h"
#include "app/window/picture_drawer.h"
#include "app/window/png_file.h"

namespace unfold::window {

// What a still picture is drawn with.
struct StillTools {
  GlfwWindow& window;
  const ui::Fonts& fonts;
  const AllTexts& texts;
  PictureDrawer& pictures;
};
// The window or a part of it (kept/drawing.h), whole and with every texture there: `size` logical pixels of
// the window, each `scale` wide. Throws Error where it is larger than OpenGL can draw.
[[nodiscard]] Still still_of(const view::State& state, view::KeptView view, view::Vec2 size, float scale,
                             const StillTools& tools, bool steady = false);

}  // namespace unfold::window
