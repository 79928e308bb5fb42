#pragma once

#include "app/view/geometry2d.h"
#include "app/view/theme.h"

namespace unfold::view {

// Where everything is, for a window of `size` logical pixels. Desk: top bar 44, rail 176, right column 320,
// bottom bar 64 at 1280x800; rail 52 (thumbnails only) and right 288 below 1200 wide; rail 208, right 420 and
// type x1.15 from 1800 wide. Present mode: no top bar, rail or right column; the picture, the words, one line
// of code, the transport.
struct Layout {
  Vec2 size;
  bool compact = false;  // labels of top-bar wells go, rail shows thumbnails only
  bool present = false;
  float scale = 1;
  Type type;
  Rect top, rail, right, bottom;
  Rect canvas;       // all between the panels
  Rect inner;        // canvas less its margin of 12
  Rect header;       // title and statement, 64 high
  Rect content;      // what the stage's picture gets
  Rect words, code;  // present mode
};
// Which of the desk's panels there are; without the rail or the foot the canvas takes their room.
struct Panels {
  bool rail = true, foot = true;
};
[[nodiscard]] Layout make_layout(Vec2 size, bool present, Panels panels = {});
// Where the canvas is seen: from right below the statement, as a picture's title may rise a little over its
// box.
[[nodiscard]] Rect canvas_area(const Layout& layout);

}  // namespace unfold::view
