#include "core/lesson/lesson.h"

#include "assets/assets.h"
#include "core/base/error.h"
#include "core/io/bank.h"
#include "core/io/npy.h"
#include "core/io/printable.h"
#include "core/lesson/bank_groups.h"
#include "core/lesson/lesson_file.h"
#include "core/lesson/stored_layer.h"

#include <algorithm>
#include <utility>

namespace unfold {
namespace {

namespace fs = std::filesystem;

// A file that a lesson names: beside the lesson, or else one of the built-in assets.
struct Found {
  fs::path file;  // empty for an asset
  std::span<const std::byte> bytes;
  std::string name;
};
Found find(const LessonFile& lesson, const std::string& path) {
  const fs::path file = lesson.folder / path;
  std::error_code ignored;
  if (!lesson.folder.empty() && fs::exists(file, ignored)) return {file, {}, display_name(file)};
  if (const auto bytes = find_asset(path)) return {{}, *bytes, display_name(path)};
  throw Error(lesson.name + ": names the file " + printable(path, 120) +
              ", which is not there; paths are relative to the lesson");
}

struct Tensor {
  std::string name;
  std::shared_ptr<const Array> array;
};

// W or b as the lesson brings it.
Tensor lesson_tensor(const LessonFile& lesson, const LessonTensor& tensor, bool is_bias) {
  NamedArray loaded;
  if (tensor.typed) {
    loaded = {"typed", *tensor.typed};
  } else {
    const Found found = find(lesson, tensor.file);
    if (found.file.empty()) {
      loaded = {found.name, read_npy(found.bytes, found.name)};
    } else {
      loaded = is_bias ? read_bias(found.file, tensor.tensor)
                       : read_bank(found.file, {.tensor = tensor.tensor}).weight;
    }
  }
  if (!tensor.name.empty()) loaded.name = tensor.name;
  Array& array = loaded.array;
  if (tensor.filters > 0 && array.shape.rank() > 0) {
    if (tensor.filters > array.shape[0]) {
      throw Error(lesson.name + ": asks for " + std::to_string(tensor.filters) + " filters and " +
                  loaded.name + " has " + std::to_string(array.shape[0]));
    }
    array.shape[0] = tensor.filters;
    array.data.resize(static_cast<std::size_t>(array.shape.count()));
  }
  return {loaded.name, std::make_shared<const Array>(std::move(array))};
}

// Scaled to cover width x height, then cut to its middle: nothing is distorted.
Image covered(const Image& image, std::int64_t width, std::int64_t height) {
  if (image.width == width && image.height == height) return image;
  const double scale = std::max(static_cast<double>(width) / static_cast<double>(image.width),
                                static_cast<double>(height) / static_cast<double>(image.height));
  const auto scaled = [&](std::int64_t size, std::int64_t least) {
    return std::max(least, static_cast<std::int64_t>(static_cast<double>(size) * scale + 0.5));
  };
  const Image larger = resized(image, scaled(image.width, width), scaled(image.height, height));
  return cropped(larger, (larger.width - width) / 2, (larger.height - height) / 2, width, height);
}

// The luma of ITU-R BT.601 in 16-bit steps, as PIL's convert("L") has it, on all three channels.
void make_gray(Image& image) {
  for (std::size_t i = 0; i + 2 < image.rgb.size(); i += 3) {
    const unsigned sum =
        image.rgb[i] * 19595U + image.rgb[i + 1] * 38470U + image.rgb[i + 2] * 7471U + 0x8000U;
    std::fill_n(image.rgb.begin() + static_cast<std::ptrdiff_t>(i), 3, static_cast<std::uint8_t>(sum >> 16));
  }
}

// Pictures of one size -> x (N, C, H, W): the bytes over 255, less the mean, over the standard deviation.
Array to_x(const std::vector<Image>& pictures, std::int64_t channels, Normalize normalize) {
  const std::int64_t height = pictures.front().height, width = pictures.front().width;
  Array x{{static_cast<std::int64_t>(pictures.size()), channels, height, width}, {}};
  x.data.resize(static_cast<std::size_t>(x.shape.count()));
  float* out = x.data.data();
  for (const Image& picture : pictures) {
    for (std::int64_t c = 0; c < channels; ++c) {
      const auto channel = static_cast<std::size_t>(c);
      const std::uint8_t* in = picture.rgb.data() + channel;
      for (std::int64_t i = 0; i < height * width; ++i, in += 3) {
        const float value = static_cast<float>(*in) / 255.0F;
        *out++ =
            normalize == Normalize::none ? value : (value - imagenet_mean[channel]) / imagenet_std[channel];
      }
    }
  }
  return x;
}

// The pictures before they are resized, and what the screen calls them.
std::pair<std::vector<Image>, std::string> read_pictures(const Choice& choice, const LessonFile& lesson) {
  if (choice.picture) return {{read_image(*choice.picture)}, display_name(*choice.picture)};
  std::vector<Image> pictures;
  std::string name;
  for (const std::string& path : lesson.pictures) {
    const Found found = find(lesson, path);
    pictures.push_back(found.file.empty() ? read_image(found.bytes, found.name) : read_image(found.file));
    name = found.name;
  }
  if (pictures.size() > 1) name = std::to_string(pictures.size()) + " pictures";
  return {std::move(pictures), std::move(name)};
}

void load_pictures(Document& document, const Choice& choice, const LessonFile& lesson,
                   std::int64_t channels) {
  auto [pictures, name] = read_pictures(choice, lesson);
  const bool lessons_own = !choice.picture;
  Preprocess& preprocess = document.preprocess;
  preprocess.resize = choice.resize ? choice.resize : lessons_own ? lesson.resize : std::nullopt;
  if (lessons_own && !choice.resize) preprocess.crop = lesson.crop;
  preprocess.normalize = choice.fill ? Normalize::none : choice.normalize.value_or(lesson.normalize);
  if (preprocess.normalize == Normalize::imagenet && channels != 3) {
    throw Error("normalize imagenet: its mean and std are for 3 channels and W has 1; choose none, or a bank "
                "of colour filters");
  }
  for (Image& picture : pictures) {
    if (preprocess.resize) {
      const auto [width, height] = *preprocess.resize;
      if (width < 1 || height < 1 || width > max_pixels / height) {
        throw Error("resize: " + std::to_string(width) + "x" + std::to_string(height) +
                    " is no size for a picture; at least 1x1 and at most 200 million pixels are needed");
      }
      picture = covered(picture, width, height);
    }
    if (preprocess.crop) {
      const auto [left, top, width, height] = *preprocess.crop;
      if (width < 1 || height < 1 || left + width > picture.width || top + height > picture.height) {
        throw Error(lesson.name + ": its crop does not lie in the picture of " +
                    std::to_string(picture.width) + " by " + std::to_string(picture.height) + " pixels");
      }
      picture = cropped(picture, left, top, width, height);
    }
    if (channels == 1) make_gray(picture);
  }
  for (const Image& picture : pictures) {
    if (picture.width == pictures.front().width && picture.height == pictures.front().height) continue;
    throw Error(lesson.name + ": its pictures differ in size; add \"resize\": [width, height]");
  }
  document.input.x = std::make_shared<const Array>(to_x(pictures, channels, preprocess.normalize));
  document.picture_name = std::move(name);
  document.pictures = std::move(pictures);
}

void load_typed_x(Document& document, const Choice& choice, const LessonFile& lesson, std::int64_t channels) {
  const std::string name = lesson.x->name.empty() ? "typed x" : lesson.x->name;
  if (choice.resize)
    throw Error("resize: the lesson " + lesson.name + " has numbers, no picture; give a picture too");
  if (!choice.fill && choice.normalize.value_or(lesson.normalize) != Normalize::none) {
    throw Error("normalize imagenet: the lesson " + lesson.name +
                " has numbers, no picture; give a picture too, or none");
  }
  const Array& x = *lesson.x->typed;
  if (!choice.fill && !choice.channels && x.shape[1] != channels) {
    throw Error(document.weights_name + ": its filters have " + std::to_string(channels) + " channels and " +
                name + " has " + std::to_string(x.shape[1]) + "; choose a bank (FN, " +
                std::to_string(x.shape[1]) + ", FH, FW), a picture, or --channels gray, repeat or first");
  }
  document.input.x = std::make_shared<const Array>(x);
  document.picture_name = name;
}

// How many channels of a picture a layer of C channels takes: 3, or 1 of its gray.
std::int64_t channels_of_picture(const Document& document, const Choice& choice, std::int64_t C) {
  if (C == 1 && !choice.fill) return 1;
  if (choice.fill || C == 3 || choice.channels) return choice.channels == ChannelFit::gray ? 1 : 3;
  throw Error(document.weights_name + ": its filters have " + std::to_string(C) +
              " channels and a picture has 3, or 1 as gray; choose the bank of a first layer, or --channels "
              "gray, repeat or first");
}

// A layer of C channels for what x has.
void fit_channels(LayerInput& input, ChannelFit fit, std::int64_t C) {
  const std::int64_t c = input.x->shape[1];
  if (C == c) return;
  if (fit == ChannelFit::first && C > c && input.params.groups == 1)
    input.W = std::make_shared<const Array>(first_channels(*input.W, c));
  else
    input.x = std::make_shared<const Array>(repeated_channels(*input.x, C));
}

// Numbers by a rule in the place of what was loaded, in its size.
void fill_x(Document& document, const InputFill& fill, std::int64_t channels) {
  Shape shape = document.input.x->shape;
  shape[1] = channels;
  document.input.x = std::make_shared<const Array>(filled(fill, shape));
  document.picture_name = to_string(fill);
  document.pictures.clear();
  document.preprocess = {};
  document.fill = fill;
}

Tensor shared(NamedArray loaded) {
  return {std::move(loaded.name), std::make_shared<const Array>(std::move(loaded.array))};
}

Tensor lesson_bank(const LessonFile& lesson) {
  Tensor bank = lesson_tensor(lesson, lesson.W, false);
  if (bank.array->shape.rank() != 4) throw Error(bank.name + ": has not the four axes (FN, C, FH, FW)");
  return bank;
}

Bank chosen_bank(const Choice& choice) {
  return read_bank(*choice.weights, {.tensor = choice.weights_tensor,
                                     .layout = choice.layout,
                                     .any_channels = choice.channels.has_value(),
                                     .fold_norm = choice.fold_norm});
}

// What the weights' file says of its convolution, where it does.
std::optional<StoredConv> load_weights(Document& document, const Choice& choice, const LessonFile& lesson) {
  std::optional<Bank> chosen;
  if (choice.weights) chosen = chosen_bank(choice);
  Tensor bank = chosen ? shared(std::move(chosen->weight)) : lesson_bank(lesson);
  document.weights_name = std::move(bank.name);
  document.input.W = std::move(bank.array);
  const std::optional<StoredConv> conv = chosen ? chosen->conv : std::nullopt;
  Tensor bias;
  if (choice.no_bias) return conv;
  if (choice.bias) {
    bias = shared(read_bias(*choice.bias, choice.bias_tensor));
  } else if (chosen && chosen->bias) {
    bias = shared(std::move(*chosen->bias));
  } else if (lesson.b && !chosen) {  // a lesson's bias belongs to the lesson's own bank
    bias = lesson_tensor(lesson, *lesson.b, true);
  }
  if (!bias.array) return conv;
  const std::int64_t FN = document.input.W->shape[0];
  if (bias.array->shape != Shape{FN}) {
    throw Error(bias.name + ": this bias has shape " + to_string(bias.array->shape) + " and " +
                document.weights_name + " has " + std::to_string(FN) + " filters; a bias of shape (" +
                std::to_string(FN) + ",) is needed");
  }
  document.input.b = std::move(bias.array);
  return conv;
}

// Makes the bank fit its groups, and says how many channels its x has.
std::int64_t group_bank(Document& document, const Choice& choice, const LessonFile& lesson) {
  LayerInput& input = document.input;
  const bool typed = lesson.x && !choice.picture;
  const BankGroups fit =
      bank_groups(input.W->shape, input.params.groups, choice.groups.has_value(),
                  typed ? std::optional(lesson.x->typed->shape[1]) : std::nullopt, choice.fill.has_value());
  document.group_choices = fit.choices;
  if (choice.groups && std::ranges::find(fit.choices, *choice.groups) == fit.choices.end()) {
    std::string possible;
    for (const std::int64_t n : fit.choices) possible += (possible.empty() ? "" : " or ") + std::to_string(n);
    throw Error("groups " + std::to_string(*choice.groups) + ": " + document.weights_name +
                ", whose shape is " + to_string(input.W->shape) + ", runs in " +
                (possible.empty() ? "none with this x" : possible));
  }
  document.bank_cut = fit.cut;
  if (!fit.cut) return fit.channels;
  input.W = std::make_shared<const Array>(cut_to_groups(*input.W, input.params.groups));
  const std::int64_t FN = input.W->shape[0];
  if (input.b && input.b->shape != Shape{FN}) {
    Array b{{FN}, input.b->data};
    b.data.resize(static_cast<std::size_t>(FN));
    input.b = std::make_shared<const Array>(std::move(b));
  }
  return fit.channels;
}

}  // namespace

std::shared_ptr<const Array> load_bank(const Choice& choice) {
  if (choice.weights) return shared(chosen_bank(choice).weight).array;
  return lesson_bank(open_lesson(choice.lesson)).array;
}

Document load(const Choice& choice) {
  const LessonFile lesson = open_lesson(choice.lesson);
  Document document;
  document.lesson = lesson.name;
  const std::optional<StoredConv> conv = load_weights(document, choice, lesson);
  LayerParams& params = document.input.params;
  params = lesson.params;
  if (choice.weights) params.groups = conv ? conv->group : 1;  // a lesson's groups are its own bank's
  params.groups = choice.groups.value_or(params.groups);
  const std::int64_t channels = group_bank(document, choice, lesson);
  if (lesson.x && !choice.picture) {
    load_typed_x(document, choice, lesson, channels);
  } else {
    load_pictures(document, choice, lesson, channels_of_picture(document, choice, channels));
  }
  if (choice.channels && !choice.fill) fit_channels(document.input, *choice.channels, channels);
  if (choice.fill) fill_x(document, *choice.fill, channels);
  document.edited = apply_edits(document.input, choice.edits);
  if (conv)
    take_over(params, *conv, document.input.x->shape, document.input.W->shape, choice, document.weights_name);
  params.stride = choice.stride.value_or(params.stride);
  params.pad = choice.pad.value_or(params.pad);
  params.dilation = choice.dilation.value_or(params.dilation);
  params.pool = choice.pool.value_or(params.pool);
  params.pool_stride = choice.pool_stride.value_or(params.pool_stride);
  if (choice.pool_pad) params.pool_pad = *choice.pool_pad;
  params.pool_ceil = choice.pool_ceil.value_or(params.pool_ceil);
  params.mistake = choice.mistake;
  static_cast<void>(make_geometry(document.input.x->shape, document.input.W->shape,
                                  params));  // refuses what does not fit together
  return document;
}

}  // namespace unfold
