#include "core/io/onnx.h"

#include "core/base/error.h"
#include "core/io/number.h"
#include "core/io/onnx_graph.h"
#include "core/io/onnx_tensor.h"
#include "core/io/printable.h"

#include <algorithm>
#include <array>
#include <utility>

namespace unfold {
namespace {

using protozero::pbf_wire_type;

class Onnx : public WeightsFile {
 public:
  Onnx(Source source, std::filesystem::path file)
      : source_(std::move(source)), window_(source_), file_(std::move(file)) {
    ProtobufMessage model(window_, {0, source_.size()});
    while (model.next()) {
      if (model.tag() == 7) read_graph(model.extent());
    }
    places_.resize(graph_.value_count());
    for (std::size_t i = 0; i < stored_.size(); ++i) {
      std::optional<std::size_t>& place = places_[values_[i]];
      if (!place) place = i;
    }
    mark_banks();
    find_first_conv();
  }
  [[nodiscard]] std::string_view format() const override { return "ONNX"; }
  [[nodiscard]] Array read(std::size_t place) override {
    return read_onnx_values(window_, stored_.at(place), tensors_[place].shape, file_);
  }
  [[nodiscard]] std::optional<StoredConv> first_conv() const override { return conv_; }
  [[nodiscard]] std::string first_conv_note() const override { return note_; }

 private:
  void read_graph(Extent extent) {
    ProtobufMessage graph(window_, extent);
    while (graph.next()) {
      switch (graph.tag()) {
      case 1:
        graph_.add_node(window_, graph.extent());
        if (graph_.nodes().back().op == "Constant") read_constant(graph_.nodes().back());
        break;
      case 5: add(onnx_tensor_head(window_, graph.extent())); break;
      case 11: read_input(graph.message()); break;
      case 15: add(onnx_sparse_head(window_, graph.extent())); break;
      default: break;
      }
    }
  }

  void read_input(ProtobufMessage input) {
    while (input.next()) {
      if (input.tag() == 1) graph_.add_input(graph_.value(input.text(65'536)));
    }
  }

  void read_constant(const OnnxGraph::Node& node) {
    if (node.outputs.empty()) return;
    ProtobufMessage message(window_, node.message);
    while (message.next()) {
      if (message.tag() != 5) continue;
      std::string name;
      std::optional<OnnxTensor> tensor;
      ProtobufMessage attribute = message.message();
      while (attribute.next()) {
        if (attribute.tag() == 1) name = attribute.text(65'536);
        if (attribute.tag() == 5) tensor = onnx_tensor_head(window_, attribute.extent());
        if (attribute.tag() == 22) tensor = onnx_sparse_head(window_, attribute.extent());
      }
      if (name == "value_float" || name == "value_floats" || name == "value_int" || name == "value_ints") {
        tensor = onnx_attribute_head(window_, message.extent());
      }
      if (!tensor) continue;
      tensor->name = graph_.name(node.outputs.front());
      add(std::move(*tensor));
    }
  }

  void add(OnnxTensor tensor) {
    // A negative size is a huge one here.
    if (!checked_count(tensor.dims)) {
      throw Error(source_.name() + ": its tensor '" + printable(tensor.name, 60) +
                  "' has a shape that no array can have; export the model again");
    }
    if (tensor.dims.size() > static_cast<std::size_t>(Shape::max_rank)) {
      left_out_.push_back({tensor.name, too_many_axes});
      return;
    }
    TensorInfo info;
    info.name = tensor.name;
    for (const std::uint64_t size : tensor.dims) info.shape.push_back(static_cast<std::int64_t>(size));
    info.dtype = onnx_type_name(tensor.type);
    if (tensor.kind == OnnxTensor::Kind::sparse) info.dtype += ", sparse";
    values_.push_back(graph_.value(tensor.name));
    tensors_.push_back(std::move(info));
    stored_.push_back(std::move(tensor));
  }

  // The stored tensor that a value is, if only under another name or in another precision that float32 holds.
  // `why` says what lies between where there is none.
  std::optional<std::size_t> stored_place(std::uint32_t value, std::string& why) {
    // Longer chains are loops.
    for (int step = 0; step < 32; ++step) {
      if (places_[value] && value != 0) return places_[value];
      const OnnxGraph::Node* node = graph_.producer(value);
      if (node == nullptr) {
        why = "is no tensor of the file";
        return std::nullopt;
      }
      const bool passes = node->op == "Identity" || (node->op == "Cast" && casts_to_float(*node));
      if (!passes || node->inputs.empty()) {
        why = "is made by the node " + printable(node->op, 40) + ", which is not computed";
        return std::nullopt;
      }
      value = node->inputs.front();
    }
    why = "goes in a circle";
    return std::nullopt;
  }

  bool casts_to_float(const OnnxGraph::Node& node) {
    const OnnxAttributes attributes = onnx_attributes(window_, node.message);
    const auto to = attributes.ints.find("to");
    return to != attributes.ints.end() && (to->second.front() == 1 || to->second.front() == 11);
  }

  void mark_banks() {
    for (const OnnxGraph::Node& node : graph_.nodes()) {
      if (node.op != "Conv" || node.inputs.size() < 2) continue;
      std::string ignored;
      const std::optional<std::size_t> place = stored_place(node.inputs[1], ignored);
      if (place && tensors_[*place].shape.rank() == 4) tensors_[*place].layout = BankLayout::oihw;
    }
  }

  void find_first_conv() {
    std::vector<bool> constant(graph_.value_count());
    for (const std::uint32_t value : values_) constant[value] = true;
    const OnnxGraph::Node* node = graph_.first_conv(constant);
    if (node == nullptr) return;
    const auto refuse = [&](const std::string& what) { note_ = "its first Conv " + what; };
    if (node->inputs.size() < 2) return refuse("has no weight");

    StoredConv conv;
    std::string why;
    const std::optional<std::size_t> weight = stored_place(node->inputs[1], why);
    if (!weight) return refuse("has a weight that " + why);
    conv.weight = *weight;
    if (node->inputs.size() > 2 && node->inputs[2] != 0) {
      conv.bias = stored_place(node->inputs[2], why);
      if (!conv.bias) return refuse("has a bias that " + why);
    }
    const Shape& shape = tensors_[conv.weight].shape;
    if (shape.rank() != 4) return refuse("has a weight of shape " + to_string(shape) + ", not over pictures");

    const OnnxAttributes attributes = onnx_attributes(window_, node->message);
    const auto take = [&](const std::string& name, std::int64_t* to, std::size_t count, std::int64_t lowest) {
      const auto found = attributes.ints.find(name);
      if (found == attributes.ints.end()) return true;
      if (found->second.size() != count) return false;
      for (std::size_t i = 0; i < count; ++i) {
        to[i] = found->second[i];
        if (to[i] < lowest || to[i] > 1'000'000) return false;
      }
      return true;
    };
    std::array<std::int64_t, 2> kernel{shape[2], shape[3]};
    if (!take("strides", conv.stride.data(), 2, 1) || !take("dilations", conv.dilation.data(), 2, 1) ||
        !take("group", &conv.group, 1, 1) || !take("pads", conv.pad.data(), 4, 0) ||
        !take("kernel_shape", kernel.data(), 2, 1) || kernel != std::array{shape[2], shape[3]}) {
      return refuse("has strides, pads, dilations, a group or a kernel_shape that do not fit its weight");
    }
    if (attributes.auto_pad == "SAME_UPPER") conv.auto_pad = StoredConv::AutoPad::same_upper;
    if (attributes.auto_pad == "SAME_LOWER") conv.auto_pad = StoredConv::AutoPad::same_lower;
    if (!attributes.auto_pad.empty() && attributes.auto_pad != "NOTSET") conv.pad = {};
    conv.norm = find_norm(*node);
    conv_ = conv;
  }

  // ONNX's BatchNormalization: X, scale, B, input_mean and input_var, epsilon 1e-5 where it is left out.
  std::optional<StoredNorm> find_norm(const OnnxGraph::Node& conv) {
    const OnnxGraph::Node* norm = nullptr;
    for (const OnnxGraph::Node& node : graph_.nodes()) {
      if (conv.outputs.empty() || std::ranges::count(node.inputs, conv.outputs.front()) == 0) continue;
      if (norm != nullptr) return std::nullopt;
      norm = &node;
    }
    if (norm == nullptr || norm->op != "BatchNormalization" || norm->inputs.size() < 5) return std::nullopt;
    StoredNorm stored;
    std::array<std::optional<std::size_t>, 4> places;
    for (std::size_t i = 0; i < places.size(); ++i) {
      std::string ignored;
      places[i] = stored_place(norm->inputs[i + 1], ignored);
      if (!places[i]) return std::nullopt;
    }
    stored.name = norm->outputs.empty() ? "BatchNormalization" : graph_.name(norm->outputs.front());
    stored.gamma = places[0];
    stored.beta = places[1];
    stored.mean = *places[2];
    stored.variance = *places[3];
    stored.epsilon = onnx_attributes(window_, norm->message).epsilon.value_or(stored.epsilon);
    return stored;
  }

  Source source_;
  ProtobufWindow window_;
  std::filesystem::path file_;
  OnnxGraph graph_;
  std::vector<OnnxTensor> stored_;                  // by place
  std::vector<std::uint32_t> values_;               // by place
  std::vector<std::optional<std::size_t>> places_;  // by value
  std::optional<StoredConv> conv_;
  std::string note_;
};

}  // namespace

std::unique_ptr<WeightsFile> open_onnx(Source source, std::filesystem::path file) {
  return std::make_unique<Onnx>(std::move(source), std::move(file));
}

bool is_onnx(Source& source) {
  ProtobufWindow window(source);
  ProtobufMessage model(window, {0, source.size()});
  bool has_version = false;
  try {
    for (int fields = 0; fields < 10'000 && model.next(); ++fields) {
      const bool integer = model.wire_type() == pbf_wire_type::varint;
      const bool message = model.wire_type() == pbf_wire_type::length_delimited;
      switch (model.tag()) {
      case 1: has_version = integer && model.integer() < 1000; break;
      case 5: break;
      case 7: return message && has_version;
      case 2:
      case 3:
      case 4:
      case 6:
      case 8:
      case 14:
      case 20:
      case 25: break;
      default: return false;
      }
      if (integer == message || integer != (model.tag() == 1 || model.tag() == 5)) return false;
    }
  } catch (const Error&) {
    // Its graph is what a download most often ends in.
    return has_version && model.tag() == 7 && model.wire_type() == pbf_wire_type::length_delimited;
  }
  return false;
}

}  // namespace unfold
