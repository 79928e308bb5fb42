#pragma once

#include "core/base/array.h"
#include "core/io/hdf5_chunks.h"
#include "core/io/number.h"
#include "core/io/source.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace unfold {

// An array of numbers in an HDF5 file.
struct Hdf5Dataset {
  std::string path;  // "model_weights/conv1/kernel:0", from the root on
  Shape shape;
  NumberType type = NumberType::float32;
  bool big_endian = false;

  // How it lies in the file. Contiguous: `size` bytes from `at` on, where it was written at all.
  enum class Layout { contiguous, compact, chunked } layout = Layout::contiguous;
  std::uint64_t at = 0, size = 0;
  bool written = false;
};

// What an HDF5 file holds, as the library's process tells it.
struct Hdf5Listing {
  std::vector<Hdf5Dataset> datasets;
  std::vector<std::string> too_deep;  // the paths of arrays of more than six axes
  // The texts of attributes, by the group's path ("" is the root) and the attribute's name.
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> texts;
};

// What the library tells of one array that is not contiguous. Compact: `packed` is its values. Chunked: how
// it is cut, and the chunks as they are stored, in the order of the grid.
struct Hdf5Pieces {
  Shape chunk;
  std::vector<Hdf5Filter> filters;
  struct Piece {
    bool written = false;
    std::uint32_t skipped = 0;  // bit i: filter i was not applied
    std::span<const std::byte> bytes;
  };
  std::vector<Piece> pieces;
};

// The listing as plain bytes, and back from bytes that are trusted in nothing. Throws Error, "NAME: damaged:
// …".
[[nodiscard]] std::vector<std::byte> pack(const Hdf5Listing& listing);
[[nodiscard]] Hdf5Listing unpack_hdf5_listing(std::span<const std::byte> bytes, const std::string& name);
// The same of one array's pieces, which are views of the bytes.
[[nodiscard]] std::vector<std::byte> pack(const Hdf5Pieces& pieces);
[[nodiscard]] Hdf5Pieces unpack_hdf5_pieces(std::span<const std::byte> bytes, const std::string& name);

// A compact array lies in an object header, which holds no more bytes.
inline constexpr std::uint64_t longest_compact = 65'536;

// The values of an array that is contiguous in the file. Throws Error.
[[nodiscard]] Array read_hdf5_contiguous(Source& source, const Hdf5Dataset& info);
// The values of any other, from its pieces. Throws Error.
[[nodiscard]] Array read_hdf5_pieces(const Source& source, const Hdf5Dataset& info, const Hdf5Pieces& pieces);

}  // namespace unfold
