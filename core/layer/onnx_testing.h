#pragma once

#include "core/base/array.h"

#include <protozero/pbf_reader.hpp>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

// Reads the ONNX backend node tests: a folder with model.onnx and test_data_set_0/{input,output}_N.pb. Only
// the fields that a model of one node needs (onnx.proto: ModelProto, GraphProto, NodeProto, AttributeProto,
// TensorProto).
namespace unfold::testing {

struct OnnxNode {
  std::string op_type;
  std::map<std::string, std::vector<std::int64_t>> ints;  // single integers too
  std::map<std::string, std::string> strings;

  // The integers of an attribute, or `count` times the value it has when absent.
  [[nodiscard]] std::vector<std::int64_t> get(const std::string& name, std::size_t count,
                                              std::int64_t absent) const;
};

inline std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot open " + file.string());
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// A repeated integer comes one by one or packed.
inline void append_ints(protozero::pbf_reader& field, std::vector<std::int64_t>& to) {
  if (field.wire_type() == protozero::pbf_wire_type::length_delimited) {
    for (const std::int64_t v : field.get_packed_int64()) to.push_back(v);
  } else {
    to.push_back(field.get_int64());
  }
}

inline void read_attribute(protozero::pbf_reader attribute, OnnxNode& node) {
  std::string name, text;
  std::vector<std::int64_t> ints;
  while (attribute.next()) {
    switch (attribute.tag()) {
    case 1: name = attribute.get_string(); break;
    case 3:
    case 8: append_ints(attribute, ints); break;
    case 4: text = attribute.get_string(); break;
    default: attribute.skip();
    }
  }
  if (!ints.empty()) node.ints[name] = ints;
  if (!text.empty()) node.strings[name] = text;
}

inline OnnxNode read_node(protozero::pbf_reader message) {
  OnnxNode node;
  while (message.next()) {
    switch (message.tag()) {
    case 4: node.op_type = message.get_string(); break;
    case 5: read_attribute(message.get_message(), node); break;
    default: message.skip();
    }
  }
  return node;
}

template <typename T> void append_raw(const std::string& raw, std::vector<float>& to) {
  for (std::size_t at = 0; at + sizeof(T) <= raw.size(); at += sizeof(T)) {
    T value;
    std::memcpy(&value, raw.data() + at, sizeof(T));
    to.push_back(static_cast<float>(value));
  }
}

inline std::vector<std::int64_t> OnnxNode::get(const std::string& name, std::size_t count,
                                               std::int64_t absent) const {
  const auto found = ints.find(name);
  return found == ints.end() ? std::vector<std::int64_t>(count, absent) : found->second;
}

// The nodes of a model's graph.
inline std::vector<OnnxNode> read_onnx_nodes(const std::filesystem::path& model) {
  const std::string bytes = bytes_of(model);
  std::vector<OnnxNode> nodes;
  protozero::pbf_reader message(bytes);
  while (message.next(7)) {
    protozero::pbf_reader graph = message.get_message();
    while (graph.next(1)) nodes.push_back(read_node(graph.get_message()));
  }
  return nodes;
}

// A float32, uint8 or int64 tensor, as float32. At most six axes.
inline Array read_onnx_tensor(const std::filesystem::path& file) {
  const std::string bytes = bytes_of(file);
  protozero::pbf_reader message(bytes);
  std::vector<std::int64_t> dims;
  std::int32_t type = 0;
  std::string raw;
  Array array;
  while (message.next()) {
    switch (message.tag()) {
    case 1: append_ints(message, dims); break;
    case 2: type = message.get_int32(); break;
    case 4:
      for (const float v : message.get_packed_float()) array.data.push_back(v);
      break;
    case 9: raw = message.get_string(); break;
    default: message.skip();
    }
  }
  for (const std::int64_t size : dims) array.shape.push_back(size);
  switch (type) {
  case 1: append_raw<float>(raw, array.data); break;
  case 2: append_raw<std::uint8_t>(raw, array.data); break;
  case 7: append_raw<std::int64_t>(raw, array.data); break;
  default: throw std::runtime_error(file.string() + ": tensor of an unexpected type");
  }
  if (static_cast<std::int64_t>(array.data.size()) != array.shape.count()) {
    throw std::runtime_error(file.string() + ": tensor of another size than it says");
  }
  return array;
}

}  // namespace unfold::testing
