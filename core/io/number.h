#pragma once

#include "core/base/array.h"
#include "core/io/source.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace unfold {

// A number as files of weights store it. IEEE 754 binary16, 32 and 64; bfloat16 is the upper half of a
// binary32.
enum class NumberType {
  boolean,
  int8,
  int16,
  int32,
  int64,
  uint8,
  uint16,
  uint32,
  uint64,
  float16,
  bfloat16,
  float32,
  float64
};

[[nodiscard]] std::size_t byte_width(NumberType type);
// "float32", as NumPy says it; "bfloat16".
[[nodiscard]] std::string_view number_name(NumberType type);

// Turns out.size() stored numbers, which lie one after the other from `from` on, into float32.
void to_floats(NumberType type, bool big_endian, const std::byte* from, std::span<float> out);

// How many values such an array has, or nothing where their bytes cannot be counted in an int64. Sizes of
// zero count as one in that, so that even an empty array has strides that fit.
[[nodiscard]] std::optional<std::uint64_t> checked_count(std::span<const std::uint64_t> sizes);

// The array of shape `shape` whose numbers lie in C order from byte `at` on. Throws Error where the source
// ends before its last number, before anything is allocated.
[[nodiscard]] Array read_numbers(Source& source, std::uint64_t at, NumberType type, const Shape& shape,
                                 bool big_endian = false);

}  // namespace unfold
