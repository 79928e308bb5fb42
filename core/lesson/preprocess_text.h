#pragma once

#include "core/lesson/preprocess.h"

#include <optional>
#include <string_view>

namespace unfold {

// The steps as a person types them; none where the text means nothing.

[[nodiscard]] std::optional<Resize> short_side_from(std::string_view text);  // "256"
// "224x224", the middle; "10,20,224,224", a box from its left and top; "none".
[[nodiscard]] std::optional<Crop> crop_from(std::string_view text);
// "imagenet", "none", or mean and std, one number or one a channel: "0.5/0.5", "104,117,124/1". The stds are
// above 0.
[[nodiscard]] std::optional<Normalize> normalize_from(std::string_view text);

}  // namespace unfold
