#include "core/io/fuzz/weights_fuzz.h"
#include "core/io/npz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return unfold::fuzzing::read_all(data, size, [](unfold::Source source) {
    return unfold::open_npz(unfold::ZipArchive(std::move(source)));
  });
}
