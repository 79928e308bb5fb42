#include "app/window/notes_window.h"

#include "app/view/commands.h"
#include "app/view/keymap.h"
#include "app/view/quiz/quiz.h"
#include "app/view/window.h"
#include "app/window/displays.h"
#include "app/window/icon.h"
#include "core/base/error.h"

#include <glad/gl.h>

#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <utility>
#include <variant>

namespace unfold::window {
namespace {

constexpr std::array<std::pair<int, view::Key>, 17> named_keys{{{GLFW_KEY_SPACE, view::Key::space},
                                                                {GLFW_KEY_LEFT, view::Key::left},
                                                                {GLFW_KEY_RIGHT, view::Key::right},
                                                                {GLFW_KEY_UP, view::Key::up},
                                                                {GLFW_KEY_DOWN, view::Key::down},
                                                                {GLFW_KEY_HOME, view::Key::home},
                                                                {GLFW_KEY_END, view::Key::end},
                                                                {GLFW_KEY_PAGE_UP, view::Key::page_up},
                                                                {GLFW_KEY_PAGE_DOWN, view::Key::page_down},
                                                                {GLFW_KEY_KP_ADD, view::Key::plus},
                                                                {GLFW_KEY_KP_SUBTRACT, view::Key::minus},
                                                                {GLFW_KEY_EQUAL, view::Key::plus},
                                                                {GLFW_KEY_MINUS, view::Key::minus},
                                                                {GLFW_KEY_ENTER, view::Key::enter},
                                                                {GLFW_KEY_PERIOD, view::Key::period},
                                                                {GLFW_KEY_0, view::Key::zero},
                                                                {GLFW_KEY_F11, view::Key::f11}}};

std::optional<view::Key> key_of(int key) {
  for (const auto& [glfw, named] : named_keys)
    if (glfw == key) return named;
  if (key < GLFW_KEY_A || key > GLFW_KEY_Z) return std::nullopt;
  // By what it is called on this keyboard, wherever it lies.
  const char* name = glfwGetKeyName(key, 0);
  const char letter = name != nullptr && name[0] >= 'a' && name[0] <= 'z' && name[1] == '\0'
                          ? name[0]
                          : static_cast<char>('a' + (key - GLFW_KEY_A));
  return static_cast<view::Key>(static_cast<int>(view::Key::a) + (letter - 'a'));
}

std::vector<Area> displays() {
  int count = 0;
  GLFWmonitor** monitors = glfwGetMonitors(&count);
  std::vector<Area> all;
  for (int i = 0; i < count; ++i) {
    Area area;
    glfwGetMonitorWorkarea(monitors[i], &area.x, &area.y, &area.w, &area.h);
    all.push_back(area);
  }
  return all;
}

Area place_of(GLFWwindow* window) {
  Area at;
  glfwGetWindowPos(window, &at.x, &at.y);
  glfwGetWindowSize(window, &at.w, &at.h);
  return at;
}

}  // namespace

std::optional<view::Action> NotesWindow::meaning_of(const Press& press, const view::State& state) {
  if (press.key == GLFW_KEY_ESCAPE) return view::act::ToggleNotes{};
  const std::optional<view::Key> key = key_of(press.key);
  if (!key) return std::nullopt;
  // A black screen is left by any key, as in the other window.
  if (state.blank) return view::act::ToggleBlank{};
  const bool shift = (press.modifiers & GLFW_MOD_SHIFT) != 0;
  const bool control = (press.modifiers & GLFW_MOD_CONTROL) != 0;
  if (view::is_asked(state)) {
    // The class answers in its own window; here it is gone on.
    if (view::is_answered(state) && (*key == view::Key::enter || *key == view::Key::space))
      return view::act::GoOn{};
    if (*key >= view::Key::a && !(*key == view::Key::p && shift)) return std::nullopt;
  }
  return view::action_for(state.keys.get(), {.key = *key, .shift = shift, .control = control});
}

NotesWindow& NotesWindow::self(GLFWwindow* window) {
  return *static_cast<NotesWindow*>(glfwGetWindowUserPointer(window));
}

NotesWindow::NotesWindow(GlfwWindow& main) : main_(main) {
  const Area at = beside(displays(), place_of(main.handle()));
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_FALSE);  // the place is in the display's own units
  window_ = glfwCreateWindow(at.w, at.h, "Unfold", nullptr, main.handle());
  if (window_ == nullptr) throw Error("this display has no room for a second window");
  glfwSetWindowPos(window_, at.x, at.y);
  glfwSetWindowSizeLimits(window_, 480, 320, GLFW_DONT_CARE, GLFW_DONT_CARE);
  set_icon(window_);
  glfwSetWindowUserPointer(window_, this);
  glfwSetWindowCloseCallback(window_, [](GLFWwindow* w) { self(w).closed_ = self(w).activity_ = true; });
  const auto redraw = [](GLFWwindow* w) {
    self(w).shown_.reset();
    self(w).activity_ = true;
  };
  glfwSetWindowRefreshCallback(window_, redraw);
  glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* w, int, int) {
    self(w).shown_.reset();
    self(w).activity_ = true;
  });
  glfwSetKeyCallback(window_, [](GLFWwindow* w, int key, int, int action, int modifiers) {
    // Held down, a key walks; it does not open and close.
    const bool walks =
        key == GLFW_KEY_LEFT || key == GLFW_KEY_RIGHT || key == GLFW_KEY_PAGE_UP || key == GLFW_KEY_PAGE_DOWN;
    if (action == GLFW_RELEASE || (action == GLFW_REPEAT && !walks)) return;
    self(w).presses_.push_back({key, modifiers});
    self(w).activity_ = true;
  });
  glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int button, int action, int) {
    if (button != GLFW_MOUSE_BUTTON_LEFT || action != GLFW_PRESS) return;
    double x = 0, y = 0;
    glfwGetCursorPos(w, &x, &y);
    const float density = self(w).main_.density();
    self(w).clicks_.push_back({static_cast<float>(x) / density, static_cast<float>(y) / density});
    self(w).activity_ = true;
  });
  glfwMakeContextCurrent(window_);
  // The first window keeps to the screen's rhythm for both.
  glfwSwapInterval(0);
  glfwMakeContextCurrent(main.handle());
}

NotesWindow::~NotesWindow() { glfwDestroyWindow(window_); }

view::Vec2 NotesWindow::logical_size() const {
  int w = 0, h = 0;
  glfwGetWindowSize(window_, &w, &h);
  return {static_cast<float>(w) / main_.density(), static_cast<float>(h) / main_.density()};
}

view::NotesClock NotesWindow::clock() const {
  const std::time_t now = std::time(nullptr);
  const std::tm* local = std::localtime(&now);
  const auto spoken =
      std::chrono::duration_cast<std::chrono::minutes>(std::chrono::steady_clock::now() - opened_);
  return {.hour = local != nullptr ? local->tm_hour : 0,
          .minute = local != nullptr ? local->tm_min : 0,
          .spoken = static_cast<int>(spoken.count())};
}

bool NotesWindow::is_outdated(const view::State& state) const {
  return !shown_ || *shown_ != view::notes_subject(state) || shown_clock_ != clock();
}

double NotesWindow::due() const {
  const auto spoken = std::chrono::duration<double>(std::chrono::steady_clock::now() - opened_).count();
  const std::time_t now = std::time(nullptr);
  return std::min(60 - std::fmod(spoken, 60.0), 60.0 - static_cast<double>(now % 60)) + 0.05;
}

void NotesWindow::draw(const view::State& state, const view::Texts& texts, const ui::Fonts& fonts,
                       PictureDrawer& pictures) {
  const view::Vec2 size = logical_size();
  const float density = main_.density();
  shown_clock_ = clock();
  shown_ = view::notes_subject(state);
  theme_ = state.options.theme;
  scene_ = view::build_notes(state, texts, fonts, shown_clock_, size);
  list_ = std::make_unique<ImDrawList>(ImGui::GetDrawListSharedData());
  list_->_ResetForNewFrame();
  list_->PushTexture(ImGui::GetIO().Fonts->TexRef);
  const view::Rect whole{0, 0, std::round(size.x * density), std::round(size.y * density)};
  list_->PushClipRect({0, 0}, {whole.w, whole.h});
  draw_scene(*list_, scene_.scene, {.density = density}, whole, fonts, pictures);
  if (scene_.next.w > 0) draw_next(scene_.next, state, texts, fonts, pictures);
  list_->PopClipRect();
  list_->PopTexture();
  // Pictures that are still being made are shown by a later frame.
  if (pictures.pending()) shown_.reset();
}

void NotesWindow::draw_next(const view::Rect& at, const view::State& state, const view::Texts& texts,
                            const ui::Fonts& fonts, PictureDrawer& pictures) {
  const std::optional<view::State> next = view::after_next(state);
  if (!next) return;
  const view::WindowScenes scenes = view::build_window(*next, texts, fonts, state.window_size);
  const float scale = at.w / state.window_size.x;
  draw_window(*list_, scenes, next->camera, fonts, pictures, main_.density() * scale,
              {at.x / scale, at.y / scale});
}

void NotesWindow::show(PictureDrawer& pictures) {
  if (!list_) return;
  int w = 0, h = 0;
  glfwGetFramebufferSize(window_, &w, &h);
  if (w <= 0 || h <= 0) return;
  if (!target_ || target_->width() != w || target_->height() != h) target_.emplace(w, h);
  ImDrawData data;
  data.Valid = true;
  data.DisplaySize = {static_cast<float>(w), static_cast<float>(h)};
  data.FramebufferScale = {1, 1};
  data.AddDrawList(list_.get());
  target_->bind();
  glViewport(0, 0, w, h);
  gl::clear(view::make_theme(theme_).bg0);
  pictures.drawn_by(&data);
  ImGui_ImplOpenGL3_RenderDrawData(&data);
  pictures.drawn_by(nullptr);
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  list_.reset();
  glFinish();  // the other context reads what is drawn
  glfwMakeContextCurrent(window_);
  {
    const gl::Framebuffer from = gl::reading_from(target_->texture());
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, 0);
    glBlitFramebuffer(0, 0, w, h, 0, 0, w, h, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
  }
  glfwSwapBuffers(window_);
  glfwMakeContextCurrent(main_.handle());
}

bool NotesWindow::take_activity() { return std::exchange(activity_, false); }

std::optional<view::Action> NotesWindow::next_action(const view::State& state) {
  if (std::exchange(closed_, false)) return view::act::ToggleNotes{};
  while (!presses_.empty()) {
    const Press press = presses_.front();
    presses_.erase(presses_.begin());
    if (std::optional<view::Action> action = meaning_of(press, state)) return action;
  }
  while (!clicks_.empty()) {
    const view::Vec2 click = clicks_.front();
    clicks_.erase(clicks_.begin());
    const view::Hit* hit = view::hit_at(scene_.scene, click);
    if (hit == nullptr) continue;
    if (const auto* clicked = std::get_if<view::ActionHit>(&hit->what)) return clicked->action;
  }
  return std::nullopt;
}

}  // namespace unfold::window
