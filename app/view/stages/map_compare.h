#pragma once

#include "app/view/stages/stage_view.h"

namespace unfold::view {

// Is a second map held, so that the chosen one is seen beside it?
[[nodiscard]] bool compares(const StageContext& context);
// A colouring for both maps, wide enough for either.
[[nodiscard]] Coloring shared_coloring(const StageContext& context, std::int64_t f, std::int64_t other);
// Map f less map `other` of conv.
[[nodiscard]] Picture difference_picture(const StageContext& context, std::int64_t f, std::int64_t other);

// The chosen map and the held one side by side: filter, map and pooled map of both in one range of colours,
// their difference in the same, and how far they agree.
void draw_comparison(Painter& painter, const StageContext& context, Rect room);
// How far they agree, in a line or two of words at `baseline`; returns the next baseline.
float draw_agreement(Painter& painter, const StageContext& context, Vec2 baseline, float width);

}  // namespace unfold::view
