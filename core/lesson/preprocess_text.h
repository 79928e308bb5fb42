#pragma once

#include "core/lesson/input_fill.h"
#include "core/lesson/preprocess.h"
#include "core/lesson/test_pattern.h"

#include <optional>
#include <string>
#include <string_view>

namespace unfold {

// The steps as a person types them; none where the text means nothing.

[[nodiscard]] std::optional<Resize> short_side_from(std::string_view text);  // "256"
// "224x224", the middle; "10,20,224,224", a box from its left and top; "none".
[[nodiscard]] std::optional<Crop> crop_from(std::string_view text);
// "imagenet", "none", or mean and std, one number or one a channel: "0.5/0.5", "104,117,124/1". The stds are
// above 0.
[[nodiscard]] std::optional<Normalize> normalize_from(std::string_view text);

// "zone", of 224 pixels a side, or "zone:512"; "address", or "random:7", whose seed is 7. Each throws an
// Error that says what is wrong with the text and not where it stands: whoever reads it knows.
[[nodiscard]] TestPattern pattern_from(std::string_view text);
[[nodiscard]] InputFill fill_from(std::string_view text);
// The same back: "random:7".
[[nodiscard]] std::string text_of(const InputFill& fill);

}  // namespace unfold
