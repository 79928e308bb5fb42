#include "app/window/waker.h"

#include <GLFW/glfw3.h>

namespace unfold::window {

void Waker::open() {
  const std::scoped_lock lock(mutex_);
  open_ = true;
}

void Waker::close() {
  const std::scoped_lock lock(mutex_);
  open_ = false;
}

void Waker::wake() {
  const std::scoped_lock lock(mutex_);
  if (open_) glfwPostEmptyEvent();
}

}  // namespace unfold::window
