#include "core/lesson/stored_layer.h"

#include "core/io/testing.h"

namespace unfold {
namespace {

using ::testing::HasSubstr;
using testing_files::refusal;

constexpr Shape x{1, 3, 224, 224}, W{64, 3, 7, 7};

LayerParams taken(const StoredConv& conv, const Choice& choice = {}, const Shape& bank = W,
                  const Shape& of = x) {
  LayerParams params{.stride = 5, .pad = 5};
  take_over(params, conv, of, bank, choice, "w.onnx");
  return params;
}
std::string refused(const StoredConv& conv) {
  return refusal([&] { static_cast<void>(taken(conv)); });
}

TEST(StoredLayer, ItsStrideAndPaddingAreTheLayersUnlessTheChoiceNamesThem) {
  const StoredConv conv{.stride = {2, 2}, .pad = {3, 3, 3, 3}};
  EXPECT_EQ(taken(conv), (LayerParams{.stride = 2, .pad = 3}));
  Choice choice;
  choice.pad = 1;
  EXPECT_EQ(taken(conv, choice), (LayerParams{.stride = 2, .pad = 5}))
      << "the choice's own is set after this";
  choice.stride = 4;
  EXPECT_EQ(taken(conv, choice), (LayerParams{.stride = 5, .pad = 5}));
}

TEST(StoredLayer, SamePaddingIsWhatItComesTo) {
  StoredConv conv{.auto_pad = StoredConv::AutoPad::same_upper};
  EXPECT_EQ(taken(conv), (LayerParams{.stride = 1, .pad = 3}));
  EXPECT_EQ(taken(conv, {}, {8, 3, 1, 1}).pad, 0);
  conv.stride = {2, 2};
  // ceil(224 / 2) = 112 places: 111*2 + 7 - 224 = 5 rows are added, 2 above and 3 below.
  EXPECT_THAT(refused(conv),
              HasSubstr("w.onnx: its convolution is padded by 2 above, 2 left, 3 below and 3 right"));
  conv.auto_pad = StoredConv::AutoPad::same_lower;
  EXPECT_THAT(refused(conv), HasSubstr("padded by 3 above, 3 left, 2 below and 2 right"));
  EXPECT_EQ(taken(conv, {}, W, {1, 3, 225, 225}).pad, 3);
}

TEST(StoredLayer, WhatIsNotComputedIsSaid) {
  EXPECT_THAT(refused({.dilation = {2, 1}}), HasSubstr("dilated by 2 by 1"));
  EXPECT_THAT(refused({.group = 3}), HasSubstr("3 groups"));
  EXPECT_THAT(refused({.stride = {1, 2}}),
              HasSubstr("steps 1 rows and 2 columns; choose one for both with --stride"));
  EXPECT_THAT(refused({.pad = {1, 0, 1, 0}}), HasSubstr("1 above, 0 left, 1 below and 0 right"));
}

}  // namespace
}  // namespace unfold
