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
  EXPECT_EQ(taken(conv).pad, Sides(2, 2, 3, 3));
  conv.auto_pad = StoredConv::AutoPad::same_lower;
  EXPECT_EQ(taken(conv).pad, Sides(3, 3, 2, 2));
  EXPECT_EQ(taken(conv, {}, W, {1, 3, 225, 225}).pad, 3);
  // A filter that spans 13: 111*2 + 13 - 224 = 11 rows are added.
  conv.dilation = {2, 2};
  EXPECT_EQ(taken(conv).pad, Sides(6, 6, 5, 5));
  Choice choice;
  choice.stride = 1;
  choice.dilation = 1;
  EXPECT_EQ(taken(conv, choice).pad, 3) << "for the stride and the dilation that are chosen";
}

TEST(StoredLayer, ItsFourSidesAndItsDilationAreTheLayers) {
  const StoredConv conv{.dilation = {2, 2}, .pad = {1, 0, 2, 3}};
  EXPECT_EQ(taken(conv), (LayerParams{.stride = 1, .pad = {1, 0, 2, 3}, .dilation = 2}));
  Choice choice;
  choice.dilation = 4;
  EXPECT_EQ(taken(conv, choice).dilation, 1) << "the choice's own is set after this";
}

TEST(StoredLayer, WhatIsNotComputedIsSaid) {
  EXPECT_THAT(
      refused({.dilation = {2, 1}}),
      HasSubstr("w.onnx: its convolution is dilated by 2 rows and 1 columns; choose one for both with "
                "--dilation"));
  EXPECT_THAT(refused({.stride = {1, 2}}),
              HasSubstr("steps 1 rows and 2 columns; choose one for both with --stride"));
}

}  // namespace
}  // namespace unfold
