#include "core/io/npy.h"

#include "core/base/error.h"
#include "core/io/npy_header.h"
#include "core/io/printable.h"
#include "core/io/source.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <vector>

namespace unfold {
namespace {

// IEEE 754 binary16, exact in float32.
float half_to_float(std::uint16_t half) {
  const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000U) << 16;
  const std::uint32_t exponent = (half >> 10) & 0x1FU;
  const std::uint32_t fraction = half & 0x3FFU;
  if (exponent == 31)
    return std::bit_cast<float>(sign | 0x7F800000U | (fraction << 13));  // infinities and NaN
  if (exponent == 0) {  // zero and the subnormals: fraction * 2^-24
    const float value = static_cast<float>(fraction) * 0x1p-24F;
    return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(value));
  }
  return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (fraction << 13));
}

template <class T> T load(const std::byte* at, bool big_endian) {
  std::array<std::byte, sizeof(T)> bytes;
  std::memcpy(bytes.data(), at, sizeof(T));
  if (big_endian != (std::endian::native == std::endian::big)) std::reverse(bytes.begin(), bytes.end());
  return std::bit_cast<T>(bytes);
}

using Convert = float (*)(const std::byte*, bool);
template <class T> float convert(const std::byte* at, bool big_endian) {
  return static_cast<float>(load<T>(at, big_endian));
}
float convert_bool(const std::byte* at, bool) { return *at == std::byte{0} ? 0.0F : 1.0F; }
float convert_half(const std::byte* at, bool big_endian) {
  return half_to_float(load<std::uint16_t>(at, big_endian));
}

// `value` is checked by the header: no other combination arrives here.
Convert converter(const NpyValue& value) {
  switch (value.kind) {
  case 'b': return convert_bool;
  case 'i':
    return value.bytes == 1   ? convert<std::int8_t>
           : value.bytes == 2 ? convert<std::int16_t>
           : value.bytes == 4 ? convert<std::int32_t>
                              : convert<std::int64_t>;
  case 'u':
    return value.bytes == 1   ? convert<std::uint8_t>
           : value.bytes == 2 ? convert<std::uint16_t>
           : value.bytes == 4 ? convert<std::uint32_t>
                              : convert<std::uint64_t>;
  default: return value.bytes == 2 ? convert_half : value.bytes == 4 ? convert<float> : convert<double>;
  }
}

// Where the elements of a Fortran-ordered file, first axis fastest, lie in C order.
class FortranWalk {
 public:
  explicit FortranWalk(const Shape& shape) : shape_(shape), strides_(shape.strides()), index_(shape) {
    for (int i = 0; i < index_.rank(); ++i) index_[i] = 0;
  }
  std::size_t next() {
    const std::int64_t here = at_;
    for (int axis = 0; axis < shape_.rank(); ++axis) {
      at_ += strides_[axis];
      if (++index_[axis] < shape_[axis]) break;
      at_ -= strides_[axis] * shape_[axis];
      index_[axis] = 0;
    }
    return static_cast<std::size_t>(here);
  }

 private:
  Shape shape_, strides_;
  Index index_;
  std::int64_t at_ = 0;
};

Array read(Source& source) {
  const NpyLayout layout = read_npy_layout(source);
  const auto count = static_cast<std::size_t>(layout.header.shape.count());
  const auto width = static_cast<std::size_t>(layout.value.bytes);
  const Convert to_float = converter(layout.value);
  const bool big_endian = layout.value.big_endian;

  Array array{layout.header.shape, std::vector<float>(count)};
  FortranWalk walk(array.shape);
  std::vector<std::byte> piece(std::min<std::size_t>(count, 1U << 16) * width);
  for (std::size_t done = 0; done < count;) {
    const std::size_t values = std::min(count - done, piece.size() / width);
    source.read(layout.header.data_offset + done * width, std::span(piece).first(values * width));
    for (std::size_t i = 0; i < values; ++i) {
      const float value = to_float(piece.data() + i * width, big_endian);
      array.data[layout.header.fortran_order ? walk.next() : done + i] = value;
    }
    done += values;
  }
  return array;
}

}  // namespace

Array read_npy(const std::filesystem::path& file) {
  Source source(file);
  return read(source);
}

Array read_npy(std::span<const std::byte> bytes, const std::string& name) {
  Source source(bytes, name);
  return read(source);
}

}  // namespace unfold
