#pragma once

#include "app/view/kept_view.h"
#include "app/view/state.h"
#include "app/view/window.h"

namespace unfold::view {

// The window, or a part of it by itself, to be drawn as the window is; `scenes.layout.size` says how large
// it is, in logical pixels.
struct Drawing {
  WindowScenes scenes;
  Camera camera;
};
// `size`: of the window that it is a part of; the sheet of maps has its own. A part is whole: the camera is
// at rest, and no menu, question or pointer is over it. `steady`: as large as the part is in the window,
// whatever is in it, as the pictures of a film are; else cut to what is drawn.
[[nodiscard]] Drawing build_drawing(const State& state, KeptView view, const Texts& texts,
                                    const TextMeasure& measure, Vec2 size, bool steady = false);
// The state without what a hand or a message happens to lay over it: for the pictures of a film.
[[nodiscard]] State undisturbed(const State& state);

// The rectangle that the items of a scene cover, as far as they are not clipped away.
[[nodiscard]] Rect covered(const Scene& scene, const TextMeasure& measure);

// All maps and pooled maps of the chosen image, in the order and the colours that the maps have in the
// window, each with its number; a texel of either is the same whole number of pixels. Its corner is at 0, 0.
[[nodiscard]] Scene draw_map_sheet(const State& state, const Texts& texts, const TextMeasure& measure);

}  // namespace unfold::view
