#include "core/io/hdf5_listing.h"

#include "core/base/error.h"
#include "core/io/message.h"
#include "core/io/printable.h"

#include <optional>

namespace unfold {
namespace {

std::string array_of(const std::string& file, const std::string& path) {
  return file + ": its array '" + printable(path, 80) + "'";
}
[[noreturn]] void broken(const std::string& file, const std::string& path) {
  throw Error(file + ": its HDF5 is broken at '" + printable(path, 80) + "'; copy or download it again");
}

void write_shape(MessageWriter& to, const Shape& shape) {
  to.number(static_cast<std::uint64_t>(shape.rank()));
  for (int axis = 0; axis < shape.rank(); ++axis) to.number(static_cast<std::uint64_t>(shape[axis]));
}

Shape read_shape(MessageReader& from) {
  std::vector<std::uint64_t> sizes(static_cast<std::size_t>(from.number(Shape::max_rank)));
  for (std::uint64_t& size : sizes) size = from.number();
  if (!checked_count(sizes)) from.broken();
  Shape shape;
  for (const std::uint64_t size : sizes) shape.push_back(static_cast<std::int64_t>(size));
  return shape;
}

std::uint64_t bytes_of(const Hdf5Dataset& info) {
  return static_cast<std::uint64_t>(info.shape.count()) * byte_width(info.type);
}

}  // namespace

std::vector<std::byte> pack(const Hdf5Listing& listing) {
  MessageWriter to;
  to.number(listing.datasets.size());
  for (const Hdf5Dataset& one : listing.datasets) {
    to.text(one.path);
    write_shape(to, one.shape);
    to.number(static_cast<std::uint64_t>(one.type));
    to.number(one.big_endian ? 1 : 0);
    to.number(static_cast<std::uint64_t>(one.layout));
    to.number(one.at);
    to.number(one.size);
    to.number(one.written ? 1 : 0);
  }
  to.number(listing.too_deep.size());
  for (const std::string& path : listing.too_deep) to.text(path);
  to.number(listing.texts.size());
  for (const auto& [place, texts] : listing.texts) {
    to.text(place.first);
    to.text(place.second);
    to.number(texts.size());
    for (const std::string& text : texts) to.text(text);
  }
  return to.take();
}

Hdf5Listing unpack_hdf5_listing(std::span<const std::byte> bytes, const std::string& name) {
  MessageReader from(bytes, name);
  Hdf5Listing listing;
  for (std::size_t left = from.count(); left > 0; --left) {
    Hdf5Dataset one;
    one.path = from.text();
    one.shape = read_shape(from);
    one.type = static_cast<NumberType>(from.number(static_cast<std::uint64_t>(NumberType::float64)));
    one.big_endian = from.number(1) == 1;
    one.layout = static_cast<Hdf5Dataset::Layout>(
        from.number(static_cast<std::uint64_t>(Hdf5Dataset::Layout::chunked)));
    one.at = from.number();
    one.size = from.number();
    one.written = from.number(1) == 1;
    listing.datasets.push_back(std::move(one));
  }
  for (std::size_t left = from.count(); left > 0; --left) listing.too_deep.push_back(from.text());
  for (std::size_t left = from.count(); left > 0; --left) {
    std::string group = from.text(), attribute = from.text();
    std::vector<std::string>& texts = listing.texts[{std::move(group), std::move(attribute)}];
    for (std::size_t more = from.count(); more > 0; --more) texts.push_back(from.text());
  }
  from.end();
  return listing;
}

std::vector<std::byte> pack(const Hdf5Pieces& pieces) {
  MessageWriter to;
  write_shape(to, pieces.chunk);
  to.number(pieces.filters.size());
  for (const Hdf5Filter& filter : pieces.filters) {
    to.number(static_cast<std::uint64_t>(filter.id));
    to.text(filter.name);
  }
  to.number(pieces.pieces.size());
  for (const Hdf5Pieces::Piece& piece : pieces.pieces) {
    to.number(piece.written ? 1 : 0);
    to.number(piece.skipped);
    to.bytes(piece.bytes);
  }
  return to.take();
}

Hdf5Pieces unpack_hdf5_pieces(std::span<const std::byte> bytes, const std::string& name) {
  MessageReader from(bytes, name);
  Hdf5Pieces result;
  result.chunk = read_shape(from);
  for (std::size_t left = from.count(); left > 0; --left) {
    // The format has two bytes for a filter's number.
    const int id = static_cast<int>(from.number(65'535));
    result.filters.push_back({id, from.text()});
  }
  for (std::size_t left = from.count(); left > 0; --left) {
    Hdf5Pieces::Piece piece;
    piece.written = from.number(1) == 1;
    piece.skipped = static_cast<std::uint32_t>(from.number(0xFFFF'FFFFU));
    piece.bytes = from.bytes();
    result.pieces.push_back(piece);
  }
  from.end();
  return result;
}

Array read_hdf5_contiguous(Source& source, const Hdf5Dataset& info) {
  if (info.shape.count() == 0) return {info.shape, {}};
  if (!info.written)
    throw Error(array_of(source.name(), info.path) + " was never written; save the model again");
  if (bytes_of(info) != info.size) broken(source.name(), info.path);
  return read_numbers(source, info.at, info.type, info.shape, info.big_endian);
}

Array read_hdf5_pieces(const Source& source, const Hdf5Dataset& info, const Hdf5Pieces& pieces) {
  if (info.layout == Hdf5Dataset::Layout::compact) {
    const std::uint64_t needed = bytes_of(info);
    if (pieces.pieces.size() != 1 || needed != pieces.pieces[0].bytes.size() || needed > longest_compact)
      broken(source.name(), info.path);
    Array array{info.shape, std::vector<float>(static_cast<std::size_t>(info.shape.count()))};
    to_floats(info.type, info.big_endian, pieces.pieces[0].bytes.data(), array.data);
    return array;
  }
  if (info.shape.rank() == 0 || pieces.chunk.rank() != info.shape.rank()) broken(source.name(), info.path);
  std::size_t next = 0;
  const auto read = [&](const Index&) -> std::optional<Hdf5Chunk> {
    if (next == pieces.pieces.size()) broken(source.name(), info.path);
    const Hdf5Pieces::Piece& piece = pieces.pieces[next++];
    if (!piece.written) return std::nullopt;
    return Hdf5Chunk{{piece.bytes.begin(), piece.bytes.end()}, piece.skipped};
  };
  return read_hdf5_chunks({info.shape, pieces.chunk, info.type, info.big_endian, pieces.filters},
                          source.size(), read, array_of(source.name(), info.path));
}

}  // namespace unfold
