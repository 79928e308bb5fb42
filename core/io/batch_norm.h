#pragma once

#include "core/io/tensor_names.h"
#include "core/io/weights_file.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace unfold {

// The batch normalisation that a trained convolution of FN filters feeds: what the file itself says of its
// first one; else found by what files call their tensors: conv1 has bn1 (and conv has norm) beside it, layer
// 0 of a sequence has layer 1, and a file that keeps its layers in order has it next. None where nothing says
// so clearly. `names`: of the file's tensors.
[[nodiscard]] std::optional<StoredNorm> norm_after(const WeightsFile& weights, const TensorNames& names,
                                                   std::size_t weight, std::int64_t FN);

// A tensor of any normalisation: one lies beside a running mean, or its layer is called so.
[[nodiscard]] bool is_of_norm(const TensorNames& names, std::size_t place);

// What it does to a channel when the network runs: y * scale + shift, for a y of that channel. scale = gamma
// / sqrt(variance + epsilon), shift = beta - mean * scale. Source: Ioffe and Szegedy 2015, algorithm 2.
struct ChannelAffine {
  std::vector<double> scale, shift;  // (FN,)
};
// Throws Error where its tensors have not FN numbers each, or a variance is below zero.
[[nodiscard]] ChannelAffine read_norm(WeightsFile& weights, const StoredNorm& norm, std::int64_t FN);

// A convolution that gives at once what it and the normalisation after it give: filter f times scale[f], and
// b[f] * scale[f] + shift[f]. W (FN, C, FH, FW); b (FN,).
void fold(const ChannelAffine& norm, Array& W, Array& b);

}  // namespace unfold
