#pragma once

#include "core/io/source.h"

#include <hdf5.h>

namespace unfold {

// A file driver of the HDF5 library (H5FDregister, "HDF5 Virtual File Layer") that reads from a Source: a
// file, a part of one (an archive's stored member) or memory. It writes nothing, and reads nothing beyond the
// end. Closed with H5FDunregister; negative where the library refuses it.
[[nodiscard]] hid_t register_source_driver();

// Makes files that are opened with this list read from `source`, which must outlive them.
[[nodiscard]] bool use_source(hid_t access_list, hid_t driver, Source& source);

}  // namespace unfold
