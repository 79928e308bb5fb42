#pragma once

#include "core/io/source.h"
#include "core/io/weights_file.h"

#include <cstddef>
#include <memory>
#include <span>

namespace unfold {

// torch.save before 1.6 (and with _use_new_zipfile_serialization=False): five pickles, namely a magic number,
// the protocol version 1001, sys_info, the object, and the keys of its storages; then each storage in that
// order, as its count of elements (int64) and its elements, little-endian. _legacy_save in
// torch/serialization.py of PyTorch. Throws Error.
[[nodiscard]] bool is_pickle(std::span<const std::byte> head);
[[nodiscard]] std::unique_ptr<WeightsFile> open_torch_legacy(Source source);

}  // namespace unfold
