#ifdef UNFOLD_HDF5

#include "core/io/hdf5_library.h"

#include "core/io/hdf5_open.h"
#include "core/io/hdf5_types.h"
#include "core/io/printable.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <hdf5.h>

namespace unfold {
namespace {

constexpr int deepest = 32;
constexpr std::size_t most_objects = 100'000;

struct Link {
  std::string name;
  H5L_type_t type = H5L_TYPE_HARD;
};

// Nothing thrown may pass through the library.
herr_t collect(hid_t, const char* name, const H5L_info_t* info, void* to) noexcept {
  try {
    auto& links = *static_cast<std::vector<Link>*>(to);
    if (links.size() >= most_objects) return -1;
    links.push_back({name, info->type});
    return 0;
  } catch (...) {
    return -1;
  }
}

// The texts of one attribute; none where it is no list of texts.
std::vector<std::string> texts_of(hid_t attribute, std::uint64_t file_size) {
  const Hdf5Handle type(H5Aget_type(attribute), H5Tclose);
  const Hdf5Handle space(H5Aget_space(attribute), H5Sclose);
  if (!type.is_open() || !space.is_open() || H5Tget_class(type.id()) != H5T_STRING) return {};
  const hssize_t count = H5Sget_simple_extent_npoints(space.id());
  const std::uint64_t size = H5Tget_size(type.id());
  // Each text takes its place in the file, if only by a reference.
  if (count < 1 || size < 1 || static_cast<std::uint64_t>(count) > file_size / size) return {};
  std::vector<std::string> texts;
  if (H5Tis_variable_str(type.id()) > 0) {
    std::vector<char*> there(static_cast<std::size_t>(count));
    if (H5Aread(attribute, type.id(), static_cast<void*>(there.data())) < 0) return {};
    for (const char* text : there) texts.emplace_back(text != nullptr ? text : "");
    H5Dvlen_reclaim(type.id(), space.id(), H5P_DEFAULT, static_cast<void*>(there.data()));
    return texts;
  }
  std::string all(static_cast<std::size_t>(count) * size, '\0');
  if (H5Aread(attribute, type.id(), all.data()) < 0) return {};
  for (std::size_t at = 0; at < all.size(); at += size) {
    std::string text = all.substr(at, size);
    texts.push_back(text.substr(0, text.find('\0')));
  }
  return texts;
}

class Lister {
 public:
  Lister(Source& source, std::span<const std::string_view> attributes)
      : source_(source), attributes_(attributes) {}

  void object(hid_t parent, const std::string& name, const std::string& path, int depth) {
    const Hdf5Handle object(H5Oopen(parent, name.c_str(), H5P_DEFAULT), H5Oclose);
    if (!object.is_open()) hdf5_broken(source_, path);
    H5O_info_t info{};
    if (H5Oget_info2(object.id(), &info, H5O_INFO_BASIC) < 0) hdf5_broken(source_, path);
    if (!seen_.insert(info.addr).second) return;
    if (seen_.size() > most_objects)
      hdf5_fail(source_, "holds more than 100000 groups and arrays", "a model has fewer");
    if (info.type == H5O_TYPE_DATASET) return dataset(object.id(), path);
    if (info.type != H5O_TYPE_GROUP) return;
    if (depth == deepest) hdf5_fail(source_, "has groups in groups, more than 32 deep", "a model has fewer");
    for (const std::string_view attribute : attributes_) texts(object.id(), path, std::string(attribute));
    group(object.id(), path, depth + 1);
  }
  [[nodiscard]] Hdf5Listing take() { return std::move(listing_); }

 private:
  void group(hid_t group, const std::string& path, int depth) {
    std::vector<Link> links;
    hsize_t at = 0;
    if (H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, &at, collect, &links) < 0) hdf5_broken(source_, path);
    for (const Link& link : links) {
      const std::string whole = path.empty() ? link.name : path + "/" + link.name;
      if (link.type == H5L_TYPE_HARD) {
        object(group, link.name, whole, depth);
      } else if (link.type != H5L_TYPE_SOFT) {
        hdf5_fail(source_, "'" + printable(whole, 80) + "' is a link to another file, which is not followed",
                  "save the model in one file");
      }
    }
  }

  // Lists that are too long for one attribute are written by Keras as NAME0, NAME1, …; they are joined.
  void texts(hid_t group, const std::string& path, const std::string& attribute) {
    const auto part = [&](const std::string& name) -> std::optional<std::vector<std::string>> {
      if (H5Aexists(group, name.c_str()) <= 0) return std::nullopt;
      const Hdf5Handle opened(H5Aopen(group, name.c_str(), H5P_DEFAULT), H5Aclose);
      if (!opened.is_open()) return std::nullopt;
      return texts_of(opened.id(), source_.size());
    };
    if (auto whole = part(attribute)) {
      listing_.texts[{path, attribute}] = std::move(*whole);
      return;
    }
    for (std::size_t i = 0; i < most_objects; ++i) {
      const auto piece = part(attribute + std::to_string(i));
      if (!piece) break;
      std::vector<std::string>& all = listing_.texts[{path, attribute}];
      all.insert(all.end(), piece->begin(), piece->end());
    }
  }

  void dataset(hid_t dataset, const std::string& path) {
    const Hdf5Handle creation(H5Dget_create_plist(dataset), H5Pclose);
    if (!creation.is_open()) hdf5_broken(source_, path);
    const H5D_layout_t layout = H5Pget_layout(creation.id());
    // Asking such an array even for its shape may open other files.
    if (layout == H5D_VIRTUAL || H5Pget_external_count(creation.id()) != 0) {
      hdf5_fail(source_, "'" + printable(path, 80) + "' has its values in another file, which is not read",
                "save the model in one file");
    }
    if (layout != H5D_CONTIGUOUS && layout != H5D_COMPACT && layout != H5D_CHUNKED)
      hdf5_broken(source_, path);

    const Hdf5Handle type(H5Dget_type(dataset), H5Tclose);
    const Hdf5Handle space(H5Dget_space(dataset), H5Sclose);
    if (!type.is_open() || !space.is_open()) hdf5_broken(source_, path);
    const std::optional<Hdf5Number> number = hdf5_number(type.id());
    const int rank = H5Sget_simple_extent_ndims(space.id());
    if (!number || H5Sget_simple_extent_type(space.id()) == H5S_NULL) return;
    if (rank > Shape::max_rank) return listing_.too_deep.push_back(path);
    std::array<hsize_t, Shape::max_rank> sizes{};
    if (rank < 0 || H5Sget_simple_extent_dims(space.id(), sizes.data(), nullptr) < 0)
      hdf5_broken(source_, path);
    const std::vector<std::uint64_t> dims(sizes.begin(), sizes.begin() + rank);
    if (!checked_count(dims)) {
      hdf5_fail(source_, "its array '" + printable(path, 80) + "' has a shape that no array can have",
                "save the model again");
    }
    Hdf5Dataset info;
    info.path = path;
    for (const std::uint64_t size : dims) info.shape.push_back(static_cast<std::int64_t>(size));
    info.type = number->type;
    info.big_endian = number->big_endian;
    info.layout = layout == H5D_CONTIGUOUS ? Hdf5Dataset::Layout::contiguous
                  : layout == H5D_COMPACT  ? Hdf5Dataset::Layout::compact
                                           : Hdf5Dataset::Layout::chunked;
    if (layout == H5D_CONTIGUOUS) {
      const haddr_t at = H5Dget_offset(dataset);
      info.written = at != HADDR_UNDEF;
      info.at = info.written ? at : 0;
    }
    info.size = H5Dget_storage_size(dataset);
    listing_.datasets.push_back(std::move(info));
  }

  Source& source_;
  std::span<const std::string_view> attributes_;
  std::set<haddr_t> seen_;
  Hdf5Listing listing_;
};

std::vector<std::byte> compact_pieces(const Source& source, hid_t dataset, const Hdf5Dataset& info) {
  const std::uint64_t needed = static_cast<std::uint64_t>(info.shape.count()) * byte_width(info.type);
  if (needed != info.size || needed > longest_compact) hdf5_broken(source, info.path);
  std::vector<std::byte> values(static_cast<std::size_t>(needed));
  const Hdf5Handle type(H5Dget_type(dataset), H5Tclose);
  if (!values.empty() && H5Dread(dataset, type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
    hdf5_broken(source, info.path);
  return pack(Hdf5Pieces{{}, {}, {{true, 0, values}}});
}

std::vector<std::byte> chunked_pieces(const Source& source, hid_t dataset, const Hdf5Dataset& info) {
  const Hdf5Handle creation(H5Dget_create_plist(dataset), H5Pclose);
  const int rank = info.shape.rank();
  std::array<hsize_t, Shape::max_rank> sizes{};
  if (!creation.is_open() || H5Pget_chunk(creation.id(), rank, sizes.data()) != rank || rank == 0)
    hdf5_broken(source, info.path);
  Hdf5Pieces result;
  for (int axis = 0; axis < rank; ++axis) {
    result.chunk.push_back(
        static_cast<std::int64_t>(std::min<hsize_t>(sizes[static_cast<std::size_t>(axis)], 1ULL << 32)));
  }
  const int filters = H5Pget_nfilters(creation.id());
  for (int i = 0; i < std::clamp(filters, 0, 32); ++i) {
    std::array<char, 64> name{};
    unsigned flags = 0, config = 0;
    std::size_t values = 0;
    const H5Z_filter_t id = H5Pget_filter2(creation.id(), static_cast<unsigned>(i), &flags, &values, nullptr,
                                           name.size() - 1, name.data(), &config);
    result.filters.push_back({id, name.data()});
  }
  // Where there are too many, or none, the reader says so.
  const std::optional<Shape> grid = hdf5_chunk_grid(info.shape, result.chunk);
  std::vector<std::vector<std::byte>> stored;
  for (std::int64_t i = 0; grid && i < grid->count(); ++i) {
    const Index place = unflatten(*grid, i);
    std::array<hsize_t, Shape::max_rank> at{};
    for (int axis = 0; axis < rank; ++axis) {
      const std::int64_t first = place[axis] * result.chunk[axis];
      at[static_cast<std::size_t>(axis)] = static_cast<hsize_t>(first);
    }
    hsize_t size = 0;
    if (H5Dget_chunk_storage_size(dataset, at.data(), &size) < 0 || size > source.size())
      hdf5_broken(source, info.path);
    std::vector<std::byte>& bytes = stored.emplace_back(static_cast<std::size_t>(size));
    std::uint32_t skipped = 0;
    if (size > 0 && H5Dread_chunk(dataset, H5P_DEFAULT, at.data(), &skipped, bytes.data()) < 0)
      hdf5_broken(source, info.path);
    result.pieces.push_back({size > 0, skipped, bytes});
  }
  return pack(result);
}

}  // namespace

Hdf5Listing list_hdf5(Source& source, std::span<const std::string_view> attributes) {
  const Hdf5OpenFile file(source);
  Lister lister(source, attributes);
  lister.object(file.id(), "/", "", -1);
  return lister.take();
}

std::vector<std::byte> hdf5_pieces(Source& source, const Hdf5Dataset& info) {
  const Hdf5OpenFile file(source);
  const Hdf5Handle dataset(H5Dopen2(file.id(), info.path.c_str(), H5P_DEFAULT), H5Dclose);
  if (!dataset.is_open()) hdf5_broken(source, info.path);
  return info.layout == Hdf5Dataset::Layout::compact ? compact_pieces(source, dataset.id(), info)
                                                     : chunked_pieces(source, dataset.id(), info);
}

}  // namespace unfold

#endif
