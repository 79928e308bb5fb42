#ifdef UNFOLD_HDF5

#include "core/io/hdf5_driver.h"

#include <cstddef>
#include <new>
#include <span>

#if H5_VERSION_GE(1, 13, 0)
#include <H5FDdevelop.h>
#endif

namespace unfold {
namespace {

// What an access list carries.
struct Chosen {
  Source* source = nullptr;
};

// The library's own part comes first: it is handed about as a pointer to that.
struct OpenSource {
  H5FD_t library{};
  Source* source = nullptr;
  haddr_t end_of_use = 0;
};

OpenSource& open_source(H5FD_t* file) { return *reinterpret_cast<OpenSource*>(file); }
const OpenSource& open_source(const H5FD_t* file) { return *reinterpret_cast<const OpenSource*>(file); }

// Nothing thrown may pass through the library.
H5FD_t* open(const char*, unsigned flags, hid_t access_list, haddr_t) noexcept {
  const auto* chosen = static_cast<const Chosen*>(H5Pget_driver_info(access_list));
  if (chosen == nullptr || (flags & H5F_ACC_RDWR) != 0) return nullptr;
  auto* file = new (std::nothrow) OpenSource;
  if (file == nullptr) return nullptr;
  file->source = chosen->source;
  return &file->library;
}
herr_t close(H5FD_t* file) noexcept {
  delete &open_source(file);
  return 0;
}
haddr_t end_of_use(const H5FD_t* file, H5FD_mem_t) noexcept { return open_source(file).end_of_use; }
herr_t set_end_of_use(H5FD_t* file, H5FD_mem_t, haddr_t at) noexcept {
  open_source(file).end_of_use = at;
  return 0;
}
haddr_t end_of_file(const H5FD_t* file, H5FD_mem_t) noexcept { return open_source(file).source->size(); }
herr_t read(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t at, std::size_t size, void* to) noexcept {
  try {
    open_source(file).source->read(at, {static_cast<std::byte*>(to), size});
    return 0;
  } catch (...) {
    return -1;
  }
}
herr_t write(H5FD_t*, H5FD_mem_t, hid_t, haddr_t, std::size_t, const void*) noexcept { return -1; }

}  // namespace

hid_t register_source_driver() {
  H5FD_class_t driver{};
#ifdef H5FD_CLASS_VERSION
  driver.version = H5FD_CLASS_VERSION;
  driver.value = static_cast<H5FD_class_value_t>(H5_VFD_RESERVED + 1);
#endif
  driver.name = "source";
  driver.maxaddr = (haddr_t{1} << 62) - 1;
  driver.fc_degree = H5F_CLOSE_STRONG;
  driver.fapl_size = sizeof(Chosen);
  driver.open = open;
  driver.close = close;
  driver.get_eoa = end_of_use;
  driver.set_eoa = set_end_of_use;
  driver.get_eof = end_of_file;
  driver.read = read;
  driver.write = write;
  return H5FDregister(&driver);
}

bool use_source(hid_t access_list, hid_t driver, Source& source) {
  const Chosen chosen{&source};
  return H5Pset_driver(access_list, driver, &chosen) >= 0;
}

}  // namespace unfold

#endif
