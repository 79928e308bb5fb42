#pragma once

#include "core/io/hdf5_listing.h"
#include "core/io/source.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace unfold {

// What the HDF5 library tells of a file. It trusts what it reads: a hostile file may break it down, keep it
// for hours or make it take all memory, so these belong into run_apart. One thread at a time. Throws Error.

// Every array and every text of an attribute of one of these names. Groups are followed to a limited depth,
// each object once, from the root; soft links are not followed; arrays of text and of structures are left
// out. What leads out of the file (external links and storage, virtual arrays) is refused.
[[nodiscard]] Hdf5Listing list_hdf5(Source& source, std::span<const std::string_view> attributes);

// The pieces of an array that is not contiguous, packed as pack(Hdf5Pieces) does it.
[[nodiscard]] std::vector<std::byte> hdf5_pieces(Source& source, const Hdf5Dataset& info);

}  // namespace unfold
