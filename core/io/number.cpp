#include "core/io/number.h"

#include "core/base/error.h"
#include "core/io/printable.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>

namespace unfold {
namespace {

template <class T> T load(const std::byte* at, bool big_endian) {
  std::array<std::byte, sizeof(T)> bytes{};
  std::memcpy(bytes.data(), at, sizeof(T));
  if (big_endian != (std::endian::native == std::endian::big)) std::reverse(bytes.begin(), bytes.end());
  return std::bit_cast<T>(bytes);
}

float half_to_float(std::uint16_t half) {
  const std::uint32_t sign = (half & 0x8000U) << 16, exponent = (half >> 10) & 0x1FU;
  std::uint32_t fraction = half & 0x3FFU;
  if (exponent == 0x1F) return std::bit_cast<float>(sign | 0x7F800000U | (fraction << 13));
  if (exponent != 0) return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (fraction << 13));
  const float magnitude = static_cast<float>(fraction) * 0x1p-24F;  // subnormal; exact in a float
  return sign != 0 ? -magnitude : magnitude;
}

template <class T> struct Plain {
  static constexpr std::size_t width = sizeof(T);
  static float value(const std::byte* at, bool big_endian) {
    return static_cast<float>(load<T>(at, big_endian));
  }
};
struct Boolean {
  static constexpr std::size_t width = 1;
  static float value(const std::byte* at, bool) { return *at == std::byte{0} ? 0.0F : 1.0F; }
};
struct Half {
  static constexpr std::size_t width = 2;
  static float value(const std::byte* at, bool big_endian) {
    return half_to_float(load<std::uint16_t>(at, big_endian));
  }
};
struct Brain {
  static constexpr std::size_t width = 2;
  static float value(const std::byte* at, bool big_endian) {
    return std::bit_cast<float>(std::uint32_t{load<std::uint16_t>(at, big_endian)} << 16);
  }
};

template <class Stored> void convert(bool big_endian, const std::byte* from, std::span<float> out) {
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = Stored::value(from + i * Stored::width, big_endian);
}

}  // namespace

std::size_t byte_width(NumberType type) {
  switch (type) {
  case NumberType::boolean:
  case NumberType::int8:
  case NumberType::uint8: return 1;
  case NumberType::int16:
  case NumberType::uint16:
  case NumberType::float16:
  case NumberType::bfloat16: return 2;
  case NumberType::int32:
  case NumberType::uint32:
  case NumberType::float32: return 4;
  case NumberType::int64:
  case NumberType::uint64:
  case NumberType::float64: break;
  }
  return 8;
}

std::string_view number_name(NumberType type) {
  switch (type) {
  case NumberType::boolean: return "bool";
  case NumberType::int8: return "int8";
  case NumberType::int16: return "int16";
  case NumberType::int32: return "int32";
  case NumberType::int64: return "int64";
  case NumberType::uint8: return "uint8";
  case NumberType::uint16: return "uint16";
  case NumberType::uint32: return "uint32";
  case NumberType::uint64: return "uint64";
  case NumberType::float16: return "float16";
  case NumberType::bfloat16: return "bfloat16";
  case NumberType::float32: return "float32";
  case NumberType::float64: break;
  }
  return "float64";
}

void to_floats(NumberType type, bool big_endian, const std::byte* from, std::span<float> out) {
  switch (type) {
  case NumberType::boolean: return convert<Boolean>(big_endian, from, out);
  case NumberType::int8: return convert<Plain<std::int8_t>>(big_endian, from, out);
  case NumberType::int16: return convert<Plain<std::int16_t>>(big_endian, from, out);
  case NumberType::int32: return convert<Plain<std::int32_t>>(big_endian, from, out);
  case NumberType::int64: return convert<Plain<std::int64_t>>(big_endian, from, out);
  case NumberType::uint8: return convert<Plain<std::uint8_t>>(big_endian, from, out);
  case NumberType::uint16: return convert<Plain<std::uint16_t>>(big_endian, from, out);
  case NumberType::uint32: return convert<Plain<std::uint32_t>>(big_endian, from, out);
  case NumberType::uint64: return convert<Plain<std::uint64_t>>(big_endian, from, out);
  case NumberType::float16: return convert<Half>(big_endian, from, out);
  case NumberType::bfloat16: return convert<Brain>(big_endian, from, out);
  case NumberType::float32: return convert<Plain<float>>(big_endian, from, out);
  case NumberType::float64: return convert<Plain<double>>(big_endian, from, out);
  }
}

std::optional<std::uint64_t> checked_count(std::span<const std::uint64_t> sizes) {
  constexpr auto limit = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) / 8;
  std::uint64_t count = 1;
  bool empty = false;
  for (const std::uint64_t size : sizes) {
    empty = empty || size == 0;
    const std::uint64_t factor = std::max<std::uint64_t>(size, 1);
    if (count > limit / factor) return std::nullopt;
    count *= factor;
  }
  return empty ? 0 : count;
}

Array read_numbers(Source& source, std::uint64_t at, NumberType type, const Shape& shape, bool big_endian) {
  const auto count = static_cast<std::size_t>(shape.count());
  const std::size_t width = byte_width(type);
  if (at > source.size() || count > (source.size() - at) / width) {
    throw Error(source.name() + ": is truncated, its values go on after its end at " +
                byte_size(source.size()) + "; copy or download it again");
  }
  Array array{shape, std::vector<float>(count)};
  std::vector<std::byte> piece(std::min<std::size_t>(count, 1U << 16) * width);
  for (std::size_t done = 0; done < count;) {
    const std::size_t values = std::min(count - done, piece.size() / width);
    source.read(at + done * width, std::span(piece).first(values * width));
    to_floats(type, big_endian, piece.data(), std::span(array.data).subspan(done, values));
    done += values;
  }
  return array;
}

}  // namespace unfold
