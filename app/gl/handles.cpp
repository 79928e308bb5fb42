#include "app/gl/handles.h"

namespace unfold::gl {

void delete_texture(GLuint name) { glDeleteTextures(1, &name); }
void delete_program(GLuint name) { glDeleteProgram(name); }
void delete_framebuffer(GLuint name) { glDeleteFramebuffers(1, &name); }

void clear(view::Color color) {
  const auto part = [](std::uint8_t v) { return static_cast<float>(v) / 255; };
  glClearColor(part(color.r), part(color.g), part(color.b), 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

Texture make_texture() {
  GLuint name = 0;
  glGenTextures(1, &name);
  glBindTexture(GL_TEXTURE_2D, name);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  return Texture(name);
}

}  // namespace unfold::gl
