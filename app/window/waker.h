#pragma once

#include <mutex>

namespace unfold::window {

// Wakes a waiting window from any thread. Before it is opened and once it is closed nothing happens: work
// that a window is to be woken for may begin before there is one, and end after it is gone.
class Waker {
 public:
  void open();
  void close();
  void wake();

 private:
  std::mutex mutex_;
  bool open_ = false;
};

}  // namespace unfold::window
