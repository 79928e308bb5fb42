#pragma once

#include "core/base/array.h"
#include "core/lesson/lesson.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace unfold {

// A lesson as its JSON file says it, checked for form; what it names is not opened yet.
//
//   {"pictures": ["a.jpg", "b.jpg"],
//    "resize": [224, 224]                          (width, height) or "short_side": 256,
//    "crop": [0, 0, 7, 7]               (left, top, width, height) or "centre": [224, 224],
//    "channels": "rgb" or "bgr", "scale": "255" or "none",
//    "normalize": "none", "imagenet" or {"mean": [0.5], "std": [0.5]}    (one number, or one a channel),
//    or "x": {"name": "notebook x", "shape": [1, 1, 3, 3], "values": [0.1, ...]},
//    "W": {"file": "bank.npy", "tensor": "conv1.weight", "filters": 64}             or typed as x is,
//    "b": likewise,
//    "stride": 1, "pad": 1 or [top, left, bottom, right], "dilation": 1, "groups": 1,
//    "pool": 2, "pool_stride": 2, "pool_pad": 0 or four, "pool_ceil": false, "pool_padding": "excluded" or
//    "zeros"}
//
// Everything but W and one of pictures and x may be left out. Unknown keys are refused, so that a misspelt
// one is seen.
struct LessonTensor {
  std::string name;            // what the screen calls it
  std::optional<Array> typed;  // written in the lesson itself
  std::string file, tensor;    // or in a file
  std::int64_t filters = 0;    // the first so many; 0 = all
};
struct LessonFile {
  std::string name;              // "photo"; a file's name without its suffix
  std::filesystem::path folder;  // what its paths are relative to; empty for a built-in lesson
  std::vector<std::string> pictures;
  Preprocess preprocess;
  std::optional<LessonTensor> x;
  LessonTensor W;
  std::optional<LessonTensor> b;
  LayerParams params;
};

// `title` begins the messages. Throws Error.
[[nodiscard]] LessonFile parse_lesson(std::span<const std::byte> json, const std::string& title);
// A built-in name or a path. Throws Error.
[[nodiscard]] LessonFile open_lesson(const std::string& name_or_path);

}  // namespace unfold
