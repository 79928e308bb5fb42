#include "core/lesson/lesson.h"

#include "assets/assets.h"
#include "core/base/error.h"
#include "core/io/bank.h"
#include "core/io/npy.h"
#include "core/io/printable.h"
#include "core/lesson/bank_groups.h"
#include "core/lesson/lesson_file.h"
#include "core/lesson/picture_files.h"
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

// As many filters as the lesson asks for, under its name for them.
Tensor taken(const LessonFile& lesson, const LessonTensor& tensor, NamedArray loaded) {
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

// A tensor that is typed in the lesson or built in; none where it is in a file of its own.
std::optional<NamedArray> brought_along(const LessonFile& lesson, const LessonTensor& tensor) {
  if (tensor.typed) return NamedArray{"typed", *tensor.typed};
  const Found found = find(lesson, tensor.file);
  if (!found.file.empty()) return std::nullopt;
  return NamedArray{found.name, read_npy(found.bytes, found.name)};
}

Tensor lesson_bias(const LessonFile& lesson) {
  std::optional<NamedArray> bias = brought_along(lesson, *lesson.b);
  if (!bias) bias = read_bias(find(lesson, lesson.b->file).file, lesson.b->tensor);
  return taken(lesson, *lesson.b, std::move(*bias));
}

// The pattern in the place of pictures: a person's, or the lesson's own.
const std::optional<TestPattern>& pattern_of(const Choice& choice, const LessonFile& lesson) {
  return choice.pattern || choice.picture ? choice.pattern : lesson.pattern;
}
// What is done with a bank of other channels than the picture's: the lesson's word is about its own bank.
const std::optional<ChannelFit>& fit_of(const Choice& choice, const LessonFile& lesson) {
  return choice.channels || choice.weights ? choice.channels : lesson.W.channels;
}
bool has_typed_x(const Choice& choice, const LessonFile& lesson) {
  return lesson.x && !choice.picture && !choice.pattern;
}

// The pictures of a choice, not opened yet.
std::vector<PictureSource> find_pictures(const Choice& choice, const LessonFile& lesson) {
  if (pattern_of(choice, lesson)) {
    const TestPattern pattern = *pattern_of(choice, lesson);
    return {{to_string(pattern), [pattern] { return drawn(pattern); }}};
  }
  std::vector<PictureSource> sources;
  if (!choice.picture) {
    for (const std::string& path : lesson.pictures) {
      const Found found = find(lesson, path);
      sources.push_back(
          found.file.empty()
              ? PictureSource{found.name, [found] { return read_image(found.bytes, found.name); }}
              : picture_file(found.file));
    }
  } else {
    sources = picture_files(*choice.picture);
    for (const fs::path& more : choice.more_pictures)
      for (PictureSource& source : picture_files(more)) sources.push_back(std::move(source));
  }
  return sources;
}

// What they are called that were read.
void name_pictures(Document& document, const Choice& choice) {
  const std::string count = std::to_string(document.steps.size()) + " pictures";
  std::error_code ignored;
  if (choice.picture && choice.more_pictures.empty() && fs::is_directory(*choice.picture, ignored)) {
    document.folder = display_name(*choice.picture);
    document.picture_name = document.folder + " (" + count + ")";
  } else {
    document.picture_name = document.steps.size() > 1 ? count : document.steps.front().name;
  }
}

// None where it cannot be read and may be left out, which is then noted.
std::optional<Image> read_picture(const PictureSource& source, bool may_be_left_out,
                                  std::vector<UnreadPicture>& unread) {
  if (!may_be_left_out) return source.read();
  try {
    return source.read();
  } catch (const Error& error) {
    unread.push_back({source.name, error.what()});
    return std::nullopt;
  }
}

void check_batch(const PictureSteps& first, const Image& picture, const PictureSteps& way,
                 std::size_t count) {
  const std::int64_t width = first.box[2], height = first.box[3];
  if (picture.width != width || picture.height != height) {
    throw Error(
        way.name + ": is " + std::to_string(picture.width) + " by " + std::to_string(picture.height) +
        " pixels and " + first.name + " is " + std::to_string(width) + " by " + std::to_string(height) +
        ", and the pictures of a batch must not differ in size; choose a resize or a crop to bring them "
        "to one, as --resize 224x224 or a lesson's \"resize\": [224, 224]");
  }
  if (static_cast<std::int64_t>(count) > max_pixels / (width * height)) {
    throw Error(way.name + ": with this picture the batch has more than " +
                std::to_string(max_pixels / 1'000'000) +
                " million pixels; choose fewer pictures, or a smaller resize or crop");
  }
}

void load_pictures(Document& document, const Choice& choice, const LessonFile& lesson,
                   std::int64_t channels) {
  const std::vector<PictureSource> sources = find_pictures(choice, lesson);
  const bool several = choice.picture && sources.size() > 1;
  Preprocess& preprocess = document.preprocess;
  preprocess = steps_of(choice, lesson);
  if (choice.fill) preprocess.normalize = Normalize::none;
  for (const PictureSource& source : sources) {
    std::optional<Image> decoded = read_picture(source, several, document.unread);
    if (!decoded) continue;
    PreparedPicture prepared = prepare(std::move(*decoded), preprocess, channels, source.name);
    document.pictures.push_back(std::move(prepared.picture));
    document.steps.push_back(std::move(prepared.steps));
    if (choice.picture) document.picture_files.push_back(source.file);
    check_batch(document.steps.front(), document.pictures.back(), document.steps.back(),
                document.pictures.size());
  }
  if (document.pictures.empty()) {
    throw Error(document.unread.front().why + "; none of the " + std::to_string(sources.size()) +
                " pictures can be read");
  }
  document.input.x = std::make_shared<const Array>(to_x(document.pictures, channels, preprocess));
  name_pictures(document, choice);
  document.pattern = pattern_of(choice, lesson);
}

void load_typed_x(Document& document, const Choice& choice, const LessonFile& lesson, std::int64_t channels) {
  const std::string name = lesson.x->name.empty() ? "typed x" : lesson.x->name;
  const auto refuse = [&](const std::string& step) {
    throw Error(step + ": the lesson " + lesson.name + " has numbers, no picture; give a picture too");
  };
  const PreprocessChoice& steps = choice.preprocess;
  if (steps.resize && steps.resize->how != Resize::How::full) refuse("resize");
  if (steps.crop && steps.crop->how != Crop::How::whole) refuse("crop");
  if (steps.order == ChannelOrder::bgr) refuse("BGR");
  if (steps.scale == false) refuse("÷255");
  const Normalize normalize = steps.normalize.value_or(lesson.preprocess.normalize);
  if (!choice.fill && normalize != Normalize::none) refuse("normalize " + to_string(normalize));
  const Array& x = *lesson.x->typed;
  if (!choice.fill && !fit_of(choice, lesson) && x.shape[1] != channels) {
    throw Error(document.weights_name + ": its filters have " + std::to_string(channels) + " channels and " +
                name + " has " + std::to_string(x.shape[1]) + "; choose a bank (FN, " +
                std::to_string(x.shape[1]) + ", FH, FW), a picture, or --channels gray, repeat or first");
  }
  document.input.x = std::make_shared<const Array>(x);
  document.picture_name = name;
}

// How many channels of a picture a layer of C channels takes: 3, or 1 of its gray.
std::int64_t channels_of_picture(const Document& document, bool fill, std::optional<ChannelFit> fit,
                                 std::int64_t C) {
  if (C == 1 && !fill) return 1;
  if (fill || C == 3 || fit) return fit == ChannelFit::gray ? 1 : 3;
  throw Error(document.weights_name + ": its filters have " + std::to_string(C) +
              " channels and a picture has 3, or 1 as gray; choose the bank of a first layer, or --channels "
              "gray, repeat or first");
}

// As many numbers as the largest batch of colour pictures has.
void check_size(const Shape& x, std::int64_t channels) {
  const std::int64_t plane = x[0] * x[2] * x[3];
  if (channels <= 3 * max_pixels / std::max<std::int64_t>(plane, 1)) return;
  throw Error("x: with " + std::to_string(channels) + " channels it has more than " +
              std::to_string(3 * max_pixels / 1'000'000) +
              " million numbers; choose a smaller picture, or --channels first");
}

// A layer of C channels for what x has.
void fit_channels(LayerInput& input, ChannelFit fit, std::int64_t C) {
  const std::int64_t c = input.x->shape[1];
  if (C == c) return;
  if (fit == ChannelFit::first && C > c) {
    if (const std::int64_t groups = input.params.groups; groups > 1) {
      throw Error("--channels first: the filters of " + std::to_string(groups) +
                  " groups read other channels than the first " + std::to_string(c) +
                  "; choose --channels gray or repeat, or one group");
    }
    input.W = std::make_shared<const Array>(first_channels(*input.W, c));
  } else {
    check_size(input.x->shape, C);
    input.x = std::make_shared<const Array>(repeated_channels(*input.x, C));
  }
}

// Numbers by a rule in the place of what was loaded, in its size.
void fill_x(Document& document, const InputFill& fill, std::int64_t channels) {
  Shape shape = document.input.x->shape;
  check_size(shape, channels);
  shape[1] = channels;
  document.input.x = std::make_shared<const Array>(filled(fill, shape));
  document.picture_name = to_string(fill);
  document.pictures.clear();
  document.steps.clear();
  document.unread.clear();
  document.pattern.reset();
  document.preprocess = {};
  document.fill = fill;
}

Tensor shared(NamedArray loaded) {
  return {std::move(loaded.name), std::make_shared<const Array>(std::move(loaded.array))};
}

// The lesson's own bank, read as its file says.
Bank lesson_bank(const LessonFile& lesson, const std::optional<ChannelFit>& fit) {
  const LessonTensor& W = lesson.W;
  Bank bank;
  if (std::optional<NamedArray> own = brought_along(lesson, W)) {
    bank.weight = std::move(*own);
    if (bank.weight.array.shape.rank() != 4)
      throw Error(bank.weight.name + ": has not the four axes (FN, C, FH, FW)");
    return bank;
  }
  bank = read_bank(
      find(lesson, W.file).file,
      {.tensor = W.tensor, .layout = W.layout, .any_channels = fit.has_value(), .fold_norm = W.fold_norm});
  // The lesson says itself how its layer runs.
  bank.conv.reset();
  if (bank.bias && W.filters > 0 && W.filters < bank.bias->array.shape[0]) {
    bank.bias->array.shape[0] = W.filters;
    bank.bias->array.data.resize(static_cast<std::size_t>(W.filters));
  }
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
  if (choice.fold_norm && (!choice.weights || choice.bias || choice.no_bias)) {
    throw Error(
        "the batch norm: becomes a part of a bank and of its own bias; choose weights that have one, and "
        "no other bias");
  }
  const bool own = !choice.weights;
  Bank loaded = own ? lesson_bank(lesson, fit_of(choice, lesson)) : chosen_bank(choice);
  Tensor bank = own ? taken(lesson, lesson.W, std::move(loaded.weight)) : shared(std::move(loaded.weight));
  document.weights_name = std::move(bank.name);
  document.input.W = std::move(bank.array);
  std::optional<StoredConv> conv = loaded.conv;
  Tensor bias;
  if (choice.no_bias) return conv;
  if (choice.bias) {
    bias = shared(read_bias(*choice.bias, choice.bias_tensor));
  } else if (lesson.b && own) {  // a lesson's bias belongs to the lesson's own bank
    bias = lesson_bias(lesson);
  } else if (loaded.bias && !(own && lesson.no_bias)) {
    bias = shared(std::move(*loaded.bias));
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
  const bool by_hand = choice.groups || (!choice.weights && lesson.W.cut_to_groups);
  const BankGroups fit =
      bank_groups(input.W->shape, input.params.groups, by_hand,
                  has_typed_x(choice, lesson) ? std::optional(lesson.x->typed->shape[1]) : std::nullopt,
                  choice.fill || fit_of(choice, lesson));
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
  const std::int64_t all = input.W->shape[0];
  input.W = std::make_shared<const Array>(cut_to_groups(*input.W, input.params.groups));
  const std::int64_t FN = input.W->shape[0];
  document.filters_cut = all - FN;
  if (input.b && input.b->shape != Shape{FN}) {
    Array b{{FN}, input.b->data};
    b.data.resize(static_cast<std::size_t>(FN));
    input.b = std::make_shared<const Array>(std::move(b));
  }
  return fit.channels;
}

// Those that leave every tensor as it is. Groups are none of them: they cut the bank.
Choice without_parameters(Choice choice) {
  choice.stride.reset();
  choice.pad.reset();
  choice.dilation.reset();
  choice.pool.reset();
  choice.pool_stride.reset();
  choice.pool_pad.reset();
  choice.pool_ceil.reset();
  choice.mistake = Mistake::none;
  return choice;
}

void set_parameters(Document& document, const Choice& choice) {
  LayerInput& input = document.input;
  LayerParams params = document.given;
  if (document.stored)
    take_over(params, *document.stored, input.x->shape, input.W->shape, choice, document.weights_name);
  params.stride = choice.stride.value_or(params.stride);
  params.pad = choice.pad.value_or(params.pad);
  params.dilation = choice.dilation.value_or(params.dilation);
  params.pool = choice.pool.value_or(params.pool);
  params.pool_stride = choice.pool_stride.value_or(params.pool_stride);
  if (choice.pool_pad) params.pool_pad = *choice.pool_pad;
  params.pool_ceil = choice.pool_ceil.value_or(params.pool_ceil);
  params.mistake = choice.mistake;
  // Refuses what does not fit together.
  static_cast<void>(make_geometry(input.x->shape, input.W->shape, params));
  input.params = params;
}

std::shared_ptr<const LessonFile> source_of(const Choice& choice) {
  return choice.source ? choice.source : std::make_shared<const LessonFile>(open_lesson(choice.lesson));
}

}  // namespace

std::string unread_line(const Document& document) {
  if (document.unread.empty()) return {};
  const std::size_t unread = document.unread.size();
  return std::to_string(unread) + " of " + std::to_string(unread + document.pictures.size()) +
         " pictures cannot be read and are left out; the first: " + document.unread.front().why;
}

Preprocess steps_of(const Choice& choice, const LessonFile& lesson) {
  Preprocess preprocess = lesson.preprocess;
  // A lesson's own sizes are its own picture's.
  if (choice.picture || choice.pattern || choice.preprocess.resize) {
    preprocess.resize = {};
    preprocess.crop = {};
  }
  return with(preprocess, choice.preprocess);
}

Choice opened(Choice choice) {
  choice.source = std::make_shared<const LessonFile>(open_lesson(choice.lesson));
  const LessonFile& lesson = *choice.source;
  if (!choice.fill && !choice.picture && !choice.pattern) choice.fill = lesson.fill;
  if (choice.mistake == Mistake::none) choice.mistake = lesson.mistake;
  CellEdits edits = lesson.edits;
  if (choice.picture || choice.pattern) edits = without_x(std::move(edits));
  if (choice.weights) edits = without_weights(std::move(edits));
  for (const CellEdit& edit : choice.edits) edits = with_edit(std::move(edits), edit);
  choice.edits = std::move(edits);
  return choice;
}

std::shared_ptr<const Array> load_bank(const Choice& choice) {
  if (choice.weights) return shared(chosen_bank(choice).weight).array;
  const std::shared_ptr<const LessonFile> source = source_of(choice);
  const LessonFile& lesson = *source;
  return taken(lesson, lesson.W, lesson_bank(lesson, fit_of(choice, lesson)).weight).array;
}

Document load(const Choice& choice) {
  const std::shared_ptr<const LessonFile> source = source_of(choice);
  const LessonFile& lesson = *source;
  Document document;
  document.source = source;
  document.lesson = lesson.name;
  document.stored = load_weights(document, choice, lesson);
  LayerParams& params = document.input.params;
  params = lesson.params;
  if (choice.weights)  // a lesson's groups are its own bank's
    params.groups = document.stored ? document.stored->group : 1;
  params.groups = choice.groups.value_or(params.groups);
  document.given = params;
  const std::optional<ChannelFit> fit = fit_of(choice, lesson);
  const std::int64_t channels = group_bank(document, choice, lesson);
  if (has_typed_x(choice, lesson)) {
    load_typed_x(document, choice, lesson, channels);
  } else {
    load_pictures(document, choice, lesson,
                  channels_of_picture(document, choice.fill.has_value(), fit, channels));
  }
  if (fit && !choice.fill) fit_channels(document.input, *fit, channels);
  if (choice.fill) fill_x(document, *choice.fill, channels);
  document.edited = apply_edits(document.input, choice.edits);
  set_parameters(document, choice);
  return document;
}

std::optional<Document> with_parameters(const Document& document, const Choice& was, const Choice& now) {
  if (was == now || without_parameters(was) != without_parameters(now)) return std::nullopt;
  Document changed = document;
  set_parameters(changed, now);
  return changed;
}

}  // namespace unfold
