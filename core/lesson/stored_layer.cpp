#include "core/lesson/stored_layer.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>

namespace unfold {
namespace {

using Sides = std::array<std::int64_t, 4>;  // top, left, bottom, right

// ONNX's Conv operator: the output has ceil(size / stride) places, and what is odd of the padding goes to the
// end (same_upper) or to the beginning.
Sides same_padding(const StoredConv& conv, const Shape& x, const Shape& W) {
  Sides sides{};
  for (std::size_t axis = 0; axis < 2; ++axis) {
    const int dim = 2 + static_cast<int>(axis);
    const std::int64_t stride = conv.stride[axis], places = (x[dim] + stride - 1) / stride;
    const std::int64_t all = std::max<std::int64_t>(0, (places - 1) * stride + W[dim] - x[dim]);
    const std::int64_t less = all / 2, more = all - less;
    const bool upper = conv.auto_pad == StoredConv::AutoPad::same_upper;
    sides[axis] = upper ? less : more;
    sides[axis + 2] = upper ? more : less;
  }
  return sides;
}

}  // namespace

void take_over(LayerParams& params, const StoredConv& conv, const Shape& x, const Shape& W,
               const Choice& choice, const std::string& weights) {
  const auto text = [](std::int64_t n) { return std::to_string(n); };
  if (conv.group != 1) {
    throw Error(weights + ": its convolution runs in " + text(conv.group) +
                " groups, which is not computed; a layer of one group is needed");
  }
  if (conv.dilation[0] != 1 || conv.dilation[1] != 1) {
    throw Error(weights + ": its convolution is dilated by " + text(conv.dilation[0]) + " by " +
                text(conv.dilation[1]) + ", which is not computed; a layer without dilation is needed");
  }
  if (!choice.stride) {
    if (conv.stride[0] != conv.stride[1]) {
      throw Error(weights + ": its convolution steps " + text(conv.stride[0]) + " rows and " +
                  text(conv.stride[1]) + " columns; choose one for both with --stride");
    }
    params.stride = conv.stride[0];
  }
  if (choice.pad) return;
  const Sides pad = conv.auto_pad == StoredConv::AutoPad::none ? conv.pad : same_padding(conv, x, W);
  if (std::ranges::any_of(pad, [&](std::int64_t side) { return side != pad[0]; })) {
    throw Error(weights + ": its convolution is padded by " + text(pad[0]) + " above, " + text(pad[1]) +
                " left, " + text(pad[2]) + " below and " + text(pad[3]) +
                " right; choose one for all sides with --pad");
  }
  params.pad = pad[0];
}

}  // namespace unfold
