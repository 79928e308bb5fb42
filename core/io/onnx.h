#pragma once

#include "core/io/source.h"
#include "core/io/weights_file.h"

#include <filesystem>
#include <memory>

namespace unfold {

// An ONNX model (onnx.proto: ModelProto): the initializers and Constant nodes of its main graph, and its
// first Conv by data flow from the graph's input. `file` is where the model lies, for data outside it;
// without one such data is refused. Sparse tensors, text and types that are not read are listed and refused
// at read(). Throws Error.
[[nodiscard]] std::unique_ptr<WeightsFile> open_onnx(Source source, std::filesystem::path file = {});

// Whether this seems to be one: the format has no mark of its own, so the outermost fields are looked at.
[[nodiscard]] bool is_onnx(Source& source);

}  // namespace unfold
