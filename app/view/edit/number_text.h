#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace unfold::view {

// A number as a person types it. What an input method sends is written in ASCII: full-width digits and signs,
// U+2212, and the long-vowel dash of a Japanese keyboard for minus, 。 and ．for the point.

// Of one typed character, its ASCII; none where it can be no part of a field's text.
[[nodiscard]] std::optional<char> field_character(char32_t typed);
// "-1.5", "1e-3", ".5", "+2", "5.": the float32 nearest to it. None for anything else, for what is not finite
// in float32, and for nothing at all.
[[nodiscard]] std::optional<float> parse_number(std::string_view ascii);
// The shortest ASCII text that `parse_number` reads as the same float: "0.26034823", "-1", "2134", "1e-05".
[[nodiscard]] std::string number_text(float value);

// The next multiple of the step above (steps > 0) or below: from 0.26 by 0.1 up is 0.3.
[[nodiscard]] float nudged(float value, int steps, float step);
// The step that suits a tensor whose largest magnitude is this: 1 from 10 on, 0.1 from 0.1 on, then finer.
[[nodiscard]] float nudge_step(float abs_max);

}  // namespace unfold::view
