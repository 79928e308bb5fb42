#pragma once

#include "app/ui/fonts.h"
#include "app/view/scene.h"

#include <imgui.h>

#include <functional>

namespace unfold::ui {

// Draws the pictures of a scene, and its large plain grounds, for which ImGui's way (a texture, blended) is
// slow without a graphics card. Whoever owns the textures implements it.
class PictureSink {
 public:
  virtual ~PictureSink() = default;
  // `at` and `clip` are device pixels.
  virtual void draw(ImDrawList& list, const view::PictureItem& item, view::Rect at, view::Rect clip) = 0;
  // `at` is whole pixels.
  virtual void fill(ImDrawList& list, view::Rect at, view::Color color) = 0;
};

// From a scene's coordinates to device pixels: device = ((p - camera.origin) * camera.zoom + corner) *
// density.
struct Placement {
  view::Camera camera{};
  view::Vec2 corner{};
  float density = 1;

  [[nodiscard]] view::Vec2 device(view::Vec2 p) const;
  [[nodiscard]] view::Rect device(view::Rect r) const;
  [[nodiscard]] float scale() const { return camera.zoom * density; }
  // The scene's point under a device pixel.
  [[nodiscard]] view::Vec2 scene(view::Vec2 device_point) const;
};

// The pictures that `draw_scene` is going to draw: visit(item, at, clip), as a PictureSink is told.
using PictureVisit = std::function<void(const view::PictureItem&, view::Rect at, view::Rect clip)>;
void visit_pictures(const view::Scene& scene, const Placement& placement, view::Rect clip,
                    const PictureVisit& visit);

// Appends the scene to the list, clipped to `clip` (device pixels). Edges of rectangles fall on whole pixels.
void draw_scene(ImDrawList& list, const view::Scene& scene, const Placement& placement, view::Rect clip,
                const Fonts& fonts, PictureSink& pictures);

}  // namespace unfold::ui
