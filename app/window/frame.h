#pragma once

#include "app/ui/fonts.h"
#include "app/view/languages.h"
#include "app/view/state.h"
#include "app/view/texts.h"
#include "app/view/window.h"
#include "app/window/picture_drawer.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace unfold::window {

// The texts of every language: read once.
class AllTexts {
 public:
  // `keys`: a person's own, which the texts name.
  explicit AllTexts(const std::shared_ptr<const view::KeyMap>& keys = nullptr) {
    for (const auto& [code, language] : view::language_words()) all_.emplace_back(language, keys);
  }
  [[nodiscard]] const view::Texts& of(view::Language language) const {
    return all_[static_cast<std::size_t>(language)];
  }

 private:
  std::vector<view::Texts> all_;
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
