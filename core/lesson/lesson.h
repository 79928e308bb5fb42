#pragma once

#include "core/base/array.h"
#include "core/io/image.h"
#include "core/io/weights_file.h"
#include "core/layer/geometry.h"
#include "core/layer/walkthrough.h"
#include "core/lesson/cell_edit.h"
#include "core/lesson/channels.h"
#include "core/lesson/input_fill.h"

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace unfold {

enum class Normalize { none, imagenet };
inline constexpr std::array<float, 3> imagenet_mean{0.485F, 0.456F, 0.406F};
inline constexpr std::array<float, 3> imagenet_std{0.229F, 0.224F, 0.225F};

// How a picture becomes x: decode, RGB, (resize), (crop), /255, (mean and std). Visible and switchable in the
// window. Resizing scales the picture to cover the size and cuts it to the middle, so nothing is distorted. A
// lesson's own pictures are resized as the lesson says; a person's picture only when asked for.
struct Preprocess {
  std::optional<std::array<std::int64_t, 2>> resize;  // width, height
  Normalize normalize = Normalize::none;
  std::optional<std::array<std::int64_t, 4>> crop{};  // left, top, width, height, after resizing

  bool operator==(const Preprocess&) const = default;
};

// What the person has chosen: everything that the layer is made from. Empty = what the lesson brings.
struct Choice {
  std::string lesson = "photo";                  // a built-in name, or a path to a lesson file
  std::optional<std::filesystem::path> picture;  // instead of the lesson's
  std::optional<std::filesystem::path> weights;  // FILE of FILE[:TENSOR]
  std::string weights_tensor;                    // TENSOR, empty = the only one
  std::optional<BankLayout> layout;              // of its axes, where the file leaves it open
  std::optional<ChannelFit> channels;            // where its filters read others than a picture has
  bool fold_norm = false;                        // the batch normalisation after it is part of it
  std::optional<std::filesystem::path> bias;
  std::string bias_tensor;
  bool no_bias = false;
  std::optional<std::int64_t> stride, dilation, groups, pool, pool_stride, pool_pad;
  std::optional<Sides> pad;
  std::optional<bool> pool_ceil;
  std::optional<std::array<std::int64_t, 2>> resize;
  std::optional<Normalize> normalize;
  Mistake mistake = Mistake::none;  // made on purpose in the notebook's convolution
  std::optional<InputFill> fill;    // numbers in the place of the picture, of the same shape
  CellEdits edits;                  // made to what all of the above loads to

  bool operator==(const Choice&) const = default;
};

// A Choice loaded: tensors and what to call them on the screen.
struct Document {
  LayerInput input;
  std::string lesson;                          // "photo"
  std::string picture_name;                    // "sample.jpg", "notebook x"
  std::string weights_name;                    // "photo_7x7.npy"
  std::vector<std::int64_t> group_choices{1};  // numbers of groups that the bank can run in
  bool bank_cut = false;                       // to the channels of each filter's group
  Preprocess preprocess;
  // N of them after resizing, the bytes behind x; empty where x is typed numbers (toy) or filled.
  std::vector<Image> pictures;
  std::optional<InputFill> fill;
  std::vector<EditedCell> edited;  // each once
};

// Names of the built-in lessons, in the menu's order: photo, toy, batch, vgg, batch10.
[[nodiscard]] std::vector<std::string> lesson_names();
// Loads everything a choice names. Throws Error; never leaves anything half done. A one-channel bank takes
// the gray of a picture; another mismatch of channels is refused with both numbers, unless `channels` says
// what is to be done. A fill has the picture's size and the bank's channels, whatever they are, and no
// normalisation. Groups that a person chooses for a bank of all channels leave each filter those of its group.
[[nodiscard]] Document load(const Choice& choice);
// Only the chosen filter bank (FN, C, FH, FW). Throws Error.
[[nodiscard]] std::shared_ptr<const Array> load_bank(const Choice& choice);

}  // namespace unfold
