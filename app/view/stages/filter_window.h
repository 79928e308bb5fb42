#pragma once

#include "app/view/stages/loop_area.h"

// The filter's window on img. A dilated one has holes: it reads only pixels that stand the dilation apart.
namespace unfold::view::loop {

// A filter's window on img, its first cell at (top, left): from its first to its last cell.
[[nodiscard]] Rect window_rect(const Area& img, const Geometry& g, std::int64_t top, std::int64_t left);
// Does that window read this pixel of img? A dilated one has holes.
[[nodiscard]] bool reads(const Geometry& g, std::int64_t top, std::int64_t left, std::int64_t row,
                         std::int64_t col);
// Lit, and of a dilated one each pixel that it reads marked.
void lit_window(Painter& p, const Area& img, const Geometry& g, std::int64_t top, std::int64_t left);
// The pixels that a dilated window reads, framed where they are large enough to be seen; nothing of another.
void frame_holes(Painter& p, const Area& img, const Geometry& g, std::int64_t top, std::int64_t left);
// That window alone, FH by FW, of a picture of img: a dilated one has its cells drawn together.
void draw_window(Painter& p, Rect at, const Picture& img, const Geometry& g, std::int64_t top,
                 std::int64_t left);
// The pixels that it reads, bright where they lie in img; of a dilated window the others between them stay as
// they are.
void light_window(Painter& p, const Area& img, const Picture& picture, const Geometry& g, std::int64_t top,
                  std::int64_t left);

}  // namespace unfold::view::loop
