#pragma once

struct GLFWwindow;

namespace unfold::window {

// Gives the window its icon, in the sizes that a title bar, a list of windows and a switcher show. Where a
// window takes none of its own (Wayland, macOS) nothing changes.
void set_icon(GLFWwindow* window);

}  // namespace unfold::window
