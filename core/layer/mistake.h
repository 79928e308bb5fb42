#pragma once

#include <optional>
#include <string_view>

namespace unfold {

// A slip that people make in the notebook's convolution. The layer is then computed as NumPy would compute it
// with the slip in, every tensor, cell map and sum included.
//
// no_transpose: col.reshape(N*OH*OW, -1) of the six axes as the loop left them. swap_c_fh: transpose(0, 4, 5,
// 2, 1, 3), so that the columns of col run (FH, C, FW) against the (C, FH, FW) of col_W. no_padding: im2col
// called without its pad. wrong_reshape_W: W.reshape(-1, FN) in place of W.reshape(FN, -1).T.
enum class Mistake { none, no_transpose, swap_c_fh, no_padding, wrong_reshape_W };
inline constexpr int mistake_count = 5;

[[nodiscard]] std::string_view name(Mistake mistake);  // "no_transpose"
[[nodiscard]] std::optional<Mistake> mistake_named(std::string_view name);

}  // namespace unfold
