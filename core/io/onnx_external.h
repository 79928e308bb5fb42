#pragma once

#include "core/base/array.h"
#include "core/io/number.h"
#include "core/io/protobuf.h"

#include <filesystem>
#include <string>

namespace unfold {

// The values that the external_data entries of a TensorProto name: a file in the model's folder or below it,
// an offset and a length in it (onnx.proto, "External Data"). A place outside that folder, by its text or
// through a link, is refused. Throws Error, whose line begins with the model's name.
[[nodiscard]] Array read_onnx_external(ProtobufWindow& window, Extent tensor, NumberType type,
                                       const Shape& shape, const std::filesystem::path& model);

}  // namespace unfold
