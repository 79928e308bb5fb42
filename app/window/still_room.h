#pragma once

#include "app/ui/fonts.h"

#include <optional>

struct ImGuiContext;

namespace unfold::window {

// An ImGui of its own for the pictures that are kept. Glyphs are drawn a little otherwise when others lie
// beside them in the atlas, so that a window in use and a command line would not give the same bytes; here
// the atlas is empty at first. And what the person does meanwhile stays with the window's ImGui.
class StillRoom {
 public:
  explicit StillRoom(const ui::FaceFiles& files);
  ~StillRoom();
  StillRoom(const StillRoom&) = delete;
  StillRoom& operator=(const StillRoom&) = delete;

  [[nodiscard]] const ui::Fonts& fonts() const { return *fonts_; }

  // While it lives, ImGui is this one.
  class Visit {
   public:
    explicit Visit(const StillRoom& room);
    ~Visit();
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;

   private:
    ImGuiContext* before_;
  };

 private:
  ImGuiContext* context_;
  std::optional<ui::Fonts> fonts_;
};

}  // namespace unfold::window
