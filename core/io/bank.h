#pragma once

#include "core/io/weights_file.h"

#include <filesystem>
#include <optional>
#include <string>

namespace unfold {

// How the four axes of such an array are taken. Where the format does not say it, the shape does: hwio where
// its first two axes are equal, its last two are not and the third has 3 channels or 1, as in (7, 7, 3, 64);
// oihw otherwise. Unknown where there are not four axes.
[[nodiscard]] BankLayout layout_of(const TensorInfo& tensor);
// The shape as (FN, C, FH, FW); as stored where there are not four axes.
[[nodiscard]] Shape bank_shape(const TensorInfo& tensor);

// Why a tensor cannot be a first layer, whose bank is (FN, C, FH, FW) with C = 1 or 3; nothing where it can.
[[nodiscard]] std::optional<std::string> not_a_first_layer(const TensorInfo& tensor);

struct NamedArray {
  std::string name;
  Array array;
};

// A filter bank, and what its file says beside it.
struct Bank {
  NamedArray weight;  // (FN, C, FH, FW), whatever the order in the file
  std::optional<NamedArray>
      bias;  // (FN,): the convolution's own, or the one whose name goes with the weight's
  std::optional<StoredConv> conv;  // where the file tells of the convolution that this bank belongs to
};

// The chosen bank. `tensor` empty: the first convolution's where the file tells which that is, else the only
// possible first layer. Throws Error with the names that could be meant.
[[nodiscard]] Bank read_bank(const std::filesystem::path& file, const std::string& tensor);
// A bias (FN,); axes of size 1 beside it are dropped.
[[nodiscard]] NamedArray read_bias(const std::filesystem::path& file, const std::string& tensor);

}  // namespace unfold
