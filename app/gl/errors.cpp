#include "app/gl/errors.h"

#include <glad/gl.h>

#include <array>
#include <cstdio>

namespace unfold::gl {
namespace {

std::string name_of(GLenum error) {
  if (error == GL_OUT_OF_MEMORY) return "out of graphics memory";
  if (error == GL_INVALID_ENUM) return "invalid enum";
  if (error == GL_INVALID_VALUE) return "invalid value";
  if (error == GL_INVALID_OPERATION) return "invalid operation";
  if (error == GL_INVALID_FRAMEBUFFER_OPERATION) return "invalid framebuffer operation";
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "error 0x%04X", error);
  return text.data();
}

}  // namespace

std::optional<std::string> take_error() {
  const GLenum first = glGetError();
  if (first == GL_NO_ERROR) return std::nullopt;
  // A driver may keep one for each of its parts; a lost context would answer for ever.
  for (int i = 0; i < 8 && glGetError() != GL_NO_ERROR; ++i) {
  }
  return name_of(first);
}

}  // namespace unfold::gl
