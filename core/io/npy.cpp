#include "core/io/npy.h"

#include "core/io/npy_header.h"
#include "core/io/number.h"
#include "core/io/source.h"

#include <vector>

namespace unfold {
namespace {

// `value` is checked by the header: no other combination arrives here.
NumberType number_type(const NpyValue& value) {
  const auto by_width = [&](NumberType one, NumberType two, NumberType four, NumberType eight) {
    return value.bytes == 1 ? one : value.bytes == 2 ? two : value.bytes == 4 ? four : eight;
  };
  switch (value.kind) {
  case 'b': return NumberType::boolean;
  case 'i': return by_width(NumberType::int8, NumberType::int16, NumberType::int32, NumberType::int64);
  case 'u': return by_width(NumberType::uint8, NumberType::uint16, NumberType::uint32, NumberType::uint64);
  default:
    return by_width(NumberType::float16, NumberType::float16, NumberType::float32, NumberType::float64);
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
  Array array = read_numbers(source, layout.header.data_offset, number_type(layout.value),
                             layout.header.shape, layout.value.big_endian);
  if (!layout.header.fortran_order) return array;
  Array ordered{array.shape, std::vector<float>(array.data.size())};
  FortranWalk walk(array.shape);
  for (const float value : array.data) ordered.data[walk.next()] = value;
  return ordered;
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
