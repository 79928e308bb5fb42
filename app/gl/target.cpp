#include "app/gl/target.h"

#include "core/base/error.h"

#include <string>

namespace unfold::gl {
namespace {

Framebuffer framebuffer_of(GLenum target, GLuint texture) {
  GLuint name = 0;
  glGenFramebuffers(1, &name);
  Framebuffer frame(name);
  glBindFramebuffer(target, name);
  glFramebufferTexture2D(target, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);
  return frame;
}

}  // namespace

Target::Target(int width, int height) : width_(width), height_(height), color_(make_texture()) {
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  frame_ = framebuffer_of(GL_FRAMEBUFFER, color_.name());
  if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
    throw Error("a picture of " + std::to_string(width) + "x" + std::to_string(height) +
                " is larger than this machine's OpenGL can draw; choose a smaller size or scale");
}

void Target::bind() const { glBindFramebuffer(GL_FRAMEBUFFER, frame_.name()); }

Framebuffer reading_from(GLuint texture) { return framebuffer_of(GL_READ_FRAMEBUFFER, texture); }

}  // namespace unfold::gl
