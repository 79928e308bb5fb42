#pragma once

#include "core/base/array.h"
#include "core/io/weights_file.h"
#include "core/layer/geometry.h"
#include "core/layer/walkthrough.h"
#include "core/lesson/cell_edit.h"
#include "core/lesson/channels.h"
#include "core/lesson/input_fill.h"
#include "core/lesson/preprocess.h"
#include "core/lesson/test_pattern.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unfold {

struct LessonFile;

// What the person has chosen: everything that the layer is made from. Empty = what the lesson brings.
struct Choice {
  std::string lesson = "photo";  // a built-in name, or a path to a lesson file
  // The lesson as it was read when it was opened: whatever is saved in its place later, this choice is of
  // that one. Opened again it is another. Null: it is read when the choice is loaded.
  std::shared_ptr<const LessonFile> source{};
  // Instead of the lesson's: a picture, or a folder, whose pictures are a batch.
  std::optional<std::filesystem::path> picture;
  std::vector<std::filesystem::path> more_pictures;  // behind `picture` in the batch
  std::optional<TestPattern> pattern;                // drawn in the place of a picture
  std::optional<std::filesystem::path> weights;      // FILE of FILE[:TENSOR]
  std::string weights_tensor;                        // TENSOR, empty = the only one
  std::optional<BankLayout> layout;                  // of its axes, where the file leaves it open
  std::optional<ChannelFit> channels;                // where its filters read others than a picture has
  bool fold_norm = false;                            // the batch normalisation after it is part of it
  std::optional<std::filesystem::path> bias;
  std::string bias_tensor;
  bool no_bias = false;
  std::optional<std::int64_t> stride, dilation, groups, pool, pool_stride, pool_pad;
  std::optional<Sides> pad;
  std::optional<bool> pool_ceil;
  PreprocessChoice preprocess;      // in the place of the lesson's steps
  Mistake mistake = Mistake::none;  // made on purpose in the notebook's convolution
  std::optional<InputFill> fill;    // numbers in the place of the picture, of the same shape
  CellEdits edits;                  // made to what all of the above loads to

  bool operator==(const Choice&) const = default;
};

// The ending of the files that lessons are saved to.
inline constexpr std::string_view lesson_ending = ".unfold";
[[nodiscard]] bool is_lesson_file(const std::filesystem::path& file);  // by its name

// A picture of a batch that cannot be read, and the line that says why.
struct UnreadPicture {
  std::string name, why;
  bool operator==(const UnreadPicture&) const = default;
};

// A Choice loaded: tensors and what to call them on the screen.
struct Document {
  LayerInput input;
  std::shared_ptr<const LessonFile> source;    // the lesson's file: its own layer, and its tour
  std::string lesson;                          // "photo"
  std::string folder;                          // of the pictures, where a folder was chosen
  std::string picture_name;                    // "sample.jpg", "notebook x", "holiday (12 pictures)"
  std::string weights_name;                    // "photo_7x7.npy"
  std::vector<std::int64_t> group_choices{1};  // numbers of groups that the bank can run in
  bool bank_cut = false;                       // to the channels of each filter's group
  std::int64_t filters_cut = 0;                // the last of the bank, which the groups do not divide
  Preprocess preprocess;
  // The bytes behind x, N of them, in x's order of channels, and the way each came; both empty where x is
  // typed numbers (toy) or filled.
  std::vector<Image> pictures;
  std::vector<PictureSteps> steps;
  std::vector<std::filesystem::path> picture_files;  // that a person chose and that were read, one a picture
  std::vector<UnreadPicture> unread;   // of several that a person chose; the others are the batch
  std::optional<TestPattern> pattern;  // that was drawn in the place of a file
  std::optional<InputFill> fill;
  std::vector<EditedCell> edited;  // each once
  // Where the layer's parameters begin before the choice's own: the lesson's, and what the weights' file says
  // of its convolution.
  LayerParams given{};
  std::optional<StoredConv> stored{};
};

// Names of the built-in lessons, in the menu's order: photo, toy, batch, vgg, batch10.
[[nodiscard]] std::vector<std::string> lesson_names();
// Loads everything a choice names. Throws Error; never leaves anything half done. A one-channel bank takes
// the gray of a picture; another mismatch of channels is refused with both numbers, unless `channels` says
// what is to be done. A lesson's own pictures are resized and cropped as the lesson says; a person's only
// when asked for. A fill has the picture's size and the bank's channels, whatever they are, and no
// normalisation. Groups that a person chooses for a bank of all channels leave each filter those of its
// group. Of several pictures those that cannot be read are left out; where none is left, that is refused.
[[nodiscard]] Document load(const Choice& choice);
// `document`, which was loaded from `was`, under what else `now` says of the layer's parameters; its tensors
// are shared, and no file is read. Nothing where `now` asks for other tensors, or for nothing new: whoever
// asks for the same again may have changed a file. Throws Error as `load` does.
[[nodiscard]] std::optional<Document> with_parameters(const Document& document, const Choice& was,
                                                      const Choice& now);
// The choice with its lesson as it is now, and with what that says of what is a person's to take back: fill,
// edits and mistake. Of what the choice has itself, that stays. Throws Error where the file cannot be read.
[[nodiscard]] Choice opened(Choice choice);
// The steps that a choice's pictures go, before a fill puts numbers in their place.
[[nodiscard]] Preprocess steps_of(const Choice& choice, const LessonFile& lesson);
// "2 of 5 pictures are left out; a.webp: is a WebP picture; …": for a program without a window. Empty where
// none is.
[[nodiscard]] std::string unread_line(const Document& document);
// Only the chosen filter bank (FN, C, FH, FW). Throws Error.
[[nodiscard]] std::shared_ptr<const Array> load_bank(const Choice& choice);

}  // namespace unfold
