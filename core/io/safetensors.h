#pragma once

#include "core/io/source.h"
#include "core/io/weights_file.h"

#include <memory>
#include <string_view>

namespace unfold {

// Hugging Face's safetensors: eight bytes with the length of a JSON header, that header, and the numbers (the
// format's description in huggingface/safetensors, README.md, "Format"). A tensor of a type that is not read
// (8-bit floating point and smaller, complex) is in the list and refused at read(). Throws Error where the
// header is longer than the file or than the format's 100 MB, or where its offsets leave holes, overlap or do
// not fit a tensor's shape.
[[nodiscard]] std::unique_ptr<WeightsFile> open_safetensors(Source source);

// Whether a file that begins so seems to be one.
[[nodiscard]] bool is_safetensors(std::string_view head);

}  // namespace unfold
