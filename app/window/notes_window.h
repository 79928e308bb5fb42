#pragma once

#include "app/gl/target.h"
#include "app/ui/fonts.h"
#include "app/view/notes/notes.h"
#include "app/window/frame.h"
#include "app/window/glfw_window.h"
#include "app/window/picture_drawer.h"

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

struct ImDrawList;

namespace unfold::window {

// A second window for whoever speaks, on another display where there is one. It is drawn by the first
// window's frames, in its context, and only shown in its own.
class NotesWindow {
 public:
  // Throws Error where the display gives no second window.
  explicit NotesWindow(GlfwWindow& main);
  ~NotesWindow();
  NotesWindow(const NotesWindow&) = delete;
  NotesWindow& operator=(const NotesWindow&) = delete;

  // Whether its picture is not right any more.
  [[nodiscard]] bool is_outdated(const view::State& state) const;
  // Seconds until its clock goes on.
  [[nodiscard]] double due() const;

  // Between a frame's beginning and its end: draws into a list of its own.
  void draw(const view::State& state, const view::Texts& texts, const ui::Fonts& fonts,
            PictureDrawer& pictures);
  // After the frame's end: shows that list, where there is one.
  void show(PictureDrawer& pictures);

  [[nodiscard]] bool take_activity();
  // What its next key or click means, as things stand now; none where there is no other.
  [[nodiscard]] std::optional<view::Action> next_action(const view::State& state);

 private:
  struct Press {
    int key = 0, modifiers = 0;  // GLFW's
  };
  static NotesWindow& self(GLFWwindow* window);
  [[nodiscard]] static std::optional<view::Action> meaning_of(const Press& press, const view::State& state);
  [[nodiscard]] view::Vec2 logical_size() const;
  [[nodiscard]] view::NotesClock clock() const;
  void draw_next(const view::Rect& at, const view::State& state, const view::Texts& texts,
                 const ui::Fonts& fonts, PictureDrawer& pictures);

  GlfwWindow& main_;
  GLFWwindow* window_ = nullptr;
  std::chrono::steady_clock::time_point opened_ = std::chrono::steady_clock::now();
  view::NotesScene scene_;
  std::optional<view::NotesSubject> shown_;  // none: draw it anew
  view::NotesClock shown_clock_;
  view::ThemeName theme_ = view::ThemeName::dark;
  std::unique_ptr<ImDrawList> list_;
  std::optional<gl::Target> target_;
  bool activity_ = true, closed_ = false;
  std::vector<Press> presses_;
  std::vector<view::Vec2> clicks_;  // logical pixels
};

}  // namespace unfold::window
