#include "core/lesson/stored_layer.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <utility>

namespace unfold {
namespace {

// ONNX's Conv operator: the output has ceil(size / stride) places, and what is odd of the padding goes to the
// end (same_upper) or to the beginning.
Sides same_padding(const StoredConv& conv, std::int64_t stride, std::int64_t dilation, const Shape& x,
                   const Shape& W) {
  const bool upper = conv.auto_pad == StoredConv::AutoPad::same_upper;
  const auto along = [&](int axis) {
    const std::int64_t places = (x[axis] + stride - 1) / stride, extent = (W[axis] - 1) * dilation + 1;
    const std::int64_t all = std::max<std::int64_t>(0, (places - 1) * stride + extent - x[axis]);
    const std::int64_t less = all / 2, more = all - less;
    return upper ? std::pair{less, more} : std::pair{more, less};
  };
  const auto [top, bottom] = along(2);
  const auto [left, right] = along(3);
  return {top, left, bottom, right};
}

}  // namespace

void take_over(LayerParams& params, const StoredConv& conv, const Shape& x, const Shape& W,
               const Choice& choice, const std::string& weights) {
  const auto one_for_both = [&](const std::array<std::int64_t, 2>& both, const char* does,
                                const char* option) {
    if (both[0] == both[1]) return both[0];
    throw Error(weights + ": its convolution " + does + " " + std::to_string(both[0]) + " rows and " +
                std::to_string(both[1]) + " columns; choose one for both with " + option);
  };
  if (!choice.stride) params.stride = one_for_both(conv.stride, "steps", "--stride");
  if (!choice.dilation) params.dilation = one_for_both(conv.dilation, "is dilated by", "--dilation");
  if (choice.pad) return;
  if (conv.auto_pad == StoredConv::AutoPad::none)
    params.pad = {conv.pad[0], conv.pad[1], conv.pad[2], conv.pad[3]};
  else
    params.pad = same_padding(conv, choice.stride.value_or(params.stride),
                              choice.dilation.value_or(params.dilation), x, W);
}

}  // namespace unfold
