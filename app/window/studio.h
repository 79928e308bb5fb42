#pragma once

#include "app/cli/command_line.h"
#include "app/window/still.h"

#include <array>

namespace unfold::window {

// A window that nobody sees, with the layer of a command line in it: --shots and --export take its pictures.
class Studio {
 public:
  // Throws Error where something cannot be loaded, or there is no OpenGL.
  explicit Studio(const cli::CommandLine& line);

  [[nodiscard]] view::State& state() { return state_; }
  [[nodiscard]] Still still(float scale);
  // By the ending of its name, as keep.h says.
  void keep(const view::KeptLook& look, const std::filesystem::path& file);
  [[nodiscard]] view::Vec2 size() const;
  [[nodiscard]] StillTools tools() { return {window_, fonts_, texts_, pictures_}; }

 private:
  view::State state_;
  std::array<int, 2> size_;
  GlfwWindow window_;
  ui::Fonts fonts_;
  AllTexts texts_;
  PictureDrawer pictures_;
};

}  // namespace unfold::window
