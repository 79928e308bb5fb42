#pragma once

#include "app/gl/handles.h"

namespace unfold::gl {

// A texture that is drawn to in the place of a window. Throws Error where it is larger than OpenGL can draw.
class Target {
 public:
  Target(int width, int height);

  void bind() const;
  [[nodiscard]] GLuint texture() const { return color_.name(); }
  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }

 private:
  int width_, height_;
  Texture color_;
  Framebuffer frame_;
};

// Makes that texture what is read from, in the context that is current: framebuffers are not shared among
// contexts, textures are.
[[nodiscard]] Framebuffer reading_from(GLuint texture);

}  // namespace unfold::gl
