#pragma once

#include "core/io/source.h"

#include <string>
#include <utility>

#include <hdf5.h>

namespace unfold {

// What the HDF5 library has opened, closed again.
class Hdf5Handle {
 public:
  using Close = herr_t (*)(hid_t);
  Hdf5Handle() = default;
  Hdf5Handle(hid_t id, Close close) : id_(id), close_(close) {}
  Hdf5Handle(Hdf5Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Hdf5Handle& operator=(Hdf5Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  Hdf5Handle(const Hdf5Handle&) = delete;
  Hdf5Handle& operator=(const Hdf5Handle&) = delete;
  ~Hdf5Handle() {
    if (id_ >= 0) close_(id_);
  }
  [[nodiscard]] bool is_open() const { return id_ >= 0; }
  [[nodiscard]] hid_t id() const { return id_; }

 private:
  hid_t id_ = -1;
  Close close_ = nullptr;
};

// A file opened for reading, from a source that must outlive it. The library's messages stay off, and no file
// makes it load a filter from elsewhere. Throws Error; a file that is cut is told by its superblock.
class Hdf5OpenFile {
 public:
  explicit Hdf5OpenFile(Source& source);
  [[nodiscard]] hid_t id() const { return file_.id(); }

 private:
  Hdf5Handle driver_, file_;  // in this order: the file is closed first
};

// "w.h5: WHAT; RIGHT"
[[noreturn]] void hdf5_fail(const Source& source, const std::string& what, const std::string& right);
// The same of a file that the library cannot follow at this path.
[[noreturn]] void hdf5_broken(const Source& source, const std::string& path);

}  // namespace unfold
