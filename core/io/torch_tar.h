#pragma once

#include "core/io/source.h"
#include "core/io/weights_file.h"

#include <memory>

namespace unfold {

// torch.save of 0.1: a tar archive of sys_info; storages, namely a pickled count, and for each storage a
// pickled (key, device, class), its count of elements (int64) and its elements, and then a pickled list of
// views (key, root key, offset, elements); tensors, namely a pickled count, and for each tensor a pickled
// (key, storage key, class), the number of axes (int32, and four bytes that are skipped), sizes, strides and
// offset (int64); and pickle, the object, which mentions tensors by their keys. All little-endian.
// legacy_load in torch/serialization.py of PyTorch. Throws Error.
[[nodiscard]] std::unique_ptr<WeightsFile> open_torch_tar(Source source);

}  // namespace unfold
