#pragma once

#include "core/io/weights_file.h"
#include "core/io/zip.h"

#include <memory>

namespace unfold {

// numpy.savez and savez_compressed: a zip archive of .npy members, each a tensor named without that ending. A
// member that is no array of numbers is left out, and the file is refused where none is one. Throws Error.
[[nodiscard]] bool is_npz(const ZipArchive& archive);
[[nodiscard]] std::unique_ptr<WeightsFile> open_npz(ZipArchive archive);

}  // namespace unfold
