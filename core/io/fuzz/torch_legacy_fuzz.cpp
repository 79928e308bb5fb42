#include "core/io/fuzz/weights_fuzz.h"
#include "core/io/torch_legacy.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return unfold::fuzzing::read_all(
      data, size, [](unfold::Source source) { return unfold::open_torch_legacy(std::move(source)); });
}
