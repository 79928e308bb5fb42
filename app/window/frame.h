#pragma once

#include "app/ui/fonts.h"
#include "app/view/state.h"
#include "app/view/texts.h"
#include "app/view/window.h"
#include "app/window/picture_drawer.h"

namespace unfold::window {

// The texts of both languages: read once.
struct AllTexts {
  view::Texts en{view::Language::en};
  view::Texts ja{view::Language::ja};
  [[nodiscard]] const view::Texts& of(view::Language language) const {
    return language == view::Language::en ? en : ja;
  }
};

// Where the canvas's scene lies: its coordinates are the window's while the camera is at rest.
[[nodiscard]] ui::Placement canvas_placement(const view::WindowScenes& scenes, const view::Camera& camera,
                                             float density);

// Appends the window's scenes to the list, in their order. `corner`: where the window's own lies, in its
// logical pixels.
void draw_window(ImDrawList& list, const view::WindowScenes& scenes, const view::Camera& camera,
                 const ui::Fonts& fonts, PictureDrawer& pictures, float density, view::Vec2 corner = {});
// To ImGui's background list.
void draw_window(const view::WindowScenes& scenes, const view::Camera& camera, const ui::Fonts& fonts,
                 PictureDrawer& pictures, float density);

}  // namespace unfold::window
