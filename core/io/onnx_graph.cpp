#include "core/io/onnx_graph.h"

#include "core/io/bytes.h"

#include <bit>
#include <deque>

namespace unfold {
namespace {

constexpr std::size_t longest_name = 65'536;

}  // namespace

std::uint32_t OnnxGraph::value(const std::string& name) {
  const auto [found, added] = numbers_.try_emplace(name, static_cast<std::uint32_t>(names_.size()));
  if (added) names_.push_back(&found->first);
  return found->second;
}

void OnnxGraph::add_node(ProtobufWindow& window, Extent extent) {
  Node node;
  node.message = extent;
  std::string domain;
  ProtobufMessage message(window, extent);
  while (message.next()) {
    switch (message.tag()) {
    case 1: node.inputs.push_back(value(message.text(longest_name))); break;
    case 2: node.outputs.push_back(value(message.text(longest_name))); break;
    case 4: node.op = message.text(longest_name); break;
    case 7: domain = message.text(longest_name); break;
    default: break;
    }
  }
  if (!domain.empty() && domain != "ai.onnx") node.op = domain + "::" + node.op;
  for (const std::uint32_t output : node.outputs) {
    if (output != 0) producers_.try_emplace(output, nodes_.size());
  }
  nodes_.push_back(std::move(node));
}

const OnnxGraph::Node* OnnxGraph::producer(std::uint32_t value) const {
  const auto found = producers_.find(value);
  return found == producers_.end() ? nullptr : &nodes_[found->second];
}

const OnnxGraph::Node* OnnxGraph::first_conv(const std::vector<bool>& constant) const {
  std::vector<std::vector<std::uint32_t>> readers(names_.size());
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    for (const std::uint32_t input : nodes_[i].inputs) {
      if (input != 0) readers[input].push_back(static_cast<std::uint32_t>(i));
    }
  }
  std::vector<bool> reached(names_.size());
  std::deque<std::uint32_t> waiting;
  const auto reach = [&](std::uint32_t value) {
    if (value == 0 || constant[value] || reached[value]) return;
    reached[value] = true;
    waiting.push_back(value);
  };
  for (const std::uint32_t input : inputs_) reach(input);
  while (!waiting.empty()) {
    const std::uint32_t value = waiting.front();
    waiting.pop_front();
    for (const std::uint32_t place : readers[value]) {
      const Node& node = nodes_[place];
      if (node.op == "Conv" && node.inputs.front() == value) return &node;
      for (const std::uint32_t output : node.outputs) reach(output);
    }
  }
  return nullptr;
}

OnnxAttributes onnx_attributes(ProtobufWindow& window, Extent node) {
  OnnxAttributes attributes;
  ProtobufMessage message(window, node);
  while (message.next()) {
    if (message.tag() != 5) continue;
    std::string name, text;
    std::vector<std::int64_t> ints;
    std::optional<Extent> number;
    ProtobufMessage attribute = message.message();
    while (attribute.next()) {
      switch (attribute.tag()) {
      case 1: name = attribute.text(longest_name); break;
      case 2: number = attribute.fixed_extent(4); break;
      case 3:
      case 8:
        attribute.integers([&](std::uint64_t value) {
          if (ints.size() < 16) ints.push_back(static_cast<std::int64_t>(value));
        });
        break;
      case 4:
        if (attribute.extent().length() < 64) text = attribute.text(64);
        break;
      default: break;
      }
    }
    if (name == "auto_pad") attributes.auto_pad = text;
    if (name == "epsilon" && number && number->length() == 4)
      attributes.epsilon =
          std::bit_cast<float>(static_cast<std::uint32_t>(little_endian(window.bytes(number->begin, 4))));
    if (!ints.empty()) attributes.ints[name] = ints;
  }
  return attributes;
}

}  // namespace unfold
