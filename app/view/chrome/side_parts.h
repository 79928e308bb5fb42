#pragma once

#include "app/view/chrome/chrome.h"

#include <cstddef>
#include <string>

namespace unfold::view {

// What the right column's parts share.
inline constexpr float side_padding = 12;
void draw_side_head(Painter& p, Rect at, const std::string& left, const std::string& right);
// A line at the foot of a part that has more than is shown, or that was given its room: a press on it gives
// the part its room, or takes it back. `baseline` is the words'.
void draw_side_more(Painter& p, const std::string& words, act::SidePart part, bool given, Vec2 baseline);

// As many of the code's lines as have room, those around the one that runs.
struct CodeLines {
  std::size_t first = 0, count = 0;
  float height = 0;  // of the whole part
};
[[nodiscard]] CodeLines all_code(const Painter& p, const StageStory& story, float width);
// The head and `least` lines, which are two or more, whatever the room; with a line that says how many there
// are. With 0, and no room for the line that runs, there is nothing at all, the head neither.
[[nodiscard]] CodeLines some_code(const Painter& p, const StageStory& story, float width, float room,
                                  std::size_t least);
// `given`: it was given its room; it says how to take it back.
void draw_side_code(Painter& p, const ChromeContext& c, Rect side, const CodeLines& lines, bool given);

}  // namespace unfold::view
