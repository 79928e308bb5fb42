#pragma once

#include "app/view/painter.h"

#include <string>
#include <string_view>
#include <vector>

namespace unfold::view {

// Marked-up text cut into runs of one look each.
struct Span {
  std::string text;
  Face face = Face::ui;
  float size = 13;
  Color color;
  bool underlined = false;
  Axis axis = Axis::none;  // that the words are of
};
[[nodiscard]] std::vector<Span> parse_rich(std::string_view markup, const Theme& theme,
                                           const TextStyle& style);

// One run of a laid-out line.
struct PlacedSpan {
  Span span;
  float x = 0;
  int line = 0;
};
// Breaks at spaces and between Japanese characters, never before closing punctuation.
[[nodiscard]] std::vector<PlacedSpan> wrap(const std::vector<Span>& spans, float width,
                                           const TextMeasure& measure);

// Length in bytes of the UTF-8 character at the start of `text` (1 for a stray byte).
[[nodiscard]] std::size_t utf8_length(std::string_view text);
[[nodiscard]] char32_t utf8_value(std::string_view text);

}  // namespace unfold::view
