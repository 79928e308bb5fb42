#pragma once

#include "core/base/array.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace unfold {

class Source;

// NumPy's .npy format, versions 1 to 3 (numpy.lib.format). Reads every numeric dtype (b1, i1..i8, u1..u8, f2,
// f4, f8), both byte orders, C and Fortran order, into float32; complex, strings, structures and objects are
// refused by name. Never allocates more than the file really holds. Throws Error: "NAME: what is wrong; what
// would be right".
struct NpyHeader {
  std::string dtype;  // NumPy's descr: "<f4"
  bool fortran_order = false;
  Shape shape;  // at most six axes
  std::size_t data_offset = 0;
};
[[nodiscard]] NpyHeader read_npy_header(const std::filesystem::path& file);
[[nodiscard]] Array read_npy(const std::filesystem::path& file);
[[nodiscard]] Array read_npy(std::span<const std::byte> bytes, const std::string& name);  // an embedded asset
[[nodiscard]] Array read_npy(Source& source);

// Writes version 1, "<f4", C order: the header first, then the values in pieces of any size, so that a tensor
// larger than memory streams through. Throws Error when the disk refuses; until it is finished, what was at
// that name before is there (whole_file.h).
class NpyWriter {
 public:
  NpyWriter(const std::filesystem::path& file, const Shape& shape);
  ~NpyWriter();
  NpyWriter(const NpyWriter&) = delete;
  NpyWriter& operator=(const NpyWriter&) = delete;
  void write(std::span<const float> values);
  void finish();  // checks the count and the disk
 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace unfold
