#include "core/lesson/lesson_writer.h"

#include "core/base/error.h"
#include "core/io/layout_word.h"
#include "core/io/printable.h"
#include "core/io/utf8_path.h"
#include "core/lesson/lesson_file.h"
#include "core/lesson/preprocess_text.h"
#include "core/lesson/tour_file.h"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <system_error>

namespace unfold {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

// The shortest decimal that reads back to the same float; a double of it prints no more digits.
double shortest(float value) {
  std::array<char, 32> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size() - 1, value);
  static_cast<void>(error);
  *end = '\0';
  return std::strtod(text.data(), nullptr);
}

Json numbers(const auto& values) {
  Json list = Json::array();
  for (const float value : values) list.push_back(shortest(value));
  return list;
}

Json shape_json(const Shape& shape) {
  Json list = Json::array();
  for (int i = 0; i < shape.rank(); ++i) list.push_back(shape[i]);
  return list;
}

// A folder as the system finds it: ".." behind a link leads elsewhere than its letters say.
fs::path real(const fs::path& folder) {
  std::error_code failed;
  const fs::path found = fs::weakly_canonical(folder, failed);
  return failed ? folder.lexically_normal() : found;
}

class Writer {
 public:
  Writer(const Choice& choice, const Document& document, const fs::path& target)
      : choice_(choice),
        document_(document),
        lesson_(*document.source),
        folder_(real(fs::absolute(target).parent_path())) {}

  Json json(const TourStep& start, const std::string& called) {
    Json lesson = Json::object();
    lesson["unfold"] = lesson_version;
    if (!called.empty()) lesson["name"] = called;
    if (!lesson_.tour.title.empty()) lesson["title"] = lesson_.tour.title;
    write_x(lesson);
    write_weights(lesson);
    write_params(lesson);
    if (choice_.mistake != Mistake::none) lesson["mistake"] = name(choice_.mistake);
    for (const CellEdit& edit : choice_.edits)
      lesson["edits"].push_back({to_string(edit.cell), shortest(edit.value)});
    Tour tour = lesson_.tour;
    tour.start = start;
    write_tour(tour, lesson);
    return lesson;
  }

 private:
  // As the lesson's file will name it.
  [[nodiscard]] std::string path(const fs::path& file) const {
    const fs::path above = fs::absolute(file).lexically_normal().parent_path();
    const fs::path whole = real(above) / file.filename();
    const fs::path relative = whole.lexically_relative(folder_);
    const fs::path& written = relative.empty() ? whole : relative;
    const std::string text = utf8_of(written.generic_string());
    try {
      static_cast<void>(Json(text).dump());
    } catch (const Json::exception&) {
      throw Error(display_name(file) + ": its name is not UTF-8, and a lesson cannot name it; rename it");
    }
    return text;
  }
  // A path of the lesson that this one is based on: a file beside that, else a built-in asset.
  [[nodiscard]] std::string own_path(const std::string& named) const {
    if (lesson_.folder.empty()) return named;
    const fs::path file = lesson_.folder / path_of_utf8(named);
    std::error_code ignored;
    return fs::exists(file, ignored) ? path(file) : named;
  }

  [[nodiscard]] Json tensor(const LessonTensor& own) const {
    Json json = Json::object();
    if (!own.name.empty()) json["name"] = own.name;
    if (own.typed) {
      json["shape"] = shape_json(own.typed->shape);
      json["values"] = numbers(own.typed->data);
    } else {
      json["file"] = own_path(own.file);
      if (!own.tensor.empty()) json["tensor"] = own.tensor;
    }
    if (own.filters > 0) json["filters"] = own.filters;
    return json;
  }

  void write_x(Json& lesson) const {
    const bool own = !choice_.picture && !choice_.pattern;
    const Preprocess steps = steps_of(choice_, lesson_);
    if (own && lesson_.x) {
      lesson["x"] = tensor(*lesson_.x);
    } else if (choice_.pattern || (own && lesson_.pattern)) {
      lesson["pattern"] = to_string(choice_.pattern ? *choice_.pattern : *lesson_.pattern);
      write_steps(steps, lesson);
    } else if (own) {
      for (const std::string& picture : lesson_.pictures) lesson["pictures"].push_back(own_path(picture));
      write_steps(steps, lesson);
    } else {
      write_pictures(lesson);
      write_steps(steps, lesson);
    }
    if (choice_.fill) lesson["fill"] = text_of(*choice_.fill);
  }

  // A folder is written as the pictures that were read from it.
  void write_pictures(Json& lesson) const {
    if (!document_.picture_files.empty()) {
      for (const fs::path& file : document_.picture_files) lesson["pictures"].push_back(path(file));
      return;
    }
    // Numbers are in their place, and their files are not kept.
    lesson["pictures"].push_back(path(*choice_.picture));
    for (const fs::path& file : choice_.more_pictures) lesson["pictures"].push_back(path(file));
  }

  static void write_steps(const Preprocess& steps, Json& lesson) {
    const Resize& resize = steps.resize;
    if (resize.how == Resize::How::cover) lesson["resize"] = {resize.width, resize.height};
    if (resize.how == Resize::How::short_side) lesson["short_side"] = resize.width;
    const Crop& crop = steps.crop;
    if (crop.how == Crop::How::box) lesson["crop"] = {crop.left, crop.top, crop.width, crop.height};
    if (crop.how == Crop::How::centre) lesson["centre"] = {crop.width, crop.height};
    if (steps.order == ChannelOrder::bgr) lesson["channels"] = "bgr";
    if (!steps.scale) lesson["scale"] = "none";
    if (steps.normalize == Normalize::imagenet)
      lesson["normalize"] = "imagenet";
    else if (steps.normalize != Normalize::none)
      lesson["normalize"] = {{"mean", numbers(steps.normalize.mean)}, {"std", numbers(steps.normalize.std)}};
  }

  void write_weights(Json& lesson) const {
    Json W = Json::object();
    std::optional<BankLayout> layout = choice_.layout;
    std::optional<ChannelFit> channels = choice_.channels;
    bool fold_norm = choice_.fold_norm;
    if (choice_.weights) {
      W["file"] = path(*choice_.weights);
      if (!choice_.weights_tensor.empty()) W["tensor"] = choice_.weights_tensor;
    } else {
      W = tensor(lesson_.W);
      layout = lesson_.W.layout;
      if (!channels) channels = lesson_.W.channels;
      fold_norm = lesson_.W.fold_norm;
    }
    if (layout) W["layout"] = word(*layout);
    if (channels) W["channels"] = name(*channels);
    if (fold_norm) W["fold_norm"] = true;
    if (document_.bank_cut) W["cut_to_groups"] = true;
    lesson["W"] = std::move(W);
    if (choice_.no_bias || (!choice_.weights && !choice_.bias && lesson_.no_bias)) {
      lesson["b"] = "none";
    } else if (choice_.bias) {
      lesson["b"]["file"] = path(*choice_.bias);
      if (!choice_.bias_tensor.empty()) lesson["b"]["tensor"] = choice_.bias_tensor;
    } else if (!choice_.weights && lesson_.b) {
      lesson["b"] = tensor(*lesson_.b);
    }
  }

  void write_params(Json& lesson) const {
    const LayerParams& p = document_.input.params;
    lesson["stride"] = p.stride;
    lesson["pad"] = p.pad;
    if (p.dilation != 1) lesson["dilation"] = p.dilation;
    if (p.groups != 1) lesson["groups"] = p.groups;
    lesson["pool"] = p.pool;
    lesson["pool_stride"] = p.pool_stride;
    if (p.pool_pad.any()) lesson["pool_pad"] = p.pool_pad;
    if (p.pool_ceil) lesson["pool_ceil"] = true;
    if (p.pool_padding == PoolPadding::zeros) lesson["pool_padding"] = "zeros";
  }

  const Choice& choice_;
  const Document& document_;
  const LessonFile& lesson_;
  fs::path folder_;
};

}  // namespace

std::string lesson_text(const Choice& choice, const Document& document, const TourStep& start,
                        const fs::path& target, const std::string& name) {
  try {
    return Writer(choice, document, target).json(start, name).dump(2) + "\n";
  } catch (const Json::exception&) {
    throw Error(display_name(target) +
                ": a name in it, as of a tensor, is not UTF-8, which JSON cannot hold");
  }
}

}  // namespace unfold
