#include "core/io/onnx_tensor.h"

#include "core/base/error.h"
#include "core/io/number.h"
#include "core/io/onnx_external.h"
#include "core/io/printable.h"

#include <array>
#include <optional>
#include <string_view>

namespace unfold {
namespace {

constexpr std::size_t longest_name = 65'536;

struct Type {
  std::string_view name;
  std::optional<NumberType> number;
  std::uint32_t field = 0;  // of TensorProto, where there is no raw_data
};
// By TensorProto.DataType.
constexpr std::array<Type, 24> types{{
    {"undefined", {}},
    {"float32", NumberType::float32, 4},
    {"uint8", NumberType::uint8, 5},
    {"int8", NumberType::int8, 5},
    {"uint16", NumberType::uint16, 5},
    {"int16", NumberType::int16, 5},
    {"int32", NumberType::int32, 5},
    {"int64", NumberType::int64, 7},
    {"string", {}},
    {"bool", NumberType::boolean, 5},
    {"float16", NumberType::float16, 5},
    {"float64", NumberType::float64, 10},
    {"uint32", NumberType::uint32, 11},
    {"uint64", NumberType::uint64, 11},
    {"complex64", {}},
    {"complex128", {}},
    {"bfloat16", NumberType::bfloat16, 5},
    {"float8_e4m3fn", {}},
    {"float8_e4m3fnuz", {}},
    {"float8_e5m2", {}},
    {"float8_e5m2fnuz", {}},
    {"uint4", {}},
    {"int4", {}},
    {"float4_e2m1", {}},
}};

[[noreturn]] void fail(const ProtobufWindow& window, const OnnxTensor& tensor, const std::string& what,
                       const std::string& right = "export the model again") {
  const Source& source = window.source();
  throw Error(source.name() + ": its tensor '" + printable(tensor.name, 60) + "' " + what + "; " + right);
}

// Gathers numbers of one width into little-endian bytes.
class Gatherer {
 public:
  Gatherer(std::size_t width, std::uint64_t count) : width_(width), count_(count) {
    bytes_.reserve(static_cast<std::size_t>(count) * width);
  }
  [[nodiscard]] bool full() const { return bytes_.size() / width_ >= count_; }
  void integer(std::uint64_t value) {
    for (std::size_t i = 0; i < width_; ++i) bytes_.push_back(static_cast<std::byte>(value >> (8 * i)));
  }
  void extent(ProtobufWindow& window, Extent where) {
    const auto length = static_cast<std::size_t>(where.length());
    const std::size_t at = bytes_.size();
    bytes_.resize(at + length);
    const std::span<std::byte> to = std::span(bytes_).subspan(at);
    if (length > 16) return window.source().read(where.begin, to);
    const std::span<const std::byte> from = window.bytes(where.begin, length);
    std::copy(from.begin(), from.end(), to.begin());
  }
  [[nodiscard]] const std::vector<std::byte>& bytes() const { return bytes_; }

 private:
  std::size_t width_;
  std::uint64_t count_;
  std::vector<std::byte> bytes_;
};

// Fields of floats are of fixed width, all others are varints.
void gather(ProtobufWindow& window, const OnnxTensor& tensor, std::uint32_t field, std::size_t width,
            std::uint64_t count, Gatherer& numbers) {
  const bool fixed = field == 4 || field == 10 || tensor.kind == OnnxTensor::Kind::floats;
  const auto refuse = [&] {
    fail(window, tensor, "has more values than the " + std::to_string(count) + " of its shape");
  };
  ProtobufMessage message(window, tensor.message);
  while (message.next()) {
    const bool ours = tensor.kind == OnnxTensor::Kind::floats ? message.tag() == 2 || message.tag() == 7
                      : tensor.kind == OnnxTensor::Kind::ints ? message.tag() == 3 || message.tag() == 8
                                                              : message.tag() == field;
    if (!ours) continue;
    if (fixed) {
      const Extent where = message.fixed_extent(width);
      if (where.length() / width > count - numbers.bytes().size() / width) refuse();
      numbers.extent(window, where);
    } else {
      message.integers([&](std::uint64_t value) {
        if (numbers.full()) refuse();
        numbers.integer(value);
      });
    }
  }
}

}  // namespace

std::string onnx_type_name(std::uint64_t type) {
  return type < types.size() ? std::string(types[static_cast<std::size_t>(type)].name)
                             : "type " + std::to_string(type);
}

OnnxTensor onnx_tensor_head(ProtobufWindow& window, Extent extent) {
  OnnxTensor tensor;
  tensor.message = extent;
  ProtobufMessage message(window, extent);
  while (message.next()) {
    switch (message.tag()) {
    case 1:
      message.integers([&](std::uint64_t size) {
        // Longer lists of sizes are no tensors that are shown.
        if (tensor.dims.size() < 64) tensor.dims.push_back(size);
      });
      break;
    case 2: tensor.type = message.integer(); break;
    case 8: tensor.name = message.text(longest_name); break;
    default: break;
    }
  }
  return tensor;
}

OnnxTensor onnx_sparse_head(ProtobufWindow& window, Extent sparse) {
  OnnxTensor tensor;
  std::vector<std::uint64_t> dims;
  ProtobufMessage message(window, sparse);
  while (message.next()) {
    if (message.tag() == 1) tensor = onnx_tensor_head(window, message.extent());
    if (message.tag() == 3) {
      message.integers([&](std::uint64_t size) {
        if (dims.size() < 64) dims.push_back(size);
      });
    }
  }
  tensor.dims = dims;
  tensor.message = sparse;
  tensor.kind = OnnxTensor::Kind::sparse;
  return tensor;
}

OnnxTensor onnx_attribute_head(ProtobufWindow& window, Extent attribute) {
  OnnxTensor tensor;
  tensor.message = attribute;
  std::uint64_t count = 0;
  bool list = false;
  ProtobufMessage message(window, attribute);
  while (message.next()) {
    switch (message.tag()) {
    case 7: list = true; [[fallthrough]];
    case 2:
      tensor.kind = OnnxTensor::Kind::floats;
      count += message.fixed_extent(4).length() / 4;
      break;
    case 8: list = true; [[fallthrough]];
    case 3:
      tensor.kind = OnnxTensor::Kind::ints;
      message.integers([&](std::uint64_t) { ++count; });
      break;
    default: break;
    }
  }
  tensor.type = tensor.kind == OnnxTensor::Kind::floats ? 1 : 7;
  if (list) tensor.dims.push_back(count);
  return tensor;
}

Array read_onnx_values(ProtobufWindow& window, const OnnxTensor& tensor, const Shape& shape,
                       const std::filesystem::path& model) {
  if (tensor.kind == OnnxTensor::Kind::sparse) {
    fail(window, tensor, "is sparse, which is not read", "export it dense");
  }
  const auto type = static_cast<std::size_t>(tensor.type);
  if (tensor.type >= types.size() || !types[type].number) {
    fail(window, tensor, "is of type " + onnx_type_name(tensor.type) + ", which is not read",
         "export the model with weights of float32, float16 or bfloat16");
  }
  const NumberType number = *types[type].number;
  const std::size_t width = byte_width(number);
  const auto count = static_cast<std::uint64_t>(shape.count());

  std::optional<Extent> raw;
  bool external = false;
  if (tensor.kind == OnnxTensor::Kind::tensor) {
    ProtobufMessage message(window, tensor.message);
    while (message.next()) {
      if (message.tag() == 9) raw = message.extent();
      if (message.tag() == 14) external = message.integer() == 1;
      if (message.tag() == 3) fail(window, tensor, "is stored in segments, which is not read");
    }
  }
  if (external) return read_onnx_external(window, tensor.message, number, shape, model);
  if (raw) {
    if (raw->length() % width != 0 || raw->length() / width != count) {
      fail(window, tensor,
           "has " + byte_size(raw->length()) + " of values where its shape " + to_string(shape) + " needs " +
               byte_size(count * width));
    }
    return read_numbers(window.source(), raw->begin, number, shape);
  }

  // Each number takes at least one byte of the message: nothing larger is set aside.
  const auto too_few = [&](std::uint64_t there) {
    fail(window, tensor,
         "has " + std::to_string(there) + " values where its shape " + to_string(shape) + " needs " +
             std::to_string(count));
  };
  if (count > tensor.message.length()) too_few(0);
  Gatherer numbers(width, count);
  gather(window, tensor, types[type].field, width, count, numbers);
  if (numbers.bytes().size() != count * width) too_few(numbers.bytes().size() / width);
  Array array{shape, std::vector<float>(static_cast<std::size_t>(count))};
  to_floats(number, false, numbers.bytes().data(), array.data);
  return array;
}

}  // namespace unfold
