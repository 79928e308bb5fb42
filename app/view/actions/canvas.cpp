#include "app/view/actions/handle.h"

#include <algorithm>
#include <cmath>

namespace unfold::view {
namespace {

constexpr float smallest_zoom = 0.5F;
constexpr float largest_zoom = 64;

// `about` is a point of the canvas: origin + offset/zoom stays.
void zoom_about(Camera& camera, float factor, Vec2 about) {
  const float zoom = std::clamp(camera.zoom * factor, smallest_zoom, largest_zoom);
  const float ratio = zoom / camera.zoom;
  camera.origin.x = about.x - (about.x - camera.origin.x) / ratio;
  camera.origin.y = about.y - (about.y - camera.origin.y) / ratio;
  camera.zoom = zoom;
  if (std::abs(camera.zoom - 1) < 1e-3F) camera = {};
}

}  // namespace

Effects handle(State& s, const act::ZoomBy& a) {
  if (s.browse) return zoom_browser(s, a.factor, a.about);
  zoom_about(s.camera, a.factor, a.about.value_or(s.canvas_centre));
  return {};
}

Effects handle(State& s, const act::PanBy& a) {
  if (s.browse) return pan_browser(s, a.by);
  s.camera.origin.x -= a.by.x / s.camera.zoom;
  s.camera.origin.y -= a.by.y / s.camera.zoom;
  return {};
}

Effects handle(State& s, const act::Fit&) {
  if (s.browse) *s.browse = Browse{s.browse->tensor};
  s.camera = {};
  return {};
}

}  // namespace unfold::view
