#include "app/window/glfw_window.h"

#include "app/window/icon.h"
#include "core/base/error.h"
#include "core/io/utf8_path.h"

#include <glad/gl.h>

#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <utility>

namespace unfold::window {
namespace {

std::string last_glfw_error() {
  const char* words = nullptr;
  glfwGetError(&words);
  return words != nullptr ? std::string(": ") + words : std::string();
}

[[noreturn]] void no_window(const std::string& why) {
  const std::string detail = last_glfw_error();
  glfwTerminate();
  throw Error(why + detail);
}

}  // namespace

GlfwWindow& GlfwWindow::self(GLFWwindow* window) {
  return *static_cast<GlfwWindow*>(glfwGetWindowUserPointer(window));
}

GlfwWindow::GlfwWindow(const Options& options) {
  if (glfwInit() == GLFW_FALSE)
    no_window(
        "there is no display to open a window on; run it under xvfb-run, or use --dump, which needs none");
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_VISIBLE, options.visible ? GLFW_TRUE : GLFW_FALSE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, options.visible ? GLFW_TRUE : GLFW_FALSE);
  // A projector keeps its picture while the notes on the other display have the keyboard.
  glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE);
  // By these a desktop finds unfold.desktop, and with it the name and the icon of the window.
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "unfold");
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "unfold");
#ifdef GLFW_WAYLAND_APP_ID
  glfwWindowHintString(GLFW_WAYLAND_APP_ID, "unfold");
#endif
  window_ = glfwCreateWindow(options.width, options.height, "Unfold", nullptr, nullptr);
  if (window_ == nullptr)
    no_window("the display offers no OpenGL 3.3 core; a newer driver (on Linux: Mesa) is needed");
  glfwMakeContextCurrent(window_);
  if (gladLoadGL(glfwGetProcAddress) == 0) no_window("OpenGL 3.3 could not be loaded");
  glfwSwapInterval(options.visible ? 1 : 0);
  if (options.visible) set_icon(window_);
  glfwSetWindowSizeLimits(window_, 1024, 640, GLFW_DONT_CARE, GLFW_DONT_CARE);

  float content = 1;
  if (options.visible) glfwGetWindowContentScale(window_, &content, nullptr);
  int wide = 0;
  int pixels = 0;
  glfwGetWindowSize(window_, &wide, nullptr);
  glfwGetFramebufferSize(window_, &pixels, nullptr);
  density_ = wide > 0 ? content * static_cast<float>(wide) / static_cast<float>(std::max(1, pixels)) : 1;
  density_ = std::max(density_, 0.5F);

  // A little less than the screen's own, so that waiting for it loses no frame.
  if (const GLFWvidmode* mode = glfwGetVideoMode(glfwGetPrimaryMonitor()); mode && mode->refreshRate > 0)
    frame_time_ = std::chrono::duration<double>(0.8 / mode->refreshRate);

  glfwSetWindowUserPointer(window_, this);
  glfwSetDropCallback(window_, [](GLFWwindow* w, int count, const char** paths) {
    for (int i = 0; i < count; ++i) {
      self(w).dropped_.push_back(path_of_utf8(paths[i]));
    }
    self(w).activity_ = true;
  });
  glfwSetWindowRefreshCallback(window_, [](GLFWwindow* w) { self(w).activity_ = true; });
  glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* w, int, int) { self(w).activity_ = true; });
  glfwSetCursorPosCallback(window_, [](GLFWwindow* w, double, double) { self(w).activity_ = true; });
  glfwSetCursorEnterCallback(window_, [](GLFWwindow* w, int) { self(w).activity_ = true; });
  glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int, int, int) { self(w).activity_ = true; });
  glfwSetScrollCallback(window_, [](GLFWwindow* w, double, double) { self(w).activity_ = true; });
  glfwSetKeyCallback(window_, [](GLFWwindow* w, int, int, int, int) { self(w).activity_ = true; });
  glfwSetCharCallback(window_, [](GLFWwindow* w, unsigned) { self(w).activity_ = true; });
  glfwSetWindowFocusCallback(window_, [](GLFWwindow* w, int) { self(w).activity_ = true; });
  glfwSetWindowCloseCallback(window_, [](GLFWwindow* w) { self(w).activity_ = true; });

  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  // Chained: each of ImGui's callbacks calls the one that was there.
  ImGui_ImplGlfw_InitForOpenGL(window_, true);
  ImGui_ImplOpenGL3_Init("#version 330 core");
}

GlfwWindow::~GlfwWindow() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
  glfwDestroyWindow(window_);
  glfwTerminate();
}

view::Vec2 GlfwWindow::logical_size() const {
  int w = 0;
  int h = 0;
  glfwGetWindowSize(window_, &w, &h);
  return {static_cast<float>(w) / density_, static_cast<float>(h) / density_};
}

bool GlfwWindow::should_close() const { return glfwWindowShouldClose(window_) == GLFW_TRUE; }
void GlfwWindow::ask_to_close(bool close) {
  glfwSetWindowShouldClose(window_, close ? GLFW_TRUE : GLFW_FALSE);
}

void GlfwWindow::set_full_screen(bool full) {
  if (full == full_screen()) return;
  activity_ = true;
  if (!full) {
    const Area at = *std::exchange(before_full_, std::nullopt);
    glfwSetWindowMonitor(window_, nullptr, at.x, at.y, at.w, at.h, GLFW_DONT_CARE);
    return;
  }
  int count = 0;
  GLFWmonitor** monitors = glfwGetMonitors(&count);
  std::vector<Area> displays;
  for (int i = 0; i < count; ++i) {
    Area area;
    glfwGetMonitorPos(monitors[i], &area.x, &area.y);
    const GLFWvidmode* mode = glfwGetVideoMode(monitors[i]);
    if (mode != nullptr) area.w = mode->width, area.h = mode->height;
    displays.push_back(area);
  }
  Area at;
  glfwGetWindowPos(window_, &at.x, &at.y);
  glfwGetWindowSize(window_, &at.w, &at.h);
  const std::optional<std::size_t> here = display_of(displays, at);
  if (!here) return;
  before_full_ = at;
  glfwSetWindowMonitor(window_, monitors[*here], 0, 0, displays[*here].w, displays[*here].h, GLFW_DONT_CARE);
}

void GlfwWindow::wait_events(double seconds) {
  if (seconds <= 0)
    glfwPollEvents();
  else
    glfwWaitEventsTimeout(seconds);
}

void GlfwWindow::set_clipboard(const std::string& text) { glfwSetClipboardString(window_, text.c_str()); }
std::string GlfwWindow::clipboard() const {
  const char* text = glfwGetClipboardString(window_);
  return text != nullptr ? text : "";
}

bool GlfwWindow::take_activity() { return std::exchange(activity_, false); }
std::vector<std::filesystem::path> GlfwWindow::take_dropped() { return std::exchange(dropped_, {}); }

void GlfwWindow::begin_frame() {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGui::NewFrame();
}

void GlfwWindow::end_frame() {
  ImGui::Render();
  int w = 0;
  int h = 0;
  glfwGetFramebufferSize(window_, &w, &h);
  glViewport(0, 0, w, h);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glfwSwapBuffers(window_);
}

void GlfwWindow::begin_frame_offscreen() {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
}

void GlfwWindow::end_frame_offscreen() {
  ImGui::Render();
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace unfold::window
