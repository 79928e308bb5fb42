#pragma once

#include "core/io/number.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace unfold {

// What PyTorch says one element of a storage is (torch.dtype, and the storage and tensor classes of before).
struct TorchDtype {
  std::string_view name;             // "float32", "complex64"
  std::size_t bytes = 0;             // of one element
  std::optional<NumberType> number;  // nothing where it is no plain number
  std::string_view refusal{};        // then: what it is instead
};

// Of "float32"; of "FloatStorage" and "FloatTensor". Nothing where there is no such type.
[[nodiscard]] std::optional<TorchDtype> torch_dtype(std::string_view name);
[[nodiscard]] std::optional<TorchDtype> torch_class_dtype(std::string_view name);

}  // namespace unfold
