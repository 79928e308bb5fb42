#pragma once

#include "app/view/stages/loop_slice.h"

#include <string>
#include <vector>

namespace unfold::view::loop {

// "row 229 and column 229", in the language of the texts; empty when every pixel of img is read.
[[nodiscard]] std::string unread_words(const Geometry& g, const Texts& texts);
// The same of any rows and columns.
[[nodiscard]] std::string unread_words(const std::vector<Band>& rows, const std::vector<Band>& cols,
                                       const Texts& texts);
// The sentence that says why: the remainder of the division, or windows that lie apart. Empty likewise.
[[nodiscard]] std::string unread_sentence(const Geometry& g, const Texts& texts);
// "1–3", "3, 5, 7 … 225", "4".
[[nodiscard]] std::string range_words(std::int64_t first, std::int64_t step, std::int64_t count,
                                      const Texts& texts);
// RGB, R, G, B, or the numbers of a few channels; none for one channel.
[[nodiscard]] std::vector<Toggle> channel_toggles(const StageContext& context);
// "12.25", "8.44": two digits, none where they would be zeros.
[[nodiscard]] std::string times(double ratio);

}  // namespace unfold::view::loop
