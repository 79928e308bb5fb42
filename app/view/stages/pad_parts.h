#pragma once

#include "app/view/stages/im2col_parts.h"

namespace unfold::view::loop {

void draw_pad_desk(Painter& p, const StageContext& context, Rect box);
void draw_pad_present(Painter& p, const StageContext& context, Rect box);
[[nodiscard]] StageStory tell_pad(const StageContext& context);

// One corner of img, `cell` px a pixel, as many as `at` holds: the ring and what is never read are seen.
void draw_pad_corner(Painter& p, const StageContext& context, Rect at, bool bottom, bool right, float cell);
// One row of img under the places where a window can stand: why OW has a + 1. `size`: of its text.
void draw_window_ruler(Painter& p, const StageContext& context, Rect box, float size);
// The window that slides along a row of img: where the person points, else as far as the motion has come; at
// its end the last one of the row.
struct SlidingWindow {
  std::int64_t oy = 0, ow = 0, top = 0, left = 0;
};
[[nodiscard]] SlidingWindow sliding_window(const StageContext& context);
// "(230 − 7)//2 + 1 = 112"
[[nodiscard]] std::string size_formula(std::int64_t padded, std::int64_t filter, std::int64_t stride,
                                       std::int64_t out);

}  // namespace unfold::view::loop
