#pragma once

#include "app/view/stages/im2col_layout.h"
#include "app/view/stages/loop_pictures.h"

namespace unfold::view::loop {

// What every part of the im2col picture is drawn from.
struct Loop {
  const StageContext& context;
  Slice slice;
  std::int64_t n = 0;
  int channel = -1;          // -1: RGB
  std::optional<Copy> copy;  // the explained pixel, when this step copies it
};
[[nodiscard]] Loop loop_of(const StageContext& context);

void draw_im2col_desk(Painter& p, const StageContext& context, Rect box);
void draw_im2col_present(Painter& p, const StageContext& context, Rect box);
[[nodiscard]] StageStory tell_im2col(const StageContext& context);

// One plane col[n, :, y, x, :, :]; rows from the top that are written, the others still zeros.
struct PlaneStyle {
  float alpha = 1;
  std::int64_t written = 0;
  bool numbers = true;  // where the cells are large enough
};
void draw_plane(Painter& p, const Loop& loop, const Area& at, std::int64_t y, std::int64_t x,
                const PlaneStyle& style);
// A plane that no step has reached: zeros.
void draw_empty_plane(Painter& p, const StageContext& context, const Area& at, std::int64_t y, std::int64_t x,
                      bool seekable);
// Rows of the running plane that the sweep has written.
[[nodiscard]] std::int64_t written_rows(const StageContext& context);

// Two corners of img enlarged: where the slice starts, and where it stops.
void draw_lenses(Painter& p, const Loop& loop, const Im2colLayout& layout);
// `numbers`: cells of img carry numbers, and a reader must know of which channel.
void draw_legend(Painter& p, const Loop& loop, Rect at, bool numbers);
// img with what this view lights: the slice, its windows, or how often each pixel is copied.
void draw_loop_image(Painter& p, const Loop& loop, const Area& img);
void draw_read_counts(Painter& p, const StageContext& context, std::int64_t n, std::int64_t c,
                      const Area& img);

}  // namespace unfold::view::loop
