#include "core/io/fuzz/weights_fuzz.h"
#include "core/io/pickle.h"
#include "core/io/torch_tensors.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    unfold::Source source = unfold::fuzzing::source_of(data, size);
    const unfold::Pickle pickle(source, 0, "its pickle");
    for (const unfold::TorchTensor& tensor : unfold::torch_tensors(pickle, source.name())) {
      if (tensor.shape.count() < 0 || tensor.name.empty()) std::abort();
      static_cast<void>(tensor.shape.strides());
    }
  } catch (const unfold::Error& error) {
    unfold::fuzzing::check_refusal(error);
  }
  return 0;
}
