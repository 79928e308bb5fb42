#include "core/io/keras.h"

#include "core/base/error.h"
#include "core/io/hdf5_file.h"
#include "core/io/keras_config.h"
#include "core/io/keras_names.h"
#include "core/io/printable.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace unfold {
namespace {

constexpr std::uint64_t longest_archived = 2ULL << 30;
constexpr std::uint64_t longest_config = 32U << 20;
constexpr std::string_view archive_format = "Keras .keras";
// What a Keras file says beside its arrays.
constexpr std::array<std::string_view, 5> attributes{"model_config", "keras_version", "backend",
                                                     "layer_names", "weight_names"};
constexpr std::string_view weights_member = "model.weights.h5";

class Keras : public WeightsFile {
 public:
  Keras(Source source, std::string config, std::string_view format)
      : file_(std::move(source), attributes), format_(format) {
    arrange(std::move(config));
  }
  // Unpacked from an archive.
  Keras(std::vector<std::byte> bytes, const std::string& name, std::string config, std::string_view format)
      : bytes_(std::move(bytes)), file_(Source(bytes_, name), attributes), format_(format) {
    arrange(std::move(config));
  }
  [[nodiscard]] std::string_view format() const override { return format_; }
  [[nodiscard]] Array read(std::size_t place) override { return file_.read(places_.at(place)); }
  [[nodiscard]] std::optional<StoredConv> first_conv() const override { return conv_; }
  [[nodiscard]] std::string first_conv_note() const override { return note_; }
  // The layer's own; where it is named by its class alone, that of the model's first one.
  [[nodiscard]] double norm_epsilon(const std::string& layer) const override {
    const auto found = layers_.find(layer);
    if (found != layers_.end() && found->second->epsilon) return *found->second->epsilon;
    for (const KerasLayer& other : config_.layers)
      if (other.epsilon) return *other.epsilon;
    return 1e-3;
  }

 private:
  void arrange(std::string config) {
    for (const Hdf5Dataset& dataset : file_.datasets()) {
      if (dataset.path.starts_with("model_weights/")) root_ = "model_weights";
    }
    if (config.empty()) config = first_text("", "model_config");
    config_ = read_keras_config(config);
    for (const KerasLayer& layer : config_.layers) layers_.try_emplace(layer.name, &layer);
    for (const std::string& root : {std::string(), root_}) {
      if (version_.empty()) version_ = first_text(root, "keras_version");
      if (backend_.empty()) backend_ = first_text(root, "backend");
    }
    list();
    for (const std::string& path : file_.too_deep()) left_out_.push_back({path, too_many_axes});
    find_first_conv();
  }
  std::string first_text(const std::string& group, const std::string& attribute) {
    const std::vector<std::string> texts = file_.texts(group, attribute);
    return texts.empty() ? std::string() : texts.front();
  }

  // In the order of Keras' layers, then what belongs to none.
  void list() {
    const std::vector<Hdf5Dataset>& datasets = file_.datasets();
    std::unordered_map<std::string, std::size_t> by_path;
    for (std::size_t i = 0; i < datasets.size(); ++i) by_path[datasets[i].path] = i;
    std::vector<std::pair<std::string, std::size_t>> named;
    std::set<std::size_t> listed;
    std::map<std::string, int> uses;
    for (const std::string& layer : file_.texts(root_, "layer_names")) {
      const std::string group = root_.empty() ? layer : root_ + "/" + layer;
      for (const std::string& weight : file_.texts(group, "weight_names")) {
        const auto found = by_path.find(group + "/" + weight);
        if (found == by_path.end() || !listed.insert(found->second).second) continue;
        named.emplace_back(weight, found->second);
        ++uses[weight];
      }
    }
    for (std::size_t i = 0; i < datasets.size(); ++i) {
      if (!listed.contains(i)) named.emplace_back(datasets[i].path, i);
    }
    for (const auto& [name, place] : named) {
      const Hdf5Dataset& dataset = datasets[place];
      TensorInfo info;
      info.name = uses[name] > 1 ? dataset.path : name;
      info.shape = dataset.shape;
      info.dtype = std::string(number_name(dataset.type)) + (dataset.big_endian ? ", big-endian" : "");
      info.layout = layout_of(dataset);
      tensors_.push_back(std::move(info));
      places_.push_back(place);
    }
  }

  [[nodiscard]] BankLayout layout_of(const Hdf5Dataset& dataset) const {
    const KerasOwner owner = owner_of(dataset.path);
    if (dataset.shape.rank() != 4 || !is_kernel(owner)) return BankLayout::unknown;
    if (owner.by_class) {
      const bool conv =
          owner.layer == "conv2d" || (owner.layer.starts_with("conv2d_") &&
                                      owner.layer.find_first_not_of("0123456789", 7) == std::string::npos);
      return conv ? BankLayout::hwio : BankLayout::unknown;
    }
    const auto found = layers_.find(owner.layer);
    const KerasLayer* layer = found == layers_.end() ? nullptr : found->second;
    const std::string class_name = layer == nullptr ? std::string() : layer->class_name;
    if (!class_name.empty() && class_name != "Conv2D" && class_name != "Convolution2D" &&
        class_name != "AtrousConvolution2D") {
      return BankLayout::unknown;
    }
    // A transposed convolution has (FH, FW, FN, C), and nothing but its name to know it by.
    if (class_name.empty() && (owner.layer.find("transpose") != std::string::npos ||
                               owner.layer.find("deconv") != std::string::npos)) {
      return BankLayout::unknown;
    }
    // Keras 2 and later turn every kernel, whatever the backend; their arrays are named "kernel".
    if (!version_.empty() && !version_.starts_with("1.") && !version_.starts_with("0."))
      return BankLayout::hwio;
    if (version_.empty() && owner.leaf == "kernel") return BankLayout::hwio;
    if (layer != nullptr && layer->has_order)
      return layer->channels_first_kernel ? BankLayout::oihw : BankLayout::hwio;
    if (backend_ == "theano") return BankLayout::oihw;
    if (backend_ == "tensorflow") return BankLayout::hwio;
    return BankLayout::unknown;
  }

  void find_first_conv() {
    note_ = config_.note;
    if (!config_.first_conv) return;
    const KerasConv& from = *config_.first_conv;
    std::optional<std::size_t> weight, bias;
    // A file may name more models around it than its configuration does.
    for (const bool exact : {true, false}) {
      for (std::size_t i = 0; i < tensors_.size(); ++i) {
        const std::string& path = file_.datasets()[places_[i]].path;
        if (path.starts_with("optimizer") || !belongs(path, from, exact)) continue;
        const KerasOwner owner = owner_of(path);
        if (!weight && tensors_[i].shape.rank() == 4 && is_kernel(owner)) weight = i;
        if (!bias && tensors_[i].shape.rank() == 1 && is_bias(owner)) bias = i;
      }
      if (weight) break;
    }
    if (!weight) {
      note_ = "its first Conv2D, '" + printable(from.name, 60) + "', has no kernel in the file";
      return;
    }
    StoredConv conv;
    conv.weight = *weight;
    conv.bias = bias;
    conv.stride = from.stride;
    conv.dilation = from.dilation;
    conv.group = from.group;
    // TensorFlow's "same" puts the odd row at the bottom and the odd column at the right.
    if (from.same) conv.auto_pad = StoredConv::AutoPad::same_upper;
    conv_ = conv;
  }

  std::vector<std::byte> bytes_;
  Hdf5File file_;
  std::string_view format_;
  std::string root_, version_, backend_;
  KerasConfig config_;
  std::unordered_map<std::string, const KerasLayer*> layers_;
  std::vector<std::size_t> places_;  // of the file's datasets, by place
  std::optional<StoredConv> conv_;
  std::string note_;
};

}  // namespace

std::unique_ptr<WeightsFile> open_keras(Source source) {
  return std::make_unique<Keras>(std::move(source), std::string(), "Keras HDF5");
}

std::unique_ptr<WeightsFile> open_keras_archive(ZipArchive archive) {
  const std::optional<std::size_t> weights = archive.find(weights_member),
                                   config = archive.find("config.json");
  if (!weights) throw Error(archive.name() + ": holds no model.weights.h5; save the model again as .keras");
  std::string json;
  if (config) {
    const std::vector<std::byte> bytes = archive.bytes(*config, longest_config);
    json.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  if (std::optional<Source> stored = archive.stored(*weights))
    return std::make_unique<Keras>(std::move(*stored), json, archive_format);
  return std::make_unique<Keras>(archive.bytes(*weights, longest_archived), archive.name(), json,
                                 archive_format);
}

bool is_keras_archive(const ZipArchive& archive) { return archive.find(weights_member).has_value(); }

bool is_hdf5(std::string_view head) { return head.starts_with("\x89HDF\r\n\x1A\n"); }

}  // namespace unfold
