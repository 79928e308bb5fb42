#include "app/ui/interaction.h"

#include "app/ui/keys.h"
#include "app/view/prepare/prepare.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

namespace unfold::ui {
namespace {

using view::Action;
using view::Hit;
using view::Vec2;
namespace act = view::act;

// A double-click on a number that is large enough to be meant opens a field on it.
std::optional<Action> double_click(const Hit* hit, const view::State& state, Vec2 at, float zoom) {
  constexpr float least = 10;  // px on the screen
  const auto* cells = hit == nullptr ? nullptr : std::get_if<view::CellHit>(&hit->what);
  if (cells == nullptr || !state.walkthrough) return std::nullopt;
  if (std::min(cells->cell_w, cells->cell_h) * zoom < least) return std::nullopt;
  const CellRef cell = view::cell_at(hit->at, *cells, at);
  const EditOrigin origin = edit_origin(state.walkthrough->geometry(), cell);
  if (origin.why == EditOrigin::Why::computed) return std::nullopt;
  return act::EditCell{cell};
}

// What lies under the pointer, and the point in that scene's own coordinates.
struct Under {
  const Hit* hit = nullptr;
  Vec2 at;
  bool in_canvas = false;
  Axis axis = Axis::none;
  bool in_canvas_scene = false;  // the hit is of the canvas's scene
};

// The topmost hit, and the axis where one lies over it: a chip names its axis and does what its row does.
Under found(const view::Scene& scene, Vec2 at, bool in_canvas) {
  Under u{nullptr, at, in_canvas, Axis::none, false};
  for (auto hit = scene.hits.rbegin(); hit != scene.hits.rend(); ++hit) {
    if (!hit->at.contains(at)) continue;
    if (const auto* axis = std::get_if<view::AxisHit>(&hit->what)) {
      if (u.hit == nullptr) u.hit = &*hit, u.axis = axis->axis;
      continue;
    }
    const bool acts = std::holds_alternative<view::ActionHit>(hit->what);
    if (u.hit == nullptr || acts) u.hit = &*hit;
    break;
  }
  return u;
}

Under under(const view::WindowScenes& scenes, const Placement& fixed, const Placement& canvas, Vec2 device) {
  const Vec2 window = fixed.scene(device);
  if (const Under u = found(scenes.overlay, window, false); u.hit != nullptr) return u;
  if (scenes.canvas_area.contains(window)) {
    if (Under u = found(scenes.canvas, canvas.scene(device), true); u.hit != nullptr) {
      u.in_canvas_scene = true;
      return u;
    }
    // The header's buttons lie over the canvas.
    return found(scenes.chrome, window, true);
  }
  return found(scenes.chrome, window, false);
}

view::Rect in_window(const view::Rect& at, const Placement& canvas) {
  const view::Rect device = canvas.device(at);
  const float density = canvas.density;
  return {device.x / density, device.y / density, device.w / density, device.h / density};
}

void show_tip(const std::string& words) {
  if (!words.empty()) ImGui::SetTooltip("%s", words.c_str());
}

// `canvas`: where the canvas's coordinates lie.
void hover(const Under& u, const view::State& state, const Placement& canvas, bool moved,
           std::vector<Action>& actions) {
  std::optional<CellRef> cell;
  std::optional<CellRef> row;
  view::Rect at;  // of the cell, in the window
  if (u.hit != nullptr) {
    if (const auto* hit = std::get_if<view::CellHit>(&u.hit->what)) {
      cell = view::cell_at(u.hit->at, *hit, u.at);
      at = view::rect_of(u.hit->at, *hit, *cell);
      if (u.in_canvas_scene) at = in_window(at, canvas);
    }
    if (std::holds_alternative<view::CropHit>(u.hit->what)) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (const auto* hit = std::get_if<view::TipHit>(&u.hit->what)) show_tip(hit->tip);
    if (const auto* hit = std::get_if<view::ActionHit>(&u.hit->what)) {
      show_tip(hit->tip);
      ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
      if (const auto* open = hit->action.get_if<act::OpenCell>()) row = open->cell;
    }
  }
  // Only the hand pauses and points: a scene that plays under a resting pointer does not.
  if (!moved) return;
  if (cell && (cell != state.pointed || at != state.pointed_at)) actions.emplace_back(act::Point{*cell, at});
  if (!cell && state.pointed) actions.emplace_back(act::Unpoint{});
  if (u.axis != state.hovered_axis) actions.emplace_back(act::HoverAxis{u.axis});
  if (row != state.passport.row) actions.emplace_back(act::HoverRow{row});
}

void click(const Under& u, std::vector<Action>& actions) {
  if (u.hit == nullptr) return;
  if (const auto* hit = std::get_if<view::ActionHit>(&u.hit->what))
    actions.push_back(ImGui::GetIO().KeyShift ? hit->with_shift.value_or(hit->action) : hit->action);
  if (const auto* hit = std::get_if<view::CellHit>(&u.hit->what))
    actions.emplace_back(act::Pin{view::cell_at(u.hit->at, *hit, u.at)});
}

// A click pins what lies under it. A second one on the browser means the place, not the cell: the pin is
// again what it was before both.
void dive(const view::State& state, const PointerState& pointer, Vec2 at, std::vector<Action>& actions) {
  if (state.pinned != pointer.pinned_before) {
    if (pointer.pinned_before)
      actions.emplace_back(act::Pin{*pointer.pinned_before});
    else
      actions.emplace_back(act::Unpin{});
  }
  actions.emplace_back(act::BrowseDive{at});
}

void drag_crop(const PointerState::Cropping& crop, Vec2 to, std::vector<Action>& actions) {
  actions.emplace_back(
      act::DragCrop{view::dragged_crop(crop.hit, crop.at, crop.from, to, ImGui::GetIO().KeyShift)});
}

void gather_pointer(const view::WindowScenes& scenes, const view::State& state, const Placement& fixed,
                    const Placement& canvas, PointerState& pointer, std::vector<Action>& actions) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantCaptureMouse) return;
  if (!ImGui::IsMousePosValid()) {
    if (state.pointed) actions.emplace_back(act::Unpoint{});
    return;
  }
  const Vec2 device{io.MousePos.x, io.MousePos.y};
  const Under u = under(scenes, fixed, canvas, device);
  const bool moved = io.MouseDelta.x != 0 || io.MouseDelta.y != 0;

  const auto slide_to = [&](view::Slider slider) {
    const std::optional<Action> action =
        view::slide(state, scenes.layout, slider, fixed.scene(device), pointer.slid);
    if (!action) return;
    actions.push_back(*action);
    pointer.slid = true;
  };
  const bool pressed_now = ImGui::IsMouseClicked(ImGuiMouseButton_Left);
  if (std::hypot(device.x - pointer.pressed.x, device.y - pointer.pressed.y) > 4) pointer.strayed = true;
  if (pressed_now) {
    if (state.focus) actions.emplace_back(act::FocusAt{});
    const bool again = ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && !pointer.strayed;
    pointer.strayed = false;
    pointer.pressed = device;
    pointer.moved_while_down = false;
    pointer.dragging.reset();
    pointer.slid = false;
    if (u.hit != nullptr)
      if (const auto* hit = std::get_if<view::SliderHit>(&u.hit->what)) pointer.dragging = hit->slider;
    pointer.cropping.reset();
    if (u.hit != nullptr)
      if (const auto* hit = std::get_if<view::CropHit>(&u.hit->what))
        pointer.cropping = PointerState::Cropping{*hit, u.hit->at, u.at, u.in_canvas_scene};
    pointer.panning = u.in_canvas && !pointer.dragging && !pointer.cropping;
    const bool on_cells =
        u.in_canvas && u.hit != nullptr && std::holds_alternative<view::CellHit>(u.hit->what);
    pointer.dived = on_cells && state.browse && again;
    if (pointer.dived)
      dive(state, pointer, fixed.scene(device), actions);
    else
      pointer.pinned_before = state.pinned;
    if (pointer.dragging) slide_to(*pointer.dragging);
    if (again && !pointer.dived) {
      if (const auto edit = double_click(u.hit, state, u.at, u.in_canvas ? canvas.camera.zoom : 1.0F)) {
        actions.push_back(*edit);
        pointer.moved_while_down = true;  // the second letting go is no click of its own
      }
    }
  }
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Middle) || ImGui::IsMouseClicked(ImGuiMouseButton_Right))
    pointer.panning = u.in_canvas;

  const bool left = ImGui::IsMouseDown(ImGuiMouseButton_Left);
  const bool other =
      ImGui::IsMouseDown(ImGuiMouseButton_Middle) || ImGui::IsMouseDown(ImGuiMouseButton_Right);
  if (left && std::hypot(device.x - pointer.pressed.x, device.y - pointer.pressed.y) > 4)
    pointer.moved_while_down = true;
  if (moved && pointer.dragging && left && !pressed_now)
    slide_to(*pointer.dragging);
  else if (pointer.cropping && left && pointer.moved_while_down) {
    if (moved)
      drag_crop(*pointer.cropping, (pointer.cropping->in_canvas_scene ? canvas : fixed).scene(device),
                actions);
  } else if (moved && pointer.panning && (other || (left && pointer.moved_while_down)))
    actions.emplace_back(act::PanBy{{io.MouseDelta.x / fixed.density, io.MouseDelta.y / fixed.density}});
  else
    hover(u, state, canvas, moved, actions);

  if (ImGui::IsMouseReleased(ImGuiMouseButton_Left)) {
    if (!pointer.dragging && !pointer.moved_while_down && !pointer.dived) click(u, actions);
    if (pointer.cropping && pointer.moved_while_down && state.crop_drag)
      actions.emplace_back(act::ApplyCrop{});
    pointer.cropping.reset();
    pointer.dragging.reset();
    pointer.panning = false;
  }
  if (io.MouseWheel != 0 && state.editing) {
    actions.emplace_back(act::NudgeEdit{io.MouseWheel > 0 ? 1 : -1});
  } else if (io.MouseWheel != 0 && state.picker) {
    actions.emplace_back(act::ScrollPicker{-60 * io.MouseWheel});
  } else if (io.MouseWheel != 0 && u.in_canvas) {
    const Vec2 at = canvas.scene(device);
    actions.emplace_back(act::ZoomBy{std::pow(1.2F, io.MouseWheel),
                                     Vec2{at.x - scenes.canvas_area.x, at.y - scenes.canvas_area.y}});
  }
}

}  // namespace

bool input_waits() { return !ImGui::GetCurrentContext()->InputEventsQueue.empty(); }

void gather_actions(const view::WindowScenes& scenes, const view::State& state, const Placement& fixed,
                    const Placement& canvas, PointerState& pointer, std::vector<Action>& actions) {
  gather_pointer(scenes, state, fixed, canvas, pointer, actions);
  gather_keyboard(scenes, state, actions);
}

}  // namespace unfold::ui
