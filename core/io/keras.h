#pragma once

#include "core/io/source.h"
#include "core/io/weights_file.h"
#include "core/io/zip.h"

#include <memory>
#include <string_view>

namespace unfold {

// Keras' HDF5 files, whole models and weights alone, of Keras 1 to 3. Names are Keras' own
// ("block1_conv1/kernel:0") in the order of the layers; what has none is named by its path. Kernels are
// (FH, FW, C, FN), but Keras 1 with Theano's order has (FN, C, FH, FW): where neither the model's
// configuration nor the backend tells, the layout is unknown. Throws Error.
[[nodiscard]] std::unique_ptr<WeightsFile> open_keras(Source source);

// Keras 3's .keras: a zip archive with the weights as HDF5 in model.weights.h5, and config.json. Keras stores
// the weights, and they are read in their place; deflated ones are unpacked whole, at most 2 GiB of them.
[[nodiscard]] std::unique_ptr<WeightsFile> open_keras_archive(ZipArchive archive);
[[nodiscard]] bool is_keras_archive(const ZipArchive& archive);

[[nodiscard]] bool is_hdf5(std::string_view head);

}  // namespace unfold
