#include "core/io/keras_config.h"

#include <nlohmann/json.hpp>

#include <deque>
#include <unordered_map>

namespace unfold {
namespace {

using Json = nlohmann::json;

constexpr std::size_t longest_json = 32U << 20;
constexpr std::size_t deepest_model = 8;

const Json* member(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}
std::string text(const Json& object, const char* key) {
  const Json* value = member(object, key);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

// 3, or [3, 3]. False where it is something else.
bool pair(const Json& config, const char* key, std::array<std::int64_t, 2>& to) {
  const Json* value = member(config, key);
  if (value == nullptr || value->is_null()) return true;
  const auto take = [](const Json& from, std::int64_t& number) {
    if (!from.is_number_integer()) return false;
    number = from.get<std::int64_t>();
    return number >= 1 && number <= 1'000'000;
  };
  if (value->is_array()) return value->size() == 2 && take((*value)[0], to[0]) && take((*value)[1], to[1]);
  if (!take(*value, to[0])) return false;
  to[1] = to[0];
  return true;
}

// A model's list of layers. Keras 1 has it in place of the configuration of a Sequential model.
const Json* layers_of(const Json& model) {
  const Json* config = member(model, "config");
  if (config == nullptr) return nullptr;
  if (config->is_array()) return config;
  const Json* layers = member(*config, "layers");
  return layers != nullptr && layers->is_array() ? layers : nullptr;
}
bool is_sequential(const Json& model) { return text(model, "class_name") == "Sequential"; }

std::string name_of(const Json& layer) {
  const std::string name = text(layer, "name");
  if (!name.empty()) return name;
  const Json* config = member(layer, "config");
  return config == nullptr ? std::string() : text(*config, "name");
}

// Where a layer's inputs come from: every [name, node, tensor, …] in it. Keras 3 has them deeper within, as
// "keras_history".
void collect_inputs(const Json& nodes, int depth, std::vector<std::string>& names) {
  if (depth > 16 || !nodes.is_structured()) return;
  if (nodes.is_array() && nodes.size() >= 3 && nodes[0].is_string() && nodes[1].is_number_integer() &&
      nodes[2].is_number_integer()) {
    names.push_back(nodes[0].get<std::string>());
    return;
  }
  for (const Json& inner : nodes) collect_inputs(inner, depth + 1, names);
}

// The layers in the order in which a picture reaches them: of a Functional model those first that have the
// fewest layers before them.
std::vector<const Json*> in_flow(const Json& model, const Json& layers) {
  std::vector<const Json*> order;
  if (is_sequential(model)) {
    for (const Json& layer : layers) order.push_back(&layer);
    return order;
  }
  std::unordered_map<std::string, std::vector<std::size_t>> readers;
  std::deque<std::size_t> waiting;
  std::vector<bool> reached(layers.size());
  for (std::size_t i = 0; i < layers.size(); ++i) {
    std::vector<std::string> inputs;
    if (const Json* nodes = member(layers[i], "inbound_nodes")) collect_inputs(*nodes, 0, inputs);
    for (const std::string& input : inputs) readers[input].push_back(i);
    if (inputs.empty() && text(layers[i], "class_name") == "InputLayer") {
      reached[i] = true;
      waiting.push_back(i);
    }
  }
  while (!waiting.empty()) {
    const std::size_t place = waiting.front();
    waiting.pop_front();
    order.push_back(&layers[place]);
    const auto found = readers.find(name_of(layers[place]));
    if (found == readers.end()) continue;
    for (const std::size_t reader : found->second) {
      if (!reached[reader]) waiting.push_back(reader);
      reached[reader] = true;
    }
  }
  return order;
}

bool is_conv(const std::string& class_name) {
  return class_name == "Conv2D" || class_name == "Convolution2D";
}
bool is_other_conv(const std::string& class_name) {
  return class_name.find("Conv") != std::string::npos || class_name == "Deconvolution2D";
}

std::optional<KerasConv> read_conv(const Json& layer) {
  const Json* config = member(layer, "config");
  if (config == nullptr) return std::nullopt;
  KerasConv conv;
  conv.name = name_of(layer);
  std::array<std::int64_t, 2> group{1, 1};
  std::string padding = text(*config, "padding");
  if (padding.empty()) padding = text(*config, "border_mode");
  conv.same = padding == "same";
  if (padding != "same" && padding != "valid") return std::nullopt;
  if (!pair(*config, "strides", conv.stride) || !pair(*config, "subsample", conv.stride) ||
      !pair(*config, "dilation_rate", conv.dilation) || !pair(*config, "groups", group)) {
    return std::nullopt;
  }
  conv.group = group[0];
  return conv;
}

void list_layers(const Json& model, std::size_t depth, KerasConfig& to) {
  const Json* layers = layers_of(model);
  if (layers == nullptr || depth > deepest_model) return;
  for (const Json& layer : *layers) {
    KerasLayer entry{name_of(layer), text(layer, "class_name")};
    if (const Json* config = member(layer, "config")) {
      const std::string order = text(*config, "dim_ordering");
      entry.has_order = order == "th" || order == "tf";
      entry.channels_first_kernel = order == "th";
      const Json* epsilon = member(*config, "epsilon");
      if (entry.class_name == "BatchNormalization" && epsilon != nullptr && epsilon->is_number())
        entry.epsilon = epsilon->get<double>();
    }
    to.layers.push_back(std::move(entry));
    list_layers(layer, depth + 1, to);
  }
}

// Keras 3's name of a class: "Conv2D" is conv2d, "MyModel" my_model.
std::string snake_case(const std::string& class_name) {
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  std::string name;
  for (std::size_t i = 0; i < class_name.size(); ++i) {
    const char c = class_name[i];
    const bool begins = i > 0 && upper(c) &&
                        (lower(class_name[i - 1]) || (i + 1 < class_name.size() && lower(class_name[i + 1])));
    if (begins) name += '_';
    if (upper(c)) {
      name += static_cast<char>(c - 'A' + 'a');
    } else if (lower(c) || (c >= '0' && c <= '9') || c == '_') {
      name += c;
    }
  }
  return name;
}

std::string name_by_class(const Json& layers, const Json& layer) {
  const std::string name = snake_case(text(layer, "class_name"));
  std::size_t before = 0;
  for (const Json& other : layers) {
    if (&other == &layer) break;
    if (snake_case(text(other, "class_name")) == name) ++before;
  }
  return before == 0 ? name : name + "_" + std::to_string(before);
}

// `within`: the names by class of the models that this one is in, and its own; none of the outermost.
void find_first_conv(const Json& model, const std::vector<std::string>& within, KerasConfig& to) {
  const Json* layers = layers_of(model);
  if (layers == nullptr || within.size() > deepest_model) return;
  for (const Json* layer : in_flow(model, *layers)) {
    const std::string class_name = text(*layer, "class_name");
    if (is_conv(class_name)) {
      to.first_conv = read_conv(*layer);
      if (!to.first_conv) to.note = "its first " + class_name + " has a configuration that is not understood";
      if (!to.first_conv) return;
      to.first_conv->by_class = within;
      to.first_conv->by_class.push_back(name_by_class(*layers, *layer));
      return;
    }
    if (is_other_conv(class_name)) {
      to.note = "its first convolution is a " + class_name + ", which is not computed";
      return;
    }
    if (layers_of(*layer) == nullptr) continue;
    std::vector<std::string> inner = within;
    inner.push_back(name_by_class(*layers, *layer));
    find_first_conv(*layer, inner, to);
    if (to.first_conv || !to.note.empty()) return;
  }
}

}  // namespace

KerasConfig read_keras_config(const std::string& json) {
  KerasConfig config;
  if (json.size() > longest_json) return config;
  const Json model = Json::parse(json, nullptr, false);
  if (model.is_discarded()) return config;
  list_layers(model, 0, config);
  find_first_conv(model, {}, config);
  return config;
}

}  // namespace unfold
