#pragma once

#include "core/io/tensor_names.h"
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

// The format does not say how the axes lie, and both readings can be a first layer's: (3, 3, 3, 32) is 32
// filters of 3 by 3 or 3 filters of 3 by 32. A window that is square in the first reading alone says enough:
// (64, 3, 3, 3).
[[nodiscard]] bool is_ambiguous(const TensorInfo& tensor);

// Why a tensor cannot be a first layer, whose bank is (FN, C, FH, FW) with C = 1 or 3; nothing where it can.
[[nodiscard]] std::optional<std::string> not_a_first_layer(const TensorInfo& tensor);
// Why a tensor is no bank of filters at all, of however many channels; nothing where it is.
[[nodiscard]] std::optional<std::string> not_a_bank(const TensorInfo& tensor);

// Which bank of a file is meant, and how it is read.
struct BankChoice {
  std::string tensor{};                // empty: see read_bank
  std::optional<BankLayout> layout{};  // oihw or hwio, in the place of layout_of
  bool any_channels = false;           // a later layer's bank will do as well
  bool fold_norm = false;              // the batch normalisation after it becomes part of weight and bias
};

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
[[nodiscard]] Bank read_bank(const std::filesystem::path& file, const BankChoice& choice = {});
// The bank at `place` of an opened file, which `not_a_bank` has nothing against, in the given order of axes.
[[nodiscard]] Array read_bank_at(WeightsFile& weights, std::size_t place, BankLayout layout);
// The tensor that a weight's own bias is in: "conv1.weight" has "conv1.bias" beside it, "conv2d/kernel:0" has
// "conv2d/bias:0".
[[nodiscard]] std::optional<std::size_t> bias_beside(const TensorNames& names, std::size_t weight,
                                                     std::int64_t FN);
// A bias (FN,); axes of size 1 beside it are dropped.
[[nodiscard]] NamedArray read_bias(const std::filesystem::path& file, const std::string& tensor);

}  // namespace unfold
