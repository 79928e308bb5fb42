#include "core/io/fuzz/weights_fuzz.h"
#include "core/io/hdf5_listing.h"

// What the process that reads HDF5 answers, as if it had been taken over: the input is the listing, the
// pieces of each array and the file in one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace unfold;
  Source source = fuzzing::source_of(data, size);
  const auto bytes = std::as_bytes(std::span(data, size));
  try {
    const Hdf5Pieces pieces = unpack_hdf5_pieces(bytes, "fuzzed");
    Hdf5Dataset chunked{"chunked", pieces.chunk, NumberType::float16, false, Hdf5Dataset::Layout::chunked};
    for (int axis = 0; axis < chunked.shape.rank(); ++axis) chunked.shape[axis] = size % 7 + 1U;
    static_cast<void>(read_hdf5_pieces(source, chunked, pieces));
  } catch (const Error& error) {
    fuzzing::check_refusal(error);
  }
  try {
    for (const Hdf5Dataset& info : unpack_hdf5_listing(bytes, "fuzzed").datasets) {
      if (info.shape.count() > fuzzing::most_values || info.layout != Hdf5Dataset::Layout::contiguous)
        continue;
      if (read_hdf5_contiguous(source, info).shape != info.shape) std::abort();
    }
  } catch (const Error& error) {
    fuzzing::check_refusal(error);
  }
  return 0;
}
