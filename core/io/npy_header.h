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
// The same of a file's first bytes alone, where the whole file has `whole` bytes.
[[nodiscard]] NpyLayout read_npy_layout(Source& beginning, std::uint64_t whole);
// A header and what stands before it are never longer.
inline constexpr std::size_t longest_npy_beginning = 12 + 10'000;
// "float32", as NumPy names the dtype; "float32, big-endian".
[[nodiscard]] std::string dtype_name(const NpyValue& value);

inline constexpr std::string_view npy_magic = "\x93NUMPY";

}  // namespace unfold
