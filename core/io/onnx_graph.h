#pragma once

#include "core/io/protobuf.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace unfold {

// How the nodes of an ONNX graph are joined: values are numbered by name, and 0 is the empty name, which an
// input that is left out has.
class OnnxGraph {
 public:
  struct Node {
    std::string op;  // "Conv"; "domain::Op" outside ONNX's own operators
    std::vector<std::uint32_t> inputs, outputs;
    Extent message;
  };

  OnnxGraph() { static_cast<void>(value("")); }
  [[nodiscard]] std::uint32_t value(const std::string& name);
  [[nodiscard]] const std::string& name(std::uint32_t value) const { return *names_[value]; }
  [[nodiscard]] std::size_t value_count() const { return names_.size(); }

  void add_node(ProtobufWindow& window, Extent node);
  void add_input(std::uint32_t value) { inputs_.push_back(value); }
  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }

  // The Conv that the fewest nodes lie before, on the way from an input that is no constant; among equals the
  // earlier in the file. `constant[value]`: an initializer.
  [[nodiscard]] const Node* first_conv(const std::vector<bool>& constant) const;
  // The node whose output this is.
  [[nodiscard]] const Node* producer(std::uint32_t value) const;

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<const std::string*> names_;  // the keys of numbers_
  std::vector<Node> nodes_;
  std::unordered_map<std::uint32_t, std::size_t> producers_;
  std::vector<std::uint32_t> inputs_;
};

// The attributes of a Conv, a Cast or a BatchNormalization that matter here.
struct OnnxAttributes {
  std::unordered_map<std::string, std::vector<std::int64_t>> ints;  // a single integer too; at most 16
  std::string auto_pad;
  std::optional<float> epsilon;
};
[[nodiscard]] OnnxAttributes onnx_attributes(ProtobufWindow& window, Extent node);

}  // namespace unfold
