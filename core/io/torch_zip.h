#pragma once

#include "core/io/weights_file.h"
#include "core/io/zip.h"

#include <memory>

namespace unfold {

// torch.save since 1.6, and TorchScript (torch.jit.save): a zip archive with a folder of any name that holds
// data.pkl, the storages as data/KEY, and byteorder ("little" or "big", since 2.1; little before).
// TorchScript adds code/, of which nothing is read, and constants.pkl with constants/KEY.
// torch/serialization.py and caffe2/serialize/inline_container.h in PyTorch. Throws Error.
[[nodiscard]] bool is_torch_zip(const ZipArchive& archive);
[[nodiscard]] std::unique_ptr<WeightsFile> open_torch_zip(ZipArchive archive);

}  // namespace unfold
