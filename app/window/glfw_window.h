#pragma once

#include "app/view/geometry2d.h"
#include "app/window/displays.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct GLFWwindow;

namespace unfold::window {

// A window with an OpenGL 3.3 core context and ImGui in it. Throws Error where there is no display or no
// OpenGL 3.3.
class GlfwWindow {
 public:
  struct Options {
    int width = 1280, height = 800;  // logical pixels
    bool visible = true;
  };
  explicit GlfwWindow(const Options& options);
  ~GlfwWindow();
  GlfwWindow(const GlfwWindow&) = delete;
  GlfwWindow& operator=(const GlfwWindow&) = delete;

  [[nodiscard]] GLFWwindow* handle() const { return window_; }
  // ImGui's pixels in one logical pixel.
  [[nodiscard]] float density() const { return density_; }
  [[nodiscard]] view::Vec2 logical_size() const;
  [[nodiscard]] bool should_close() const;
  void ask_to_close(bool close);
  // Fills the display that most of it lies on, and comes back to where it was.
  void set_full_screen(bool full);
  [[nodiscard]] bool full_screen() const { return before_full_.has_value(); }

  // How long the screen shows one frame.
  [[nodiscard]] std::chrono::duration<double> frame_time() const { return frame_time_; }

  // Waits for something to happen, at most `seconds`; 0 or less only looks.
  void wait_events(double seconds);
  // Whether anything has happened since the last call that could change the picture (input, resize,
  // exposure).
  [[nodiscard]] bool take_activity();
  void set_clipboard(const std::string& text);
  [[nodiscard]] std::string clipboard() const;  // its text; empty where it holds none
  // Files dropped on the window since the last call.
  [[nodiscard]] std::vector<std::filesystem::path> take_dropped();

  void begin_frame();
  void end_frame();  // draws ImGui's lists and shows them
  // The same for whatever framebuffer is bound; size and time are the caller's to set in ImGui's IO.
  void begin_frame_offscreen();
  void end_frame_offscreen();

 private:
  static GlfwWindow& self(GLFWwindow* window);
  GLFWwindow* window_ = nullptr;
  float density_ = 1;
  std::chrono::duration<double> frame_time_{1.0 / 60};
  bool activity_ = true;
  std::vector<std::filesystem::path> dropped_;
  std::optional<Area> before_full_;  // where it was
};

}  // namespace unfold::window
