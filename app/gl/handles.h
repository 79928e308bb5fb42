#pragma once

#include "app/view/theme.h"

#include <glad/gl.h>

#include <utility>

namespace unfold::gl {

// Owns one OpenGL name; deleted with the context current.
template <void (*deleter)(GLuint)> class Handle {
 public:
  Handle() = default;
  explicit Handle(GLuint name) : name_(name) {}
  ~Handle() { reset(); }
  Handle(Handle&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
  Handle& operator=(Handle&& other) noexcept {
    if (this != &other) {
      reset();
      name_ = std::exchange(other.name_, 0);
    }
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  [[nodiscard]] GLuint name() const { return name_; }
  void reset() {
    if (name_ != 0) deleter(std::exchange(name_, 0));
  }

 private:
  GLuint name_ = 0;
};

void delete_texture(GLuint name);
void delete_program(GLuint name);
void delete_framebuffer(GLuint name);
using Texture = Handle<delete_texture>;
using Program = Handle<delete_program>;
using Framebuffer = Handle<delete_framebuffer>;

// Fills what the scissor box leaves of the framebuffer.
void clear(view::Color color);

// Nearest texels, clamped at the edges.
[[nodiscard]] Texture make_texture();

}  // namespace unfold::gl
