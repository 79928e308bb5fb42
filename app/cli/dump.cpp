#include "app/cli/headless.h"

#include "core/base/error.h"
#include "core/io/printable.h"
#include "core/io/whole_file.h"
#include "core/layer/stage.h"
#include "core/layer/tensor_file.h"
#include "core/layer/walkthrough.h"
#include "core/lesson/script.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <system_error>
#include <vector>

namespace unfold::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (fs::is_directory(folder)) return;
  throw Error(printable(folder.string(), 400) + ": this folder cannot be made" +
              (error ? " (" + error.message() + ")" : std::string()) + "; name another");
}

Json shape_json(const Shape& shape) {
  Json list = Json::array();
  for (int i = 0; i < shape.rank(); ++i) list.push_back(shape[i]);
  return list;
}

// What each step did to each picture, in order; empty where x is numbers.
Json preprocess_json(const Document& document) {
  Json pictures = Json::array();
  for (const PictureSteps& picture : document.steps) {
    Json steps = Json::array();
    for (const StepMade& made : picture.steps) {
      Json spans = Json::array();
      for (const ValueSpan& span : made.values) spans.push_back({span.lo, span.hi});
      Json step = {{"step", name(made.step)},
                   {"on", made.on},
                   {"width", made.width},
                   {"height", made.height},
                   {"values", std::move(spans)}};
      if (made.step == PrepareStep::crop) step["box"] = picture.box;
      if (made.step == PrepareStep::channels)
        step["order"] = made.values.size() == 1                          ? "gray"
                        : document.preprocess.order == ChannelOrder::bgr ? "bgr"
                                                                         : "rgb";
      if (made.step == PrepareStep::normalize) {
        step["mean"] = document.preprocess.normalize.mean;
        step["std"] = document.preprocess.normalize.std;
      }
      steps.push_back(std::move(step));
    }
    pictures.push_back({{"picture", printable(picture.name, 400)}, {"steps", std::move(steps)}});
  }
  return pictures;
}

}  // namespace

void dump(const CommandLine& line) {
  const Document document = load(line.choice);
  if (const std::string unread = unread_line(document); !unread.empty())
    std::cerr << "unfold: " << unread << '\n';
  make_folder(line.target);
  const std::shared_ptr<const Walkthrough> walkthrough = Walkthrough::compute(document.input);

  Json tensors = Json::array();
  for (int i = 0; i < tensor_count; ++i) {
    const auto id = static_cast<TensorId>(i);
    if (id == TensorId::b && !walkthrough->has_bias()) continue;
    const std::string file = std::string(name(id)) + ".npy";
    write_npy(*walkthrough, id, line.target / file);
    tensors.push_back({{"name", name(id)},
                       {"shape", shape_json(walkthrough->shape(id))},
                       {"dtype", "float32"},
                       {"stage", name(stage_of(id))},
                       {"file", file}});
  }
  write_whole(line.target / "layer.py", layer_script(document, *walkthrough, ScriptData::beside));
  const LayerParams params = walkthrough->geometry().params();
  const Json manifest = {{"version", 1},
                         {"lesson", document.lesson},
                         {"picture", document.picture_name},
                         {"weights", document.weights_name},
                         {"normalize", to_string(document.preprocess.normalize)},
                         {"preprocess", preprocess_json(document)},
                         {"params",
                          {{"stride", params.stride},
                           {"pad", params.pad},
                           {"dilation", params.dilation},
                           {"groups", params.groups},
                           {"pool", params.pool},
                           {"pool_stride", params.pool_stride},
                           {"pool_pad", params.pool_pad},
                           {"pool_ceil", params.pool_ceil},
                           {"mistake", name(params.mistake)}}},
                         {"tensors", tensors}};
  write_whole(line.target / "manifest.json", manifest.dump(1) + "\n");
}

}  // namespace unfold::cli
