#pragma once

#include "core/io/weights_file.h"

#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace unfold {

// The tensors of a file by name; of equal names the first counts. Refers to the list, which outlives it.
class TensorNames {
 public:
  explicit TensorNames(const std::vector<TensorInfo>& tensors) : tensors_(tensors) {
    for (std::size_t i = 0; i < tensors.size(); ++i) places_.emplace(tensors[i].name, i);
  }
  [[nodiscard]] const std::vector<TensorInfo>& tensors() const { return tensors_; }
  // The tensor of that name, if it has that shape.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name, const Shape& shape) const {
    const auto found = places_.find(name);
    if (found == places_.end() || tensors_[found->second].shape != shape) return std::nullopt;
    return found->second;
  }

 private:
  const std::vector<TensorInfo>& tensors_;
  std::unordered_map<std::string_view, std::size_t> places_;
};

}  // namespace unfold
