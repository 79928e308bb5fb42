#pragma once

#include "core/base/array.h"
#include "core/lesson/lesson.h"
#include "core/lesson/tour.h"

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
//   {"unfold": 1                                            (the version of this format, 1 where it is
//   missing),
//    "name": "photo"                                         (where it is not to be the file's),
//    "pictures": ["a.jpg", "b.jpg"],
//    "resize": [224, 224]                          (width, height) or "short_side": 256,
//    "crop": [0, 0, 7, 7]               (left, top, width, height) or "centre": [224, 224],
//    "channels": "rgb" or "bgr", "scale": "255" or "none",
//    "normalize": "none", "imagenet" or {"mean": [0.5], "std": [0.5]}    (one number, or one a channel),
//    or "pattern": "zone:224" in the place of pictures,
//    or "x": {"name": "notebook x", "shape": [1, 1, 3, 3], "values": [0.1, ...]},
//    "fill": "address" or "random:7"                        (numbers in the place of all that, of its size),
//    "W": {"file": "bank.npy", "tensor": "conv1.weight", "filters": 64, "layout": "oihw" or "hwio",
//          "channels": "gray", "repeat" or "first", "fold_norm": false, "cut_to_groups": false}  or typed as
//          x is,
//    "b": likewise, or "none"                               (not even the one beside W in its file),
//    "stride": 1, "pad": 1 or [top, left, bottom, right], "dilation": 1, "groups": 1,
//    "pool": 2, "pool_stride": 2, "pool_pad": 0 or four, "pool_ceil": false, "pool_padding": "excluded" or
//    "zeros",
//    "mistake": "no_transpose", "edits": [["x:0,0,1,1", 0.5]]}
//
// and the members of a tour (tour_file.h). Everything but W and one of pictures, pattern and x may be left
// out. Paths are relative to the file; what is not there is looked for among the built-in assets. Unknown
// keys are refused, so that a misspelt one is seen.
struct LessonTensor {
  std::string name;            // what the screen calls it
  std::optional<Array> typed;  // written in the lesson itself
  std::string file, tensor;    // or in a file
  std::int64_t filters = 0;    // the first so many; 0 = all
  std::optional<BankLayout> layout;
  std::optional<ChannelFit> channels;
  bool fold_norm = false;
  bool cut_to_groups = false;  // a bank of all channels, of which each filter keeps its group's
};
struct LessonFile {
  std::string name;              // "photo"; a file's name without its suffix
  std::filesystem::path folder;  // what its paths are relative to; empty for a built-in lesson
  std::vector<std::string> pictures;
  Preprocess preprocess;
  std::optional<TestPattern> pattern;
  std::optional<LessonTensor> x;
  LessonTensor W;
  std::optional<LessonTensor> b;
  bool no_bias = false;
  LayerParams params;
  // What a person can take back without losing the lesson: a part of the choice that opens it.
  std::optional<InputFill> fill;
  CellEdits edits;
  Mistake mistake = Mistake::none;
  Tour tour;
};
inline constexpr std::int64_t lesson_version = 1;

// `title` begins the messages. Throws Error.
[[nodiscard]] LessonFile parse_lesson(std::span<const std::byte> json, const std::string& title);
// A built-in name or a path. Throws Error.
[[nodiscard]] LessonFile open_lesson(const std::string& name_or_path);

}  // namespace unfold
