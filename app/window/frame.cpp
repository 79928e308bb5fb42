#include "app/window/frame.h"

namespace unfold::window {

ui::Placement canvas_placement(const view::WindowScenes& scenes, const view::Camera& camera, float density) {
  // The camera's origin counts from the canvas's corner.
  const view::Vec2 corner{scenes.canvas_area.x, scenes.canvas_area.y};
  view::Camera from_corner = camera;
  from_corner.origin = {camera.origin.x + corner.x, camera.origin.y + corner.y};
  return {.camera = from_corner, .corner = corner, .density = density};
}

void draw_window(ImDrawList& list, const view::WindowScenes& scenes, const view::Camera& camera,
                 const ui::Fonts& fonts, PictureDrawer& pictures, float density, view::Vec2 corner) {
  const ui::Placement fixed{.corner = corner, .density = density};
  const view::Rect whole = fixed.device(view::Rect{0, 0, scenes.layout.size.x, scenes.layout.size.y});
  ui::Placement through = canvas_placement(scenes, camera, density);
  through.corner = {through.corner.x + corner.x, through.corner.y + corner.y};
  struct Layer {
    const view::Scene& scene;
    const ui::Placement& placement;
    view::Rect clip;
  };
  const Layer layers[] = {{scenes.chrome, fixed, whole},
                          {scenes.canvas, through, fixed.device(scenes.canvas_area)},
                          {scenes.overlay, fixed, whole}};
  for (const Layer& layer : layers) {
    ui::visit_pictures(layer.scene, layer.placement, layer.clip,
                       [&](const view::PictureItem& item, view::Rect at, view::Rect clip) {
                         pictures.want(item, at, clip);
                       });
  }
  pictures.make();
  for (const Layer& layer : layers)
    draw_scene(list, layer.scene, layer.placement, layer.clip, fonts, pictures);
}

void draw_window(const view::WindowScenes& scenes, const view::Camera& camera, const ui::Fonts& fonts,
                 PictureDrawer& pictures, float density) {
  draw_window(*ImGui::GetBackgroundDrawList(), scenes, camera, fonts, pictures, density);
}

}  // namespace unfold::window
