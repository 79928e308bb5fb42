#pragma once

#include "core/base/array.h"
#include "core/io/number.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace unfold {

// An array of numbers in an HDF5 file.
struct Hdf5Dataset {
  std::string path;  // "model_weights/conv1/kernel:0", from the root on
  Shape shape;
  NumberType type = NumberType::float32;
  bool big_endian = false;
};

// The arrays and the texts of an HDF5 file (HDF5 File Format Specification, version 3), found by the HDF5
// library and then read by our own: the library is asked where things lie and unpacks nothing. Groups are
// followed to a limited depth, each object once; soft links are not followed; arrays of text, of structures
// and of more than six axes are left out. What leads out of the file (external links and storage, virtual
// arrays) is refused when it is opened. Throws Error.
//
// The library is not made for several threads: every call is behind one mutex.
class Hdf5File {
 public:
  explicit Hdf5File(const std::filesystem::path& file);
  Hdf5File(std::vector<std::byte> bytes, const std::string& name);
  ~Hdf5File();
  Hdf5File(const Hdf5File&) = delete;
  Hdf5File& operator=(const Hdf5File&) = delete;

  [[nodiscard]] const std::string& name() const;
  [[nodiscard]] const std::vector<Hdf5Dataset>& datasets() const { return datasets_; }
  // Contiguous, compact or chunked; gzip, shuffle and checksum are undone, any other filter is refused by
  // name, and so is what unpacks to far more than it is stored in.
  [[nodiscard]] Array read(std::size_t place);
  // The texts of an attribute of a group ("" is the root), none where there is no such attribute. Lists that
  // are too long for one attribute are written by Keras as NAME0, NAME1, …; they are joined.
  [[nodiscard]] std::vector<std::string> texts(const std::string& group, const std::string& attribute);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  std::vector<Hdf5Dataset> datasets_;
};

}  // namespace unfold
