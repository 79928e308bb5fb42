#pragma once

#include "core/base/array.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unfold {

// One tensor of a weights file, before anything of it is read.
struct TensorInfo {
  std::string name;
  Shape shape;        // as stored
  std::string dtype;  // "float32", as NumPy says it
};

// A file of named tensors. Every format is one class behind this; `open_weights` chooses by content, never by
// suffix.
class WeightsFile {
 public:
  virtual ~WeightsFile() = default;
  [[nodiscard]] virtual std::string_view format() const = 0;  // "NumPy .npy"
  [[nodiscard]] const std::vector<TensorInfo>& tensors() const { return tensors_; }
  // The tensor at `place` of tensors(), in C order. Throws Error.
  [[nodiscard]] virtual Array read(std::size_t place) = 0;

 protected:
  std::vector<TensorInfo> tensors_;
};

// Throws Error where the content is none that is read, and says which formats are; what people try most often
// (a web page saved by mistake, a Git LFS pointer, a zip of PyTorch) is told apart.
[[nodiscard]] std::unique_ptr<WeightsFile> open_weights(const std::filesystem::path& file);

// Why a tensor of this shape cannot be a first layer, whose bank is (FN, C, FH, FW) with C = 1 or 3; nothing
// where it can.
[[nodiscard]] std::optional<std::string> not_a_first_layer(const Shape& shape);

// The chosen filter bank (FN, C, FH, FW). `tensor` empty: the file's only possible first layer. Throws Error
// with the names that could be meant.
struct NamedArray {
  std::string name;
  Array array;
};
[[nodiscard]] NamedArray read_bank(const std::filesystem::path& file, const std::string& tensor);
// The bias (FN,) of such a bank; axes of size 1 beside it are dropped.
[[nodiscard]] NamedArray read_bias(const std::filesystem::path& file, const std::string& tensor);

}  // namespace unfold
