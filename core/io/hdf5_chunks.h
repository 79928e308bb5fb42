#pragma once

#include "core/base/array.h"
#include "core/io/number.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace unfold {

// How an HDF5 array is cut into chunks, and what was done to each of them (HDF5 File Format Specification,
// IV.A.2.l "The Data Storage - Filter Pipeline Message").
struct Hdf5Filter {
  int id = 0;  // 1 gzip, 2 shuffle, 3 Fletcher's checksum; others are refused
  std::string name;
};
struct Hdf5Chunks {
  Shape shape, chunk;
  NumberType type = NumberType::float32;
  bool big_endian = false;
  std::vector<Hdf5Filter> filters;  // as they were applied in writing
};
// One chunk as it is stored.
struct Hdf5Chunk {
  std::vector<std::byte> bytes;
  std::uint32_t skipped = 0;  // bit i: filter i was not applied
};

// How many chunks an array has along each axis. Nothing where a chunk has no size or they are more than a
// million.
[[nodiscard]] std::optional<Shape> hdf5_chunk_grid(const Shape& shape, const Shape& chunk);

// Unpacks the chunks and puts them together. `read` is asked for one chunk after the other, in the order of
// the grid, each by its first cell's index, and gives nothing where it was never written. What a file of
// `file_size` bytes cannot well hold is refused before anything is allocated. Throws Error, whose line begins
// with `what`: "w.h5: its array 'kernel'".
[[nodiscard]] Array read_hdf5_chunks(const Hdf5Chunks& chunks, std::uint64_t file_size,
                                     const std::function<std::optional<Hdf5Chunk>(const Index&)>& read,
                                     const std::string& what);

}  // namespace unfold
