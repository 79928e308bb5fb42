#include "core/io/hdf5_chunks.h"

#include "core/base/error.h"
#include "core/io/inflate.h"
#include "core/io/printable.h"
#include "core/io/source.h"

#include <algorithm>
#include <cstddef>

namespace unfold {
namespace {

constexpr int gzip = 1, shuffle = 2, checksum = 3;
constexpr std::int64_t most_chunks = 1'000'000;

// The bytes of a shuffled chunk lie by significance: first the lowest of every number, then the next.
std::vector<std::byte> unshuffled(const std::vector<std::byte>& bytes, std::size_t width) {
  std::vector<std::byte> out(bytes.size());
  const std::size_t count = bytes.size() / width;
  for (std::size_t byte = 0; byte < width; ++byte) {
    for (std::size_t i = 0; i < count; ++i) out[i * width + byte] = bytes[byte * count + i];
  }
  return out;
}

class ChunkReader {
 public:
  ChunkReader(const Hdf5Chunks& chunks, const std::string& what) : chunks_(chunks), what_(what) {
    for (const Hdf5Filter& filter : chunks.filters) {
      if (filter.id != gzip && filter.id != shuffle && filter.id != checksum) {
        fail("is packed by the filter " + std::to_string(filter.id) + " (" + printable(filter.name, 40) + ")",
             "save it with gzip or unpacked");
      }
    }
  }

  // The unpacked bytes, `size` of them.
  std::vector<std::byte> read(const Hdf5Chunk& chunk, std::uint64_t size) {
    std::vector<std::byte> bytes;
    Source packed(chunk.bytes, what_);
    bool unpacked = false;
    for (std::size_t i = chunks_.filters.size(); i-- > 0;) {
      if (i < 32 && ((chunk.skipped >> i) & 1U) != 0) continue;
      switch (chunks_.filters[i].id) {
      case checksum:
        // Only of what is stored: shuffling and packing come before it.
        if (unpacked || packed.size() < 4) broken();
        packed = packed.part(0, packed.size() - 4);
        break;
      case gzip: {
        // A zlib stream (RFC 1950): two bytes before the deflate stream and a checksum of four after it.
        if (unpacked || packed.size() < 6) broken();
        if (size > (packed.size() - 6) * greatest_deflate_ratio) broken();
        Source deflated = packed.part(2, packed.size() - 6);
        bytes.resize(static_cast<std::size_t>(size));
        if (!inflate_raw(deflated, bytes, true)) broken();
        unpacked = true;
        break;
      }
      default:
        if (!unpacked) bytes = all(packed, size);
        unpacked = true;
        bytes = unshuffled(bytes, byte_width(chunks_.type));
      }
    }
    return unpacked ? bytes : all(packed, size);
  }

  [[noreturn]] void fail(const std::string& wrong, const std::string& right) const {
    throw Error(what_ + " " + wrong + "; " + right);
  }

 private:
  [[noreturn]] void broken() const { fail("has a broken chunk", "copy or download it again"); }
  [[nodiscard]] std::vector<std::byte> all(Source& packed, std::uint64_t size) const {
    if (packed.size() != size) broken();
    return packed.head(static_cast<std::size_t>(size));
  }

  const Hdf5Chunks& chunks_;
  const std::string& what_;
};

// Copies what of a chunk lies inside the array: rows of the last axis.
void copy_chunk(const std::vector<float>& from, const Shape& chunk, const Index& corner, Array& to) {
  const int last = chunk.rank() - 1;
  Shape inside = chunk;
  for (int axis = 0; axis <= last; ++axis)
    inside[axis] = std::min(chunk[axis], to.shape[axis] - corner[axis]);
  const std::int64_t row = inside[last];
  Shape rows = inside;
  rows[last] = 1;
  for (std::int64_t i = 0; i < rows.count(); ++i) {
    const Index at = unflatten(rows, i);
    Index target = at;
    for (int axis = 0; axis <= last; ++axis) target[axis] += corner[axis];
    std::copy_n(from.begin() + flatten(chunk, at), row, to.data.begin() + flatten(to.shape, target));
  }
}

}  // namespace

std::optional<Shape> hdf5_chunk_grid(const Shape& shape, const Shape& chunk) {
  Shape grid = shape;
  for (int axis = 0; axis < shape.rank(); ++axis) {
    if (chunk[axis] < 1) return std::nullopt;
    grid[axis] = shape[axis] / chunk[axis] + (shape[axis] % chunk[axis] == 0 ? 0 : 1);
  }
  if (grid.count() > most_chunks) return std::nullopt;
  return grid;
}

Array read_hdf5_chunks(const Hdf5Chunks& chunks, std::uint64_t file_size,
                       const std::function<std::optional<Hdf5Chunk>(const Index&)>& read,
                       const std::string& what) {
  ChunkReader reader(chunks, what);
  const Shape& shape = chunks.shape;
  std::vector<std::uint64_t> sizes;
  for (int axis = 0; axis < shape.rank(); ++axis) {
    if (chunks.chunk[axis] < 1) reader.fail("has chunks without a size", "copy or download it again");
    sizes.push_back(static_cast<std::uint64_t>(chunks.chunk[axis]));
  }
  const std::optional<Shape> grid = hdf5_chunk_grid(shape, chunks.chunk);
  if (!grid) reader.fail("is cut into more than a million chunks", "save the model again");
  const std::optional<std::uint64_t> cells = checked_count(sizes);
  if (!cells) reader.fail("has chunks of a size that cannot be counted", "copy or download it again");

  // Trained numbers hardly become smaller; arrays that are all zero do, and they are small.
  constexpr std::uint64_t small = 16U << 20;
  const std::uint64_t width = byte_width(chunks.type);
  const auto count = static_cast<std::uint64_t>(shape.count());
  const std::uint64_t longest = std::max(small, file_size * 32);
  if (count > longest / width || *cells > longest / width) {
    reader.fail("would unpack to " + byte_size(std::max(count, *cells) * width) + " from a file of " +
                    byte_size(file_size),
                "weights do not");
  }
  // All of them together, too: each is unpacked, however little of it lies in the array.
  if (grid->count() > 0 && *cells > std::max<std::uint64_t>(64U << 20, longest) / width /
                                        static_cast<std::uint64_t>(grid->count())) {
    reader.fail("has " + std::to_string(grid->count()) + " chunks of " + byte_size(*cells * width) +
                    ", far more than its array",
                "copy or download it again");
  }
  Array array{shape, {}};
  std::vector<float> values;
  for (std::int64_t i = 0; i < grid->count(); ++i) {
    Index corner = unflatten(*grid, i);
    for (int axis = 0; axis < shape.rank(); ++axis) corner[axis] *= chunks.chunk[axis];
    const std::optional<Hdf5Chunk> chunk = read(corner);
    if (!chunk) reader.fail("lacks a part that was never written", "save the model again");
    const std::vector<std::byte> bytes = reader.read(*chunk, *cells * width);
    // Not before: a chunk that is not there takes no memory for what it would unpack to.
    values.resize(static_cast<std::size_t>(*cells));
    array.data.resize(static_cast<std::size_t>(count));
    to_floats(chunks.type, chunks.big_endian, bytes.data(), values);
    copy_chunk(values, chunks.chunk, corner, array);
  }
  return array;
}

}  // namespace unfold
