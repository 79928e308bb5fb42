#pragma once

#include "core/base/array.h"
#include "core/io/protobuf.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace unfold {

// A tensor of an ONNX model before its values are read.
struct OnnxTensor {
  std::string name;
  std::vector<std::uint64_t> dims;
  std::uint64_t type = 0;  // onnx.proto, TensorProto.DataType
  Extent message;          // the TensorProto, or the AttributeProto that holds the numbers themselves
  enum class Kind { tensor, sparse, floats, ints } kind = Kind::tensor;
};

// The head of a TensorProto, of a SparseTensorProto, and of an AttributeProto whose float(s) or int(s) are a
// Constant's value.
[[nodiscard]] OnnxTensor onnx_tensor_head(ProtobufWindow& window, Extent tensor);
[[nodiscard]] OnnxTensor onnx_sparse_head(ProtobufWindow& window, Extent sparse);
[[nodiscard]] OnnxTensor onnx_attribute_head(ProtobufWindow& window, Extent attribute);

// "float32", "bfloat16", "string".
[[nodiscard]] std::string onnx_type_name(std::uint64_t type);

// The values as float32: raw_data, the field of the type, or the file beside `model` that external_data
// names. `model` empty: there is none beside it. Throws Error.
[[nodiscard]] Array read_onnx_values(ProtobufWindow& window, const OnnxTensor& tensor, const Shape& shape,
                                     const std::filesystem::path& model);

}  // namespace unfold
