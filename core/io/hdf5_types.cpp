#ifdef UNFOLD_HDF5

#include "core/io/hdf5_types.h"

#include <cstddef>

namespace unfold {
namespace {

std::optional<NumberType> integer_type(std::size_t size, bool is_signed) {
  switch (size) {
  case 1: return is_signed ? NumberType::int8 : NumberType::uint8;
  case 2: return is_signed ? NumberType::int16 : NumberType::uint16;
  case 4: return is_signed ? NumberType::int32 : NumberType::uint32;
  case 8: return is_signed ? NumberType::int64 : NumberType::uint64;
  default: return std::nullopt;
  }
}

std::optional<NumberType> float_type(hid_t type, std::size_t size) {
  std::size_t sign = 0, exponent_at = 0, exponent = 0, mantissa_at = 0, mantissa = 0;
  if (H5Tget_fields(type, &sign, &exponent_at, &exponent, &mantissa_at, &mantissa) < 0) return std::nullopt;
  const bool whole = exponent > 0 && exponent < 16 && sign == 8 * size - 1 && exponent_at == mantissa &&
                     mantissa_at == 0 && sign == exponent + mantissa &&
                     H5Tget_norm(type) == H5T_NORM_IMPLIED &&
                     H5Tget_ebias(type) == (std::size_t{1} << (exponent - 1)) - 1;
  if (!whole) return std::nullopt;
  if (size == 2 && exponent == 5) return NumberType::float16;
  if (size == 2 && exponent == 8) return NumberType::bfloat16;
  if (size == 4 && exponent == 8) return NumberType::float32;
  if (size == 8 && exponent == 11) return NumberType::float64;
  return std::nullopt;
}

}  // namespace

std::optional<Hdf5Number> hdf5_number(hid_t type) {
  const H5T_class_t kind = H5Tget_class(type);
  if (kind == H5T_ENUM) {  // h5py's bool: FALSE and TRUE in one byte
    if (H5Tget_size(type) != 1 || H5Tget_nmembers(type) != 2) return std::nullopt;
    return Hdf5Number{NumberType::boolean, false};
  }
  if (kind != H5T_INTEGER && kind != H5T_FLOAT) return std::nullopt;
  const std::size_t size = H5Tget_size(type);
  const H5T_order_t order = H5Tget_order(type);
  if (size < 1 || size > 8 || H5Tget_precision(type) != 8 * size || H5Tget_offset(type) != 0 ||
      (order != H5T_ORDER_LE && order != H5T_ORDER_BE)) {
    return std::nullopt;
  }
  const std::optional<NumberType> number =
      kind == H5T_FLOAT ? float_type(type, size) : integer_type(size, H5Tget_sign(type) == H5T_SGN_2);
  if (!number) return std::nullopt;
  return Hdf5Number{*number, order == H5T_ORDER_BE};
}

}  // namespace unfold

#endif
