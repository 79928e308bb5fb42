#pragma once

#include "core/io/number.h"

#include <optional>

#include <hdf5.h>

namespace unfold {

// How an HDF5 file stores its numbers.
struct Hdf5Number {
  NumberType type = NumberType::float32;
  bool big_endian = false;
};
// Nothing where it is no number of a known kind.
[[nodiscard]] std::optional<Hdf5Number> hdf5_number(hid_t type);

}  // namespace unfold
