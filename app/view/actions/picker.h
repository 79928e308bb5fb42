#pragma once

#include "app/view/actions/list.h"
#include "core/io/weights_file.h"
#include "core/layer/geometry.h"
#include "core/lesson/channels.h"
#include "core/lesson/preprocess.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>

namespace unfold::view {

// The choice of a layer in a file of weights.
namespace act {
struct ChooseLayer {
  std::filesystem::path file;
  bool ask = false;
};  // without `ask` a file that leaves nothing to choose is loaded at once
struct PickTensor {
  std::size_t place = 0;
};
struct PickTensorBy {
  int by = 1;
};  // up and down the lines that can be chosen
struct PickLayout {
  BankLayout layout = BankLayout::oihw;
};
struct PickChannels {
  ChannelFit fit = ChannelFit::gray;
};
struct PickBias {
  std::optional<std::size_t> place;
};  // none: no bias
struct PickNorm {
  bool fold = false;
};
struct PickParam {
  Param param = Param::stride;
  std::int64_t value = 1;
};
struct PickPreprocess {
  PreprocessChoice steps;
};
struct UnfoldList {
  bool others = false;
};  // the later convolutions, or the tensors that are none
struct ScrollPicker {
  float by = 0;
};
struct UsePick {};
}  // namespace act

using PickerActions = TypeList<act::ChooseLayer, act::PickTensor, act::PickTensorBy, act::PickLayout,
                               act::PickChannels, act::PickBias, act::PickNorm, act::PickParam,
                               act::PickPreprocess, act::UnfoldList, act::ScrollPicker, act::UsePick>;

}  // namespace unfold::view
