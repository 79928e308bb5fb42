#pragma once

#include "core/io/npy.h"
#include "core/io/source.h"

#include <string_view>

namespace unfold {

// What one stored value is: NumPy's kind letter, its bytes and their order.
struct NpyValue {
  char kind = 'f';  // b bool, i signed, u unsigned, f floating point
  int bytes = 4;
  bool big_endian = false;
};

// A checked header: the file holds all values that it announces.
struct NpyLayout {
  NpyHeader header;
  NpyValue value;
};

// Reads and checks magic, version, header and length. Throws Error.
[[nodiscard]] NpyLayout read_npy_layout(Source& source);
// "float32", as NumPy names the dtype; "float32, big-endian".
[[nodiscard]] std::string dtype_name(const NpyValue& value);

inline constexpr std::string_view npy_magic = "\x93NUMPY";

}  // namespace unfold
