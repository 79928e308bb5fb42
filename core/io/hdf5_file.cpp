#include "core/io/hdf5_file.h"

#include "core/base/error.h"
#include "core/io/bytes.h"
#include "core/io/hdf5_chunks.h"
#include "core/io/printable.h"
#include "core/io/source.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <set>
#include <utility>

#ifdef UNFOLD_HDF5

#include <hdf5.h>

namespace unfold {
namespace {

// The library's own state is global, so its lock is.
std::mutex library;

// Held around every use of the library: its messages stay off, and no file makes it load a filter from
// elsewhere.
class Lock {
 public:
  Lock() : held_(library) {
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    H5PLset_loading_state(0);
  }

 private:
  std::lock_guard<std::mutex> held_;
};

class Handle {
 public:
  using Close = herr_t (*)(hid_t);
  Handle() = default;
  Handle(hid_t id, Close close) : id_(id), close_(close) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }
  [[nodiscard]] bool is_open() const { return id_ >= 0; }
  [[nodiscard]] hid_t id() const { return id_; }

 private:
  hid_t id_ = -1;
  Close close_ = nullptr;
};

constexpr int deepest = 32;
constexpr std::size_t most_objects = 100'000;

// What the superblock says is the file's length, where it is one that says so (HDF5 File Format
// Specification, II.A): with addresses of eight bytes.
std::uint64_t announced_length(Source& source) {
  const std::vector<std::byte> head = source.head(48);
  if (head.size() < 48) return 0;
  const auto version = static_cast<int>(head[8]);
  const std::size_t width_at = version < 2 ? 13 : 9, at = version == 0 ? 40 : version == 1 ? 44 : 28;
  if (version == 1 || version > 3 || head[width_at] != std::byte{8}) return 0;
  return little_endian(std::span(head).subspan(at, 8));
}

struct StoredType {
  NumberType type = NumberType::float32;
  bool big_endian = false;
};

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

// Nothing where it is no number of a known kind.
std::optional<StoredType> stored_type(hid_t type) {
  const H5T_class_t kind = H5Tget_class(type);
  if (kind == H5T_ENUM) {  // h5py's bool: FALSE and TRUE in one byte
    if (H5Tget_size(type) != 1 || H5Tget_nmembers(type) != 2) return std::nullopt;
    return StoredType{NumberType::boolean, false};
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
  return StoredType{*number, order == H5T_ORDER_BE};
}

// How an array lies in the file.
struct Storage {
  H5D_layout_t layout = H5D_CONTIGUOUS;
  std::uint64_t at = 0, size = 0;
  bool written = false;
};

}  // namespace

struct Hdf5File::Impl {
  std::vector<std::byte> bytes;  // where the file lies in memory
  Source source;
  std::vector<Storage> storage;  // by place
  std::set<haddr_t> seen;
  Handle file;

  explicit Impl(Source from) : source(std::move(from)) {}
  ~Impl() {
    const Lock lock;
    file = Handle();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  [[noreturn]] void fail(const std::string& what, const std::string& right) const {
    throw Error(source.name() + ": " + what + "; " + right);
  }
  [[noreturn]] void broken(const std::string& path) const {
    fail("its HDF5 is broken at '" + printable(path, 80) + "'", "copy or download it again");
  }

  void open(const std::string& path) {
    const std::uint64_t length = announced_length(source);
    if (length > source.size() && length < (1ULL << 50)) {
      fail("is truncated: it holds " + byte_size(source.size()) + " of " + byte_size(length),
           "copy or download it again");
    }
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_fclose_degree(access.id(), H5F_CLOSE_STRONG);
#if H5_VERSION_GE(1, 10, 7)
    // Disks that cannot lock are read as well.
    H5Pset_file_locking(access.id(), false, true);
#endif
    if (!bytes.empty()) {
      H5Pset_fapl_core(access.id(), 1U << 16, false);
      if (H5Pset_file_image(access.id(), bytes.data(), bytes.size()) < 0) broken("/");
    }
    file = Handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), H5Fclose);
    if (!file.is_open()) {
      fail("is HDF5 that cannot be opened: truncated, broken or not closed by its writer",
           "copy or download it again, or save the model again");
    }
  }

  void list(hid_t group, const std::string& path, int depth, std::vector<Hdf5Dataset>& datasets);
  void list_object(hid_t group, const std::string& name, const std::string& path, int depth,
                   std::vector<Hdf5Dataset>& datasets);
  void list_dataset(hid_t dataset, const std::string& path, std::vector<Hdf5Dataset>& datasets);
  [[nodiscard]] Array read_compact(hid_t dataset, const Hdf5Dataset& info, const Storage& where) const;
  [[nodiscard]] Array read_chunked(hid_t dataset, const Hdf5Dataset& info) const;
  [[nodiscard]] std::vector<std::string> texts_of(hid_t attribute) const;
};

namespace {

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

}  // namespace

void Hdf5File::Impl::list(hid_t group, const std::string& path, int depth,
                          std::vector<Hdf5Dataset>& datasets) {
  std::vector<Link> links;
  hsize_t at = 0;
  if (H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, &at, collect, &links) < 0) broken(path);
  for (const Link& link : links) {
    const std::string whole = path.empty() ? link.name : path + "/" + link.name;
    if (link.type == H5L_TYPE_HARD) {
      list_object(group, link.name, whole, depth, datasets);
    } else if (link.type != H5L_TYPE_SOFT) {
      fail("'" + printable(whole, 80) + "' is a link to another file, which is not followed",
           "save the model in one file");
    }
  }
}

void Hdf5File::Impl::list_object(hid_t group, const std::string& name, const std::string& path, int depth,
                                 std::vector<Hdf5Dataset>& datasets) {
  const Handle object(H5Oopen(group, name.c_str(), H5P_DEFAULT), H5Oclose);
  if (!object.is_open()) broken(path);
  H5O_info_t info{};
  if (H5Oget_info2(object.id(), &info, H5O_INFO_BASIC) < 0) broken(path);
  if (!seen.insert(info.addr).second) return;
  if (seen.size() > most_objects) fail("holds more than 100000 groups and arrays", "a model has fewer");
  if (info.type == H5O_TYPE_DATASET) return list_dataset(object.id(), path, datasets);
  if (info.type != H5O_TYPE_GROUP) return;
  if (depth == deepest) fail("has groups in groups, more than 32 deep", "a model has fewer");
  list(object.id(), path, depth + 1, datasets);
}

void Hdf5File::Impl::list_dataset(hid_t dataset, const std::string& path,
                                  std::vector<Hdf5Dataset>& datasets) {
  const Handle creation(H5Dget_create_plist(dataset), H5Pclose);
  if (!creation.is_open()) broken(path);
  Storage where;
  where.layout = H5Pget_layout(creation.id());
  // Asking such an array even for its shape may open other files.
  if (where.layout == H5D_VIRTUAL || H5Pget_external_count(creation.id()) != 0) {
    fail("'" + printable(path, 80) + "' has its values in another file, which is not read",
         "save the model in one file");
  }
  if (where.layout != H5D_CONTIGUOUS && where.layout != H5D_COMPACT && where.layout != H5D_CHUNKED)
    broken(path);

  const Handle type(H5Dget_type(dataset), H5Tclose);
  const Handle space(H5Dget_space(dataset), H5Sclose);
  if (!type.is_open() || !space.is_open()) broken(path);
  const std::optional<StoredType> stored = stored_type(type.id());
  const H5S_class_t extent = H5Sget_simple_extent_type(space.id());
  const int rank = H5Sget_simple_extent_ndims(space.id());
  if (!stored || extent == H5S_NULL || rank > Shape::max_rank) return;
  std::array<hsize_t, Shape::max_rank> sizes{};
  if (rank < 0 || H5Sget_simple_extent_dims(space.id(), sizes.data(), nullptr) < 0) broken(path);
  const std::vector<std::uint64_t> dims(sizes.begin(), sizes.begin() + rank);
  if (!checked_count(dims)) {
    fail("its array '" + printable(path, 80) + "' has a shape that no array can have",
         "save the model again");
  }
  Hdf5Dataset info{path, {}, stored->type, stored->big_endian};
  for (const std::uint64_t size : dims) info.shape.push_back(static_cast<std::int64_t>(size));
  if (where.layout == H5D_CONTIGUOUS) {
    const haddr_t at = H5Dget_offset(dataset);
    where.written = at != HADDR_UNDEF;
    where.at = where.written ? at : 0;
  }
  where.size = H5Dget_storage_size(dataset);
  datasets.push_back(std::move(info));
  storage.push_back(where);
}

Array Hdf5File::Impl::read_compact(hid_t dataset, const Hdf5Dataset& info, const Storage& where) const {
  // They lie in an object header, which holds no more than 64 kB.
  const std::uint64_t needed = static_cast<std::uint64_t>(info.shape.count()) * byte_width(info.type);
  if (needed != where.size || needed > 65'536) broken(info.path);
  std::vector<std::byte> values(static_cast<std::size_t>(needed));
  const Handle type(H5Dget_type(dataset), H5Tclose);
  if (!values.empty() && H5Dread(dataset, type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0) {
    broken(info.path);
  }
  Array array{info.shape, std::vector<float>(static_cast<std::size_t>(info.shape.count()))};
  to_floats(info.type, info.big_endian, values.data(), array.data);
  return array;
}

Array Hdf5File::Impl::read_chunked(hid_t dataset, const Hdf5Dataset& info) const {
  const Handle creation(H5Dget_create_plist(dataset), H5Pclose);
  const int rank = info.shape.rank();
  std::array<hsize_t, Shape::max_rank> sizes{};
  if (!creation.is_open() || H5Pget_chunk(creation.id(), rank, sizes.data()) != rank || rank == 0)
    broken(info.path);
  Hdf5Chunks chunks{info.shape, {}, info.type, info.big_endian, {}};
  for (int axis = 0; axis < rank; ++axis) {
    chunks.chunk.push_back(
        static_cast<std::int64_t>(std::min<hsize_t>(sizes[static_cast<std::size_t>(axis)], 1ULL << 40)));
  }
  const int filters = H5Pget_nfilters(creation.id());
  for (int i = 0; i < std::clamp(filters, 0, 32); ++i) {
    std::array<char, 64> name{};
    unsigned flags = 0, config = 0;
    std::size_t values = 0;
    const H5Z_filter_t id = H5Pget_filter2(creation.id(), static_cast<unsigned>(i), &flags, &values, nullptr,
                                           name.size() - 1, name.data(), &config);
    chunks.filters.push_back({id, name.data()});
  }
  const auto read = [&](const Index& corner) -> std::optional<Hdf5Chunk> {
    std::array<hsize_t, Shape::max_rank> at{};
    for (int axis = 0; axis < rank; ++axis)
      at[static_cast<std::size_t>(axis)] = static_cast<hsize_t>(corner[axis]);
    hsize_t size = 0;
    if (H5Dget_chunk_storage_size(dataset, at.data(), &size) < 0 || size > source.size()) broken(info.path);
    if (size == 0) return std::nullopt;
    Hdf5Chunk chunk;
    chunk.bytes.resize(static_cast<std::size_t>(size));
    if (H5Dread_chunk(dataset, H5P_DEFAULT, at.data(), &chunk.skipped, chunk.bytes.data()) < 0)
      broken(info.path);
    return chunk;
  };
  return read_hdf5_chunks(chunks, source.size(), read,
                          source.name() + ": its array '" + printable(info.path, 80) + "'");
}

std::vector<std::string> Hdf5File::Impl::texts_of(hid_t attribute) const {
  const Handle type(H5Aget_type(attribute), H5Tclose);
  const Handle space(H5Aget_space(attribute), H5Sclose);
  if (!type.is_open() || !space.is_open() || H5Tget_class(type.id()) != H5T_STRING) return {};
  const hssize_t count = H5Sget_simple_extent_npoints(space.id());
  const std::uint64_t size = H5Tget_size(type.id());
  // Each text takes its place in the file, if only by a reference.
  if (count < 1 || size < 1 || static_cast<std::uint64_t>(count) > source.size() / size) return {};
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

Hdf5File::Hdf5File(const std::filesystem::path& file) : impl_(std::make_unique<Impl>(Source(file))) {
  const Lock lock;
  impl_->open(file.string());
  impl_->list_object(impl_->file.id(), "/", "", -1, datasets_);
}

Hdf5File::Hdf5File(std::vector<std::byte> bytes, const std::string& name)
    : impl_(std::make_unique<Impl>(Source(std::span<const std::byte>(), name))) {
  impl_->bytes = std::move(bytes);
  impl_->source = Source(impl_->bytes, name);
  const Lock lock;
  if (impl_->bytes.empty()) impl_->broken("/");
  impl_->open("memory");
  impl_->list_object(impl_->file.id(), "/", "", -1, datasets_);
}

Hdf5File::~Hdf5File() = default;

const std::string& Hdf5File::name() const { return impl_->source.name(); }

Array Hdf5File::read(std::size_t place) {
  const Hdf5Dataset& info = datasets_.at(place);
  const Storage& where = impl_->storage[place];
  if (where.layout == H5D_CONTIGUOUS) {
    const std::uint64_t needed = static_cast<std::uint64_t>(info.shape.count()) * byte_width(info.type);
    if (needed == 0) return {info.shape, {}};
    if (!where.written) {
      impl_->fail("its array '" + printable(info.path, 80) + "' was never written", "save the model again");
    }
    if (needed != where.size) impl_->broken(info.path);
    return read_numbers(impl_->source, where.at, info.type, info.shape, info.big_endian);
  }
  const Lock lock;
  const Handle dataset(H5Dopen2(impl_->file.id(), info.path.c_str(), H5P_DEFAULT), H5Dclose);
  if (!dataset.is_open()) impl_->broken(info.path);
  return where.layout == H5D_COMPACT ? impl_->read_compact(dataset.id(), info, where)
                                     : impl_->read_chunked(dataset.id(), info);
}

std::vector<std::string> Hdf5File::texts(const std::string& group, const std::string& attribute) {
  const Lock lock;
  const Handle object(H5Gopen2(impl_->file.id(), ("/" + group).c_str(), H5P_DEFAULT), H5Gclose);
  if (!object.is_open()) return {};
  const auto part = [&](const std::string& name) -> std::optional<std::vector<std::string>> {
    if (H5Aexists(object.id(), name.c_str()) <= 0) return std::nullopt;
    const Handle opened(H5Aopen(object.id(), name.c_str(), H5P_DEFAULT), H5Aclose);
    if (!opened.is_open()) return std::nullopt;
    return impl_->texts_of(opened.id());
  };
  if (const auto whole = part(attribute)) return *whole;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < most_objects; ++i) {
    const auto piece = part(attribute + std::to_string(i));
    if (!piece) break;
    texts.insert(texts.end(), piece->begin(), piece->end());
  }
  return texts;
}

}  // namespace unfold

#else

namespace unfold {

struct Hdf5File::Impl {
  std::string name;
};

Hdf5File::Hdf5File(const std::filesystem::path& file) {
  throw Error(display_name(file) +
              ": is HDF5 (Keras), and this build of Unfold has no HDF5 library; build it with one");
}
Hdf5File::Hdf5File(std::vector<std::byte>, const std::string& name) {
  throw Error(name + ": holds HDF5 (Keras), and this build of Unfold has no HDF5 library; build it with one");
}
Hdf5File::~Hdf5File() = default;
const std::string& Hdf5File::name() const { return impl_->name; }
Array Hdf5File::read(std::size_t) { return {}; }
std::vector<std::string> Hdf5File::texts(const std::string&, const std::string&) { return {}; }

}  // namespace unfold

#endif
