#pragma once

#include "app/ui/scene_draw.h"
#include "app/view/action.h"
#include "app/view/window.h"

#include <optional>
#include <string>
#include <vector>

namespace unfold::ui {

// What the pointer is in the middle of.
struct PointerState {
  std::optional<view::Slider> dragging;
  bool slid = false;  // that drag has led to an action
  bool panning = false;
  bool moved_while_down = false;
  bool strayed = false;  // from the place of the last press
  view::Vec2 pressed;    // device pixels
  bool dived = false;    // the press was the second of a double click on the browser
  std::optional<CellRef> pinned_before;
  // The picture that a crop is drawn on, where it lies, and where the press was, in its scene's coordinates.
  struct Cropping {
    view::CropHit hit;
    view::Rect at;
    view::Vec2 from;
    bool in_canvas_scene = false;
  };
  std::optional<Cropping> cropping;
};

// Turns this frame's ImGui input into actions, by the hits of the scenes and the table of commands. Shows a
// tooltip where a hit has words. `canvas` is where the canvas's scene lies.
void gather_actions(const view::WindowScenes& scenes, const view::State& state, const Placement& fixed,
                    const Placement& canvas, PointerState& pointer, std::vector<view::Action>& actions);

// Whether ImGui holds input back for frames to come: it answers quick strokes one by one, a frame each.
[[nodiscard]] bool input_waits();

}  // namespace unfold::ui
