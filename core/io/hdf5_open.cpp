#ifdef UNFOLD_HDF5

#include "core/io/hdf5_open.h"

#include "core/base/error.h"
#include "core/io/bytes.h"
#include "core/io/hdf5_driver.h"
#include "core/io/printable.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace unfold {
namespace {

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

}  // namespace

void hdf5_fail(const Source& source, const std::string& what, const std::string& right) {
  throw Error(source.name() + ": " + what + "; " + right);
}

void hdf5_broken(const Source& source, const std::string& path) {
  hdf5_fail(source, "its HDF5 is broken at '" + printable(path, 80) + "'", "copy or download it again");
}

Hdf5OpenFile::Hdf5OpenFile(Source& source) {
  const std::uint64_t length = announced_length(source);
  if (length > source.size() && length < (1ULL << 50)) {
    hdf5_fail(source, "is truncated: it holds " + byte_size(source.size()) + " of " + byte_size(length),
              "copy or download it again");
  }
  // The library's messages stay off, and no file makes it load a filter from elsewhere.
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  H5PLset_loading_state(0);
  driver_ = Hdf5Handle(register_source_driver(), H5FDunregister);
  const Hdf5Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  if (driver_.is_open() && use_source(access.id(), driver_.id(), source))
    file_ = Hdf5Handle(H5Fopen("source", H5F_ACC_RDONLY, access.id()), H5Fclose);
  if (!file_.is_open()) {
    hdf5_fail(source, "is HDF5 that cannot be opened: truncated, broken or not closed by its writer",
              "copy or download it again, or save the model again");
  }
}

}  // namespace unfold

#endif
