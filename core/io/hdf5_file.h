#pragma once

#include "core/base/array.h"
#include "core/io/hdf5_listing.h"
#include "core/io/source.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace unfold {

// The arrays and the texts of an HDF5 file (HDF5 File Format Specification, version 3). The HDF5 library is
// asked, in a process of its own, where things lie and unpacks nothing; what it answers is checked, and the
// values are read by our own code. Throws Error.
class Hdf5File {
 public:
  // Lists the file, and the texts of the attributes of these names.
  Hdf5File(Source source, std::span<const std::string_view> attributes);

  [[nodiscard]] const std::string& name() const { return source_.name(); }
  [[nodiscard]] const std::vector<Hdf5Dataset>& datasets() const { return listing_.datasets; }
  // The paths of arrays of more than six axes, which are not among them.
  [[nodiscard]] const std::vector<std::string>& too_deep() const { return listing_.too_deep; }
  // Contiguous, compact or chunked; gzip, shuffle and checksum are undone, any other filter is refused by
  // name, and so is what unpacks to far more than it is stored in.
  [[nodiscard]] Array read(std::size_t place);
  // The texts of an attribute of a group ("" is the root), none where there is no such attribute. Lists that
  // are too long for one attribute are written by Keras as NAME0, NAME1, …; they are joined.
  [[nodiscard]] std::vector<std::string> texts(const std::string& group, const std::string& attribute) const;

 private:
  Source source_;
  Hdf5Listing listing_;
};

}  // namespace unfold
