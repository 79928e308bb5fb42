#include "core/io/npy.h"

#include "core/io/fuzz/weights_fuzz.h"
#include "core/io/npy_header.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    unfold::Source source = unfold::fuzzing::source_of(data, size);
    const unfold::Shape shape = unfold::read_npy_layout(source).header.shape;
    if (unfold::read_npy(source).shape != shape) std::abort();
  } catch (const unfold::Error& error) {
    unfold::fuzzing::check_refusal(error);
  }
  return 0;
}
