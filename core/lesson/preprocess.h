#pragma once

#include "core/base/array.h"
#include "core/io/image.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unfold {

// How a picture becomes x, step by step in the order of torchvision.transforms: decode, Resize, CenterCrop,
// ToTensor (÷255), Normalize. Weights answer as they were trained to only when all of these are theirs.

// `short_side`: the shorter side gets this length and the longer one keeps the proportions, cut down to a
// whole number, as torchvision's Resize(S). `cover`: scaled to cover width x height, then cut to its middle.
struct Resize {
  enum class How { full, short_side, cover };
  How how = How::full;
  std::int64_t width = 0, height = 0;  // of short_side both are the side

  [[nodiscard]] static Resize to_short_side(std::int64_t side) { return {How::short_side, side, side}; }
  [[nodiscard]] static Resize to_cover(std::int64_t width, std::int64_t height) {
    return {How::cover, width, height};
  }
  bool operator==(const Resize&) const = default;
};

// What is cut out after resizing. `centre`: an odd remainder is halved to the even neighbour, as Python's
// round and so torchvision's CenterCrop does; a crop larger than the picture is refused (torchvision pads
// it).
struct Crop {
  enum class How { whole, centre, box };
  How how = How::whole;
  std::int64_t left = 0, top = 0;  // of a box
  std::int64_t width = 0, height = 0;

  [[nodiscard]] static Crop to_centre(std::int64_t width, std::int64_t height) {
    return {How::centre, 0, 0, width, height};
  }
  [[nodiscard]] static Crop to_box(std::int64_t left, std::int64_t top, std::int64_t width,
                                   std::int64_t height) {
    return {How::box, left, top, width, height};
  }
  bool operator==(const Crop&) const = default;
};

// Which of a pixel's colours is channel 0 of x. OpenCV decodes to BGR, everything else here to RGB. Of no
// effect on the gray that a bank of one channel takes.
enum class ChannelOrder { rgb, bgr };

// (v - mean) / std, by the place of the channel in x: mean[0] is channel 0's, whatever its colour, as
// torchvision's Normalize has it. One channel takes the first of each, and then the three must be equal.
struct Normalize {
  std::array<float, 3> mean{0, 0, 0}, std{1, 1, 1};
  bool operator==(const Normalize&) const = default;

  static const Normalize none, imagenet;
};
inline constexpr std::array<float, 3> imagenet_mean{0.485F, 0.456F, 0.406F};
inline constexpr std::array<float, 3> imagenet_std{0.229F, 0.224F, 0.225F};
inline constexpr Normalize Normalize::none{};
inline constexpr Normalize Normalize::imagenet{imagenet_mean, imagenet_std};

struct Preprocess {
  Resize resize{};
  Crop crop{};
  ChannelOrder order = ChannelOrder::rgb;
  bool scale = true;  // ÷255
  Normalize normalize{};

  bool operator==(const Preprocess&) const = default;
};
// The steps that a person has set; the others stay as they are.
struct PreprocessChoice {
  std::optional<Resize> resize{};
  std::optional<Crop> crop{};
  std::optional<ChannelOrder> order{};
  std::optional<bool> scale{};
  std::optional<Normalize> normalize{};

  bool operator==(const PreprocessChoice&) const = default;
};
[[nodiscard]] Preprocess with(Preprocess own, const PreprocessChoice& choice);
// What `first` sets and then `second`.
[[nodiscard]] PreprocessChoice with(PreprocessChoice first, const PreprocessChoice& second);

// "imagenet", "none" or "0.5,0.5,0.5/0.25,0.25,0.25"; one number where the three are equal.
[[nodiscard]] std::string to_string(const Normalize& normalize);

enum class PrepareStep { decode, resize, crop, channels, scale, normalize };
inline constexpr int prepare_step_count = 6;
[[nodiscard]] std::string_view name(PrepareStep step);

struct ValueSpan {
  float lo = 0, hi = 0;
  bool operator==(const ValueSpan&) const = default;
};
// What a step hands on: its size, and the smallest and the largest value of each channel, in x's order.
struct StepMade {
  PrepareStep step = PrepareStep::decode;
  bool on = true;  // off: it hands on what it was given
  std::int64_t width = 0, height = 0;
  std::vector<ValueSpan> values;  // a span for each channel
};
// The way of one picture to x.
struct PictureSteps {
  std::string name;
  std::vector<StepMade> steps;  // one of each, in order
  // The picture after resizing and before the crop, and the bytes behind x; both reduced to overview_side.
  std::shared_ptr<const Image> overview, preview;
  std::array<std::int64_t, 4> box{};  // left, top, width, height of the crop, in pixels after resizing

  [[nodiscard]] const StepMade& made(PrepareStep step) const { return steps[static_cast<std::size_t>(step)]; }
};
inline constexpr std::int64_t overview_side = 640;

struct PreparedPicture {
  Image picture;  // the bytes behind x in x's order of channels; gray is repeated
  PictureSteps steps;
};
// All the steps on a decoded picture, for a bank of `channels` channels: 3 take the colours, 1 their gray
// (the luma of ITU-R BT.601 in 16-bit steps, as Pillow's convert("L")). The one place where x gets its
// channels. `title` begins the messages. Throws Error.
[[nodiscard]] PreparedPicture prepare(Image decoded, const Preprocess& preprocess, std::int64_t channels,
                                      const std::string& title);

// The steps by themselves; each is pure.
[[nodiscard]] Image resize_step(Image picture, const Resize& resize, const std::string& title);
[[nodiscard]] std::array<std::int64_t, 4> crop_box(std::int64_t width, std::int64_t height, const Crop& crop,
                                                   const std::string& title);
[[nodiscard]] Image channel_step(Image picture, ChannelOrder order, std::int64_t channels);
// A byte's value in channel c of x.
[[nodiscard]] float value_step(std::uint8_t byte, const Preprocess& preprocess, std::size_t channel);
// The number that stood before mean and std, back from a value of x: the byte, or the byte over 255.
[[nodiscard]] float undo_normalize(float value, const Preprocess& preprocess, std::size_t channel);

// Prepared pictures of one size -> x (N, C, H, W).
[[nodiscard]] Array to_x(const std::vector<Image>& pictures, std::int64_t channels,
                         const Preprocess& preprocess);

}  // namespace unfold
