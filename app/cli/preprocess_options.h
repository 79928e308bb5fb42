#pragma once

#include "core/lesson/preprocess.h"
#include "core/lesson/test_pattern.h"

#include <string>

namespace unfold::cli {

// What stands behind the options that say how a picture becomes x. Each throws UsageError.

[[nodiscard]] Resize parse_short_side(const std::string& text);  // "256"
// "224x224", the middle; "10,20,224,224", a box from its left and top; "none".
[[nodiscard]] Crop parse_crop(const std::string& text);
// "imagenet", "none", or mean and std, one number or one a channel: "0.5/0.5", "104,117,124/1".
[[nodiscard]] Normalize parse_normalize(const std::string& text);
[[nodiscard]] TestPattern parse_pattern(const std::string& text);  // "zone", "zone:512"

}  // namespace unfold::cli
