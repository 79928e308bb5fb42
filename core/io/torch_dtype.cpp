#include "core/io/torch_dtype.h"

#include <array>

namespace unfold {
namespace {

constexpr std::string_view is_complex = "complex numbers", is_quantized = "quantized numbers",
                           is_float8 = "eight-bit floating-point numbers",
                           is_untyped = "bytes without a type";

struct Row {
  std::string_view prefix;  // of the storage and tensor classes
  std::string_view alias;   // another name of the dtype
  TorchDtype dtype;
};
constexpr std::array<Row, 27> rows{{
    {"Float", "float", {"float32", 4, NumberType::float32}},
    {"Double", "double", {"float64", 8, NumberType::float64}},
    {"Half", "half", {"float16", 2, NumberType::float16}},
    {"BFloat16", "", {"bfloat16", 2, NumberType::bfloat16}},
    {"Long", "long", {"int64", 8, NumberType::int64}},
    {"Int", "int", {"int32", 4, NumberType::int32}},
    {"Short", "short", {"int16", 2, NumberType::int16}},
    {"Char", "", {"int8", 1, NumberType::int8}},
    {"Byte", "", {"uint8", 1, NumberType::uint8}},
    {"UInt16", "", {"uint16", 2, NumberType::uint16}},
    {"UInt32", "", {"uint32", 4, NumberType::uint32}},
    {"UInt64", "", {"uint64", 8, NumberType::uint64}},
    {"Bool", "", {"bool", 1, NumberType::boolean}},
    {"ComplexHalf", "chalf", {"complex32", 4, std::nullopt, is_complex}},
    {"ComplexFloat", "cfloat", {"complex64", 8, std::nullopt, is_complex}},
    {"ComplexDouble", "cdouble", {"complex128", 16, std::nullopt, is_complex}},
    {"QInt8", "", {"qint8", 1, std::nullopt, is_quantized}},
    {"QUInt8", "", {"quint8", 1, std::nullopt, is_quantized}},
    {"QInt32", "", {"qint32", 4, std::nullopt, is_quantized}},
    {"QUInt4x2", "", {"quint4x2", 1, std::nullopt, is_quantized}},
    {"QUInt2x4", "", {"quint2x4", 1, std::nullopt, is_quantized}},
    {"Float8_e4m3fn", "", {"float8_e4m3fn", 1, std::nullopt, is_float8}},
    {"Float8_e5m2", "", {"float8_e5m2", 1, std::nullopt, is_float8}},
    {"Float8_e4m3fnuz", "", {"float8_e4m3fnuz", 1, std::nullopt, is_float8}},
    {"Float8_e5m2fnuz", "", {"float8_e5m2fnuz", 1, std::nullopt, is_float8}},
    {"Float8_e8m0fnu", "", {"float8_e8m0fnu", 1, std::nullopt, is_float8}},
    {"Untyped", "", {"bytes", 1, std::nullopt, is_untyped}},
}};

}  // namespace

std::optional<TorchDtype> torch_dtype(std::string_view name) {
  for (const Row& row : rows) {
    if (name == row.dtype.name || (!row.alias.empty() && name == row.alias)) return row.dtype;
  }
  return std::nullopt;
}

std::optional<TorchDtype> torch_class_dtype(std::string_view name) {
  for (const std::string_view suffix : {"Storage", "Tensor"}) {
    if (!name.ends_with(suffix)) continue;
    const std::string_view prefix = name.substr(0, name.size() - suffix.size());
    for (const Row& row : rows) {
      if (prefix == row.prefix) return row.dtype;
    }
  }
  return std::nullopt;
}

}  // namespace unfold
