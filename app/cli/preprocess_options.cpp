#include "app/cli/preprocess_options.h"

#include "app/cli/command_line.h"
#include "core/base/error.h"
#include "core/io/printable.h"
#include "core/lesson/preprocess_text.h"

#include <optional>

namespace unfold::cli {
namespace {

[[noreturn]] void refuse(const std::string& option, const std::string& text, const std::string& wanted) {
  throw UsageError(option + " " + printable(text, 60) + ": " + wanted);
}

}  // namespace

Resize parse_short_side(const std::string& text) {
  if (const auto resize = short_side_from(text)) return *resize;
  refuse("--short-side", text, "a length in pixels is needed, as 256");
}

Crop parse_crop(const std::string& text) {
  if (const auto crop = crop_from(text)) return *crop;
  refuse("--crop", text,
         "WxH for the middle, as 224x224, or LEFT,TOP,WIDTH,HEIGHT, as 10,20,224,224, or none is needed");
}

Normalize parse_normalize(const std::string& text) {
  if (const auto normalize = normalize_from(text)) return *normalize;
  refuse("--normalize", text,
         "imagenet or none is needed, or a mean and a std above 0, one number or one for each channel, as "
         "0.5/0.5 or 0.48,0.46,0.41/0.27,0.26,0.28");
}

TestPattern parse_pattern(const std::string& text) {
  try {
    return pattern_from(text);
  } catch (const Error& error) {
    refuse("--pattern", text, error.what());
  }
}

}  // namespace unfold::cli
