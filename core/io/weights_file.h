#pragma once

#include "core/base/array.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unfold {

// How the four axes of a filter bank lie in a file: what the format says, where it says it. PyTorch and ONNX
// store (FN, C, FH, FW), Keras stores (FH, FW, C, FN), and arrays of NumPy and safetensors may be either.
enum class BankLayout { unknown, oihw, hwio };

// One tensor of a weights file, before anything of it is read.
struct TensorInfo {
  std::string name;
  Shape shape;        // as stored
  std::string dtype;  // "float32", as NumPy says it; "bfloat16"
  BankLayout layout = BankLayout::unknown;
};

// A batch normalisation's four tensors, one number a channel each, as places of WeightsFile::tensors().
struct StoredNorm {
  std::string name;                            // "bn1"
  std::optional<std::size_t> gamma{}, beta{};  // 1 and 0 where they are left out
  std::size_t mean = 0, variance = 0;
  double epsilon = 1e-5;
};

// A tensor that is in the file and not listed, since it cannot be had as an Array.
struct LeftOut {
  std::string name;
  std::string why;  // "more than six axes"
};
inline constexpr const char* too_many_axes = "more than six axes";
static_assert(Shape::max_rank == 6);

// What a file says of a convolution beside its weights. Places are those of WeightsFile::tensors().
struct StoredConv {
  std::size_t weight = 0;
  std::optional<std::size_t> bias{};
  std::array<std::int64_t, 2> stride{1, 1}, dilation{1, 1};  // y, x
  std::array<std::int64_t, 4> pad{};                         // top, left, bottom, right
  // ONNX auto_pad: the padding follows from the picture's size, and `pad` says nothing.
  enum class AutoPad { none, same_upper, same_lower } auto_pad = AutoPad::none;
  std::int64_t group = 1;
  std::optional<StoredNorm> norm{};  // that takes its output and nothing else
};

// A file of named tensors. Every format is one class behind this; `open_weights` chooses by content, never by
// suffix. Opening reads headers and lists only, however large the file is.
class WeightsFile {
 public:
  virtual ~WeightsFile() = default;
  [[nodiscard]] virtual std::string_view format() const = 0;  // "NumPy .npy"
  [[nodiscard]] const std::vector<TensorInfo>& tensors() const { return tensors_; }
  // What tensors() lacks.
  [[nodiscard]] const std::vector<LeftOut>& left_out() const { return left_out_; }
  // The tensor at `place` of tensors(), as stored and in C order, as float32. Throws Error.
  [[nodiscard]] virtual Array read(std::size_t place) = 0;
  // The first convolution by data flow, where the file says how its layers are joined.
  [[nodiscard]] virtual std::optional<StoredConv> first_conv() const { return std::nullopt; }
  // Why there is no first_conv() although the file joins its layers: "its first Conv has a weight that is
  // made by the node Transpose, which is not computed". Empty where there is nothing to say.
  [[nodiscard]] virtual std::string first_conv_note() const { return {}; }
  // What a batch normalisation of that name adds to its variance; PyTorch's where the file does not say it.
  [[nodiscard]] virtual double norm_epsilon(const std::string& /*layer*/) const { return 1e-5; }

 protected:
  std::vector<TensorInfo> tensors_;
  std::vector<LeftOut> left_out_;
};

// Throws Error where the content is none that is read, and says which formats are; what people try most often
// (a web page saved by mistake, a Git LFS pointer, a zip of PyTorch) is told apart.
[[nodiscard]] std::unique_ptr<WeightsFile> open_weights(const std::filesystem::path& file);

}  // namespace unfold
